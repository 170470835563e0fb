"""A page is taken apart by a lean scan where it is plain, and by the standard library where it is not: all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures_pages import SITE, all_pages
from hypothesis import given
from hypothesis import strategies as st

from peerchallenge.check import page
from peerchallenge.check.markup import NotPlainError, any_pieces, plain_pieces
from peerchallenge.read import files
from peerchallenge.render import templates


def facts_of_plain(text):
    """Read a text by the lean scan, whole and row by row; nothing where it is not for that."""
    found = []
    for read in (lambda whole: page._read(plain_pieces(whole)), page._read_rows):
        try:
            found.append(read(text).facts())
        except NotPlainError:
            found.append(None)
    assert found[0] == found[1]
    return found[0]


def test_every_page_of_ours_is_read_by_the_lean_scan():
    """It is several times as fast as the standard library's parser, and finds the same."""
    inputs, _ = files.read(Path(__file__).parent / "no such folder")
    outputs, _ = templates.rendered(templates.renderer(inputs.templates, inputs.assets, SITE), all_pages())
    pages = [output.data.decode() for output in outputs if output.path.endswith(".html")]
    assert len(pages) > 20
    for text in pages:
        assert facts_of_plain(text) == page._read(any_pieces(text)).facts()


NAMES = (
    *(
        "a",
        "area",
        "article",
        "b",
        "br",
        "form",
        "h1",
        "h2",
        "html",
        "iframe",
        "img",
        "li",
        "link",
        "meta",
        "p",
        "script",
    ),
    *("style", "svg", "textarea", "title", "A", "x-y"),
)
KEYS = (
    *("action", "alt", "aria-label", "class", "content", "data-x1", "href", "http-equiv", "id", "ID", "lang"),
    *("onclick", "poster", "rel", "src", "srcset", "style", "title", "type", "viewBox"),
)
TEXTS = (
    *("", " ", "\n", "x", "“y”", "&amp;", "&amp;nbsp;", "&#160;", "&quot;", "&lt;b&gt;", "/z/ ", "#z"),
    *("refresh", "icon", "0; url=/z", "a.png 1x, b.png 2x", "application/json", "\xa0", "it's"),
)
ODD_TEXTS = ("&", "&nbsp;", "&notit;", "&copy=1", ">", "\t", "\x00", "]]>")
ODD = (
    *("<!-- <p id=x> -->", "<![CDATA[<p>]]>", "<?x?>", "<", "</", "<a", "<!DOCTYPE html>", "</a >", "</A>", "</ a>"),
    *("<a href='x'>", "<a href=x>", '<p id = "x">', '<p id="x"class="y">', '<a\thref="x">', "<a/>", "<svg/>"),
    *("<title/>", "<script/>", '<img alt="x"/>', '<p id="<b>">', "<br/>", '<p id="x', "<title><b></title>"),
    *("<script>a<b</script>", "<a href='\"'>", "<p id>", "<script>&nbsp;</script>", "<textarea><p id=x></textarea>"),
    '<p title="a>b" id="x">',
)


@st.composite
def markup(draw, odd):
    """Make something like a page, of tags that follow one another in any order."""
    texts = st.sampled_from((*TEXTS, *ODD_TEXTS) if odd else TEXTS)
    attribute = st.tuples(st.sampled_from(KEYS), texts).map(lambda pair: f' {pair[0]}="{pair[1]}"')
    attributes = st.lists(attribute, max_size=3).map("".join)
    names = st.sampled_from(NAMES)
    start = st.tuples(names, attributes).map(lambda pair: f"<{pair[0]}{pair[1]}>")
    whole = st.tuples(st.sampled_from(("a", "title", "script", "svg", "h1")), attributes, texts).map(
        lambda parts: f"<{parts[0]}{parts[1]}>{parts[2]}</{parts[0]}>"
    )
    parts = [texts, start, names.map("</{}>".format), whole, *([st.sampled_from(ODD)] if odd else [])]
    return "".join(draw(st.lists(st.one_of(parts), max_size=20)))


@given(markup(odd=False) | markup(odd=True))
def test_the_lean_scan_finds_what_the_parser_finds(text):
    """Whatever it takes on, plain or odd, it reads as the standard library does."""
    assert facts_of_plain(text) in {None, page._read(any_pieces(text)).facts()}


@pytest.mark.parametrize(
    "text",
    [
        *(text for text in ODD if text not in {"<!DOCTYPE html>", '<img alt="x"/>', "<br/>", "<p id>"}),
        *(f'<a href="{text}">x</a>' for text in ODD_TEXTS if "&" in text),
        "<style>p{}</style>",
        "<!doctype html PUBLIC>",
    ],
)
def test_what_is_odd_is_left_to_the_parser(text):
    """The lean scan reads nothing that could be read in two ways."""
    assert facts_of_plain(f"<!doctype html><p>{text}<p>") is None


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ('<a href="/x/"> <span>\n</span></a>', ("/x/",)),
        ('<a href="/x/">&nbsp;</a>', ("/x/",)),
        ('<a href="/x/">&amp;nbsp;</a>', ()),
        ('<a href="/x/">&nbs<b></b>p;</a>', ()),
        ('<a href="/x/"><svg aria-label="X"><title>x</title></svg></a>', ()),
        ('<a href="/x/"><svg><title>x</title></svg></a>', ()),
        ('<a href="/x/"><a alt="x"></a>', ("/x/",)),
        ('<a href="/x/"><area href="/y/" alt="y"></a>', ("/x/",)),
    ],
)
def test_a_link_has_words_or_none(text, empty):
    """Either way of reading tells a link that can be read aloud from one that cannot."""
    assert facts_of_plain(text).empty_links == empty
    assert page._read(any_pieces(text)).facts().empty_links == empty
