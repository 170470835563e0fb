"""The note over a page: what it says of each problem, and how a file is opened from it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerchallenge.preview import editor, overlay
from peerchallenge.problems import Problem, Severity


def problem(number: int = 1, **details: object) -> Problem:
    """Give a problem of its own."""
    given_here = {"path": f"content/{number}.md", "code": "x", "message": f"Wrong {number}.", "line": 1, "column": 1}
    return Problem(**{**given_here, **details})


def test_warnings_alone_show_no_note() -> None:
    """A warning stops nothing, so nothing stands over the page; the to-do panel has it."""
    assert overlay.html([problem(severity=Severity.WARNING)], "t") == ""
    assert "1 problem in 1 file." in overlay.html([problem(), problem(2, severity=Severity.WARNING)], "t")


def test_no_more_are_shown_than_a_person_can_mend() -> None:
    """Twenty kinds of problem are shown with the count of the rest, and three places of each."""
    found = overlay.html([problem(number) for number in range(23)], "t")
    assert len(re.findall(r"<li>", found)) == 20
    assert "3 more are not shown: mend these first." in found
    same = overlay.html([problem(number, message="The same.") for number in range(5)], "t")
    assert (same.count("The same."), same.count('class="place"')) == (1, 3)
    assert "and 2 more places" in same


def test_a_file_is_offered_only_where_it_can_be_opened() -> None:
    """Where the system has no editor to start, there is no button; each button is named for its file."""
    assert "<button" not in overlay.html([problem()], "").replace("<button type", "")
    assert 'aria-label="Open the file content/1.md"' in overlay.html([problem()], "t")


@pytest.mark.parametrize(
    ("excerpt", "column", "shown"),
    [
        ("type: corprate", 7, "<code>type: <mark>c</mark>orprate</code>"),
        ("type:", 6, "<code>type:<mark>\N{NO-BREAK SPACE}</mark></code>"),
        ("\tcafe\u0301s", 5, "<code>  caf<mark>e\u0301</mark>s</code>"),
        ("x" * 500, 250, f"<code>…{'x' * 80}<mark>x</mark>{'x' * 79}…</code>"),
        ("no column", 0, "<code>no column</code>"),
        ("past the end", 99, "<code>past the end<mark>\N{NO-BREAK SPACE}</mark></code>"),
    ],
)
def test_the_place_is_marked_in_its_line(excerpt: str, column: int, shown: str) -> None:
    """The line stands as it was written, cut round its place where it is long."""
    assert shown in overlay.html([problem(excerpt=excerpt, column=column)], "t")


@given(st.text(), st.text(), st.text(), st.text(), st.integers(0, 50))
def test_whatever_was_written_stays_text(path: str, message: str, suggestion: str, excerpt: str, column: int) -> None:
    """Nothing in a file, its name or a message becomes an element of the page."""
    plain = overlay.html([problem(path="p", message="m", suggestion="s", excerpt="e")], "t")
    found = overlay.html(
        [problem(path=path or "p", message=message, suggestion=suggestion, excerpt=excerpt, column=column)], "t"
    )
    names = {element.tag for element in html5lib.parseFragment(found, namespaceHTMLElements=False).iter()}
    known = {element.tag for element in html5lib.parseFragment(plain, namespaceHTMLElements=False).iter()}
    assert names <= known | {"mark"}


@pytest.mark.parametrize(
    ("setting", "program"),
    [("code --wait", "code"), ("vim", ""), ("", ""), ("nano -w", ""), ("/usr/bin/gvim -f", "gvim")],
)
def test_only_an_editor_with_a_window_is_started(
    setting: str, program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor of the terminal would fight the preview for it; one with a window goes to the line."""
    monkeypatch.setattr(editor.shutil, "which", lambda name: str(tmp_path / Path(name).name))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", setting)
    started: list[list[str]] = []
    monkeypatch.setattr(editor, "_run", started.append)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(editor.sys, "platform", "linux")
    start = editor.opener()
    assert start
    start(Path("/a/letter.md"), 3, 7)
    assert Path(started[0][0]).name == (program or "xdg-open")
    assert "/a/letter.md" in started[0][-1]
    assert ("3" in " ".join(started[0][1:])) is bool(program)


def test_without_a_screen_nothing_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a computer without a screen there is no editor to open."""
    for name in ("VISUAL", "EDITOR", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(editor.sys, "platform", "linux")
    assert editor.opener() is None


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a right that users lack there")
def test_only_texts_inside_the_folders_may_be_opened(tmp_path: Path) -> None:
    """A link that leads out, a program and a folder are refused, however they are named."""
    content = tmp_path / "content"
    content.mkdir()
    (content / "letter.md").write_text("text", "utf-8")
    (content / "run.bat").write_text("text", "utf-8")
    (tmp_path / "secret.md").write_text("text", "utf-8")
    (content / "link.md").symlink_to(tmp_path / "secret.md")
    wrong = ("run.bat", "link.md", "../secret.md", ".", "none.md", "a\0b", "x" * 5000)
    assert [editor.may_open(str(content / name), [content]) for name in wrong] == [None] * len(wrong)
    assert editor.may_open(str(content / "letter.md"), [content]) == content / "letter.md"


def test_the_note_says_whether_the_page_is_new() -> None:
    """A page with a broken link is shown as it was saved; one whose file or template is wrong is as it was before."""
    stays, is_new = "This page does not show your last change", "This cannot be published yet"
    assert stays in overlay.html([problem()], "")
    assert is_new in overlay.html([problem()], "", is_shown=True)
    assert stays in overlay.html([problem(code="template")], "", is_shown=True)
