"""What may stand on the command line, and the order that it is; it carries nothing out."""

from __future__ import annotations

import argparse
import os
import re
import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

from peerchallenge.options import Order

__all__ = ["Namespace", "order", "program", "read"]

WRONG_COMMAND = 2
COMMANDS = ("build", "check", "serve", "new", "import")
_WITH_VALUE = ("--content", "--output", "--base-url", "--as-of", "--format", "--port")
_PORT = 8000


def read(arguments: Sequence[str]) -> Namespace:
    """Read the words of a command, or print what is wrong with them and raise `SystemExit`."""
    words = _with_command(list(arguments))
    return _parser(words[0]).parse_args(words)


def _with_command(arguments: list[str]) -> list[str]:
    """Put the command first, `build` where none is named, so that options may stand before it."""
    for index, word in enumerate(arguments):
        before = arguments[index - 1] if index else ""
        if word in COMMANDS and before not in _WITH_VALUE:
            return [word, *arguments[:index], *arguments[index + 1 :]]
    if arguments and (arguments[0] in {"-h", "--help", "--version"} or not arguments[0].startswith("-")):
        return arguments
    return ["build", *arguments]


def _parser(command: str) -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--content", type=Path, default=Path("content"), help="the folder to read (content)")
    shared.add_argument("--output", type=Path, default=Path("site"), help="the folder to write (site)")
    shared.add_argument("--base-url", default="", help="where the site will be published, over site.yml's")
    shared.add_argument("--as-of", metavar="YYYY-MM-DD", default="", help="the day that counts as today")
    shared.add_argument("--drafts", action="store_true", help="show drafts and documents under embargo")
    shared.add_argument("--strict", action="store_true", help="let warnings stop the build")
    shared.add_argument("--format", choices=("text", "json", "github"), default="text", help="how problems are shown")
    parser = argparse.ArgumentParser(
        prog=program(),
        description="Publish council peer challenges: letters, responses and what was done.",
        epilog="Without a command it builds the site from content/ into site/. Options: see build --help.",
    )
    commands = parser.add_subparsers(dest="command", metavar="command", required=True)
    commands.add_parser("build", parents=[shared], help="build content/ into site/ (the default)")
    check = commands.add_parser("check", parents=[shared], help="show every problem in the content; write nothing")
    check.add_argument("--fix", action="store_true", help="mend what is safe to mend, and say what was done")
    serve = commands.add_parser("serve", parents=[shared], help="preview the site; it follows what you save")
    serve.add_argument("--port", type=_port, default=_PORT, metavar="N", help=f"the port on this computer ({_PORT})")
    new = commands.add_parser("new", help="begin a file: it asks for what is needed, and overwrites nothing")
    brought = commands.add_parser("import", help="make files of a Word letter, an action plan or a list of councils")
    if command == "new":
        _add_new(new)
    if command == "import":
        _add_import(brought)
    return parser


def _add_new(new: argparse.ArgumentParser) -> None:
    from peerchallenge.begin.kinds import KINDS, OPTIONS

    new.add_argument("kind", nargs="?", choices=KINDS, help="what to begin")
    new.add_argument("--content", type=Path, default=Path("content"), help="the folder to write in (content)")
    for name, (metavar, words) in OPTIONS.items():
        new.add_argument(f"--{name}", action="append", metavar=metavar, help=words)
    new.add_argument("--report", action="store_const", const=["report"], help="of a letter: it is called a report")
    new.set_defaults(output=Path("site"), base_url="", as_of="", drafts=True, strict=False, format="text")


def _add_import(brought: argparse.ArgumentParser) -> None:
    from peerchallenge.importing.asked import AS, OPTIONS

    words = "a Word letter, an action plan (Excel, Word, CSV) or a register"
    brought.add_argument("file", nargs="+", metavar="FILE", help=words)  # a name with spaces is several words
    brought.add_argument("--content", type=Path, default=Path("content"), help="the folder to write in (content)")
    for name, (metavar, words) in OPTIONS.items():
        several = name in {"council", "only"}
        brought.add_argument(
            f"--{name}",
            action="append" if several else "store",
            default=None if several else "",
            choices=AS if name == "as" else None,
            dest="kind" if name == "as" else name,
            metavar=metavar,
            help=words,
        )
    brought.add_argument("--councils", action="store_true", help="the file is a register: add its councils")
    brought.add_argument("--dry-run", action="store_true", help="show what would be written, and write nothing")
    brought.add_argument("--replace", action="store_true", help="write over files that are there already")
    brought.set_defaults(output=Path("site"), base_url="", as_of="", drafts=True, strict=False, format="text")


def _port(word: str) -> int:
    number = int(word) if word.isdecimal() else 0
    if not 0 < number < 65536:
        raise argparse.ArgumentTypeError(f"{word} is no port: choose a number from 1024 to 65535.")
    return number


def program() -> str:
    """Give what the program is called by, for the commands that messages name."""
    return "python build.py" if Path(sys.argv[0]).name == "build.py" else "peerchallenge"


def order(asked: Namespace) -> Order:
    """Give the order that was read, or print what is wrong with it and raise `SystemExit`."""
    today = _today(asked.as_of)
    return Order(
        content=asked.content,
        output=asked.output,
        base_url=_base_url(asked.base_url),
        today=today,
        embargo_day=min(today, datetime.now(ZoneInfo("Europe/London")).date()),
        drafts=asked.drafts,
        strict=asked.strict,
        format=asked.format,
        fix=getattr(asked, "fix", False),
    )


def _today(as_of: str) -> date:
    if as_of:
        try:
            return date.fromisoformat(as_of if re.fullmatch(r"\d{4}-\d\d-\d\d", as_of) else "")
        except ValueError:
            _refuse(f"--as-of {as_of}: write a day as year-month-day, for example 2026-03-31.")
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(ZoneInfo("Europe/London")).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        _refuse(f"SOURCE_DATE_EPOCH is “{epoch}”, which is not a number of seconds since 1970.")


def _base_url(url: str) -> str:
    if url and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", url):
        _refuse(f"--base-url {url}: write the whole address, for example https://peers.example.gov.uk/results/")
    return url.rstrip("/") + "/" if url else ""


def _refuse(message: str) -> NoReturn:
    print(message, file=sys.stderr)  # noqa: T201
    raise SystemExit(WRONG_COMMAND)
