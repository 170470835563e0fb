"""Make what the folder of one challenge comes to, from its texts and what all share; it knows no other folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from peerchallenge import addresses
from peerchallenge.assemble import consistency, councils, deadlines, events, texts, themes
from peerchallenge.assemble.folder import Folder, in_order
from peerchallenge.assemble.statuses import StatusWords
from peerchallenge.assemble.texts import Converter
from peerchallenge.assemble.themes import Themes
from peerchallenge.problems import Problem, did_you_mean
from peerchallenge.prose.convert import Converted, Text
from peerchallenge.read import held_back, parse, pasted
from peerchallenge.read.parsed import Parsed
from peerchallenge.records import Challenge, Link, Redirect
from peerchallenge.schema import challenge as schema
from peerchallenge.schema import site
from peerchallenge.schema.document import Document
from peerchallenge.sources import Inputs, Original
from peerchallenge.timetable.rules import RuleSet

Convert = Callable[[Iterable[Text]], Mapping[Text, Converted]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every folder is joined with.

    `today` is the day by which lateness is judged and a council counts as abolished, `embargo_day` that by which
    embargoes are; with `drafts` nothing is held back.
    """

    common: parse.Common
    known: Mapping[str, Link]
    words: StatusWords
    themes: Themes
    bodies: Mapping[str, site.Council]
    rules: Mapping[str, RuleSet]
    today: date
    embargo_day: date
    drafts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What came of one folder: its challenge, if it can be joined, and what is wrong with it.

    `held` are the files that are there and may not be published yet, and `waiting` tells of them; `used` the originals
    that its documents name.
    `follows` is a problem for each challenge it says it follows, by that challenge's id, in case there is none.
    `spellings` are the names of themes that no set has, by their address. `recommendations` is how many there are,
    None where no challenge came of it.
    """

    challenge: Challenge | None = None
    problems: tuple[Problem, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    used: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    waiting: tuple[held_back.Waiting, ...] = ()
    follows: tuple[tuple[str, Problem], ...] = ()
    spellings: tuple[tuple[str, str], ...] = ()
    recommendations: int | None = None


def join(inputs: Inputs, folder_id: str, ground: Ground, convert: Convert) -> Joined:
    """Read and join the files of one folder.

    A folder with a broken file is not joined: what is wrong was said when it was read. Its texts are converted all
    the same, so that everything that is wrong is said in one run.
    """
    shown = inputs if ground.drafts else held_back.without_drafts(inputs)
    read = parse.folder(shown, ground.common)
    written = held_back.marked(read.documents, ground.embargo_day)
    own = tuple(parsed for parsed in written if ground.drafts or not parsed.held)
    embargoed = {parsed.source.name: parsed.source.path for parsed in written if parsed.held and not ground.drafts}
    # A warning shows the words it is about, and those of an embargo belong in no log; what is broken has to be said.
    problems = held_back.unpaired(read.problems, inputs, shown)
    unmuted = tuple(p for p in problems if p.is_error or p.path not in embargoed.values())
    names = frozenset(source.name for source in inputs.texts)
    held = (names - {source.name for source in shown.texts}) | embargoed.keys()
    waiting = held_back.told(inputs.texts, held, ground.embargo_day)
    if ground.common.site is None:
        return Joined(problems=unmuted, held=held, waiting=waiting)
    converted = convert(texts.texts(own))
    said = Joined(
        problems=(*unmuted, *pasted.once(texts.problems(own, converted), unmuted)), held=held, waiting=waiting
    )
    return said if read.broken else _joined(said, shown, folder_id, own, ground, converted, names)


def _joined(
    said: Joined,
    inputs: Inputs,
    folder_id: str,
    own: tuple[Parsed, ...],
    ground: Ground,
    converted: Mapping[Text, Converted],
    names: frozenset[str],
) -> Joined:
    event = next((p for p in own if p.kind == "challenge" and not (p.language == "cy" and p.sibling)), None)
    if event is None or not isinstance(event.data, schema.Challenge):
        return said
    said = replace(said, follows=tuple(_follows(own)))
    if wrong := tuple(_unknown_hosts(event, event.data, ground.known)):
        return replace(said, problems=(*said.problems, *wrong))
    sizes = {original.name.split("/", 2)[2]: original.size for original in inputs.originals}
    folder = _folder(ground, folder_id, own, sizes, converted)
    absent = names - {parsed.source.name for parsed in own}
    challenge, problems = events.challenge(folder)
    redirects, wrong_aliases = consistency.redirects((parsed, folder.url(parsed)) for parsed in own)
    used = frozenset(_used(folder))
    return replace(
        said,
        challenge=challenge,
        problems=(
            *said.problems,
            *held_back.softened(problems, absent),
            *_problems(folder, absent, ground),
            *wrong_aliases,
            *(() if absent else consistency.unused(_silent(inputs, said), used)),
        ),
        redirects=redirects,
        used=used,
        spellings=themes.spellings(ground.themes, own),
        recommendations=len(challenge.recommendations),
    )


def _silent(inputs: Inputs, said: Joined) -> Iterator[Original]:
    """Give the originals of which nothing was said: one that is to be renamed is not to be named in a document."""
    told = {problem.path for problem in said.problems}
    return (original for original in inputs.originals if original.path not in told)


def _problems(folder: Folder, absent: frozenset[str], ground: Ground) -> Iterator[Problem]:
    yield from consistency.problems(folder, ground.known, absent)
    yield from folder.convert.problems(absent)
    yield from deadlines.problems(folder)
    yield from themes.problems(folder.themes, folder.event, folder.written)


def _unknown_hosts(event: Parsed, data: schema.Challenge, known: Mapping[str, Link]) -> Iterator[Problem]:
    for index, council in enumerate(data.councils):
        if council not in known:
            yield councils.unknown(event, ("councils", index), council, known)


def _folder(
    ground: Ground,
    folder_id: str,
    own: tuple[Parsed, ...],
    originals: Mapping[str, int],
    converted: Mapping[Text, Converted],
) -> Folder:
    by_name = {parsed.source.name: parsed for parsed in own}
    other: dict[str, Parsed] = {}
    for parsed in own:
        if parsed.language == "cy" and parsed.sibling:
            sibling = by_name[parsed.source.name.replace(".cy.md", ".md")]
            other |= {sibling.source.path: parsed, parsed.source.path: sibling}
    first = tuple(p for p in own if not (p.language == "cy" and p.source.path in other))
    event, data = next((p, p.data) for p in first if isinstance(p.data, schema.Challenge))
    return Folder(
        id=folder_id,
        event=event,
        event_data=data,
        written=own,
        documents=in_order(tuple(parsed for parsed in first if parsed is not event)),
        other=other,
        councils={council: ground.known[council] for council in data.councils},
        council_of={p.source.path: _council_of(p, data.councils) for p in own},
        originals=originals,
        convert=Converter(converted, _addresses(folder_id, own, originals), own),
        words=ground.words,
        themes=themes.of_challenge(themes.with_spellings(ground.themes, own), data),
        bodies=ground.bodies,
        rules=ground.rules,
        today=ground.today,
    )


def _council_of(parsed: Parsed, hosts: tuple[str, ...]) -> str:
    own = parsed.data.council if isinstance(parsed.data, Document) else None
    return parsed.council or own or (hosts[0] if len(hosts) == 1 else "")


def _addresses(folder_id: str, own: tuple[Parsed, ...], originals: Mapping[str, int]) -> dict[str, str]:
    """Give what a link to a file of the folder leads to: a page, or an original."""
    found = {name: addresses.original(folder_id, name) for name in originals}
    for parsed in own:
        name = parsed.source.name.rsplit("/", 1)[-1]
        stem = name.removesuffix(".md").removesuffix(".cy")
        plain = addresses.challenge(folder_id) if parsed.kind == "challenge" else addresses.document(folder_id, stem)
        found[name] = addresses.in_language(plain, parsed.language)
    return found


def _used(folder: Folder) -> set[str]:
    """Give the originals that the folder's documents name, in either language."""
    named = {file.path for p in folder.written if isinstance(p.data, Document) for file in p.data.files if file.path}
    return {f"challenges/{folder.id}/{name}" for name in named | folder.convert.files_named()}


def _follows(own: tuple[Parsed, ...]) -> Iterator[tuple[str, Problem]]:
    for parsed in own:
        earlier = parsed.data.follows if isinstance(parsed.data, schema.Challenge) else None
        if isinstance(earlier, str):
            itself = earlier == parsed.challenge
            yield (
                "" if itself else earlier,
                parsed.problem(
                    "follows",
                    code="unknown-challenge",
                    message="This challenge follows itself."
                    if itself
                    else f"There is no challenge “{earlier}” in content/challenges.",
                ),
            )


def unknown_follows(joined: Mapping[str, Joined], known: frozenset[str]) -> Iterator[Problem]:
    """Give the challenges that follow one that is not there; `known` are the ids of all, held back or broken too."""
    for folder_id, own in joined.items():
        for earlier, problem in own.follows:
            if earlier not in known:
                near = did_you_mean(earlier, known - {folder_id}) if earlier else ""
                yield replace(problem, suggestion=near or "Mend the id, or write a title, date and link instead.")
