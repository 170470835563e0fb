"""Open a file that somebody sent, without trust: what it truly is, whether it is whole and of a size to be read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

from peerchallenge.characters import visible
from peerchallenge.problems import ContentError, Problem

MOST = 50 * 1024 * 1024
_MOST_PARTS = 5_000
_MOST_WHOLE = 250 * 1024 * 1024
_MOST_XML = 12 * 1024 * 1024
_MOST_ALL_XML = 40 * 1024 * 1024
_MOST_TEXT = 5 * 1024 * 1024
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00|\x00<\x00!")


class Kind(StrEnum):
    """What a file is by what it holds, whatever it is called."""

    WORD = "a Word document"
    EXCEL = "an Excel workbook"
    CSV = "a table of text"
    PDF = "a PDF"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A file that may be read further."""

    path: str
    """As it was named on the command line."""
    name: str
    """Its name without folders."""
    kind: Kind
    data: bytes


def receive(path: Path) -> Received:
    """Read a file, or raise `ContentError` that says what is wrong with it and what to do."""
    data = _data(path)
    return Received(path=path.as_posix(), name=path.name, kind=_kind(path, data), data=data)


def wrong(path: str, code: str, message: str, suggestion: str) -> ContentError:
    """Make the error that says why a file cannot be taken."""
    return ContentError([Problem(path=visible(path), code=code, message=message, suggestion=suggestion)])


def _data(path: Path) -> bytes:
    if path.name.startswith("~$"):
        _refuse(path, "not-a-document", _LOCK_FILE, f"Name the document itself: {path.name[2:]}")
    try:
        if path.is_dir():
            _refuse(path, "not-a-document", "This is a folder.", "Name one file in it.")
        if path.exists() and not path.is_file():  # it may never end, or never begin
            _refuse(path, "not-a-document", "This is no file that can be read to its end.", "Name a document.")
        size = path.stat().st_size
        if size > MOST:
            message = f"This file is {size / 1024 / 1024:.0f} MB large, and at most {MOST // 1024 // 1024} MB are read."
            _refuse(path, "too-large", message, _SMALLER)
        data = path.read_bytes()
    except FileNotFoundError:
        _refuse(path, "no-file", "There is no such file.", "Look at the folder and the spelling; put quotation marks "
                "round a name with spaces in it.")  # fmt: skip
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        _refuse(path, "unreadable", f"This cannot be read: the system says “{reason}”.", "Close the program that has "
                "it open, then try again.")  # fmt: skip
    if not data.strip(b"\x00 \r\n\t"):
        _refuse(path, "empty", "There is nothing in this file.", "Copy it anew from where it came from.")
    return data


def _kind(path: Path, data: bytes) -> Kind:
    if data.startswith(_ZIP):
        return _office(path, data)
    if data.lstrip()[:5] == _PDF:
        if path.suffix.casefold() != ".pdf":
            _refuse(path, "file-kind", f"This is a PDF, although its name ends in “{path.suffix}”.", _ASK_FOR_WORD)
        return Kind.PDF
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            _refuse(path, "password", "This file is locked with a password.", _UNLOCK)
        _refuse(path, "file-kind", "This file is in the form that Office used before 2007.", _SAVE_ANEW)
    for beginning, called in _OTHERS.items():
        if data.lstrip(b"\xef\xbb\xbf \r\n\t")[: len(beginning)].lower() == beginning:
            _refuse(path, "file-kind", f"This file is {called}, whatever its name ends in.", _SAVE_ANEW)
    if path.suffix.casefold() in {".csv", ".tsv", ".txt"}:
        return _text(path, data)
    raise wrong(
        path.as_posix(), "file-kind", "This is no Word document, no Excel workbook and no CSV file.", _SAVE_ANEW
    )


def _text(path: Path, data: bytes) -> Kind:
    if len(data) > _MOST_TEXT:
        _refuse(path, "too-large", "This table is more than 5 MB of text.", "Keep only the rows that are wanted.")
    return Kind.CSV


def _office(path: Path, data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return _parts(path, parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error):
        _refuse(path, "damaged", "This file is damaged: a part of it cannot be unpacked.", _SAVE_ANEW)


def _parts(path: Path, parts: zipfile.ZipFile) -> Kind:
    """Look at every part before any is trusted: a small file can unpack to more than a computer holds."""
    listed = parts.infolist()
    names = {entry.filename for entry in listed}
    texts = [entry for entry in listed if entry.filename.casefold().endswith((".xml", ".rels", ".vml"))]
    sizes = [entry.file_size for entry in texts]
    if len(listed) > _MOST_PARTS or sum(entry.file_size for entry in listed) > _MOST_WHOLE:
        _refuse(path, "too-large", "This file unpacks to far more than a document holds.", _SMALLER)
    if "mimetype" in names or not names & {"word/document.xml", "xl/workbook.xml"}:
        _refuse(path, "file-kind", "This is neither a Word document nor an Excel workbook.", _SAVE_ANEW)
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        _refuse(path, "macros", "This file holds macros, which are programs, and is not read.", _NO_MACROS)
    if max(sizes, default=0) > _MOST_XML or sum(sizes) > _MOST_ALL_XML:
        _refuse(path, "too-large", "A part of this file is too large: often a sheet formatted to its last row.", _COPY)
    for entry in texts:
        if _DECLARED.search(parts.read(entry)):
            _refuse(path, "damaged", "A part of this file declares what no Office program does.", _SAVE_ANEW)
    return Kind.WORD if "word/document.xml" in names else Kind.EXCEL


def _refuse(path: Path, code: str, message: str, suggestion: str) -> NoReturn:
    raise wrong(path.as_posix(), code, message, suggestion)


_OTHERS = {
    b"{\\rtf": "in Rich Text Format",
    b"<html": "a web page",
    b"<!doctype html": "a web page",
    b"mime-version": "a web page",
    b"<?xml": "XML",
}
_LOCK_FILE = "This is the note by which Word remembers that a document is open, and not the document."
_ASK_FOR_WORD = (
    "Ask for the Word file, which can be read better; or name it .pdf and look at every line that comes of it."
)
_UNLOCK = "Open it, take the password off (File, Info, Protect Document), save it, and import it again."
_SAVE_ANEW = "Open it in Word or Excel, or in LibreOffice, and save it as .docx or .xlsx; then import that."
_SMALLER = "Save it smaller (in Word: compress the pictures), or copy what is wanted into a new document."
_NO_MACROS = "Save it as .docx or .xlsx, which leaves the macros behind, and import that."
_COPY = "Copy the table, or the text, into a new document and import that."
