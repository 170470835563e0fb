"""The door to the csv module: a sheet gives a file that spreadsheets open rightly and that runs nothing in them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from peerchallenge import addresses
from peerchallenge.pages import Sheet
from peerchallenge.sources import Output

_MARK = "\ufeff".encode()
"""What tells Excel on Windows that a file is UTF-8."""
_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run as a formula."""
_NUMBER = re.compile(r"[+-][0-9]+(\.[0-9]+)?")


def outputs(sheets: Iterable[Sheet]) -> Iterator[Output]:
    """Give the file of each sheet; a row that stands in many sheets is written once."""
    written: dict[tuple[str, ...], bytes] = {}
    for sheet in sheets:
        rows = (sheet.header, *sheet.rows)
        lines = [written[row] if row in written else written.setdefault(row, _line(row)) for row in rows]
        yield Output(path=addresses.file_of(sheet.url), data=_MARK + b"".join(lines))


def _line(row: tuple[str, ...]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow([harmless(cell) for cell in row])
    return line.getvalue().encode()


def harmless(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula; a number stays a number."""
    return f"'{cell}" if cell.startswith(_STARTS) and not _NUMBER.fullmatch(cell) else cell
