"""The import of letters from other writers than Word: what they do differently, and what Word hides in odd places."""

from __future__ import annotations

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from letters import Letter
from test_import_letter import bring, details, folder, only  # noqa: F401 - the fixture

from peerchallenge.importing.texts import opened, pdf
from peerchallenge.importing.texts.body import body

SPACES = (
    f'{nsdecls("w", "a", "wp", "m")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
BOX = "<wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp>"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def drawing(inner: str, uri: str = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape") -> str:
    """Make a drawing of some kind."""
    graphic = f'<a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic>'
    return f"<w:r><w:drawing><wp:inline>{graphic}</wp:inline></w:drawing></w:r>"


CHOICE = f'<mc:Choice Requires="wps">{drawing(BOX)[5:-6]}</mc:Choice>'
CHOICE = f"<w:r><mc:AlternateContent>{CHOICE}</mc:AlternateContent></w:r>"
FIELD = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click</w:t></w:r></w:sdtContent></w:sdt>"
DATE = '<w:name w:val="Date"/><w:basedOn w:val="Title"/>'


def run(text: str, marks: str = "") -> str:
    """Make a run of text with its marks."""
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def written(*inner: str) -> Letter:
    """Write paragraphs as Word keeps them."""
    letter = Letter().title("Corporate Peer Challenge: Northwick")
    for one in inner:
        root = parse_xml(f"<w:p {SPACES}>{one}</w:p>" if not one.startswith("<w:tbl>") else f"<x {SPACES}>{one}</x>")
        letter.document.element.body.insert(-1, root if root.tag.endswith("}p") else root[0])
    return letter


def text(letter: Letter) -> str:
    """Give the body that a letter becomes."""
    found = opened.of_word(letter.data())
    return body(found.blocks, found.notes).split("\n\n", 1)[-1]


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (f'{run("To ")}<w:fldSimple w:instr="DOCPROPERTY C">{run("Northwick")}</w:fldSimple>', "To Northwick"),
        (f"{run('Before.')}{drawing(BOX)}", "Before.\n\nBoxed"),
        (run("One.") + CHOICE, "One.\n\nBoxed"),
        (f"{run('The sum ')}<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "The sum a+b"),
        (f'{run("One.")}<w:r><w:br w:type="column"/></w:r>{run("Two.")}', "One. Two."),
        (run("£4.2") + run("2", '<w:vertAlign w:val="superscript"/>') + run("m"), "£4.2²m"),
        (f"{run('A')}{run(chr(0xF0FC))}{run(chr(0x202E))}{run('z')}", "A✓z"),
    ],
)
def test_what_the_converter_passes_over_is_read(inner, shown):
    """Fields, boxes without a second form, sums of one line, breaks of columns and raised figures come out whole."""
    assert text(written(inner)) == shown


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        (f"{run('Do ')}{run('not ', '<w:strike/>')}{run('sell.')}", "struck through (to be decided): “not” stands"),
        (run("Few know", '<w:color w:val="FFFFFF"/>'), "hardly seen (to be decided): “Few know” is white"),
        (drawing(f'<d:relIds xmlns:d="{DIAGRAM}"/>', DIAGRAM), "A diagram: it cannot be taken"),
        (FIELD, "A field of a form: “Click”: nobody has filled it in"),
    ],
)
def test_what_a_page_cannot_show_is_told(folder, capsys, inner, told):  # noqa: F811
    """A line through words, words that cannot be seen, diagrams and empty fields are never passed over in silence."""
    assert bring(written(run("Corporate peer challenge, 24–27 June 2025"), inner).data()) == 0
    assert told in capsys.readouterr().out


def test_cells_that_reach_over_rows():
    """A cell over several rows pushes none of the others into a wrong column."""
    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    first = cell.format('<w:vMerge w:val="restart"/>', "Theme") + cell.format("", "a")
    second = cell.format("<w:vMerge/>", "") + cell.format("", "b")
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{first}</w:tr><w:tr>{second}</w:tr></w:tbl>"
    assert text(written(table)).splitlines() == ["| Theme | a |", "| --- | --- |", "|  | b |"]


def test_headings_of_one_level_stay_of_one_level():
    """Where a level is left out, all that stand beside one another are moved by the same."""
    letter = Letter().heading("A", 1).heading("B", 3).heading("C", 3).heading("D", 2)
    assert text(letter.text("x")).splitlines()[::2] == ["### B", "### C", "### D", "x"]


def test_styles_that_are_based_on_a_title_are_none(folder):  # noqa: F811
    """The name of the author and the date under a title are not part of it."""
    letter = Letter().title("Corporate Peer Challenge: Northwick, 24–27 June 2025")
    style = f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="Date">{DATE}</w:style>'
    letter.document.styles.element.append(parse_xml(style))
    letter.text("September 2025").document.paragraphs[-1]._p.get_or_add_pPr().get_or_add_pStyle().val = "Date"
    assert bring(letter.data()) == 0
    report = details(only(folder, "report.md"))
    assert (report["title"], report["dated"]) == (
        "Corporate Peer Challenge: Northwick, 24–27 June 2025",
        "September 2025",
    )


def test_nothing_hidden_in_notes_or_rows_gets_out(folder, capsys):  # noqa: F811
    """What is hidden in a footnote, in a row of a table or in the question of a field stands in no text."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    inner = mark.format("begin") + run("ASKED") + mark.format("separate") + run("answered") + mark.format("end")
    row = "<w:tr><w:trPr>{}</w:trPr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    rows = row.format("<w:hidden/>", "ROW") + row.format("", "seen")
    pointer = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    letter = written(inner, f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>", run("Words") + pointer)
    letter.notes.append("Note</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>NOTE")
    assert bring(letter.text("24–27 June 2025 on site").data()) == 0
    report = only(folder, "report.md").read_text("utf-8")
    assert not any(secret in report for secret in ("ASKED", "ROW", "NOTE"))
    assert all(word in report for word in ("answered", "seen", "[^1]: Note"))
    assert "#files:" in report
    assert "Hidden text: “NOTE”" in capsys.readouterr().out


def test_a_document_inside_a_document_is_told(folder, capsys):  # noqa: F811
    """What another program put in whole, and Word has not taken in yet, is not passed over in silence."""
    letter = written(run("Corporate peer challenge, 24–27 June 2025"))
    letter.document.element.body.insert(-1, parse_xml(f'<w:altChunk {SPACES} r:id="rId99"/>'))
    assert bring(letter.data()) == 0
    assert "Another document inside this one, after “Corporate peer" in capsys.readouterr().out


def test_a_pdf_keeps_commas_where_they_are():
    """A comma after a word in bold stands close to it, as printed."""
    row = [{"text": "bold", "x0": 0, "x1": 20, "size": 10}, {"text": ",", "x0": 20.2, "x1": 22, "size": 10}]
    assert "".join(pdf._spaced([*row, {"text": "next", "x0": 25, "x1": 40, "size": 10}])) == "bold, next"
