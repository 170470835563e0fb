"""Add councils from a register to those that the site has; it alters none of them, and asks where it cannot tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from peerchallenge import addresses
from peerchallenge.begin import known as content
from peerchallenge.begin import skeletons, writing
from peerchallenge.begin.known import Known
from peerchallenge.begin.questions import RefusedError
from peerchallenge.begin.quoting import remark
from peerchallenge.importing.asked import Asked
from peerchallenge.importing.outcome import Doubt, Left, New, Outcome, Sure, shown
from peerchallenge.importing.received import Received
from peerchallenge.importing.registers import bodies, council_entries
from peerchallenge.importing.registers.bodies import Body, Register
from peerchallenge.problems import ContentError, Problem, did_you_mean
from peerchallenge.read import parse
from peerchallenge.schema.site import Council
from peerchallenge.sources import Source
from peerchallenge.terms import count

_FROM = "From: UK Local Authorities (past and current), mySociety, CC BY 4.0, changed."
_TOO_LATE = (
    "The register ends in July 2025, and has no fire, police, national-park or waste authority: add those by hand."
)


def councils(received: Received, asked: Asked, found: Known) -> Outcome:
    """Give the list of councils with those of a register behind it: all current ones, or those asked for."""
    if wrong := [problem for problem in found.wrong_councils if problem.code != "no-councils"]:
        raise ContentError(wrong)
    register = bodies.register(received)
    held = _held(register.bodies, found.councils)
    chosen, left = _chosen(register, asked, held)
    new = tuple(body for body in chosen if body.code not in held)
    ids, doubts = _ids(new, found)
    ids |= {code: council.id for code, council in held.items()}
    here = tuple((body, held[body.code]) for body in chosen if body.code in held)
    entries = [council_entries.entry(body, ids, register) for body in new]
    files = _files(found, [ids[body.code] for body in new], [lines for lines, _ in entries], ours=register.ours)
    every = (*doubts, *(doubt for _, own in entries for doubt in own), *_moved(new), *_differences(here))
    return Outcome(
        files=files,
        doubts=every,
        left=(*register.left, *left),
        said=tuple(_said(register, asked, new, here)),
        after="check" if files else "",
    )


def _held(every: Sequence[Body], known: Iterable[Council]) -> dict[str, Council]:
    """Give the councils that are there already, by the codes of the register, each for one body at most.

    A council is known by its name, or by its GSS code where that is the same; of two bodies that share a name, the
    one of today comes first.
    """
    by_name = {_plain(name): body for body in sorted(every, key=_is_current) for name in (body.official, body.name)}
    by_gss = {body.gss: body for body in sorted(every, key=_is_current) if body.gss}
    pairs = ((by_gss.get(council.gss) or by_name.get(_plain(council.name)), council) for council in known)
    return {body.code: council for body, council in pairs if body}


def _is_current(body: Body) -> bool:
    return body.current


def _plain(name: str) -> str:
    return re.sub(r"^the-", "", addresses.slug(name.replace("&", " and ").replace("'", "").replace("’", ""))) or name


def _chosen(register: Register, asked: Asked, held: Mapping[str, Council]) -> tuple[tuple[Body, ...], tuple[Left, ...]]:
    if asked.only:
        codes = {_one(register.bodies, words, held).code for words in asked.only}
        return tuple(body for body in register.bodies if body.code in codes), ()
    current = [body for body in register.bodies if body.current]
    why = "the register shows it as current, and it is not; --only adds it all the same"
    gone = [Left(what=body.name, why=why, where=body.where) for body in current if body.official in bodies.GONE]
    return tuple(body for body in current if body.official not in bodies.GONE), tuple(gone)


def _one(known: Sequence[Body], words: str, held: Mapping[str, Council]) -> Body:
    """Find the one body that is meant; of two with one name that which is there today."""
    sought = " ".join(words.split()).casefold()
    called = {body.code: _called(body, held.get(body.code)) for body in known}
    meant = [body for body in known if sought in called[body.code]]
    meant = meant or [body for body in known if sought in {alt.casefold() for alt in body.alternatives}]
    today = [body for body in meant if body.current]
    if len(meant) > 1 and len(today) != 1:
        which = " or ".join(f"{body.code} ({body.name})" for body in meant[:6])
        raise RefusedError(f"--only {words}: this can mean more than one. Write the code: {which}.")
    if not meant:
        near = did_you_mean(words, [name for body in known for name in (body.name, body.nice, body.code) if name])
        raise RefusedError(f"--only {words}: the register has no such council. {near}".rstrip())
    return (today or meant)[0]


def _called(body: Body, council: Council | None) -> set[str]:
    names = (body.code, body.gss, body.name, body.official, body.nice, body.short, addresses.slug(body.short))
    return {name.casefold() for name in (*names, council.id if council else "") if name}


def _ids(new: Sequence[Body], found: Known) -> tuple[dict[str, str], list[Doubt]]:
    """Give each body an id that no other has, those that are there today first."""
    taken = {council.id for council in found.councils}
    ids: dict[str, str] = {}
    doubts = []
    for body in sorted(new, key=lambda body: not body.current):
        plain = wanted = addresses.slug(body.stem) or addresses.slug(body.code) or f"council-{body.row}"
        number = 1
        while wanted in taken:
            number += 1
            wanted = f"{plain}-{number}"
        if number > 1:
            advice = "Choose a better one before it is published: it is used in addresses, and never changed."
            doubts.append(
                Doubt(about=f"{body.name}, id", taken=wanted, where=f"“{plain}”, which is taken", advice=advice)
            )
        taken.add(wanted)
        ids[body.code] = wanted
    return ids, doubts


def _moved(new: Iterable[Body]) -> tuple[Doubt, ...]:
    """Say once that days were set back, since the register counts some ends from the day after."""
    moved = [body.name for body in new if body.moved]
    if not moved:
        return ()
    taken = f"31 March, the last day, for {count(len(moved), 'council')}: {shown(', '.join(moved))}"
    where = "1 April, which is the day after the last"
    return (Doubt(about="ended", taken=taken, where=where, advice="The register has both conventions."),)


def _differences(here: Iterable[tuple[Body, Council]]) -> Iterator[Doubt]:
    """Ask about what is written otherwise in the list of councils, which nothing alters."""
    for body, council in here:
        pairs = (
            ("name", council.name, body.name),
            ("type", council.type, body.type),
            ("gss", council.gss, body.gss),
            ("region", council.region, body.region),
            ("nation", council.nation, body.nation),
            (
                "started",
                str(council.started.start if council.started else ""),
                str(council_entries.first_day(body) or ""),
            ),
            ("ended", _last_day(council, body), str(body.ended or "")),
        )
        for key, ours, theirs in pairs:
            if ours and theirs and ours.casefold() != theirs.casefold():
                yield Doubt(
                    about=f"{council.id}, {key}",
                    taken=f"nothing, since “{ours}” stands here and “{theirs}” there",
                    where=body.where,
                    sure=Sure.ASKED,
                    advice="Alter it by hand if the register is right.",
                )


def _last_day(council: Council, body: Body) -> str:
    if council.ended:
        return str(council.ended.start)
    return "" if body.current else "no last day"


def _said(register: Register, asked: Asked, new: Sequence[Body], here: Sequence[tuple[Body, Council]]) -> Iterator[str]:
    yield f"The register has {count(len(register.bodies), 'council')}; {len(new):,} of them are new here."
    if here:
        yield f"Here already, and left as they are: {', '.join(council.id for _, council in here)}."
    former = sum(not body.current for body in register.bodies)
    if former and not asked.only:
        yield f"Left out: {count(former, 'former council')}. Name one with --only to add it."
    if unclear := sum(council_entries.first_day(body) is None for body in new):
        why = "the register has none, or one that cannot be right"
        yield f"No first day was taken for {count(unclear, 'council')}: {why}."
    if register.ours:
        yield _TOO_LATE


def _files(found: Known, ids: Sequence[str], entries: Sequence[list[str]], *, ours: bool) -> tuple[New, ...]:
    """Put the entries behind the list that is there, or each in a file where councils have files of their own."""
    if not entries:
        return ()
    origin = remark(_FROM) if ours else []
    listed = next((name for name in ("councils.yml", "councils.yaml") if found.path(name).exists()), "")
    if not listed and found.councils:
        texts = [skeletons.council_file([*origin, *lines]) for lines in entries]
        named = [(f"councils/{own}.md", text) for own, text in zip(ids, texts, strict=True)]
    else:
        listed = listed or "councils.yml"
        before = content.text(found, listed)
        added = "".join(skeletons.council_entry(lines, before) for lines in entries)
        whole = writing.ended(before.encode(), "\n".join(("", *origin, "")) + added.lstrip("\n")).decode()
        named = [(listed, whole if before else whole.lstrip("\n"))]
    _prove(found, ids, dict(named))
    return tuple(New(name=name, data=text.encode(), grows=name == listed) for name, text in named)


def _prove(found: Known, ids: Iterable[str], new: Mapping[str, str]) -> None:
    """Refuse to write what would not be read as the councils that are there with the new ones behind them."""
    shared = content.within(found.inputs, "site.", "councils.", "councils/")
    others = tuple(source for source in shared.texts if source.name not in new)
    sources = tuple(Source(path=found.path(name).as_posix(), name=name, text=text) for name, text in new.items())
    written, wrong = parse.parse(replace(shared, texts=(*others, *sources), unread=frozenset()))
    paths = {source.path for source in sources}
    if errors := [problem for problem in wrong if problem.is_error and problem.path in paths]:
        raise ContentError(errors)
    if sorted(parsed.council for parsed in written.councils) == sorted((*(c.id for c in found.councils), *ids)):
        return
    message = "Nothing can be added at the end of this file: it is no list with a hyphen before each council."
    suggestion = "Put a hyphen and a space before each “id”, and the other keys below it two spaces further in."
    raise ContentError([Problem(path=min(paths), code="no-list", message=message, suggestion=suggestion)])
