"""Write `templates/README.md`: every template, the class that fills it and each field with its sentence."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from peerchallenge import pages, records
from peerchallenge.pages import challenge as challenge_pages
from peerchallenge.pages import common as common_pages
from peerchallenge.pages import figures, lists, site, todo
from peerchallenge.records import action, challenge, common, document, thread, timetable
from peerchallenge.render import site_view
from peerchallenge.schema import dates
from peerchallenge.schema.challenge import Peer

_PAGES = (common_pages, site, challenge_pages, lists, figures, todo)
_TOP = """\
# The templates

This page is made by `python -m peerchallenge.render.guide` and tested: it says what each template is given.

A template sees two things, `page` and `site`. `page` is an instance of the class that its first line names; `site` is
the same everywhere. A file of the same name in your own `templates/` comes before the one here, so copy only what you
change. A field that does not exist is a problem that names the template and the line, never an empty space.

Everything is escaped. Five filters are there besides Jinja’s own:

- `day`: a date as a `time` element, or “date not known”.
- `link`: a path of this site, with the folder it is published in; a whole address is left alone.
- `asset`: the name of a file in `assets/`, as its address. `css/site.css` is all style sheets joined into one.
- `prose`: converted text (a `Markup` or a `Body` below), as HTML with its links made right.
- `remembered(macro)`: what a macro makes of a record, made once, for entries that stand in many lists.

`base.html` is the frame of every page and `list.html` that of every list. `parts/` holds the components: header,
footer, thread, timeline, tags and the rest, each told of in its first line.
"""


def guide() -> str:
    """Give the whole text of `templates/README.md`."""
    parts = [_TOP, "## Pages\n", *(_page(kind) for kind in (*pages.PAGES, *pages.PREVIEW))]
    shared = _fields(pages.Page)
    parts += ["## What every list has\n", f"From `ListPage`. {_sentence(pages.ListPage)}\n", _fields(pages.ListPage)]
    parts += ["## What every page has\n", "From `Page`.\n", shared, "## site\n", _sentence(site_view.SiteView), ""]
    parts += [_fields(site_view.SiteView), "## Records\n", "What the fields above are made of.\n"]
    parts += [_record(kind) for kind in _records()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).rstrip() + "\n"


def _page(kind: type[pages.Page]) -> str:
    own = _fields(kind) or "Nothing beside what every page has.\n"
    listed = "\nAnd what every list has.\n" if issubclass(kind, pages.ListPage) else ""
    return f"### `{kind.template}` ← {kind.__name__}\n\n{_sentence(kind)}\n\n{own}{listed}"


def _record(kind: type[Any]) -> str:
    properties = "".join(
        f"- `{name}`: {_first_line(value)}\n" for name, value in vars(kind).items() if isinstance(value, property)
    )
    return f"### {kind.__name__}\n\n{_sentence(kind)}\n\n{_fields(kind)}{properties}"


def _records() -> Iterable[type[Any]]:
    """Give the records that a page can hold, in the order of their modules."""
    for module in (*_PAGES, common, timetable, action, thread, document, challenge):
        for kind in vars(module).values():
            if not isinstance(kind, type) or kind.__module__ != module.__name__ or not is_dataclass(kind):
                continue
            if not issubclass(kind, (pages.Page, pages.Sheet, records.Library)):
                yield kind
    yield Peer
    yield dates.Date


def _fields(kind: type[Any]) -> str:
    sentences = _docstrings(inspect.getmodule(kind) or pages).get(kind.__name__, {})
    names = list(inspect.get_annotations(kind))
    shown = [name for name in names if name not in {"template", "indexed", "kind", "label"}]
    return "".join(_line(kind, name, sentences.get(name, "")) for name in shown)


def _line(kind: type[Any], name: str, sentence: str) -> str:
    words = re.sub(r"\b(?:datetime\.)?(str)\b", "text", str(inspect.get_annotations(kind)[name]))
    return f"- `{name}` ({words})" + (f": {sentence}" if sentence else "") + "\n"


def _sentence(kind: type[Any]) -> str:
    return inspect.cleandoc(kind.__doc__ or "")


def _first_line(value: property) -> str:
    return inspect.cleandoc(value.__doc__ or "").splitlines()[0]


@cache
def _docstrings(module: ModuleType) -> dict[str, dict[str, str]]:
    """Read the sentence below each field of each class in a module; they are only in its source."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.ClassDef):
            pairs = zip(node.body, node.body[1:], strict=False)
            found[node.name] = {
                field.target.id: inspect.cleandoc(after.value.value)
                for field, after in pairs
                if isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(after, ast.Expr)
                and isinstance(after.value, ast.Constant)
                and isinstance(after.value.value, str)
            }
    return found


if __name__ == "__main__":
    Path("templates/README.md").write_text(guide(), encoding="utf-8", newline="\n")
