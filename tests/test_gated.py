"""The short ways through the converter: whatever is written, they give what the converter gives, only sooner."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import hostile
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor

from peerchallenge.prose import convert as conversion
from peerchallenge.prose import converter, shortcuts
from peerchallenge.prose.convert import Text, convert
from peerchallenge.prose.plain import plain_body
from peerchallenge.prose.tree import count

KINDS = ["document", "passage", "line"]
SHIPPED = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[1] / "content").rglob("*.md"))]
HOSTILE = [source for table in (hostile.DETAILS, hostile.VALUES) for source, _ in table.values() if len(source) < 2000]
LETTER = """# Findings

The team met **over 130** people & read the [plan](plan.pdf), see [notes][n] and <https://x.example/a_b>.[^1]
A second line of the same paragraph, LGA and _all_.

- **Be open** about `costs`; write to <a@b.example>
- say  \nwhere it is

1. one
3. three

    indented

| Name | Cost |
|:--|--:|
| a \\| b | `1|2` | 3 |
| c | £4 |

> quoted https://y.example/?a=1&b=2 words

Term
: meaning &nbsp; &copy; \\*as it stands\\*

![Chart](chart.png)

```
code *as it is*
```

[[recommendations]]

[^1]: A note
[n]: https://n.example "title"
*[LGA]: Local Government Association
"""
PIECES = [
    *("word", "Two words, ", "é", "’", "3", "12. ", " ", "  ", "\n", "\n\n", "  \n", "\t", "    ", "\r\n", "\x02", "&"),
    *("- ", "\n1. ", "> ", "# ", "\n## ", "|", "\n| a | b |\n|---|---|\n| c | d", "\n===\n", "\n---\n", "\n: ", "•"),
    *("\\", "`", "*", "**", "_", "[", "]", "(", ")", "![", "](", "[a](b.pdf)", "[y]", "[^1]", "<", "<!--", "-->"),
    *("<https://x.example>", "<a@b.example>", "https://x.example/a_b", "&amp;", "&nbsp;", "&lt;b&gt;", "&#57344;0"),
    *("\n[^1]: ", "\n*[LGA]: Local", "LGA", "\n[y]: https://y.example", "\n```\n", "\n[[recommendations]]\n"),
]
LETTERS = [
    *"abÉŵ3²ªo",
    *",.;:'\"’‘“”–—()/%£€?!+=@…-",
    " ",
    " ",
    "& ",
    "&",
    "https://",
    "\n",
    "  ",
    "*",
    "\u00a0",
    "1. ",
]


def slowly(text):
    """Convert a text by the converter's own ways, with a converter that has seen no other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shortcuts, "KNOWN", ("none",))
        patch.setattr(converter, "_IDLE", {})
        patch.setattr(conversion, "plain_body", lambda *_: None)
        return convert(text)


@pytest.mark.parametrize("source", [LETTER, *HOSTILE, *SHIPPED])
def test_the_short_ways_lead_to_the_same_page(source):
    """What is shipped, and what a person might write by mistake, comes out as from the converter alone."""
    for kind in KINDS:
        text = Text(kind, source)
        assert convert(text) == slowly(text)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(KINDS), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@example("document", "*a [b\n\n**c [^1]\n\n[^1]: d* &amp; **e**")
@example("document", "a `b\n\nc` \\*d\\*\n\n- e  \n  f")
@example("document", "x\n\n|a|b|\n|-|-|\n|c|d|e|\n|`f|g`|h\\|i|")
def test_no_marks_lead_astray(kind, source):
    """However marks are mixed, by either way the same is shown and the same is remarked."""
    text = Text(kind, source)
    assert convert(text) == slowly(text)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(["passage", "line"]), st.lists(st.sampled_from(LETTERS), max_size=25).map("".join))
@example("line", "a  b")
@example("passage", "Health & Safety, “as is” – 50%\n")
@example("passage", "a &b; c")
@example("passage", "a https://x.example")
def test_words_without_marks_need_no_converter(kind, source):
    """A line of plain words is what the converter would make of it, or is left to the converter."""
    plain = plain_body(kind, source)
    assert plain is None or (plain, ()) == ((made := slowly(Text(kind, source))).body, made.problems)


def test_most_short_texts_are_plain():
    """The values that people write take the short way, and what may have a mark in it never does."""
    for source in ("Review the plan, and report to Full Council", "Health & Safety – 50% (see 3.1)", "Ŵyl’r sir\n"):
        assert plain_body("passage", source), source
    for source in ("", "1. One", "a *b*", "- a", "[a](b)", "One\n\nTwo", "a  ", "a &amp; b", "https://x.example"):
        assert plain_body("passage", source) is None, source
    assert plain_body("document", "Words") is None


@pytest.mark.parametrize("pattern", sorted(shortcuts.MARKS))
def test_nothing_matches_without_its_mark(pattern):
    """Each mark is one that its pattern cannot do without, or words that match would be left aside."""

    @settings(max_examples=100, deadline=None)
    @given(st.from_regex(re.compile(pattern, re.DOTALL)))
    def matches(words):
        found = re.search(pattern, words, re.DOTALL)
        assert found
        assert any(mark in words[found.start() :] for mark in shortcuts.MARKS[pattern])

    matches()


def test_the_marks_of_every_pattern_are_known():
    """A pattern that is not known is tried on every word, and the time saved is lost without a sign."""
    for kind in KINDS:
        patterns = {pattern.pattern for pattern in _converter(kind).inlinePatterns}
        assert patterns <= {*shortcuts.MARKS, converter._ADDRESS}


def test_a_pattern_that_is_not_known_is_always_tried():
    """Words without any known mark are shown to it all the same."""
    markdown = Markdown()
    markdown.inlinePatterns.register(SimpleTagInlineProcessor("(z)(z+)", "em"), "new", 50)
    shortcuts.take(markdown, {})
    assert markdown.convert("one\n\ntwo zzz three") == "<p>one</p>\n<p>two <em>zz</em> three</p>"


def test_another_version_goes_its_own_way(monkeypatch):
    """A version with which nothing was compared is left as it comes."""
    assert type(_converter("document").treeprocessors["inline"]) is not InlineProcessor
    monkeypatch.setattr(shortcuts, "KNOWN", (3, 12))
    markdown = _converter("document")
    assert type(markdown.treeprocessors["inline"]) is InlineProcessor
    assert type(markdown.treeprocessors["unescape"]) is UnescapeTreeprocessor
    assert "words" not in markdown.parser.blockprocessors
    assert markdown.serializer is Markdown().serializer


def test_a_converter_that_failed_is_not_used_again():
    """What it was in the middle of would stand in the next text."""
    too_deep = Text("document", "- " * 500 + "x\n\n*[LGA]: Local")
    after = Text("document", "LGA [a] x[^1]\n\n- b\n\n1. c")
    before = convert(after)
    assert convert(too_deep).problems[0].code == "too-deep"
    broken = "*a **a " * 300 + "a** a* " * 300 + "\n\n*[LGA]: Local\n\n[a]: https://a.example\n\n[^1]: note"
    assert convert(Text("document", broken)).problems[0].code == "too-deep"
    assert convert(after) == before == slowly(after)


def test_characters_that_mean_something_here_cannot_be_written_by_number():
    """“&#57344;” is a character by which this program marks a place; nobody's text may use it."""
    made = convert(Text("document", "```\nx\n```\n\na &#57344;7&#57344; b &#57345;0&#57345;"))
    assert made.body.__html__().endswith("<p>a �7� b �0�</p>")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=" \n\u00a0aé3²_-’–%·"))
def test_a_word_has_a_letter_or_a_figure_in_it(words):
    """Words are counted as they stand between spaces; a dash or a mark alone is none."""
    expected = sum(any(letter.isalnum() for letter in word) for word in words.split())
    assert count(words) == expected


def _converter(kind):
    return converter._Converter(kind)._markdown


def test_html_is_written_as_the_converter_writes_it():
    """Marks of HTML in words and attributes, and what was written as an entity already, come out the same."""
    root = Element("div", {"b": 'x "<&>" &amp; &x', "a": "1\n2"})
    root.text, root.tail = "a < b & c &amp; d &#x41; > &;", " & tail"
    root.extend([Element("br"), Element("p"), Element("img", {"src": "a&b"})])
    root[0].tail = "<after>"
    assert shortcuts.serialised(root) == Markdown().serializer(root)
