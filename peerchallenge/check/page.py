"""What one finished page holds that the checks ask about; it judges nothing and reads no other page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

_LINKED = frozenset({"a", "area"})
_LOADED_BY_LINK = frozenset({"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NOTED = frozenset(
    {"a", "area", "article", "form", "html", "iframe", "img", "link", "meta", "script", "style", "svg", "title"}
)
_NAMING = ("aria-label", "aria-labelledby", "title")

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What one page holds. Every list is in the order of the page."""

    language: str
    """What the page says its language is."""
    words_language: str
    """The language of the main heading, where an article or the heading itself says it, else that of the page."""
    titles: tuple[str, ...]
    """The words of each `<title>`."""
    headings: tuple[int, ...]
    """The level of each heading."""
    ids: tuple[str, ...]
    """The name of each place, repeats among them."""
    links: tuple[str, ...]
    """Where a reader can go."""
    loads: tuple[str, ...]
    """What the browser fetches by itself: pictures, style sheets, scripts."""
    refers: tuple[str, ...]
    """Other addresses: forms, the page in another language, the target of a redirect."""
    pictures_without_alt: tuple[str, ...]
    """The pictures for which nothing says whether they need words."""
    empty_links: tuple[str, ...]
    """The targets of links that hold no words."""
    inline: tuple[str, ...]
    """Styles and scripts written into the page, as a person would name them."""
    redirect: bool
    """Whether the page only leads to another."""


def read_page(data: bytes) -> PageFacts:
    """Read a page once and note what the checks ask about."""
    reader = _Reader()
    reader.feed(data.decode("utf-8", "replace"))
    reader.close()
    return reader.facts()


class _Reader(HTMLParser):
    """Notes what a page holds while the standard library takes it apart."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._language = ""
        self._words_language = ""
        self._titles: list[str] = []
        self._headings: list[int] = []
        self._ids: list[str] = []
        self._links: list[str] = []
        self._loads: list[str] = []
        self._refers: list[str] = []
        self._without_alt: list[str] = []
        self._empty: list[str] = []
        self._inline: list[str] = []
        self._redirect = False
        self._link: str | None = None
        self._words: list[str] | None = None
        self._drawings = 0

    def facts(self) -> PageFacts:
        return PageFacts(
            language=self._language,
            words_language=self._words_language or self._language,
            titles=tuple(self._titles),
            headings=tuple(self._headings),
            ids=tuple(self._ids),
            links=_once(self._links),
            loads=_once(self._loads),
            refers=_once(self._refers),
            pictures_without_alt=tuple(self._without_alt),
            empty_links=tuple(self._empty),
            inline=_once(self._inline),
            redirect=self._redirect,
        )

    def updatepos(self, i: int, j: int) -> int:  # noqa: ARG002 - the parser calls it by place
        """Skip the counting of lines, a fifth of the work: what is to be mended is in another file."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self._ids.append(value or "")
            elif name in {"src", "poster"}:
                self._loads.append((value or "").strip())
            elif name == "srcset":
                self._loads.extend(part.split()[0] for part in (value or "").split(",") if part.strip())
            elif name == "style" or name[:2] == "on":
                self._inline.append(f"“{name}” on <{tag}>")
        if tag in _HEADINGS:
            if tag == "h1":
                self._words_language = dict(attrs).get("lang") or self._words_language
            self._headings.append(_HEADINGS[tag])
        elif tag in _NOTED:
            self._note(tag, {name: value or "" for name, value in reversed(attrs)})

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link is not None:
            if not "".join(self._words or ()).strip():
                self._empty.append(self._link)
            self._link = self._words = None
        elif tag == "title" and self._words is not None and not self._drawings:
            self._titles.append(" ".join("".join(self._words).split()))
            self._words = None
        elif tag == "svg":
            self._drawings = max(0, self._drawings - 1)

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)

    def _note(self, tag: str, has: Attributes) -> None:
        """Note the elements that mean more than their attributes say one by one."""
        if tag in _LINKED and "href" in has:
            self._open_link(tag, has)
        elif tag == "img":
            self._note_picture(has)
        elif tag in {"script", "style"}:
            self._note_inline(tag, has)
        elif tag == "link":
            self._note_reference(has)
        elif tag == "form":
            self._refers.extend([has["action"].strip()] if "action" in has else [])
        elif tag == "meta":
            self._note_redirect(has)
        elif tag == "html":
            self._language = has.get("lang", "").strip()
        elif tag == "article" and 1 not in self._headings:
            self._words_language = has.get("lang", "")
        elif tag == "svg":
            self._drawings += 1
            self.handle_data(has.get("aria-label", ""))
        elif tag == "title" and not self._drawings:
            self._words = []

    def _open_link(self, tag: str, has: Attributes) -> None:
        self._links.append(has["href"].strip())
        words = [has[name] for name in (*_NAMING, "alt") if name in has]
        if tag == "a":
            self._link, self._words = has["href"].strip(), words
        elif not "".join(words).strip():
            self._empty.append(has["href"].strip())

    def _note_picture(self, has: Attributes) -> None:
        if "alt" not in has:
            self._without_alt.append(has.get("src", ""))
        self.handle_data(has.get("alt", ""))

    def _note_inline(self, tag: str, has: Attributes) -> None:
        is_data = has.get("type", "").endswith("json")
        if tag == "style" or not ("src" in has or is_data):
            self._inline.append(f"<{tag}>")

    def _note_reference(self, has: Attributes) -> None:
        kinds = set(has.get("rel", "").lower().split())
        noted = self._loads if kinds & _LOADED_BY_LINK else self._refers
        noted.append(has.get("href", "").strip())

    def _note_redirect(self, has: Attributes) -> None:
        if has.get("http-equiv", "").lower() == "refresh":
            self._redirect = True
            _, _, target = has.get("content", "").partition("=")
            self._refers.append(target.strip(" '\""))


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
