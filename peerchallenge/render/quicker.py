"""Make Jinja spend less on each value and each macro; what comes out is the same, and what is rare it does itself."""

from __future__ import annotations

from functools import lru_cache
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

Vars = dict[str, Any]
"""What is set within a block or a loop, which Jinja hands to functions that ask for it."""
_escaped = lru_cache(maxsize=8192)(escape)


def shown(value: object) -> str:
    """Escape a value that goes straight into the page."""
    if type(value) is str:
        return _escaped(value)
    return value if type(value) is Markup else escape(value)


class _Generator(CodeGenerator):
    """Writes templates as Python that escapes with `shown`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


class _PlainGenerator(_Generator):
    """Writes what a dot means as the attribute that it names, but where the template asks whether that is there."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._asks = 0

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - as Jinja calls it
        if self._asks or iskeyword(node.attr) or not node.attr.isascii():  # Python reads “ﬁ” as “fi”
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802 - as above
        self._asks += 1
        super().visit_Test(node, frame)
        self._asks -= 1


class _Context(Context):
    """Calls a macro straight away where it is given its arguments by place."""

    def call(
        self, what: Any, /, *args: Any, _block_vars: Vars | None = None, _loop_vars: Vars | None = None, **named: Any
    ) -> Any:
        """Call a macro, or whatever else a template calls."""
        is_plain = type(what) is Macro and not (named or what.catch_kwargs or what.catch_varargs or what.caller)
        if is_plain and self.eval_ctx.autoescape:
            left_out = len(what.arguments) - len(args)
            if left_out >= 0:
                made = what._func(*args, *(missing,) * left_out)  # noqa: SLF001 - as `Macro` itself does
                return str.__new__(Markup, made)
        return super().call(what, *args, _block_vars=_block_vars, _loop_vars=_loop_vars, **named)


class _Template(Template):
    """Gives what another template imports from it without asking whether that one brought globals of its own.

    None does: all globals are those of the environment.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return self._module or super()._get_default_module(ctx)


class Quicker(Environment):
    """Looks attributes up before anything else that a dot may mean in a template."""

    context_class = _Context
    code_generator_class = _Generator
    template_class = _Template
    shown = staticmethod(shown)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Give an attribute of a value, or what stands for one that is not there."""
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)


class Quickest(Quicker):
    """Reads a dot as an attribute and as nothing else, so that an error is no proof of a mistake in the template.

    Whatever fails here is to be rendered by `Quicker`, which finds what else the dot may mean, or says what is wrong.
    """

    code_generator_class = _PlainGenerator
