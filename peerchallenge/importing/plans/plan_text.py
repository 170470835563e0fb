"""The text of an imported plan: actions, answers and progress with what is doubtful beside each; it reads no disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from peerchallenge.begin.quoting import passage, quoted, remark, value, values
from peerchallenge.importing.plans.entries import Answer, Entry
from peerchallenge.importing.plans.wording import markdown

WHY = "Write here why the date moved"
_WORD = "Write here the council's word for progress"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is said of one action's progress: words as Markdown, dates as written. `asked` is shown and not known."""

    handle: str
    where: str = ""
    status: str = ""
    words: str = ""
    evidence: str = ""
    due: str = ""
    moved: bool = False
    reason: str = ""
    done: str = ""
    asked: str = ""
    beside: str = ""
    """What a person should know of it, written before it."""
    instead: str = ""
    """Words of the table to publish where it gives dates alone, for an update says something of an action."""

    @property
    def says(self) -> bool:
        """Whether there is anything to publish."""
        return bool(self.status or self.words or self.evidence or self.due or self.done)


def report(own: Entry) -> Report:
    """Give what the table says of the progress of an action."""
    return Report(
        handle=own.handle,
        where=own.where,
        status=own.status,
        words="\n\n".join(markdown(text) for text in own.said),
        evidence=markdown(own.evidence),
        due=own.due.later,
        moved=bool(own.due.later),
        reason=markdown(own.reason),
        done=own.done,
        asked=own.asked,
        instead=markdown(own.dates),
    )


def actions(entries: Iterable[Entry]) -> Iterator[str]:
    """Write the actions of a plan."""
    yield "actions:"
    for own in entries:
        yield from action(own)


def action(own: Entry, indent: str = "  ") -> list[str]:
    """Write one action, with what stands beside it."""
    keys = {
        "ref": [f" {quoted(own.ref)}"] if own.ref else [],
        "action": passage(markdown(own.text), "  "),
        "for": [f" [{', '.join(map(quoted, own.serves))}]"] if own.serves else [],
        "owner": _names(own.owners),
        "accountable": _names(own.accountable),
        "due": [f" {value(own.due.first)}"] if own.due.first else [],
        "measure": passage(markdown(own.measure), "  ") if own.measure else [],
    }
    lines = [line for name, written in keys.items() for line in _key(name, written)]
    beside = [line for text in own.remarks for line in remark(text, f"{indent}  ")]
    if not own.serves:
        beside += [f'{indent}  #for: ["1"]']
    return [f"{indent}- {lines[0]}", *(f"{indent}  {line}".rstrip() for line in lines[1:]), *beside]


def _names(names: tuple[str, ...]) -> list[str]:
    written = value(names[0]) if len(names) == 1 else values(names) if names else ""
    return [f" {written}"] if written else []


def _key(name: str, written: list[str]) -> list[str]:
    return [f"{name}:{written[0]}", *written[1:]] if written else []


def updates(reports: Iterable[Report], asides: Iterable[str] = ()) -> list[str]:
    """Write what is said of progress; what only asks something is written as a comment."""
    every = tuple(reports)
    lines = [line for own in every if own.says or own.asked for line in _update(own)]
    lines += asides
    if not lines:
        return []
    if any(own.says for own in every):
        return ["updates:", *lines]
    return [
        *remark("Take out the # before “updates:” too, as soon as one of its entries is used."),
        "#updates:",
        *lines,
    ]


def _update(own: Report) -> Iterator[str]:
    if own.beside:
        yield from remark(own.beside, "  ")
    if not own.says:
        yield from remark(
            f"The table shows {own.asked} and no word. Say what it means and take out the #, or both lines.", "  "
        )
        yield f"  #- action: {quoted(own.handle)}"
        yield f"  #  status: {_WORD}"
        return
    said = own if own.status or own.words else _in_words(own)
    yield f"  - action: {quoted(own.handle)}"
    for name in ("status", "words", "evidence", "due", "reason", "done"):
        if name == "reason" and not own.moved:
            continue  # it is why the date moved, and nothing else
        if text := getattr(said, name):
            written = passage(text, "      ") if name in {"words", "evidence", "reason"} else [f" {value(text)}"]
            yield from _key(f"    {name}", written)
    if own.asked and not own.status:
        yield from remark(f"The table shows {own.asked} and no word for it.", "    ")
        yield f"    #status: {_WORD}"
    elif own.asked:
        yield from remark(f"The table shows {own.asked} too.", "    ")
    if own.moved and not own.reason:
        yield f"    #reason: {WHY}"


def _in_words(own: Report) -> Report:
    """Give as words what the table says without any: its dates, or its evidence where that is all."""
    return replace(own, words=own.instead) if own.instead else replace(own, words=own.evidence, evidence="")


def responses(answers: Iterable[Answer]) -> list[str]:
    """Write the answers of the council."""
    lines = []
    for own in answers:
        lines.append(f"  - to: [{', '.join(map(quoted, own.to))}]")
        if own.decision:
            lines.append(f"    decision: {own.decision}")
        if own.words:
            lines += _key("    words", passage(markdown(own.words), "      "))
    return ["responses:", *lines] if lines else []
