"""Write a council of a register as an entry of the list of councils, what is doubtful beside it; it invents nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from peerchallenge import addresses
from peerchallenge.begin.quoting import value, values
from peerchallenge.importing.outcome import Doubt, Sure
from peerchallenge.importing.registers import bodies
from peerchallenge.importing.registers.bodies import Body, Register

_NO_BEGINNING = (date(2005, 5, 1), date(2005, 6, 30))
"""The register has days between these for many councils, none of which began then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fact:
    """One key of an entry. It is `off` where only a person can say what is right: a # stands before its key then.

    What is doubted `once` is asked for all councils together.
    """

    key: str
    written: str = ""
    doubt: Doubt | None = None
    off: bool = False
    once: bool = False


def entry(body: Body, ids: Mapping[str, str], register: Register) -> tuple[list[str], tuple[Doubt, ...]]:
    """Write the lines of an entry, with what is doubtful in it; `ids` are those of the bodies that can be named."""
    own = ids[body.code]
    lines, doubts = [f"id: {value(own)}"], []
    for fact in _facts(body, ids, register):
        if fact.doubt:
            doubts += [] if fact.once else [replace(fact.doubt, about=f"{own}, {fact.key}")]
            lines += fact.doubt.remark()
        if fact.written or fact.off:
            lines.append(f"{'#' if fact.off else ''}{fact.key}: {fact.written}".rstrip())
    return lines, tuple(doubts)


def first_day(body: Body) -> date | None:
    """Give the day on which a body began, where the register has one that can be right."""
    first, last = _NO_BEGINNING
    return None if body.started is None or first <= body.started <= last else body.started


def _facts(body: Body, ids: Mapping[str, str], register: Register) -> Iterator[_Fact]:
    yield _name(body)
    yield _Fact(key="short_name", written=_written(body.short if body.short != body.name else ""))
    if body.nation.casefold() == "wales":
        yield _welsh(body)
    for key in ("type", "gss", "region", "nation"):
        yield _Fact(key=key, written=_written(getattr(body, key)))
    yield _Fact(key="started", written=str(first_day(body) or ""))
    if body.ended or not body.current or body.official in bodies.GONE:
        yield _ended(body)
    if body.replaced_by or not body.current:
        yield _successors(body, ids, register)


def _written(text: str) -> str:
    return value(text) if text else ""


def _name(body: Body) -> _Fact:
    where = f"“{body.official}”, {body.where}"
    doubt = (
        Doubt(about="name", taken=f"“{body.name}”", where=where, advice=f"Altered: {body.why}.") if body.why else None
    )
    return _Fact(key="name", written=value(body.name), doubt=doubt)


def _welsh(body: Body) -> _Fact:
    """Take a name that is plainly the Welsh one, whole; ask where there are several, none, or damaged ones."""
    sure, maybe, damaged = bodies.welsh_names(body)
    if len(sure) == 1 and not damaged:
        is_full = sure[0].startswith("Cyngor ")
        advice = "" if is_full else "It may be the name of the place and not of the council."
        doubt = Doubt(about="welsh_name", taken=f"“{sure[0]}”", where=f"the other names in {body.where}", advice=advice)
        return _Fact(key="welsh_name", written=value(sure[0]), doubt=doubt)
    one = (sure or maybe)[:1] if len(sure or maybe) == 1 else ()
    found = ", ".join(f"“{name}”" for name in (*sure, *maybe))
    advice = "Write the name that the council itself uses, and take out the #."
    if damaged:
        advice = f"Letters of the Welsh name are damaged there. {advice}"
    elif not found:
        advice = f"None stands there. {advice}"
    where = f"{body.where}{f', which has {found}' if found else ''}"
    doubt = Doubt(about="welsh_name", taken="nothing", where=where, sure=Sure.ASKED, advice=advice)
    return _Fact(key="welsh_name", written=_written("".join(one)), doubt=doubt, off=True)


def _ended(body: Body) -> _Fact:
    started = first_day(body)
    if body.ended and not (started and body.ended < started):
        doubt = (
            Doubt(about="ended", taken=str(body.ended), where=f"the day after it in {body.where}")
            if body.moved
            else None
        )
        return _Fact(key="ended", written=str(body.ended), doubt=doubt, once=True)
    advice = "The register does not say on which day it ended. Write its last day, and take out the #."
    doubt = Doubt(about="ended", taken="nothing", where=body.where, sure=Sure.ASKED, advice=advice)
    return _Fact(key="ended", doubt=doubt, off=True)


def _successors(body: Body, ids: Mapping[str, str], register: Register) -> _Fact:
    """Name the bodies that took its place, where they are among the councils; ask about the others."""
    others = {other.code: other for other in register.bodies}
    names = {code: other.name for code, other in others.items()}
    codes = tuple(code for code in dict.fromkeys(body.replaced_by) if code != body.code)
    known = [ids[code] for code in codes if code in ids]
    lacking = [f"{names.get(code, 'not in the register')} ({code})" for code in codes if code not in ids]
    if codes and not lacking:
        return _Fact(key="replaced_by", written=values(known))
    where = body.where
    if codes:
        again = " ".join(f"--only {code}" for code in codes if code not in ids and code in names)
        advice = f"Not among the councils here: {', '.join(lacking)}."
        advice += f" To add: {again}; then name them here." if again else ""
    else:
        advice = "The register names none. Write the ids of those that took its place, and take out the #."
    doubt = Doubt(
        about="replaced_by", taken=values(known) if known else "nothing", where=where, sure=Sure.ASKED, advice=advice
    )
    guesses = [addresses.slug(others[code].stem) for code in codes if code in others]
    return _Fact(key="replaced_by", written=values(known or guesses), doubt=doubt, off=not known)
