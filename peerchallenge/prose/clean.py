"""The last word on what HTML reaches a page: a closed list of tags, attributes and addresses; it mends nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from html import escape, unescape
from urllib.parse import unquote

import nh3
from markupsafe import Markup

_WORDS = {"p", "strong", "em", "code", "pre", "blockquote", "br", "hr", "sup", "abbr", "a", "img"}
_LISTS = {"ul", "ol", "li", "dl", "dt", "dd"}
_TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
_PARTS = {"div", "section", "h2", "h3", "h4", "h5", "h6"}
_ANCHORS = {"h2", "h3", "h4", "h5", "h6", "li", "sup"}
_SIDES = {"is-right", "is-centre"}

HTML_TAGS = frozenset(nh3.ALLOWED_TAGS | nh3.CLEAN_CONTENT_TAGS | {"font", "form", "iframe", "input", "section"})
"""Words that, in angle brackets, are HTML and not words that wait to be filled in."""

_ANCHOR = re.compile(r"[a-z][a-z0-9-]*")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_REACH = re.compile(r"(mailto|tel):[^/]", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\ud800-\udfff\\]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINKED = re.compile(r'(<(?:a|img)(?: [a-z-]+="[^"]*")*? (?:href|src)=")([^"]*)(")')


class Leads(StrEnum):
    """Where an address leads: another site, a path of this one, this page, a file beside the text, or nowhere we go."""

    ELSEWHERE = "elsewhere"
    SITE = "site"
    PAGE = "page"
    FILE = "file"
    NOWHERE = "nowhere"


def leads(address: str) -> Leads:
    """Say where an address leads, read as a browser reads it, which is more than it seems to say."""
    if _UNSEEN.search(address.replace(" ", "")) or not address.strip() or address != address.strip():
        return Leads.NOWHERE
    if _SCHEME.match(address):
        return Leads.ELSEWHERE if _WEB.match(address) or _REACH.match(address) else Leads.NOWHERE
    if address.startswith("//") or ":" in address.partition("/")[0].partition("#")[0]:
        return Leads.NOWHERE
    if address.startswith("/"):
        return Leads.SITE
    return Leads.PAGE if address.startswith("#") else Leads.FILE


def _attribute(_tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if leads(value) is not Leads.NOWHERE else None
    if name == "src":
        return value if leads(value) in {Leads.SITE, Leads.FILE} else None
    if name == "id":
        return value if _ANCHOR.fullmatch(value) else None
    if name in {"start", "value"}:
        return value if value.isdecimal() and len(value) < 10 else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_WORDS | _LISTS | _TABLES | _PARTS,
    clean_content_tags={"script", "style", "svg", "math", "template", "iframe", "object", "textarea", "title"},
    attributes={
        "a": {"href", "aria-label"},
        "img": {"src", "alt"},
        "abbr": {"title"},
        "ol": {"start"},
        "div": {"aria-label"},
    }
    | {tag: {"id"} for tag in _ANCHORS}
    | {"li": {"id", "value"}},
    tag_attribute_values={
        "div": {"role": {"region"}, "tabindex": {"0"}},
        "pre": {"tabindex": {"0"}},
        "th": {"scope": {"col"}},
    },
    allowed_classes={
        "div": {"table"},
        "section": {"footnotes"},
        "h2": {"visually-hidden"},
        "a": {"back"},
        "th": _SIDES,
        "td": _SIDES,
    },
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    strip_comments=True,
)


def clean(html: str) -> Markup:
    """Keep of some HTML only what may stand on a page."""
    try:
        return Markup(_CLEANER.clean(html))  # noqa: S704 (this is where HTML becomes trusted)
    except UnicodeEncodeError:
        return clean(_SURROGATE.sub("\ufffd", html))


def with_base(html: str, base_path: str, files: Mapping[str, str] | None = None) -> Markup:
    """Put the base path before every path of this site, and addresses in the place of the files named in `files`.

    Only for what `clean` gave: there, every attribute is written the one way this looks for.
    """
    base = base_path.rstrip("/")
    known = files or {}

    def replace(found: re.Match[str]) -> str:
        before, written, after = found.groups()
        address = unescape(written)
        name, mark, part = address.partition("#")
        if leads(address) is Leads.FILE and unquote(name) in known:
            address = known[unquote(name)] + mark + part
        if leads(address) is Leads.SITE:
            address = base + address
        return found[0] if address == unescape(written) else before + escape(address) + after

    return Markup(_LINKED.sub(replace, html))  # noqa: S704 (cleaned before; addresses are escaped)
