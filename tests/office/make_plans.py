"""Make the small plans that the tests import, saved by LibreOffice as an office program saves them: run it by hand."""

from __future__ import annotations

import subprocess
import tempfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

HERE = Path(__file__).parent
LETTERED, LETTERED_TOO = "a. Publish the report.\nb. Report every quarter.", "a. Look at *all*.\nb. Ask the team."
GREEN, AMBER = "00B050", "FFC000"


def forest(path: Path) -> None:
    """A cover before the plan, recommendations merged over their actions, a status that is only a colour."""
    book = openpyxl.Workbook()
    cover = book.active
    cover.title = "Cover"
    cover["A1"] = "Wexcombe Borough Council"
    sheet = book.create_sheet("Plan")
    sheet.append(["Wexcombe improvement plan"])
    sheet.merge_cells("A1:I1")
    headings = ["No.", "Recommendation", "", "Associated actions", "Timescales", "Summary update", "Status", "Owner"]
    sheet.append([*headings, "Budget"])
    rows = [
        (1, "Agree priorities", 1.1, "Take a list to Council.", date(2026, 2, 26), "List drafted.", "", "Leader"),
        ("", "", 1.2, "Tell everybody.", "Autumn 2025", "", "", "Head of Policy / Head of News"),
        ("2(a)", "Spend", 2.1, "Lease forty homes.", "31/03/2026", "", "", "Director of Homes"),
        ("", "", 2.10, "Sell none.", "ongoing", "", "", "Director of Homes"),
        (3, "Plan.", 3.1, "Write it.", "31/03/2025 revised to 30/06/2025", "", "", "Leader"),
        ("", "", 3.2, "Not for the public.", "", "", "", ""),
    ]
    for row in rows:
        sheet.append([*row, 20000 if row[2] == 1.1 else ""])
    sheet["I4"] = "=I3*2"
    sheet["I3"].number_format = "£#,##0"
    sheet["C6"].number_format = "0.00"
    for cell in ("A3:A4", "B3:B4", "A5:A6", "B5:B6", "A7:A8", "B7:B8"):
        sheet.merge_cells(cell)
    for cell, colour in (("G3", GREEN), ("G4", AMBER), ("G5", GREEN)):
        sheet[cell].fill = PatternFill("solid", fgColor=colour)
    sheet.row_dimensions[8].hidden = True
    sheet["D3"].comment = Comment("Ask the chief first", "A colleague")
    sheet.append(["Total", "", "", "5 actions"])
    hidden = book.create_sheet("Workings")
    hidden["A1"] = "Secret"
    hidden.sheet_state = "hidden"
    book.save(path)


def oak(path: Path) -> None:
    """Letters in one cell that pair each action with its date; no status; headings again on the next page."""
    document = docx.Document()
    document.add_heading("Wexcombe planning action plan", 1)
    headings = ("Ref", "Details", "Action(s)", "Input / service area(s)", "Due by")
    rows = [
        ("R1", "Agree priorities", LETTERED, "Planning", "a. July 2025 b. Autumn 2025"),
        headings,
        ("R2(a)", "Spend", LETTERED_TOO, "Planning / Finance", "As and when required"),
        ("R3", "Plan.", "Write it.", "Planning;\nHousing", "April 2026 (subject to approval)"),
    ]  # fmt: skip
    _table(document, (headings, *rows))
    document.save(path)


def ash(path: Path) -> None:
    """One set of actions for two recommendations, and words for progress where the date would stand."""
    document = docx.Document()
    rows = (
        ("Recommendation", "Action", "Timescale"),
        ("R1 Agree priorities", "Take a list to Council.", "Complete"),
        ("R2(a) Spend", "Lease forty homes.", "Ongoing"),
        ("R3 Plan.", "To be addressed through 1, above", ""),
    )
    _table(document, rows)
    document.save(path)


def elm(path: Path) -> None:
    """A table under the heading of each recommendation; the numbers of the actions are counted by Word."""
    document = docx.Document()
    for heading, actions in (
        ("Recommendation 1: Agree priorities", ("Take a list to Council.", "Tell everybody.")),
        ("Recommendation 3: Plan.", ("Write it.",)),
    ):
        document.add_heading(heading, 2)
        table = _table(document, (("No.", "Action", "Lead", "RAG"), *(("", own, "Leader", "") for own in actions)))
        for at in range(1, len(table.rows)):
            table.cell(at, 0).paragraphs[0].style = "List Number"
            _shade(table.cell(at, 3), GREEN)
    document.save(path)


def _table(document: docx.document.Document, rows: tuple[tuple[str, ...], ...]) -> docx.table.Table:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for own, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(own.cells, texts, strict=True):
            cell.text = text
    return table


def _shade(cell: docx.table._Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)


def main() -> None:
    """Write each plan, and let LibreOffice save it."""
    with tempfile.TemporaryDirectory() as folder:
        for make, name in ((forest, "forest.xlsx"), (oak, "oak.docx"), (ash, "ash.docx"), (elm, "elm.docx")):
            made = Path(folder) / name
            make(made)
            command = [
                "soffice",
                "--headless",
                "--convert-to",
                name.rpartition(".")[2],
                "--outdir",
                str(HERE),
                str(made),
            ]
            subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
