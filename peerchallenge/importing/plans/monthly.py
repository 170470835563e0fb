"""Compare a plan that came again with what is published, and give only what changed; it alters nothing published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from peerchallenge import addresses
from peerchallenge.begin.quoting import quoted, remark
from peerchallenge.importing.outcome import Doubt, Sure, ended, shown
from peerchallenge.importing.plans import due_words
from peerchallenge.importing.plans.entries import Entry
from peerchallenge.importing.plans.plan_text import Report, action, report
from peerchallenge.importing.plans.serving import like, plain
from peerchallenge.prose.convert import Text, convert
from peerchallenge.records import Action, Challenge, Document, Link, Slippage
from peerchallenge.records.action import CLOSED
from peerchallenge.schema.dates import Date

_ADDRESS = re.compile(r'<p><a href="([^"]*)"[^>]*>[^<]*</a></p>\s*')
_SAME = 0.8
_MOST_PAIRS = 250_000

Published = tuple[str, Action]
"""An action, with the handle by which an update means it."""


@dataclass(slots=True)
class Changes:
    """What changed. `fresh` are rows that no action answers to, `gone` actions that no row answers to."""

    reports: list[Report] = field(default_factory=list)
    fresh: list[Entry] = field(default_factory=list)
    gone: list[Published] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    same: int = 0
    finished: int = 0
    """How many that were reported done are no longer in the table."""


def published(held: Challenge, council: Link | None) -> tuple[Published, ...]:
    """Give the actions of the plans that are in force for a council, or those that all have together."""
    is_joint = len(held.councils) > 1
    plans = [own for own in held.documents if own.actions and (not is_joint or own.council in {None, council})]
    plans = [own for own in plans if own.lang != "cy" or not own.other_language]
    current = [own for own in plans if own.superseded_by is None] or plans
    handles = [own.handle for plan in current for own in plan.actions]
    return tuple(
        (
            own.handle if handles.count(own.handle) == 1 else f"{_stem(plan)}/{own.handle}",
            _seen(own, council) if is_joint and council else own,
        )
        for plan in current
        for own in plan.actions
    )


def _seen(own: Action, council: Link) -> Action:
    """Give an action as one of several councils has it: what another says of its own part is no news of this one."""
    updates = tuple(update for update in own.updates if update.council in {None, council})
    dues = [update.due for update in updates if update.due and update.by_council]
    now = dues[-1] if dues else own.dates.promised or own.due
    return replace(own, updates=updates, due=now, dates=Slippage(promised=now))


def _stem(plan: Document) -> str:
    return plan.path.rsplit("/", 1)[-1].removesuffix(".md").removesuffix(".cy")


def changes(entries: Iterable[Entry], known: tuple[Published, ...], said: Mapping[str, frozenset[str]]) -> Changes:
    """Compare rows with actions; `said` are all status words published of a handle, unknown ones too."""
    found = Changes()
    every = tuple(entries)
    pairs = _pairs(every, known, found)
    for at, own in enumerate(every):
        if at not in pairs:
            found.fresh.append(own)
            continue
        handle, before = known[pairs[at]]
        _otherwise(found, own, handle, before)
        _late_reason(found, own, handle, before)
        new = _changed(replace(report(own), handle=handle), own, before, said.get(before.handle, frozenset()))
        if new.says:
            found.reports.append(new)
            _doubt_moved(found, new, own, before)
        else:
            found.same += 1
    met = {*pairs.values()}
    for at, (handle, before) in enumerate(known):
        if at not in met:
            closed = before.status is not None and before.status.state in CLOSED
            found.finished += closed
            found.gone += [] if closed else [(handle, before)]
    return found


def _pairs(entries: tuple[Entry, ...], known: tuple[Published, ...], found: Changes) -> dict[int, int]:
    """Find for each row its action: by the same words, by a printed number, by nearly the same words."""
    words = [plain([own.text]) for own in entries]
    others = [plain([own.text.striptags()]) for _, own in known]
    pairs: dict[int, int] = {}
    used: set[int] = set()

    def pair(at: int, fits: Iterable[int]) -> None:
        if at not in pairs and (other := next((o for o in fits if o not in used), None)) is not None:
            pairs[at] = other
            used.add(other)

    by_name: dict[str, list[int]] = {}
    by_words: dict[str, list[int]] = {}
    for other, (_, own) in enumerate(known):
        by_name.setdefault(addresses.slug(own.handle), []).append(other)
        by_words.setdefault(others[other], []).append(other)
    named = [by_name.get(addresses.slug(entry.handle), []) for entry in entries]
    for at in range(len(entries)):
        pair(at, [other for other in named[at] if words[at] == others[other]])
    for at in range(len(entries)):
        pair(at, by_words.get(words[at], []))
    for at, entry in enumerate(entries):
        pair(at, named[at] if entry.ref else [])
    rest = [at for at in range(len(entries)) if at not in pairs]
    open_ = [other for other in range(len(known)) if other not in used]
    for at in rest if len(rest) * len(open_) <= _MOST_PAIRS else []:
        ratio, other = max(((like(words[at], others[o]), o) for o in open_ if o not in used), default=(0, 0))
        if ratio >= _SAME:
            pair(at, [other])
            taken = f"it was found by its words, which are nearly those of {known[other][0]}"
            found.doubts.append(Doubt(about=f"action {known[other][0]}", taken=taken, where=entries[at].where))
    return pairs


def _otherwise(found: Changes, own: Entry, handle: str, before: Action) -> None:
    """Say where the table names an action otherwise than what is published."""
    if own.ref and addresses.slug(own.ref) != addresses.slug(before.handle):
        taken = f"its number in the table is {own.ref} now"
        found.doubts.append(Doubt(about=f"action {handle}", taken=taken, where=own.where, advice=_STAYS))
    if plain([own.text]) == plain([before.text.striptags()]):
        return
    taken = f"the table words it otherwise now: {shown(own.text)}"
    found.doubts.append(Doubt(about=f"action {handle}", taken=taken, where=own.where, advice=_STAYS))


def _late_reason(found: Changes, own: Entry, handle: str, before: Action) -> None:
    """Say where the table gives a reason for a date that moved in an earlier update."""
    move = next((update for update in reversed(before.updates) if update.due), None)
    if own.reason and move and not move.reason and due_words.same(own.due.later or own.due.first, move.due):
        taken = f"the table gives a reason now for the date that moved: {shown(own.reason)}"
        advice = f"Write it after “reason:” in the update that moved it ({move.document.title})."
        found.doubts.append(Doubt(about=f"action {handle}, due", taken=taken, where=own.where, advice=advice))


def _changed(new: Report, own: Entry, before: Action, said: frozenset[str]) -> Report:
    """Leave out of a report what the site says already."""
    last = before.status.word if before.status else ""
    status_same = key(new.status) == key(last) or (not last and key(new.status) in said)
    words = plain([_shown(new.words)])
    evidence = plain([_shown(new.evidence)])
    told = {said for update in before.updates for text in (update.words, update.evidence) for said in _read(text)}
    now = own.due.later or own.due.first
    moved = bool(now) and not due_words.same(now, before.dates.current or before.due)
    done_same = any(due_words.same(new.done, update.done) for update in before.updates) if new.done else True
    # A reason that is published already was given for an earlier move.
    reason, reasons = plain([_shown(new.reason)]), {said for own in before.updates for said in _read(own.reason)}
    kept = replace(
        new,
        status="" if status_same else new.status,
        words="" if words in told else new.words,
        evidence="" if evidence in told else new.evidence,
        due=now if moved else "",
        moved=moved and bool(before.dates.current or before.due),
        reason="" if not moved or reason in reasons else new.reason,
        done="" if done_same else new.done,
    )
    if not kept.says:
        return kept
    beside = f"{before.handle}: {_first(before)}{_last(before)}"
    needs = kept.status or kept.words
    return replace(kept, beside=beside, status=kept.status if needs else new.status)


def _read(text: Markup) -> Iterator[str]:
    """Give what was published in words, and the address where it was only one: its page shows no more than the site."""
    yield plain([text.striptags()])
    if link := _ADDRESS.fullmatch(text):
        yield plain([Markup(link[1]).unescape()])  # noqa: S704 (compared, and never shown)


def _shown(words: str) -> str:
    return Markup("".join(convert(Text("passage", words)).body.pieces)).striptags() if words else ""  # noqa: S704 (converted here)


def key(word: str) -> str:
    """Give a status word without what does not tell it from another: capitals, hyphens, spaces."""
    return " ".join(word.casefold().replace("-", " ").split())


def _last(before: Action) -> str:
    due: Date | None = before.dates.current or before.due
    said = f" Last: {before.status.word}." if before.status else ""
    return f"{f' Due: {due}.' if due else ''}{said}"


def _doubt_moved(found: Changes, new: Report, own: Entry, before: Action) -> None:
    if new.moved:
        was = before.dates.current or before.due
        now = due_words.named(new.due) or new.due
        taken = f"moved from {was} to {now}{'' if new.reason else '; the table gives no reason'}"
        advice = "" if new.reason else "Write the reason after “reason:”."
        sure = Sure.LIKELY if new.reason else Sure.ASKED
        found.doubts.append(
            Doubt(about=f"action {new.handle}, due", taken=taken, where=own.where, sure=sure, advice=advice)
        )


def _first(before: Action) -> str:
    return ended(shown(before.text.striptags())[1:-1])


def asked_gone(handle: str, before: Action) -> list[str]:
    """Ask, as a comment, what became of an action that is no longer in the table."""
    words = f"{handle}: {_first(before)} It is no longer in the table: was it dropped?"
    return [*remark(words, "  "), f"  #- action: {quoted(handle)}", "  #  status: dropped"]


def offered(fresh: Entry) -> list[str]:
    """Give a new action as a comment, ready to be put into a plan."""
    return [f"#{line}" for line in action(fresh)]


_STAYS = "What is published stays. Where the action itself is another one, put it into a new plan."
