"""The kinds of file that can be begun: what each asks, and which file comes of the answers; it writes none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from peerchallenge import addresses
from peerchallenge.begin import known as content
from peerchallenge.begin import progress, questions, replies, skeletons
from peerchallenge.begin.known import Known
from peerchallenge.begin.questions import Answers
from peerchallenge.begin.skeletons import Skeleton
from peerchallenge.schema import base
from peerchallenge.schema.challenge import TYPES, Onsite, Visit
from peerchallenge.schema.findings import Letter, Report

_NATIONS = ("England", "Wales", "Scotland", "Northern Ireland")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file that can be begun: the options that it needs and may have, and the function that makes it."""

    what: str
    needs: tuple[str, ...]
    may: tuple[str, ...]
    make: Callable[[Known, Answers], Skeleton]


def _challenge(found: Known, answers: Answers) -> Skeleton:
    replies.need_councils(found)
    several = " For a joint challenge write them all, with commas between." if len(found.councils) > 1 else ""
    councils = answers.get(
        "council",
        f"Which council was challenged?{several}",
        lambda text: replies.councils(found, text),
        default=found.councils[0].id if len(found.councils) == 1 else "",
        choices=[(council.id, council.name) for council in found.councils],
    )
    kinds = tuple(dict.fromkeys((*TYPES, *(event.data.type for event in found.events if event.data))))
    kind = answers.get(
        "type",
        f"What kind of challenge was it? Known here: {', '.join(kinds)}.",
        lambda text: replies.kind_of_challenge(text, kinds),
        default=kinds[0],
    )
    visit: Callable[[str], Onsite] = questions.by_schema(Visit)
    words, onsite = answers.get(
        "onsite",
        "On which days was the team there? For example: 24 to 27 June 2025",
        lambda text: (text, visit(text)),
    )
    year = onsite.end.start.year if onsite.end.start else ""
    wanted = answers.get(
        "id",
        "What is its folder to be called? The name is used in addresses, so choose it once.",
        lambda text: replies.new_challenge(found, text, given="id" in answers.given),
        default=replies.free(found, f"{'-'.join(councils)}-{year}"),
    )
    before = next((event.id for event in found.events if event.data and {*councils} & {*event.data.councils}), "")
    return Skeleton(
        name=f"challenges/{wanted}/challenge.md",
        text=skeletons.challenge(councils, kind, words, kinds, before),
        todo="Write the summary at its end.",
        after=f"new letter --challenge {wanted}",
    )


def _letter(found: Known, answers: Answers) -> Skeleton:
    held, _ = content.challenge(found, replies.event(found, answers, lacking=("letter", "report")).id)
    name = answers.get(
        "report",
        "Is it called a letter or a report?",
        questions.one_of((Letter.kind, Report.kind)),
        default=Letter.kind,
    )
    label = Report.label if name == Report.kind else Letter.label
    stem, _ = replies.whose(found, held, answers, name)
    return Skeleton(
        name=f"challenges/{held.id}/{stem}.md",
        text=skeletons.letter(held, label, replies.answered(held) or ("1", "2"), found.options.today),
        todo="Put in the recommendations, word for word and with the numbers that are printed, and the text.",
    )


def _response(found: Known, answers: Answers) -> Skeleton:
    held, _ = content.challenge(
        found, replies.event(found, answers, holding=("letter", "report"), lacking=("response",)).id
    )
    stem, council = replies.whose(found, held, answers, "response")
    reviews = {document.path for document in held.documents if document.kind == "progress-review"}
    recommendations = tuple(own for own in held.recommendations if own.path not in reviews)
    return Skeleton(
        name=f"challenges/{held.id}/{stem}.md",
        text=skeletons.response(replies.author(found, held, council), recommendations, found.options.today),
        todo="Write the council's answer to each recommendation, and take the # from its decision.",
    )


def _update(found: Known, answers: Answers) -> Skeleton:
    held, library = content.challenge(found, replies.event(found, answers, holding=("response", "action-plan")).id)
    when, label = answers.get(
        "date",
        "Of which month or day is it? For example: November 2026",
        replies.label,
        default=f"{found.options.today:%Y-%m}",
    )
    stem, council = replies.whose(found, held, answers, "update")
    author = replies.author(found, held, council)
    return Skeleton(
        name=f"challenges/{held.id}/{stem}.{label}.md",
        text=progress.update(held, library, council, when, author, found.options.today),
        todo="Take the # from “updates:” and from what has changed, and say what was done.",
    )


def _council(found: Known, answers: Answers) -> Skeleton:
    name = answers.get("name", "What is the council's full name?", questions.by_schema(base.Line))
    short = replies.short_name(name)
    chosen = answers.get(
        "id",
        "Which id is it to have? It is used in addresses, so choose it once.",
        lambda text: replies.new_council(found, text, given="id" in answers.given),
        default=addresses.slug(short),
    )
    nations = [council.nation for council in found.councils]
    nation = answers.get(
        "nation",
        "In which nation is it? The timetable of a challenge is chosen by it.",
        lambda text: questions.one_of(_NATIONS)(text) if text else "",
        default=max(_NATIONS, key=nations.count),
        unasked="",
        choices=[(nation, "") for nation in _NATIONS],
    )
    kinds = dict.fromkeys(council.type for council in found.councils if council.type)
    entry = skeletons.council(chosen, name, short, nation, kinds)
    todo, after = "Take the # from what you want to say of the council.", f"new challenge --council {chosen}"
    listed = next((name for name in ("councils.yml", "councils.yaml") if found.path(name).exists()), "")
    if not listed and found.councils:
        return Skeleton(name=f"councils/{chosen}.md", text=skeletons.council_file(entry), todo=todo, after=after)
    listed = listed or "councils.yml"
    added = skeletons.council_entry(entry, content.text(found, listed))
    return Skeleton(name=listed, text=added, todo=todo, after=after)


KINDS: Mapping[str, Kind] = {
    "challenge": Kind(
        what="the event itself: begin here", needs=("council", "type", "onsite"), may=("id",), make=_challenge
    ),
    "letter": Kind(what="the peers' letter or report", needs=("challenge",), may=("report", "council"), make=_letter),
    "response": Kind(what="the council's answers", needs=("challenge",), may=("council",), make=_response),
    "update": Kind(what="what has been done since", needs=("challenge",), may=("date", "council"), make=_update),
    "council": Kind(what="one more council", needs=("name", "id"), may=("nation",), make=_council),
}
"""Every kind of file that can be begun."""
OPTIONS: Mapping[str, tuple[str, str]] = {
    "council": ("ID", "which council; more than once for a joint challenge"),
    "type": ("TYPE", "the kind of challenge: corporate, finance, planning …"),
    "onsite": ("DAYS", "the days of the visit: “24 to 27 June 2025”"),
    "challenge": ("ID", "which challenge: the name of its folder"),
    "date": ("MONTH", "the month or day of an update: 2026-11"),
    "id": ("ID", "the name that a new challenge or council has in addresses"),
    "name": ("NAME", "the full name of a new council"),
    "nation": ("NATION", "the nation of a new council"),
}
"""What each option of the command says, with the word that stands for its value; `report` has none."""
