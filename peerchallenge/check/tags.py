"""What one tag of a page says by itself of what the checks ask about; it knows nothing of the tags round it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

_LOADED_BY_LINK = frozenset({"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"})
_NAMING = ("aria-label", "aria-labelledby", "title", "alt")
_WORDS = {"a": _NAMING, "img": ("alt",), "svg": ("aria-label",)}
_NOTED_ATTRIBUTES = frozenset({"id", "poster", "src", "srcset", "style"})
_NOTED = frozenset(
    {
        *("a", "area", "article", "form", "h1", "h2", "h3", "h4", "h5", "h6", "html", "img", "link", "meta", "script"),
        *("style", "svg", "title", "/a", "/svg", "/title"),
    }
)


class Tag(NamedTuple):
    """A tag that says something."""

    name: str
    """The name of the element; with a slash before it where the tag ends one."""
    notes: tuple[tuple[str, str], ...]
    """What to note: each the name of a list and an entry."""
    target: str | None = None
    """Where the link leads that begins here."""
    words: str = ""
    """The words in its attributes, which name the link that it begins or stands in."""
    language: str = ""
    """The language that it gives to what it holds."""


def read_tag(name: str, attributes: Sequence[tuple[str, str]] = ()) -> Tag | None:
    """Read a tag; nothing where the checks ask about nothing that it says."""
    notes = [note for key, value in attributes if _is_noted(key) for note in _of_attribute(name, key, value)]
    if name not in _NOTED:
        return Tag(name, tuple(notes)) if notes else None
    has = dict(reversed(attributes))  # Of two with one name the first counts.
    notes.extend(_of_element(name, has))
    target = has["href"].strip() if name == "a" and "href" in has else None
    naming = () if name == "a" and target is None else _WORDS.get(name, ())
    words = "".join([has[key] for key in naming if key in has])
    return Tag(name, tuple(notes), target, words, has.get("lang", ""))


def _is_noted(attribute: str) -> bool:
    return attribute in _NOTED_ATTRIBUTES or attribute[:2] == "on"


def _of_attribute(tag: str, name: str, value: str) -> Iterator[tuple[str, str]]:
    if name == "id":
        yield "ids", value
    elif name == "srcset":
        yield from (("loads", part.split()[0]) for part in value.split(",") if part.strip())
    elif name in {"src", "poster"}:
        yield "loads", value.strip()
    else:
        yield "inline", f"“{name}” on <{tag}>"


def _of_element(name: str, has: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Note what an element says besides its attributes one by one."""
    if name in {"a", "area"} and "href" in has:
        yield "links", has["href"].strip()
        if name == "area" and not any(has.get(key, "").strip() for key in _NAMING):
            yield "empty_links", has["href"].strip()
    elif name[0] == "h" and name[1:].isdigit():
        yield "headings", name[1]
    elif name == "img" and "alt" not in has:
        yield "pictures_without_alt", has.get("src", "")
    elif name == "style" or (name == "script" and "src" not in has and not has.get("type", "").endswith("json")):
        yield "inline", f"<{name}>"
    elif name == "link":
        kinds = set(has.get("rel", "").lower().split())
        yield "loads" if kinds & _LOADED_BY_LINK else "refers", has.get("href", "").strip()
    elif name == "form" and "action" in has:
        yield "refers", has["action"].strip()
    elif name == "meta" and has.get("http-equiv", "").lower() == "refresh":
        target = has.get("content", "").partition("=")[2].strip(" '\"")
        yield from (("refers", target), ("redirects", target))
    elif name == "html":
        yield "languages", has.get("lang", "").strip()
