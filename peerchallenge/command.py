"""The command line: arguments, printing and the exit code; it decides nothing about the content."""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

from peerchallenge import unchanged
from peerchallenge.options import Order
from peerchallenge.problems import ContentError
from peerchallenge.publish import lock
from peerchallenge.publish.output_folder import MARKER

DONE, WRONG_CONTENT, WRONG_COMMAND = 0, 1, 2
COMMANDS = ("build", "check", "serve", "new")
_WITH_VALUE = ("--content", "--output", "--base-url", "--as-of", "--format", "--port")
_PORT = 8000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code: 0 done, 1 the content has problems, 2 the command was wrong."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        words = _with_command(list(sys.argv[1:] if arguments is None else arguments))
        asked = _parser(words[0]).parse_args(words)
        order = _order(asked)
    except SystemExit as stop:
        return DONE if stop.code in {0, None} else WRONG_COMMAND
    commands: dict[str, Callable[[Order], int]] = {
        "build": _build,
        "check": _check,
        "serve": partial(_serve, asked),
        "new": partial(_new, asked),
    }
    return _run(commands[asked.command], order)


def _run(command: Callable[[Order], int], order: Order) -> int:
    try:
        return command(order)
    except ContentError as error:
        from peerchallenge import work

        work.print_problems(error.problems, order)
        if order.format == "text":
            print(f"\nNothing was written.{_last_site(order)}")  # noqa: T201
        return WRONG_CONTENT
    except KeyboardInterrupt:
        print(f"\nStopped; nothing was written.{_last_site(order)}", file=sys.stderr)  # noqa: T201
        return WRONG_CONTENT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG_CONTENT
    except Exception as error:
        if os.environ.get("PEERCHALLENGE_TRACEBACK"):
            raise
        _own_fault(error)
        return WRONG_CONTENT


# The libraries take longer to load than it takes to see that nothing has changed, so a command loads its own.


def _build(order: Order) -> int:
    began = time.perf_counter()
    with lock.only_build(order.output):
        seen, said = unchanged.look(order, outputs=True)
        if said:
            _print_said(said.problems, said.built, began)
        else:
            from peerchallenge import work

            work.build(order, seen)
    return DONE


def _check(order: Order) -> int:
    began = time.perf_counter()
    said = None if order.fix else unchanged.look(order, outputs=False)[1]
    if said:
        _print_said(said.problems, said.checked, began)
    else:
        from peerchallenge import work

        work.check(order)
    return DONE


def _serve(asked: argparse.Namespace, order: Order) -> int:
    from peerchallenge import previewing

    try:
        previewing.preview(order, lambda: _order(asked), asked.port, _program(), opens=sys.stdout.isatty())
    except OSError as error:
        print(error.strerror or error, file=sys.stderr)  # noqa: T201
        return WRONG_COMMAND
    return DONE


def _print_said(problems: str, report: str, began: float) -> None:
    took = f"Took {time.perf_counter() - began:.1f} s."
    print("\n".join(filter(None, (problems, report, report and took))))  # noqa: T201


def _new(asked: argparse.Namespace, order: Order) -> int:
    from peerchallenge.begin import questions

    try:
        _begin(asked, order)
    except questions.RefusedError as refused:
        print(refused, file=sys.stderr)  # noqa: T201
        return WRONG_COMMAND
    return DONE


def _begin(asked: argparse.Namespace, order: Order) -> None:
    from peerchallenge.begin import begin
    from peerchallenge.begin.kinds import OPTIONS

    given = {name: ", ".join(said) for name in (*OPTIONS, "report") if (said := getattr(asked, name)) is not None}
    begun = begin.begin(asked.kind or "", order.content, given, order.today)
    where = "" if order.content == Path("content") else f' --content "{order.content}"'
    print(f"\nWritten: {begun.path}\nOpen it. {begun.todo} Then: {_program()} check --drafts{where}")  # noqa: T201
    if begun.after:
        print(f"After that: {_program()} {begun.after}{where}")  # noqa: T201


def _last_site(order: Order) -> str:
    ours = (order.output / MARKER).is_file()
    return f" The last good site in {order.output} stands as it was." if ours else ""


def _own_fault(error: Exception) -> None:
    text = (
        f"Something went wrong in the program itself: {type(error).__name__}: {error}\n"
        "Nothing was written. This is a mistake of the program and not of what you wrote: please report it with\n"
        "what the command prints when it is run again with PEERCHALLENGE_TRACEBACK=1 set."
    )
    print(text, file=sys.stderr)  # noqa: T201


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
        prog=_program(),
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
    if command == "new":
        _add_new(new)
    return parser


def _add_new(new: argparse.ArgumentParser) -> None:
    from peerchallenge.begin.kinds import KINDS, OPTIONS

    new.add_argument("kind", nargs="?", choices=KINDS, help="what to begin")
    new.add_argument("--content", type=Path, default=Path("content"), help="the folder to write in (content)")
    for name, (metavar, words) in OPTIONS.items():
        new.add_argument(f"--{name}", action="append", metavar=metavar, help=words)
    new.add_argument("--report", action="store_const", const=["report"], help="of a letter: it is called a report")
    new.set_defaults(output=Path("site"), base_url="", as_of="", drafts=True, strict=False, format="text")


def _port(word: str) -> int:
    number = int(word) if word.isdecimal() else 0
    if not 0 < number < 65536:
        raise argparse.ArgumentTypeError(f"{word} is no port: choose a number from 1024 to 65535.")
    return number


def _program() -> str:
    return "python build.py" if Path(sys.argv[0]).name == "build.py" else "peerchallenge"


def _order(asked: argparse.Namespace) -> Order:
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
