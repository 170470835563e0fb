"""Letters as people write them, and what readers see of them."""

import pickle
import re
from html import unescape
from pathlib import Path

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from peerchallenge.prose import convert as conversion
from peerchallenge.prose.convert import Text, convert, convert_all


def shown(source, kind="document", lang="en"):
    """Give the HTML of a text without the line breaks that mean nothing."""
    return re.sub(r"\s*\n\s*", "", convert(Text(kind, source, lang)).body.__html__())


def said(source, kind="document"):
    """Give what is said about a text: line, code, severity."""
    return [(fault.line, fault.code, str(fault.severity)) for fault in convert(Text(kind, source)).problems]


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (
            "- a\n  - b\n    - c\n  - d\n- e",
            "<ul><li>a<ul><li>b<ul><li>c</li></ul></li><li>d</li></ul></li><li>e</li></ul>",
        ),
        ("- a\n   - b\n      - c", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"),
        ("- a\n    - b\n        - c\n- d", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
        ("1. a\n  - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("1. a\n\n   more\n\n2. b", "<ol><li><p>a</p><p>more</p></li><li><p>b</p></li></ol>"),
        ("- a\n\n  more\n- b", "<ul><li><p>a</p><p>more</p></li><li><p>b</p></li></ul>"),
        ("- a\n\n      six in", "<ul><li><p>a</p><p>six in</p></li></ul>"),
        ("- a\n\n    - b\n- c", "<ul><li><p>a</p><ul><li>b</li></ul></li><li><p>c</p></li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        (
            "3. a\n4. b\n7. c\n2025. d",
            '<ol start="3"><li>a</li><li>b</li><li value="7">c</li><li value="2025">d</li></ol>',
        ),
        ("1. a\n1. b\n1. c", "<ol><li>a</li><li>b</li><li>c</li></ol>"),
        (
            "1. a\n\n   more\n\n3. b\n   9. c\n   7. d",
            (
                '<ol><li><p>a</p><p>more</p></li><li value="3"><p>b</p>'
                '<ol start="9"><li>c</li><li value="7">d</li></ol></li></ol>'
            ),
        ),
        ("1. a\n\nwords\n\n2. b", '<ol><li>a</li></ol><p>words</p><ol start="2"><li>b</li></ol>'),
        ("Words:\n- a\n- b", "<p>Words:</p><ul><li>a</li><li>b</li></ul>"),
        ("It was in\n2019. Then", "<p>It was in2019. Then</p>"),
        ("•\ta\n•\tb", "<ul><li>a</li><li>b</li></ul>"),
        ("> - a\n>   - b\n>\n> c", "<blockquote><ul><li>a<ul><li>b</li></ul></li></ul><p>c</p></blockquote>"),
        ("- a\n\n  > b", "<ul><li><p>a</p><blockquote><p>b</p></blockquote></li></ul>"),
        ("- a\n***\nb", "<ul><li>a</li></ul><hr><p>b</p>"),
        (
            "Word\n: Meaning\n\n  - a\n    - b",
            "<dl><dt>Word</dt><dd><p>Meaning</p><ul><li>a<ul><li>b</li></ul></li></ul></dd></dl>",
        ),
        ("A\n: x\nB\n: y", "<dl><dt>A</dt><dd>x</dd><dt>B</dt><dd>y</dd></dl>"),
    ],
)
def test_lists_nest_as_they_look(source, html):
    """Two, three or four spaces nest, and nothing in a list becomes code by accident."""
    assert shown(source) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("{{ 7*7 }} {% x %}", "<p>{{ 7*7 }} {% x %}</p>"),
        ("a&nbsp;b &amp; c & d &copy; &lt;b&gt; &amp;lt;", "<p>a&nbsp;b &amp; c &amp; d © &lt;b&gt; &amp;lt;</p>"),
        ("The <b>team</b>", "<p>The &lt;b&gt;team&lt;/b&gt;</p>"),
        ("\\*a\\* \\<b> C:\\Users", "<p>*a* &lt;b&gt; C:\\Users</p>"),
        ("#3 in the list", "<p>#3 in the list</p>"),
        ("a  \nb", "<p>a<br>b</p>"),
        ("[TOC]", "<p>[TOC]</p>"),
        ("///Footnotes Go Here///", "<p>///Footnotes Go Here///</p>"),
        ("x {: .a onclick=b }", "<p>x {: .a onclick=b }</p>"),
        ("**a** *b* `<c>`", "<p><strong>a</strong> <em>b</em> <code>&lt;c&gt;</code></p>"),
        ("<a@b.example>", '<p><a href="mailto:a@b.example">a@b.example</a></p>'),
        (
            "See https://x.example/a_b_c?d=1&e=2, or (https://y.example/).",
            (
                '<p>See <a href="https://x.example/a_b_c?d=1&amp;e=2">https://x.example/a_b_c?d=1&amp;e=2</a>, or '
                '(<a href="https://y.example/">https://y.example/</a>).</p>'
            ),
        ),
        ("`https://x.example` www.x.example", "<p><code>https://x.example</code> www.x.example</p>"),
        ("LGA\n\n*[LGA]: Local & “x”", '<p><abbr title="Local &amp; “x”">LGA</abbr></p>'),
        (
            "```\n<b>&amp;\n\n  [[recommendations]]\n```",
            '<pre tabindex="0"><code>&lt;b&gt;&amp;amp;[[recommendations]]</code></pre>',
        ),
    ],
)
def test_words_are_shown_as_meant(source, html):
    """Markdown is read, HTML and template marks are shown as they stand."""
    assert shown(source) == html


def test_a_line_has_inline_marks_only():
    """A short text is one line: what would be a heading or a list elsewhere is words here."""
    assert shown("# 3. Keep *this*", "line") == "# 3. Keep <em>this</em>"
    assert shown("1. One\n\n- two", "line") == "1. One - two"


def test_a_passage_has_no_anchors():
    """A passage stands within a page: its headings become bold, and it has neither ids nor footnotes."""
    html = shown("# Title\n\nWords[^1]\n\n[^1]: note", "passage")
    assert html.startswith("<p><strong>Title</strong></p>")
    assert "id=" not in html
    assert ("footnote", "warning") in [fault[1:] for fault in said("Words[^1]", "passage")]


def test_headings_follow_the_title_of_the_page():
    """The highest level used becomes the second of the page, and a level that was skipped is closed up and named."""
    source = "### One\n\n##### Two\n\n##### Three\n\n#### Four\n\n### Five"
    body = convert(Text("document", source)).body
    assert re.findall(r"<(h\d)", body.__html__()) == ["h2", "h3", "h3", "h3", "h2"]
    assert [(heading.level, heading.title) for heading in body.headings] == [
        (2, "One"),
        (3, "Two"),
        (3, "Three"),
        (3, "Four"),
        (2, "Five"),
    ]
    assert said(source) == [(3, "heading-level", "warning"), (5, "heading-level", "warning")]


def test_anchors_are_unique_and_leave_the_programs_own_alone():
    """Every heading has an anchor made from its words; those the page itself uses get another beginning."""
    source = "# A b\n# A b\n# Action plan\n# Rec 1\n# Main\n# 3.1 Finance\n# Ŵyl y Sir\n# 日本\n"
    source += "# Page one\n# The team’s view\n# Note 1"
    anchors = [heading.anchor for heading in convert(Text("document", source)).body.headings]
    assert anchors == [
        "a-b",
        "a-b-2",
        "section-action-plan",
        "section-rec-1",
        "section-main",
        "section-3-1-finance",
        "wyl-y-sir",
        "section",
        "section-page-one",
        "the-teams-view",
        "section-note-1",
    ]
    long = convert(Text("document", "# " + "word " * 60)).body.headings[0].anchor
    assert len(long) <= 60
    assert long.endswith("word")


def test_anchors_leave_those_of_the_templates_alone():
    """A heading may be called as a part of the page is: no template gives a name that a text could take."""
    names = {
        name
        for template in (Path(__file__).parents[1] / "templates").rglob("*.html")
        for name in re.findall(r'\bid="([^"]+)"', template.read_text(encoding="utf-8"))
    }
    assert {"recommendations", "team", "main"} <= names
    for name in names:
        if name.startswith("{{"):
            # Anchors begin with “rec-” or “action-”; charts and the words' meanings stand on pages without a text.
            assert name.endswith(".anchor }}") or name.startswith(("{{ chart.", "{{ part.", "{{ kind ")), name
            continue
        words = name.replace("-", " ").partition("{{")[0] + ("x" if "{{" in name else "")
        (heading,) = convert(Text("document", f"## {words}")).body.headings
        assert heading.anchor == f"section-{words.replace(' ', '-')}", name


def test_titles_are_plain_words():
    """The list of contents has a heading's words, without marks and footnotes."""
    heading = convert(Text("document", "# **R&amp;D** & `x`[^1]\n\n[^1]: n")).body.headings[0]
    assert heading.title == "R&D & x"


def test_recommendations_cut_the_text_where_their_line_stands():
    """The line needs no free lines round it, and each piece is whole HTML of its own."""
    source = "- a\n- b\n[[recommendations: key,  finance ]]\nwords\n  [[Recommendations]]  \n"
    source += "| a | b |\n|---|---|\n| c | d |\n[[recommendations]]"
    body = convert(Text("document", source)).body
    assert body.cuts == (("key", "finance"), (), ())
    assert len(body.pieces) == 4
    assert body.pieces[0].endswith("</ul>")
    assert body.pieces[1] == "<p>words</p>"
    assert body.pieces[2].endswith("</div>")
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    for piece in body.pieces:
        parser.parseFragment(piece)


def test_recommendations_in_code_or_in_a_sentence_stay_words():
    """Only a line of its own, outside code, is a place for recommendations."""
    source = "see [[recommendations]] here\n\n    [[recommendations]]\n\n"
    source += "```\n[[recommendations]]\n```\n\n> [[recommendations]]"
    body = convert(Text("document", source)).body
    assert body.cuts == ()
    assert body.__html__().count("[[recommendations]]") == 4
    assert convert(Text("passage", "[[recommendations]]")).body.cuts == ()


@pytest.mark.parametrize(
    "line",
    ["[[recomendations]]", "[[Recommendation]]", "[recommendations]", "{{recommendations}}", "[[recommendations]"],
)
def test_a_misspelt_place_for_recommendations_is_a_problem(line):
    """Nobody finds out from the page that the list is missing, so the build says so."""
    (fault,) = convert(Text("document", f"Words.\n\n{line}\n")).problems
    assert (fault.line, fault.code, str(fault.severity)) == (3, "recommendations-mark", "error")
    assert fault.suggestion == "Did you mean “[[recommendations]]”?"


def test_comments_are_not_published():
    """A comment is taken out with a warning, over several lines too, but code is left alone."""
    source = "One <!-- secret --> two\n<!--\nsecret\n\n- secret\n-->\nthree `<!-- kept -->`\n\n```\n<!-- kept -->\n```"
    html = shown(source)
    assert "secret" not in html
    assert html.count("&lt;!-- kept --&gt;") == 2
    assert [fault for fault in said(source) if fault[1] == "comment"] == [
        (1, "comment", "warning"),
        (2, "comment", "warning"),
    ]
    assert said("a\n\nb <!-- open")[0] == (3, "comment-open", "error")


def test_words_in_angle_brackets_are_shown_and_warned_of():
    """“<insert council name>” is left by somebody who meant to come back."""
    source = "One\n\nThe <insert council name> team\n\n`<b>` <https://x.example> [a](<b c.pdf>)"
    (first, *_) = convert(Text("document", source)).problems
    assert (first.line, first.column, first.code) == (3, 5, "html")
    assert "fill them in" in first.suggestion
    assert [fault[1] for fault in said(source)].count("html") == 1
    assert "&lt;insert council name&gt;" in shown(source)


def test_footnotes_can_be_followed_both_ways():
    """Footnotes are numbered as the text names them; each way back has a name and leads to where it says."""
    source = "B[^b] a[^a] b[^b]\n\n[^a]: First\n[^b]: Second\n\n  more"
    html = shown(source)
    assert re.findall(r'<li id="(.*?)"><p>(\w+)', html) == [("note-1", "Second"), ("note-2", "First")]
    assert re.findall(r'aria-label="(Back.*?)"', html) == [
        "Back to reference 1",
        "Back to reference 1 (2)",
        "Back to reference 2",
    ]
    ids = re.findall(r' id="(.*?)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#(.*?)"', html)) <= set(ids)
    assert '<section class="footnotes"><h2 class="visually-hidden" id="note-list">Footnotes</h2>' in html
    assert "Troednodiadau" in shown(source, lang="cy")
    assert said("x[^2]\n\n[^3]: y") == [(1, "footnote", "warning"), (3, "footnote", "warning")]


def test_tables_can_be_read_and_scrolled_without_sight_or_mouse():
    """Columns have their headings, a table is a named region, and its sides are classes, not styles."""
    table = "| Name | Cost |\n|:--|--:|\n| a | 1 |\n"
    html = shown(f"# Money\n\nWords:\n{table}\n{table}")
    assert html.count('<th scope="col">Name</th><th class="is-right" scope="col">Cost</th>') == 2
    assert re.findall(r'aria-label="(.*?)"', html) == ["Table: Money", "Table: Money (2)"]
    assert html.count('role="region" tabindex="0"') == 2
    assert "style" not in html
    assert 'aria-label="Table: Name"' in shown(table)
    assert 'aria-label="Tabl: Name"' in shown(table, lang="cy")
    assert said(table.replace("Cost", "    ")) == [(1, "table-heading", "warning")]
    assert said(table.replace("Name", "    ")) == []


def test_pictures_need_words():
    """A picture without words is a problem at its line, and so is one on another site."""
    assert said("One\n\n![](chart.png)") == [(3, "picture-words", "error")]
    assert said("![x](https://x.example/a.png)") == [(1, "picture", "error")]
    assert said("![A chart](chart.png)") == []


@pytest.mark.parametrize(
    ("source", "code", "severity"),
    [
        ("[here](/a/)", "link-words", "warning"),
        ("[Click here.](/a/)", "link-words", "warning"),
        ("[https://x.example](https://x.example)", "link-words", "warning"),
        ("[](/a/)", "link-words", "error"),
        ("[plan](javascript:x)", "link", "error"),
        ("[plan](www.x.example)", "link", "error"),
        ("[plan](//x.example)", "link", "error"),
        ("[plan](C:/plan.docx)", "link", "error"),
    ],
)
def test_links_that_help_nobody_are_named(source, code, severity):
    """A link says in words where it leads, and leads somewhere."""
    assert said(f"Words\n\n{source}") == [(3, code, severity)]


def test_good_links_are_not_complained_of():
    """Sites, paths, parts of the page, files, mail and telephone are all places to lead to."""
    for address in (
        "https://x.example",
        "/councils/",
        "#part",
        "plan.pdf",
        "../b/letter.md#x",
        "mailto:a@b.example",
        "tel:01632",
    ):
        assert said(f"[The plan]({address})") == [], address
    assert said("https://x.example") == []


def test_files_that_a_text_names_are_reported():
    """Files beside a text are given once each, in their order, without what is not part of the name."""
    source = "[a](../b/letter.md#x) ![b](chart.png) [c](my%20plan.pdf) ![d](chart.png) [e](</f g.pdf>) [h](<i j.pdf>)"
    assert convert(Text("document", source)).files == ("../b/letter.md", "chart.png", "my plan.pdf", "i j.pdf")


def test_problems_name_the_line_as_written():
    """Lines are those of the text as written, whatever was taken out above them."""
    source = "<!-- a\nb -->\n\n- x\n- y\n\n```\ncode\n```\n\nsee\n[here](/a/)\n\n> quoted\n> [here](/b/)\n\n"
    source += "| a | b |\n|---|---|\n| c | [here](/d/) |"
    assert [fault[0] for fault in said(source) if fault[1] == "link-words"] == [12, 15, 19]


def test_nothing_of_one_text_reaches_the_next():
    """Footnotes, abbreviations and link addresses belong to their text alone."""
    convert(Text("document", "LGA x[^1] [y]\n\n[^1]: note\n\n*[LGA]: Local\n\n[y]: https://x.example"))
    assert shown("LGA x[^1] [y]") == "<p>LGA x[^1] [y]</p>"


LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>')
MARKS = ["a", "b1", "cde", "3", "45", " ", " ", "*", "**", "***", "_", "__", "`", "[", "]", "(", ")", "](", "|", "*x"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(MARKS), max_size=40).map("".join))
@example("*a **b and 3*4*5")
@example("*x **y*z*w")
def test_no_word_is_lost(source):
    """Whatever marks stand between them, the words of a paragraph are all there, in their order."""
    html = LINK.sub(r" \2 (\1) ", convert(Text("document", f"x {source}")).body.__html__())
    words = re.compile(r"[^\W_]+")
    assert words.findall(unescape(re.sub("<[^>]*>", " ", html))) == words.findall(f"x {source}")


def test_cells_without_a_column_are_kept_and_named():
    """They stand in the last cell; a row that only ends with bars too many is left alone."""
    source = "Words\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 | 4 |\n| 5 | 6 | | |"
    assert "<td>1</td><td>2 | 3 | 4</td></tr><tr><td>5</td><td>6</td></tr>" in shown(source)
    assert said(source) == [(5, "table-cells", "warning")]


def test_definitions_that_nothing_uses_are_named():
    """They are not published, which the writer may not know of “[Note]: this”."""
    source = "LGA [a][y]\n\n[Note]: this\n\n*[XY]: words\n\n*[LGA]: Local\n\n[y]: https://y.example"
    assert said(source) == [(3, "unused-definition", "warning"), (5, "unused-definition", "warning")]
    assert "“[Note]: this”" in convert(Text("document", source)).problems[0].message


def test_words_behind_an_address_are_named():
    """A title of a link is not published, since hardly anybody would find it."""
    assert said('[plan](/a/ "of 2025") ![chart](b.png "old")') == [(1, "link-title", "warning")] * 2


def test_words_are_counted():
    """Words are counted as a reader would, without marks."""
    assert convert(Text("document", "# Two words\n\n- **three** – don’t\n\n[[recommendations]]")).body.words == 4
    assert not convert(Text("document", " \n")).body


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("- " * 500 + "x", "too-deep"),
        ("> " * 500 + "x", "too-deep"),
        ("\n".join(" " * 2 * depth + "- x" for depth in range(300)), "too-deep"),
        ("*a **a " * 300 + "a** a* " * 300, "too-deep"),
        ("|" + "a|" * 3000 + "\n|" + "-|" * 3000 + "\n" + "|\n" * 3000, "table-size"),
        ("a " * 2000 + "\n\n*[a]: " + "title " * 500, "too-long"),
    ],
)
def test_texts_out_of_all_proportion_are_refused(source, code):
    """What no page could show is a problem, not a crash, and nothing of it is published."""
    made = convert(Text("document", source))
    assert [fault.code for fault in made.problems if str(fault.severity) == "error"] == [code]
    assert not made.body.pieces


def test_a_text_that_takes_too_long_is_given_up():
    """It gets a problem, and the texts beside it are converted as ever."""
    slow, good = Text("document", "[" * 30_000), Text("passage", "good")
    made = convert_all([slow, good, good], seconds=1)
    assert list(made) == [slow, good]
    assert made[slow].problems[0].message == "This text takes too long to convert."
    assert made[good] == convert(good)


def test_the_number_of_processes_changes_nothing():
    """One process or four, the result is the same, in the same order."""
    texts = [Text("document", f"# Title {number}\n\n" + "words *and* words\n\n" * number * 9) for number in range(60)]
    one, four = convert_all(texts, processes=1), convert_all(texts, processes=4)
    assert list(one) == list(four) == texts
    assert one == four


def test_small_jobs_take_one_process(monkeypatch):
    """A few short texts start one process, and no more than that."""
    asked = []
    monkeypatch.setattr(
        conversion, "run", lambda function, items, **how: asked.append(how) or [function(i) for i in items]
    )
    convert_all([Text("passage", str(number)) for number in range(200)], processes=8)
    assert asked == [{"seconds": 8, "processes": 1}]


def test_what_is_converted_can_be_stored():
    """Texts and what becomes of them go to other processes and to the store."""
    made = convert(Text("document", "# A\n\n![](b.png)\n\n[[recommendations]]"))
    assert pickle.loads(pickle.dumps(made)) == made


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("ab *_-#>|`~[]()!<>&;:^\n\t\\1.\"'{}=+•\ud800\x02\x03\ue000\ue001"), max_size=120)
)
@pytest.mark.parametrize("kind", ["document", "passage", "line"])
def test_no_text_is_too_odd(kind, source):
    """Every text becomes HTML that stands by itself; none raises anything."""
    made = convert(Text(kind, source))
    for piece in made.body.pieces:
        assert not re.search("[\x02\x03\ue000-\ue003]", piece)
    assert len(made.body.pieces) in {0, len(made.body.cuts) + 1}
    assert [fault for fault in made.problems if fault.code == "failed"] == []


@pytest.mark.parametrize("mark", ["·", "‣", "\uf0b7"])
def test_the_bullets_of_word_make_a_list(mark):
    """Signs that can only be bullets begin entries, as “•” does."""
    assert shown(f"{mark}\ta\n{mark} b") == "<ul><li>a</li><li>b</li></ul>"


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("o First\no Second", [1]),
        ("Words:\n\no  First\n\no  Second\n\no  Third", [3]),
        ("-First\n-Second", [1]),
        ("–First\n–Second", [1]),
        ("• First • Second", [1]),
        ("o henry wrote it", []),
        ("-First", []),
        ("-1 degrees\n-2 degrees", []),
        ("- First\n- Second", []),
        ("• First\n• Second", []),
    ],
)
def test_lists_that_would_be_sentences_are_asked_after(source, lines):
    """A run of lines that look like entries is said once, at its first line; one line alone may be words."""
    assert said(source, "document") == [(line, "list", "warning") for line in lines]
    assert said(source, "passage") == [(line, "list", "warning") for line in lines]


def test_an_escaped_mark_for_recommendations():
    """A converter's backslashes make words of the mark, which is said with what to write."""
    (fault,) = convert(Text("document", "Words.\n\n\\[\\[recommendations\\]\\]\n")).problems
    assert (fault.line, fault.code, str(fault.severity)) == (3, "recommendations-mark", "warning")
    assert fault.suggestion == "Write [[recommendations]]"


def test_one_heading_above_all_others_is_the_one_that_is_wrong():
    """A single pasted “# …” is named and set among the others, which are left in peace."""
    text = Text("document", "## One\n\nA\n\n# Main\n\nB\n\n## Two\n\nC\n")
    made = convert(text)
    assert [(fault.line, fault.suggestion) for fault in made.problems] == [(5, "Write “## Main”.")]
    assert [heading.level for heading in made.body.headings] == [2, 2, 2]
    assert convert(Text("document", "# Main\n\n## One\n\nA\n\n## Two\n\nB\n")).problems == ()
