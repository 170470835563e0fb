"""Opens a file of the content in the reader's own editor; it opens nothing else, and runs nothing that was written."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

TEXTS = frozenset((".md", ".yml", ".yaml", ".txt", ".csv", ".html", ".css", ".js", ".xml"))
"""The files that may be opened: texts, and nothing that a system would run instead."""
_EDITORS = {
    "code": ("-g", "{path}:{line}:{column}"),
    "code-insiders": ("-g", "{path}:{line}:{column}"),
    "codium": ("-g", "{path}:{line}:{column}"),
    "subl": ("{path}:{line}:{column}",),
    "zed": ("{path}:{line}:{column}",),
    "kate": ("-l", "{line}", "-c", "{column}", "{path}"),
    "gedit": ("+{line}:{column}", "{path}"),
    "gvim": ("+{line}", "{path}"),
    "notepad++": ("-n{line}", "-c{column}", "{path}"),
}
_SHELL_SIGNS = frozenset('&|<>^%"!')

Open = Callable[[Path, int, int], None]


def opener() -> Open | None:
    """Give what opens a file at a line and column on this system, or None where nothing can."""
    chosen = _chosen(os.environ)
    if chosen:
        return lambda path, line, column: _start(chosen, path, line, column)
    if sys.platform == "win32":
        return lambda path, _line, _column: _start_windows(path)
    if sys.platform == "darwin":
        return lambda path, _line, _column: _run(["/usr/bin/open", "-t", str(path)])
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    found = shutil.which("xdg-open") if screen else None
    return (lambda path, _line, _column: _run([found, str(path)])) if found else None


def may_open(name: str, folders: Iterable[Path]) -> Path | None:
    """Give the file of that name if it is a text inside one of the folders, links followed to where they lead."""
    try:
        path = Path(name).resolve(strict=True)
        inside = any(path.is_relative_to(folder.resolve()) for folder in folders)
        return path if inside and path.is_file() and path.suffix.lower() in TEXTS else None
    except (OSError, ValueError, RuntimeError):
        return None


def _chosen(environment: Mapping[str, str]) -> str:
    """Give the program that VISUAL or EDITOR names, if it is one with a window of its own that we know."""
    for name in ("VISUAL", "EDITOR"):
        words = shlex.split(environment.get(name, ""), posix=os.name != "nt")
        program = words[0].strip('"') if words else ""
        if Path(program).stem.lower() in _EDITORS and (found := shutil.which(program)):
            return found
    return ""


def _start(program: str, path: Path, line: int, column: int) -> None:
    # A batch file reads its arguments as commands, so a name with such signs goes another way.
    if Path(program).suffix.lower() in {".cmd", ".bat"} and _SHELL_SIGNS & set(str(path)):
        _start_windows(path)
        return
    places = {"path": str(path), "line": max(line, 1), "column": max(column, 1)}
    _run([program, *(word.format(**places) for word in _EDITORS[Path(program).stem.lower()])])


def _start_windows(path: Path) -> None:
    if sys.platform == "win32":
        if path.suffix.lower() in {".md", ".txt", ".csv"}:
            os.startfile(path)  # noqa: S606 a text inside the content
        else:
            _run(["notepad.exe", str(path)])


def _run(command: list[str]) -> None:
    """Start a program and leave it to itself; some end only when the file is closed."""
    nothing = subprocess.DEVNULL
    start = {"stdin": nothing, "stdout": nothing, "stderr": nothing, "check": False}
    threading.Thread(target=subprocess.run, args=(command,), kwargs=start, daemon=True).start()
