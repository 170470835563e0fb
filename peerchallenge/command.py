"""The command line: arguments, printing and the exit code; it decides nothing about the content."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from peerchallenge import arguments, unchanged
from peerchallenge.arguments import WRONG_COMMAND, Namespace, program
from peerchallenge.options import Order
from peerchallenge.problems import ContentError
from peerchallenge.publish import lock
from peerchallenge.publish.output_folder import MARKER

DONE, WRONG_CONTENT = 0, 1
_WRITE = {"new", "import"}
"""The commands that write content, and no site."""
_SELDOM = 50_000
"""A build lets go of little that only a search for it finds, and to look for it takes a tenth of the time."""
_EXTRA = 'For this the program needs “{}”, which is not installed. Type: python -m pip install "peerchallenge[{}]"'


def main(words: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code: 0 done, 1 the content has problems, 2 the command was wrong."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        asked = arguments.read(sys.argv[1:] if words is None else words)
        order = arguments.order(asked)
    except SystemExit as stop:
        return DONE if stop.code in {0, None} else WRONG_COMMAND
    commands: dict[str, Callable[[Order], int]] = {
        "build": _build,
        "check": _check,
        "serve": partial(_serve, asked),
        "new": partial(_new, asked),
        "import": partial(_import, asked),
    }
    return _run(commands[asked.command], order, str if asked.command in _WRITE else partial(_last_site, order))


def _run(command: Callable[[Order], int], order: Order, stands: Callable[[], str]) -> int:
    """Carry out a command; `stands` says what became of the site where nothing was written."""
    try:
        return _answered(command, order, stands)
    except KeyboardInterrupt:
        print(f"\nStopped; nothing was written.{stands()}", file=sys.stderr)  # noqa: T201
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


def _answered(command: Callable[[Order], int], order: Order, stands: Callable[[], str]) -> int:
    try:
        return command(order)
    except ContentError as error:
        from peerchallenge import work

        work.print_problems(error.problems, order)
        if order.format == "text":
            print(f"\nNothing was written.{stands()}")  # noqa: T201
        return WRONG_CONTENT


def _build(order: Order) -> int:
    began = time.perf_counter()
    gc.set_threshold(_SELDOM)
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


def _serve(asked: Namespace, order: Order) -> int:
    from peerchallenge import previewing

    try:
        previewing.preview(order, lambda: arguments.order(asked), asked.port, program(), opens=sys.stdout.isatty())
    except OSError as error:
        print(error.strerror or error, file=sys.stderr)  # noqa: T201
        return WRONG_COMMAND
    return DONE


def _print_said(problems: str, report: str, began: float) -> None:
    took = f"Took {time.perf_counter() - began:.1f} s."
    print("\n".join(filter(None, (problems, report, report and took))))  # noqa: T201


def _new(asked: Namespace, order: Order) -> int:
    from peerchallenge.begin import questions

    try:
        _begin(asked, order)
    except questions.RefusedError as refused:
        print(refused, file=sys.stderr)  # noqa: T201
        return WRONG_COMMAND
    return DONE


def _begin(asked: Namespace, order: Order) -> None:
    from peerchallenge.begin import begin
    from peerchallenge.begin.kinds import OPTIONS

    given = {name: ", ".join(said) for name in (*OPTIONS, "report") if (said := getattr(asked, name)) is not None}
    begun = begin.begin(asked.kind or "", order.content, given, order.today)
    where = "" if order.content == Path("content") else f' --content "{order.content}"'
    print(f"\nWritten: {begun.path}\nOpen it. {begun.todo} Then: {program()} check --drafts{where}")  # noqa: T201
    if begun.after:
        print(f"After that: {program()} {begun.after}{where}")  # noqa: T201


def _import(asked: Namespace, order: Order) -> int:
    from peerchallenge.begin import questions

    try:
        _bring(asked, order)
    except questions.RefusedError as refused:
        print(refused, file=sys.stderr)  # noqa: T201
        return WRONG_COMMAND
    except ModuleNotFoundError as missing:
        extra = "import-pdf" if str(missing.name).startswith("pdf") else "import"
        print(_EXTRA.format(missing.name, extra), file=sys.stderr)  # noqa: T201
        return WRONG_COMMAND
    return DONE


def _bring(asked: Namespace, order: Order) -> None:
    from peerchallenge.importing import bring, outcome, placing
    from peerchallenge.importing.asked import Asked

    wanted = Asked(
        file=Path(" ".join(asked.file)),
        councils=tuple(asked.council or ()),
        challenge=asked.challenge,
        kind=asked.kind,
        date=asked.date,
        sheet=asked.sheet,
        register=asked.councils,
        only=tuple(asked.only or ()),
    )
    found = bring.bring(wanted, order.content, order.today)
    if asked.dry_run:
        print("\n".join((*placing.differences(found.files, order.content), "", outcome.told(found))))  # noqa: T201
        print("Nothing was written.")  # noqa: T201
        return
    written = placing.place(found.files, order.content, replace=asked.replace)
    print("\n".join(f"Written: {path}" for path in written) or "All of it is there already.")  # noqa: T201
    print(f"\n{outcome.told(found)}".rstrip())  # noqa: T201
    if found.after:
        where = "" if order.content == Path("content") else f' --content "{order.content}"'
        print(f"Then: {program()} {found.after}{where}")  # noqa: T201


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
