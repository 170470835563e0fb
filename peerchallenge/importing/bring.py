"""Import a file: see what it is and hand it to what can read it; it writes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from peerchallenge.begin import known as content
from peerchallenge.begin.known import Known
from peerchallenge.begin.questions import RefusedError
from peerchallenge.importing.asked import Asked
from peerchallenge.importing.outcome import Outcome
from peerchallenge.importing.received import Kind, Received, receive

# Each kind of file needs a library of its own, which is loaded only where it is read.


def bring(asked: Asked, folder: Path, today: date) -> Outcome:
    """Give what a file becomes, or raise `ContentError` that says what is wrong with it.

    Raises `RefusedError` where the command cannot be carried out as it was given.
    """
    received = receive(asked.file)
    found = content.known(folder, today)
    if asked.register or asked.only:
        return _register(received, asked, found)
    if received.kind in {Kind.CSV, Kind.EXCEL} or asked.kind == "plan" or _holds_plan(received, asked):
        return _plan(received, asked, found)
    if received.kind is Kind.PDF:
        from peerchallenge.importing.texts import pdf  # noqa: F401 - where its library is missing, say so at once
    from peerchallenge.importing.letters import letter

    return letter.letter(received, asked, found)


def _register(received: Received, asked: Asked, found: Known) -> Outcome:
    if received.kind is not Kind.CSV:
        raise RefusedError("--councils reads a list of councils as a CSV file. In Excel, save it as “CSV UTF-8” first.")
    from peerchallenge.importing.registers import register

    return register.councils(received, asked, found)


def _plan(received: Received, asked: Asked, found: Known) -> Outcome:
    if received.kind is Kind.PDF:
        raise RefusedError("An action plan cannot be read from a PDF: ask for the Word or Excel file.")
    from peerchallenge.importing.plans import plan

    return plan.plan(received, asked, found)


def _holds_plan(received: Received, asked: Asked) -> bool:
    """Whether a Word file is an action plan, where nobody said what it is."""
    if received.kind is not Kind.WORD or asked.kind:
        return False
    from peerchallenge.importing.plans import plan

    return plan.has_table(received)
