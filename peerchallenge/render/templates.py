"""The door to Jinja: a page and its template give a file of the site; it knows no kind of page by name."""

from __future__ import annotations

import re
import traceback
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from functools import cache, lru_cache

from jinja2 import FunctionLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import TemplateRuntimeError
from markupsafe import Markup, escape

from peerchallenge import addresses
from peerchallenge.pages import Page
from peerchallenge.problems import Problem, did_you_mean
from peerchallenge.prose import clean
from peerchallenge.records import Body
from peerchallenge.render import assets
from peerchallenge.render.quicker import Quicker, Quickest
from peerchallenge.render.site_view import SiteView
from peerchallenge.schema.dates import Date, spell
from peerchallenge.sources import Output

Texts = tuple[tuple[str, str], ...]
"""Templates by their names in `templates/`: ("pages/home.html", "…")."""
Files = tuple[tuple[str, bytes], ...]
"""Assets by their names in `assets/`: ("css/1-tokens.css", b"…")."""
_ROWS = 16_000
"""How many rows of lists are kept: those of pages that begin with the same challenges."""
FOLDER = "templates/"
"""What stands before a template's name when a person is told of it."""


def renderer(
    templates: Texts, files: Files, site: SiteView, *, rows: int = _ROWS
) -> Callable[[Page], Output | Problem]:
    """Make the function that turns one page into a file, or says what is wrong with its template.

    Up to so many `rows` that stand in several lists are kept, and as many of templates that need care; who makes pages
    for days bounds them.
    """
    texts = dict(templates)

    def environment(kind: type[Quicker]) -> Quicker:
        return _environment(kind, texts, assets.named(files, site.colour), site, rows)

    quick, careful = environment(Quickest), cache(lambda: environment(Quicker))
    with_care: set[str] = set()

    def text(page: Page) -> str:
        if page.template not in with_care:
            with suppress(Exception):
                return quick.get_template(page.template).render(page=page)
        made = careful().get_template(page.template).render(page=page)
        with_care.add(page.template)
        return made

    def render(page: Page) -> Output | Problem:
        try:
            html = text(page)
        except Exception as error:  # noqa: BLE001 - a template is a person's own code and may fail in any way
            return _problem(error, page, texts)
        return Output(path=addresses.file_of(page.url), data=html.encode(), made_from=page.made_from)

    return render


def rendered(render: Callable[[Page], Output | Problem], pages: Iterable[Page]) -> tuple[list[Output], list[Problem]]:
    """Render all pages; one mistake in a template is told once, with the first page that shows it."""
    outputs: list[Output] = []
    problems: dict[tuple[str, int, str], Problem] = {}
    for page in pages:
        result = render(page)
        if isinstance(result, Output):
            outputs.append(result)
        else:
            problems.setdefault((result.path, result.line, result.suggestion), result)
    return outputs, list(problems.values())


class _Unknown(StrictUndefined):
    """A field that is not there, which says so in plain words; what stands after the line break is the likely fix."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if self._undefined_hint:
            return self._undefined_hint
        if type(self._undefined_obj).__module__.startswith("peerchallenge"):
            known = [field for field in dir(self._undefined_obj) if not field.startswith("_")]
            kind = type(self._undefined_obj).__name__
            return f"{kind} has no “{name}”\n{did_you_mean(name, known) or _every_field(known)}"
        return f"“{name}” is not known here\n{did_you_mean(name, ('page', 'site'))}"


def _every_field(known: list[str]) -> str:
    return f"It has: {', '.join(known)}. templates/README.md says what each is."


def _environment(kind: type[Quicker], texts: dict[str, str], found: assets.Named, site: SiteView, rows: int) -> Quicker:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        return (texts[name], FOLDER + name, lambda: True) if name in texts else None

    environment = kind(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=_Unknown,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
        auto_reload=False,
    )

    base = site.base_path
    addresses_of = {name: base + url[1:] if url.startswith("/") else url for name, (url, *_) in found.items()}

    def link(url: str) -> str:
        return base + url[1:] if url[:1] == "/" else url

    def asset(name: str) -> str:
        if name not in addresses_of:
            raise TemplateRuntimeError(f"there is no “{name}” in assets/\n{did_you_mean(name, found)}")
        return addresses_of[name]

    def text(html: Markup | Body) -> Markup:
        own = html.__html__()
        return clean.with_base(own, base) if base != "/" else Markup(own)  # noqa: S704 (that is what it gives)

    made: OrderedDict[tuple[int, int | str], tuple[Markup, object, object]] = OrderedDict()

    def remembered(record: object, macro: Callable[[object], Markup]) -> Markup:
        key = (id(macro), record if type(record) is str else id(record))
        known = made.get(key)
        if known is None:
            if len(made) >= rows:
                made.popitem(last=False)
            # Macro and record are kept beside what was made, so that no others can come to have their numbers.
            known = made[key] = (macro(record), macro, record)
        return known[0]

    environment.globals["site"] = site  # here, and not beside `page`, so that macros see it too
    environment.filters |= {"day": day, "link": link, "asset": asset, "prose": text, "remembered": remembered}
    return environment


@lru_cache(maxsize=4096)
def day(value: Date | date | None) -> Markup:
    """Write a date as HTML: a `time` where the words name a day, a month or a year, else the words alone."""
    if value is None:
        return Markup("date not known")
    machine, words = (value.machine, str(value)) if isinstance(value, Date) else (value.isoformat(), spell(value))
    return Markup('<time datetime="{}">{}</time>').format(machine, words) if machine else escape(words)


def _problem(error: Exception, page: Page, texts: Mapping[str, str]) -> Problem:
    path, line = _place(error, page)
    what, _, suggestion = str(error).partition("\n")
    if isinstance(error, TemplateNotFound):
        what, suggestion = f"there is no template “{error.name}”", did_you_mean(str(error.name), texts)
    elif isinstance(error, TemplateSyntaxError):
        what = f"this is not written as a template should be: {error.message}"
    every = texts.get(path.removeprefix(FOLDER), "").split("\n")
    excerpt = every[line - 1] if 0 < line <= len(every) else ""
    return Problem(
        path=path,
        line=line,
        column=_column(excerpt, what) if excerpt.strip() else 0,
        excerpt=excerpt,
        code="template",
        message=f"The page {page.url} ({type(page).__name__}) cannot be made: {what.rstrip('.')}.",
        suggestion=suggestion,
    )


def _column(line: str, what: str) -> int:
    """Give the column of the word that the mistake is about, or of the first word of the line."""
    word = re.search(r"“(\w+)”|'(\w+)'", what)
    named = re.search(rf"\b{word[1] or word[2]}\b", line) if word else None
    return (named.start() if named else len(line) - len(line.lstrip())) + 1


def _place(error: Exception, page: Page) -> tuple[str, int]:
    """Find the innermost line of a template that the error came from."""
    if isinstance(error, TemplateSyntaxError):
        return FOLDER + (error.name or page.template), error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    places = [(frame.filename, frame.lineno or 0) for frame in frames if frame.filename.startswith(FOLDER)]
    return places[-1] if places else (FOLDER + page.template, 0)
