"""Import an action plan: the first time as a plan, later as what changed; it writes no file and alters none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from peerchallenge.begin import known as content
from peerchallenge.begin import questions, replies, skeletons
from peerchallenge.begin.known import Known
from peerchallenge.begin.questions import Answers, RefusedError, UnclearError
from peerchallenge.begin.quoting import remark
from peerchallenge.importing import proof
from peerchallenge.importing.asked import Asked
from peerchallenge.importing.outcome import Doubt, Left, New, Outcome, Sure
from peerchallenge.importing.plans import already, monthly, plan_text
from peerchallenge.importing.plans.entries import Taken
from peerchallenge.importing.plans.plan_table import has_table, no_plan, table
from peerchallenge.importing.plans.rows import Read
from peerchallenge.importing.plans.serving import peers
from peerchallenge.importing.plans.taking import taken
from peerchallenge.importing.received import Kind, Received, wrong
from peerchallenge.records import Challenge, Library, Link
from peerchallenge.schema.answers import ActionPlan, CouncilResponse
from peerchallenge.schema.dates import Date, Precision
from peerchallenge.terms import count

__all__ = ["has_table", "plan"]

_ENDINGS = {Kind.EXCEL: ".xlsx", Kind.WORD: ".docx", Kind.CSV: ".csv"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """What an import is about: the file, the challenge, whose plan it is, the rows."""

    received: Received
    asked: Asked
    found: Known
    held: Challenge
    library: Library
    council: Link | None
    own: str
    """What stands between the kind and the ending of a file's name: the council, where the councils answer apart."""
    read: Read
    taken: Taken


def plan(received: Received, asked: Asked, found: Known) -> Outcome:
    """Give the files that come of a plan, or raise what is wrong with the file or with what was asked for."""
    if not asked.challenge:
        known = ", ".join(event.id for event in found.events) or "none is there yet; begin with: new challenge"
        raise RefusedError(f"Say with --challenge which challenge the plan is for: {known}.")
    if asked.date:
        _label(asked.date)
    chosen = replies.event(found, Answers(given={"challenge": asked.challenge}, asks=False))
    held, library = content.challenge(found, chosen.id)
    stem, council = _whose(found, held, asked)
    own, left = table(received, asked)
    case = _Case(
        received=received,
        asked=asked,
        found=found,
        held=held,
        library=library,
        council=council,
        own=stem.removeprefix("plan"),
        read=own,
        taken=taken(own, peers(held), already.words(held, library, council)),
    )
    if not (case.taken.entries or case.taken.answers):
        raise no_plan(received)
    before = monthly.published(held, council if case.own else None)
    made = _again(case, before) if before else _first(case)
    return replace(made, left=(*left, *own.left, *case.taken.left, *made.left))


def _whose(found: Known, held: Challenge, asked: Asked) -> tuple[str, Link | None]:
    hosts = [replies.council_id(link) for link in held.councils]
    given = asked.councils if {*asked.councils} != {*hosts} or len(hosts) == 1 else ()
    if len(given) > 1:
        raise RefusedError(f"A plan is one council's or all councils': name one of {', '.join(hosts)}, or none.")
    return replies.whose(found, held, Answers(given={"council": given[0]} if given else {}, asks=False), "plan")


def _first(case: _Case) -> Outcome:
    """Write a plan where none is there yet; a response where the table holds the council's answers."""
    folder, ending = f"challenges/{case.held.id}", _ENDINGS[case.received.kind]
    answers = tuple(case.taken.answers)
    is_there = any(own.kind == "response" and own.council in {None, case.council} for own in case.held.documents)
    as_response = bool(answers) and not is_there
    if not (case.taken.entries or as_response):
        return Outcome(said=("Nothing has changed: a response is there already, and the table holds no action.",))
    stem = f"{'response' if as_response else 'action-plan'}{case.own}"
    label = CouncilResponse.label if as_response else ActionPlan.label
    reports = [plan_text.report(own) for own in case.taken.entries]
    details = _head(case, case.read.title or label)
    dated = _dated(case, details) if any(own.says or own.asked for own in reports) else ()
    details += ["", *remark(_FILES), "#files:", f"#  - path: {stem}{ending}", "#    original: true", ""]
    details += plan_text.responses(answers) if as_response else []
    details += plan_text.actions(case.taken.entries) if case.taken.entries else []
    details += plan_text.updates(reports)
    text = skeletons.document(details, [])
    left = [
        Left(what=f"an answer to {', '.join(own.to)}", where=own.where, why=_ANSWERED) for own in answers if is_there
    ]
    moved = tuple(_moved(own) for own in reports if own.moved and not own.reason)
    title = (Doubt(about="title", taken=case.read.title, where=_OVER),) if case.read.title else ()
    new = New(name=f"{folder}/{stem}.md", data=text.encode())
    file = Doubt(about="files", taken=f"{stem}{ending} is put beside it", sure=Sure.ASKED, advice=_FILES)
    sums = [count(len(some), noun) for some, noun in ((case.taken.entries, "action"), (answers, "answer")) if some]
    return Outcome(
        files=(new, New(name=f"{folder}/{stem}{ending}", data=case.received.data)),
        doubts=(*title, *case.taken.doubts, *dated, *moved, file, *_checked(case, new)),
        left=tuple(left),
        said=(f"Found: {', '.join(sums)}.",),
        after="serve",
    )


def _head(case: _Case, title: str) -> list[str]:
    author = replies.author(case.found, case.held, case.council if case.own else None)
    return skeletons.head(title, author, case.found.options.today)


def _dated(case: _Case, details: list[str]) -> tuple[Doubt, ...]:
    """Say of what day the progress in a plan is; where nobody says it, it is asked."""
    if case.asked.date:
        details.append(f"dated: {_label(case.asked.date)[1]}")
        return ()
    details += [*remark(_DATED), f"#dated: {case.found.options.today:%Y-%m}"]
    return (
        Doubt(about="dated", taken="the plan reports progress, and no day is known", sure=Sure.ASKED, advice=_DATED),
    )


def _moved(own: plan_text.Report) -> Doubt:
    taken = f"moved to {own.due}; the table gives no reason"
    advice = "Write the reason after “reason:”."
    return Doubt(about=f"action {own.handle}, due", taken=taken, sure=Sure.ASKED, advice=advice)


def _label(text: str) -> tuple[Date, str]:
    try:
        return replies.label(questions.clean(text))
    except UnclearError as unclear:
        raise RefusedError(f"--date {text}: {unclear}") from None


def _again(case: _Case, before: tuple[monthly.Published, ...]) -> Outcome:
    """Write what changed since, or nothing."""
    found = monthly.changes(case.taken.entries, before, already.statuses(case.found, case.held.id))
    there = already.lines(case.found, case.held.id)
    asked = len(found.gone) + len(found.fresh)
    found.gone = [own for own in found.gone if not there.issuperset(monthly.asked_gone(*own))]
    found.fresh = [own for own in found.fresh if not there.issuperset(monthly.offered(own))]
    if not (found.reports or found.gone or found.fresh):
        told = f"Nothing has changed in {count(found.same, 'action')} since what is published here."
        later = (_WAITING,) if asked else ()
        return Outcome(doubts=(*_kept(case, found), *found.doubts), said=(told, *later))
    when, label, said = _when(case, before)
    text = _update(case, found, when)
    new = New(name=f"challenges/{case.held.id}/update{case.own}.{label}.md", data=text.encode())
    sums = f"{count(len(found.reports), 'action')} with something new, {found.same:,} unchanged."
    if found.finished:
        sums += f" {count(found.finished, 'action')} that were done are no longer in the table."
    return Outcome(
        files=(new,),
        doubts=(*_kept(case, found), *found.doubts, *_asked(found), *_checked(case, new)),
        said=(sums, *said),
        after="serve",
    )


def _checked(case: _Case, new: New) -> Iterator[Doubt]:
    """Give what `check` would say of a new file, or refuse one that would be larger than a file may be."""
    proved = proof.prove(case.found, case.held.id, (new,))
    path = case.found.path(new.name).as_posix()
    errors = [problem for problem in proved.problems if problem.is_error and problem.path == path]
    if errors and not proved.holds(path):
        message = f"What comes of this file could not be read again. {errors[0].message}"
        raise wrong(path, "too-large", message, "Import fewer rows: keep in the table only what is wanted.")
    return proof.told(proved, _TOLD)


def _kept(case: _Case, found: monthly.Changes) -> Iterator[Doubt]:
    """Give what is doubtful in the rows that are reported on, and what no comparison can tell."""
    places = {own.where for own in found.reports}
    for doubt in case.taken.doubts:
        in_row = doubt.where.partition(", column “")[0] in places
        if doubt.about == "status" or (in_row and doubt.about.startswith("action ")):
            yield doubt


def _asked(found: monthly.Changes) -> Iterator[Doubt]:
    for handle, own in found.gone:
        taken = f"it is no longer in the table; was it dropped? It reads: {own.text.striptags()[:80]}"
        yield Doubt(about=f"action {handle}", taken=taken, sure=Sure.ASKED, advice=_GONE)
    for row in found.fresh:
        taken = f"it stands in the table and in no plan: {row.text[:80]}"
        yield Doubt(about=f"a new action, {row.handle}", taken=taken, where=row.where, sure=Sure.ASKED, advice=_FRESH)


def _update(case: _Case, found: monthly.Changes, when: Date) -> str:
    details = _head(case, f"Progress {'on' if when.precision is Precision.DAY else 'in'} {when}")
    gone = [line for own in found.gone for line in monthly.asked_gone(*own)]
    details += ["", *plan_text.updates(found.reports, gone)]
    if found.fresh:
        details += ["", *remark(_FRESH), "#actions:", *(line for own in found.fresh for line in monthly.offered(own))]
    return skeletons.document(details, [])


def _when(case: _Case, before: tuple[monthly.Published, ...]) -> tuple[Date, str, tuple[str, ...]]:
    """Give the month or day of an update, and its label: the day where something of the month is said already.

    What is said in a month counts from its first day, and would be older than what was said on a day of it.
    """
    today = case.found.options.today
    when, label = _label(case.asked.date or f"{today:%Y-%m}")
    there = case.found.path(f"challenges/{case.held.id}/update{case.own}.{label}.md").exists()
    dates = [update.date for _, own in before for update in own.updates if update.date]
    there |= any(when.start < own.start <= when.end for own in dates if own.start and when.start and when.end)
    if there and case.asked.date:
        return when, label, (f"Something of {label} is published here already: import with a day, --date {today}.",)
    if there:
        when, label = _label(str(today))
        return when, label, ("Something of this month is published here already, so this one has the day in its name.",)
    return when, label, ()


_TOLD = frozenset({"no-reason"})
"""What is asked already where a date moved."""
_FILES = (
    "The file as it was sent. Look first whether it holds hidden sheets, comments or names that are not for the public."
)
_DATED = "Write the month or the day of which the progress is, and take out the #."
_OVER = "the words over the table"
_ANSWERED = "a response is there already; write it there if it is not"
_WAITING = "Rows that are new or no longer there were asked about in an update before."
_GONE = "In the update there is an entry for it: take out the # if it was dropped, else take it out."
_FRESH = (
    "New actions cannot be put into a published plan: put these lines into a plan of their own, named for its month, "
    "as in action-plan.december.md."
)
