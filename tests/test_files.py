"""The disk is read whole, in order, within bounds, and never outside the folder."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from peerchallenge.read import decoding, files


@pytest.fixture
def content(tmp_path, monkeypatch):
    """Give an empty content folder, in the working directory."""
    folder = tmp_path / "content"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    return folder


def put(folder, name, data):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def read(content):
    return files.read(Path("content"), program=content.parent / "none")


def said(problems):
    return "\n".join(f"{p.path}:{p.line}:{p.column} {p.message} {p.suggestion}" for p in problems)


def test_texts_and_originals_in_order(content):
    """Texts and originals come sorted, named from the content folder and shown from the working directory."""
    for name in ("pages/b.md", "challenges/x/letter.md", "site.yml", "challenges/x/a.pdf", "challenges/x/b.png"):
        put(content, name, "x")
    found, problems = read(content)
    assert problems == ()
    assert [t.name for t in found.texts] == ["challenges/x/letter.md", "pages/b.md", "site.yml"]
    assert [o.name for o in found.originals] == ["challenges/x/a.pdf", "challenges/x/b.png"]
    assert found.texts[0].path == "content/challenges/x/letter.md"
    assert found.originals[0].digest == hashlib.sha256(b"x").hexdigest()
    assert found.originals[0].size == 1


@pytest.mark.parametrize(
    "name", ["~$letter.docx", ".DS_Store", "Thumbs.db", "desktop.ini", ".git/config", ".letter.md.new"]
)
def test_litter_is_passed_over(content, name):
    """What Word, Windows, macOS and version control leave behind is neither read nor spoken of."""
    put(content, f"challenges/x/{name}", b"\xff\x00")
    found, problems = read(content)
    assert (found.texts, found.originals, problems) == ((), (), ())


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfa\r\nb\r\n", b"a\rb\r", b"a\nb\n", b"\xef\xbb\xbf\xef\xbb\xbfa\nb\n"])
def test_marks_and_line_ends_are_made_one(content, data):
    """A mark at the start and any kind of line end are accepted, and the text is the same."""
    put(content, "site.yml", data)
    assert read(content)[0].texts[0].text == "a\nb\n"


TEXTS = {
    "Windows-1252": (
        b"a\r\nthe council\x92s plan",
        "content/x.md:2:12 ",
        "looks like Windows-1252, in which this is “’”",
    ),
    "how to save it": (b"caf\xe9", "content/x.md:1:4 ", "In Notepad: File, Save as, Encoding: UTF-8"),
    "UTF-16": ("title: x".encode("utf-16"), "content/x.md", "saved as “Unicode” (UTF-16)"),
    "UTF-16 without its mark": (("é" + "title: x" * 9).encode("utf-16-le"), "content/x.md", "UTF-16"),
    "half a character": (b"a\n\xed\xa0\x80", "content/x.md:2:1 ", "not saved as UTF-8"),
    "too long a form": (b"\xc0\xaf", "content/x.md:1:1 ", "not saved as UTF-8"),
    "NUL": (b"ab\ncd\x00e", "content/x.md:2:3 ", "an empty character (NUL)"),
    "an escape": (b"a\x1b[2Jb", "content/x.md:1:2 ", "an escape character"),
    "Word's line break": (b"a\x0bb", "content/x.md:1:2 ", "a soft line break from Word"),
    "an invisible line break": ("a\u2028b".encode(), "content/x.md:1:2 ", "invisible line break"),
    "a next-line mark": ("a\x85b".encode(), "content/x.md:1:2 ", "line break from another kind of computer"),
    "a character that is none": ("a\ufffe".encode(), "content/x.md:1:2 ", "U+FFFE"),
    "one further out": ("a\U0010ffff".encode(), "content/x.md:1:2 ", "U+10FFFF"),
    "nothing": (b"", "content/x.md", "This file is empty."),
    "nothing but lines": (b"\r\n \r\n", "content/x.md", "This file is empty."),
    "a Word file": (b"PK\x03\x04....", "content/x.md", "paste its words into a Markdown file"),
    "a PDF": (b"%PDF-1.7", "content/x.md", "This is a PDF"),
    "an old Word file": (b"\xd0\xcf\x11\xe0....", "content/x.md", "old Word"),
    "rich text": (b"{\\rtf1 x}", "content/x.md", "rich text"),
    "too much": (b"a" * (decoding.MAX_TEXT + 1), "content/x.md", "This text is 1.3 MB long"),
}


@pytest.mark.parametrize(("data", "place", "words"), TEXTS.values(), ids=TEXTS)
def test_texts_that_are_none(content, data, place, words):
    """What is no readable text is refused at its place, with what to do, and is known as unread."""
    put(content, "x.md", data)
    found, problems = read(content)
    assert found.texts == ()
    assert found.unread == {"x.md"}
    assert said(problems).startswith(place)
    assert words in said(problems)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("aux.md", "Windows does not allow this name"),
        ("con.pdf", "Windows does not allow this name"),
        ("a:b.pdf", "Windows does not allow this name"),
        ("letter.pdf ", "Windows does not allow this name"),
        ("a\x1bb.pdf", "cannot be seen"),
        ("cafe\u0301.pdf", "stored apart"),
    ],
)
def test_odd_names(content, name, words):
    """A name that another computer could not hold, or nobody can see, is a problem; nothing is printed raw."""
    put(content, name, "x")
    problems = read(content)[1]
    assert words in said(problems)
    assert "\x1b" not in said(problems)


def test_names_that_differ_only_in_capitals(content):
    """Two names that some computers take for one are a problem."""
    put(content, "Letter.pdf", "x")
    put(content, "letter.pdf", "x")
    if len(list(content.iterdir())) == 1:
        pytest.skip("this disk takes them for one")
    assert "differs from “Letter.pdf” only in capitals" in said(read(content)[1])


def test_links_are_not_followed_out(content, tmp_path):
    """A link that leads out of the folder, to a folder or nowhere is a problem; one to a file beside it is read."""
    put(tmp_path, "secret.md", "secret")
    put(content, "real.md", "x")
    (content / "out.md").symlink_to(tmp_path / "secret.md")
    (content / "loop").symlink_to(content)
    (content / "lost.md").symlink_to(tmp_path / "none.md")
    (content / "same.md").symlink_to(content / "real.md")
    found, problems = read(content)
    assert [t.name for t in found.texts] == ["real.md", "same.md"]
    assert "content/out.md:0:0 This is a link to something outside" in said(problems)
    assert "content/loop:0:0 This is a link to a folder" in said(problems)
    assert "content/lost.md:0:0 This cannot be read" in said(problems)


def test_neither_file_nor_folder(content):
    """A pipe would hang whoever opens it, and is not opened."""
    os.mkfifo(content / "pipe.md")
    assert "neither a file nor a folder" in said(read(content)[1])


def test_folders_too_deep(content):
    """The depth of folders is bounded."""
    put(content, "a/" * 12 + "x.md", "x")
    assert "nested too deep" in said(read(content)[1])


def test_what_may_not_be_opened(content, monkeypatch):
    """A file that the account may not open is a problem in plain words, and the rest is read."""
    put(content, "a.md", "x")
    put(content, "b.md", "x")
    whole = Path.read_bytes

    def refuse(path):
        if path.name == "a.md":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    found, problems = read(content)
    assert [t.name for t in found.texts] == ["b.md"]
    assert "content/a.md:0:0 This cannot be read: you are not allowed to open it." in said(problems)


def test_originals_are_bounded(content, monkeypatch):
    """An original that is too large is refused by name; an empty one is a warning."""
    monkeypatch.setattr(files, "MAX_ORIGINAL", 1024 * 1024)
    put(content, "a.pdf", b"x" * (1024 * 1024 + 1))
    put(content, "b.pdf", b"")
    found, problems = read(content)
    assert [o.name for o in found.originals] == ["b.pdf"]
    assert "content/a.pdf:0:0 This file is 1.0 MB large, and at most 1 MB can be published." in said(problems)
    assert [p.is_error for p in problems] == [True, False]


def test_own_templates_come_first_file_by_file(content, tmp_path):
    """A template or asset beside the content stands in the place of the shipped one of that name, the rest stays."""
    program = tmp_path / "program"
    put(program, "templates/base.html", "shipped")
    put(program, "templates/home.html", "shipped")
    put(program, "assets/css/site.css", "shipped")
    put(tmp_path, "templates/home.html", "own")
    put(tmp_path, "assets/logo.svg", "own")
    found, problems = files.read(Path("content"), program=program)
    assert problems == ()
    assert found.templates == (("base.html", "shipped"), ("home.html", "own"))
    assert found.assets == (("css/site.css", b"shipped"), ("logo.svg", b"own"))


def test_the_shipped_templates_are_found(content):
    """Without any of their own people have the program's templates and assets."""
    found, _ = files.read(Path("content"))
    assert any(name.endswith(".html") for name, _ in found.templates)
    assert any(name.endswith(".css") for name, _ in found.assets)


@pytest.mark.parametrize("before", [b"\xef\xbb\xbfa\r\nb\r\n", b"a\r\nb\r\n", b"a\rb\r", b"a\nb\n"])
def test_a_mended_file_keeps_its_line_ends(tmp_path, before):
    """Writing a text back keeps the file's own line ends, mark and rights."""
    path = put(tmp_path, "x.md", before)
    path.chmod(0o640)
    files.write_text(path, files.read_text(path).replace("b", "c"))
    assert path.read_bytes() == before.replace(b"b", b"c")
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["x.md"]
