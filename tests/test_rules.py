"""The shape of the program: stages that only look back, one door to each library, functions that fit on a screen."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "peerchallenge"
MODULES = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}

ORDER = (
    *(
        "problems",
        "characters",
        "sources",
        "terms",
        "addresses",
        "options",
        "workers",
        "theme_sets",
        "schema",
        "report",
    ),
    *("read", "records", "prose", "timetable", "assemble", "pages", "plan", "todo", "render", "settings", "check"),
    *(
        "publish",
        "pipeline",
        "remember",
        "notes",
        "unchanged",
        "whole",
        "making",
        "parts",
        "building",
        "work",
        "begin",
        "importing",
        "preview",
        "previewing",
        "arguments",
        "command",
    ),
)
"""The parts of the program; each imports only from itself and from those before it."""

DOORS = {
    "yaml": {"read/nodes.py"},
    "frontmatter": {"read/fence.py"},
    "markdown": {"prose/converter.py", "prose/shortcuts.py"},
    "nh3": {"prose/clean.py"},
    "jinja2": {"render/quicker.py", "render/templates.py"},
    "pagefind_bin": {"publish/search_index.py"},
    "multiprocessing": {"workers.py"},
    "argparse": {"arguments.py"},
    "csv": {"importing/tables/csv_rows.py", "render/sheets.py"},
    "mammoth": {"importing/word/conversion.py"},
    "docx": {
        "importing/tables/word_tables.py",
        "importing/word/asides.py",
        "importing/word/settled.py",
        "importing/word/signs.py",
        "importing/word/unread.py",
    },
    "markdownify": {"importing/texts/blocks.py"},
    "bs4": {"importing/texts/blocks.py"},
    "openpyxl": {"importing/tables/workbook.py"},
    "pdfplumber": {"importing/texts/pdf.py"},
    "zipfile": {"importing/received.py"},
    "livereload": {"preview/live.py"},
    "tornado": {"preview/live.py", "preview/pages.py", "preview/server.py"},
    "watchfiles": {"preview/watching.py"},
}
"""The modules that may import each library."""


def imported(tree: ast.AST) -> Iterator[str]:
    """Give every module that is imported, whole."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = (f"{node.module}.{name.name}" for name in node.names)
            yield from names if node.module in {"peerchallenge", *PACKAGES} else (node.module,)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


PACKAGES = {f"peerchallenge.{path.name}" for path in PACKAGE.iterdir() if path.is_dir()}


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_imports_only_what_stands_before_it(name):
    """No stage knows a later one."""
    part = name.split("/")[0].removesuffix(".py")
    own = {module.split(".")[1] for module in imported(MODULES[name]) if module.startswith("peerchallenge.")}
    if part != "__init__":
        assert own <= {*ORDER[: ORDER.index(part) + 1]}


@pytest.mark.parametrize("library", sorted(DOORS))
def test_one_door_to_each_library(library):
    """A library is imported where its door is, and nowhere else."""
    importers = {name for name, tree in MODULES.items() if library in {m.split(".")[0] for m in imported(tree)}}
    assert importers == DOORS[library]


@pytest.mark.parametrize("name", sorted(MODULES))
def test_functions_fit_on_a_screen(name):
    """No function is longer than fifty lines, its docstring included."""
    functions = [n for n in ast.walk(MODULES[name]) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
    assert [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= 50] == []
