"""Make each recommendation's record: the peers' words, every council's answer, the actions and what was said since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from peerchallenge import addresses
from peerchallenge.assemble import resolve
from peerchallenge.assemble.folder import Folder
from peerchallenge.assemble.handles import Made, Target
from peerchallenge.assemble.plans import Served
from peerchallenge.assemble.progress import Told
from peerchallenge.problems import Problem
from peerchallenge.read.parsed import Parsed
from peerchallenge.records import Action, Answer, Link, Part, Recommendation, Response, Timetable
from peerchallenge.schema import answers
from peerchallenge.schema.findings import Recommendation as Written
from peerchallenge.timetable import judge

_WHOLE = "all"
_CONSIDERING = answers.Decision.UNDER_CONSIDERATION.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One response with the recommendation or part it is about; `council` is the id, empty for all hosts."""

    parsed: Parsed
    target: Target
    council: str
    response: Response


def name(data: Written, position: int) -> str:
    """Give what lists call a recommendation."""
    noun = "Suggestion" if data.series.casefold().startswith("suggestion") else "Recommendation"
    return f"{noun} {data.ref}" if data.ref else data.title or f"{noun} {position} (no number printed)"


def short(data: Written, converted: Markup) -> str:
    """Give the title, or the first words of the text."""
    words = data.title or converted.striptags()
    if len(words) <= 110:
        return words
    return words[:110].rsplit(" ", 1)[0].rstrip(",;:–-") + " …"


def links(folder: Folder, made: tuple[Made, ...]) -> dict[str, Link]:
    """Give the link to each recommendation by its handle."""
    return {
        entry.handle: Link(
            title=name(entry.data, entry.position), url=addresses.recommendation(folder.id, entry.handle)
        )
        for entry in made
    }


def responses(
    folder: Folder, made: tuple[Made, ...], known: Mapping[str, Target], *, complete: bool
) -> tuple[tuple[Answered, ...], tuple[Problem, ...]]:
    """Read every response; `all` stands for the letter's or report's recommendations that are not answered by name.

    A response to a recommendation that is not held is kept under the word that was written.
    """
    found: list[Answered] = []
    problems: list[Problem] = []
    everything = tuple(Target(handle=entry.handle) for entry in made if entry.parsed.kind != "progress-review")
    for parsed in folder.documents:
        if not isinstance(parsed.data, answers.CouncilResponse):
            continue
        named = {known[w] for data in parsed.data.responses for w in data.to if w in known}
        for index, data in enumerate(parsed.data.responses):
            targets: list[Target] = []
            for place, word in enumerate(data.to):
                if word.casefold() == _WHOLE:
                    targets.extend(target for target in everything if target not in named)
                    continue
                steps = ("responses", index, "to", place)
                target = resolve.recommendation(parsed, steps, word, known, complete=complete)
                if isinstance(target, Problem):
                    problems.append(target)
                    target = Target(handle=word)
                targets.append(target)
            found.extend(_answered(folder, parsed, data, target) for target in targets)
    return tuple(found), tuple(problems)


def _answered(folder: Folder, parsed: Parsed, data: answers.Response, target: Target) -> Answered:
    council = folder.council_of[parsed.source.path]
    together = Link(title=" and ".join(link.title for link in folder.councils.values()))
    return Answered(
        parsed=parsed,
        target=target,
        council=council,
        response=Response(
            council=folder.councils[council] if council else together,
            decision=data.decision.value if data.decision else "",
            words=folder.convert.passage(data.words),
            reason=folder.convert.passage(data.reason),
            part=target.part,
            document=folder.link(parsed),
        ),
    )


def follows(
    made: tuple[Made, ...], known: Mapping[str, Target], *, complete: bool
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Find the earlier recommendation that each is hung on, by their handles."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for entry in made:
        if not entry.data.follows:
            continue
        steps = ("recommendations", entry.position - 1, "follows")
        target = resolve.recommendation(entry.parsed, steps, entry.data.follows, known, complete=complete)
        if isinstance(target, Problem):
            problems.append(target)
        else:
            found[entry.handle] = target.handle
    return found, tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """All that is joined to the recommendations of one folder."""

    names: Mapping[str, Link]
    answered: tuple[Answered, ...]
    actions: Mapping[tuple[str, str], Action]
    served: Served
    told: tuple[Told, ...]
    follows: Mapping[str, str]
    timetable: Timetable


def recommendations(
    folder: Folder, made: tuple[Made, ...], joined: Joined, challenge: Link, year: int | None
) -> tuple[Recommendation, ...]:
    """Make every recommendation's record, in the order written."""
    return tuple(_recommendation(folder, entry, joined, challenge, year) for entry in made)


def _recommendation(folder: Folder, entry: Made, joined: Joined, challenge: Link, year: int | None) -> Recommendation:
    data, own = entry.data, [a for a in joined.answered if a.target.handle == entry.handle]
    keys = [key for key, targets in joined.served.items() if entry.handle in _handles(targets)]
    text = folder.convert.passage(data.text)
    states = tuple(
        _answer(folder, entry, council, _state(folder, council, entry, own, keys, joined), joined.timetable)
        for council in folder.hosts
    )
    return Recommendation(
        path=entry.parsed.source.path,
        handle=entry.handle,
        ref=data.ref,
        name=name(data, entry.position),
        title=data.title,
        short=short(data, text),
        text=text,
        printed=getattr(entry.parsed.data, "wording", "printed") == "printed",
        series=data.series,
        themes=folder.themes.of(data.theme),
        parts=tuple(Part(ref=part.ref, text=folder.convert.passage(part.text)) for part in data.parts),
        also=data.also,
        follows=joined.names[joined.follows[entry.handle]] if entry.handle in joined.follows else None,
        followed_by=tuple(joined.names[own] for own, other in joined.follows.items() if other == entry.handle),
        url=joined.names[entry.handle].url,
        anchor=f"rec-{addresses.slug(entry.handle)}",
        position=entry.position,
        challenge=challenge,
        challenge_type=folder.event_data.type,
        councils=tuple(folder.councils.values()),
        year=year,
        document=folder.link(entry.parsed),
        responses=tuple(answer.response for answer in own),
        answers=states,
        answer=_together(states),
        actions=tuple(joined.actions[key] for key in keys),
        updates=tuple(
            replace(told.update, part=told.recommendation.part)
            for told in joined.told
            if told.recommendation and told.recommendation.handle == entry.handle
        ),
        lang="cy" if entry.parsed.language == "cy" else "",
    )


def _answer(folder: Folder, entry: Made, council: str, state: str, timetable: Timetable) -> Answer:
    """Put beside a missing answer how it stands to the day on which the plan was due.

    That day is for what the letter or report recommends; no rule says when a progress review is answered. A plan that
    came out on time answers nothing that it leaves out.
    """
    link = folder.councils[council]
    rows = [row for row in timetable.deadlines if row.step == "response" and row.council in {None, link}]
    due = rows[0].due if rows and rows[0].state in {"done", "awaited"} else None
    if state == "answered" or due is None or entry.parsed.kind == "progress-review":
        return Answer(council=link, state=state)
    return Answer(council=link, state=state, timing=judge.judge(due, None, folder.today))


def _handles(targets: tuple[Target | str, ...]) -> tuple[str, ...]:
    return tuple(target.handle for target in targets if isinstance(target, Target))


def _state(
    folder: Folder, council: str, entry: Made, own: list[Answered], keys: list[tuple[str, str]], joined: Joined
) -> str:
    """Judge one council's answer: a response to it or to all, or an action for it, answers it.

    Answers to only some of the parts answer it in part. A council that says it is still considering the
    recommendation has not answered it, whatever it is already doing.
    """
    mine = [answer for answer in own if answer.council in {"", council}]
    later = {answer.target.part for answer in mine if answer.response.decision == _CONSIDERING}
    parts = {answer.target.part for answer in mine if answer.response.decision != _CONSIDERING}
    if "" in later and "" not in parts:
        return "considering"
    acting = [key for key in keys if folder.council_of[key[0]] in {"", council}]
    targets = [target for key in acting for target in joined.served[key] if isinstance(target, Target)]
    parts |= {target.part for target in targets if target.handle == entry.handle} - later
    if "" in parts or (parts and parts >= {part.ref for part in entry.data.parts}):
        return "answered"
    if parts:
        return "part"
    return "considering" if later else "none"


def _together(states: tuple[Answer, ...]) -> str:
    """Judge the answers of all hosts together: in part when only some have answered, none when nobody has."""
    kinds = {answer.state for answer in states}
    if len(kinds) == 1:
        return kinds.pop()
    return "part" if kinds & {"answered", "part"} else "none"
