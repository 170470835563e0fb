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
_STARTS = frozenset("=+-@\t\r")
"""How a cell begins that a spreadsheet would run as a formula."""
_NUMBER = re.compile(r"[+-][0-9]+(\.[0-9]+)?")


def outputs(sheets: Iterable[Sheet]) -> Iterator[Output]:
    """Give the file of each sheet."""
    for sheet in sheets:
        text, rows = io.StringIO(newline=""), (sheet.header, *sheet.rows)
        safe = ([harmless(cell) if cell[:1] in _STARTS else cell for cell in row] for row in rows)
        csv.writer(text, lineterminator="\r\n").writerows(safe)
        yield Output(path=addresses.file_of(sheet.url), data=_MARK + text.getvalue().encode())


def harmless(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula; a number stays a number."""
    return f"'{cell}" if cell[:1] in _STARTS and not _NUMBER.fullmatch(cell) else cell
