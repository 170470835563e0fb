"""Join the folder of each challenge with what all folders share: councils, words, themes, rules and converted texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from peerchallenge import addresses
from peerchallenge.assemble import consistency, councils, deadlines, events, statuses, themes
from peerchallenge.assemble.folder import Folder, in_order
from peerchallenge.assemble.texts import Converter
from peerchallenge.assemble.themes import Themes
from peerchallenge.problems import Problem
from peerchallenge.prose.convert import Converted, Text
from peerchallenge.read.parse import Written
from peerchallenge.read.parsed import Parsed
from peerchallenge.records import Challenge, Link
from peerchallenge.schema import challenge as schema
from peerchallenge.schema import site
from peerchallenge.schema.document import Document
from peerchallenge.timetable import rules
from peerchallenge.timetable.rules import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What every folder is joined with."""

    known: Mapping[str, Link]
    converted: Mapping[Text, Converted]
    words: statuses.StatusWords
    themes: Themes
    originals: Mapping[str, Mapping[str, int]]
    absent: frozenset[str]
    bodies: Mapping[str, site.Council]
    rules: Mapping[str, RuleSet]
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What came of one folder: its challenge, what is wrong, where its documents stand, and the originals it names."""

    challenge: Challenge | None
    problems: tuple[Problem, ...]
    places: tuple[tuple[Parsed, str], ...] = ()
    used: frozenset[str] = frozenset()


def shared(
    written: Written,
    sound: tuple[Parsed, ...],
    settings: site.Site,
    converted: Mapping[Text, Converted],
    absent: frozenset[str],
    today: date,
) -> Shared:
    """Gather what is the same for every folder."""
    bodies = {p.data.id: p.data for p in written.councils if isinstance(p.data, site.Council)}
    originals: dict[str, dict[str, int]] = {}
    for original in written.originals:
        if original.name.startswith("challenges/"):
            _, folder, name = original.name.split("/", 2)
            originals.setdefault(folder, {})[name] = original.size
    return Shared(
        known=councils.links(written.councils),
        converted=converted,
        words=statuses.status_words(settings, tuple(bodies.values())),
        themes=themes.themes(sound, settings.themes),
        originals=originals,
        absent=absent,
        bodies=bodies,
        rules=rules.rule_sets(settings.rules),
        today=today,
    )


def join(shared: Shared, folder_id: str, own: list[Parsed]) -> Joined:
    """Join one folder; without a challenge that can be joined only what is wrong comes of it."""
    event = next((p for p in own if p.kind == "challenge" and not (p.language == "cy" and p.sibling)), None)
    if event is None or not isinstance(event.data, schema.Challenge):
        return Joined(challenge=None, problems=())
    wrong = tuple(
        councils.unknown(event, ("councils", index), council, shared.known)
        for index, council in enumerate(event.data.councils)
        if council not in shared.known
    )
    if wrong:
        return Joined(challenge=None, problems=wrong)
    folder = _folder(shared, folder_id, own, event, event.data)
    challenge, wrong_joins = events.challenge(folder)
    named = (*consistency.problems(folder, shared.known, shared.absent), *folder.convert.problems(shared.absent))
    return Joined(
        challenge=challenge,
        problems=(*wrong_joins, *named, *deadlines.problems(folder), *themes.problems(folder.themes, event, own)),
        places=tuple((parsed, folder.url(parsed)) for parsed in own),
        used=frozenset(_used(folder, own)),
    )


def _folder(shared: Shared, folder_id: str, own: list[Parsed], event: Parsed, data: schema.Challenge) -> Folder:
    by_name = {parsed.source.name: parsed for parsed in own}
    other: dict[str, Parsed] = {}
    for parsed in own:
        if parsed.language == "cy" and parsed.sibling:
            sibling = by_name[parsed.source.name.replace(".cy.md", ".md")]
            other |= {sibling.source.path: parsed, parsed.source.path: sibling}
    main = tuple(p for p in own if p is not event and not (p.language == "cy" and p.source.path in other))
    originals = shared.originals.get(folder_id, {})
    return Folder(
        id=folder_id,
        event=event,
        event_data=data,
        documents=in_order(main),
        other=other,
        councils={council: shared.known[council] for council in data.councils},
        council_of={p.source.path: _council_of(p, data.councils) for p in own},
        originals=originals,
        convert=Converter(shared.converted, _addresses(folder_id, own, originals), tuple(own)),
        words=shared.words,
        themes=themes.of_challenge(shared.themes, data),
        bodies=shared.bodies,
        rules=shared.rules,
        today=shared.today,
    )


def _council_of(parsed: Parsed, hosts: tuple[str, ...]) -> str:
    own = parsed.data.council if isinstance(parsed.data, Document) else None
    return parsed.council or own or (hosts[0] if len(hosts) == 1 else "")


def _addresses(folder_id: str, own: list[Parsed], originals: Mapping[str, int]) -> dict[str, str]:
    """Give what a link to a file of the folder leads to: a page, or an original."""
    found = {name: addresses.original(folder_id, name) for name in originals}
    for parsed in own:
        name = parsed.source.name.rsplit("/", 1)[-1]
        stem = name.removesuffix(".md").removesuffix(".cy")
        plain = addresses.challenge(folder_id) if parsed.kind == "challenge" else addresses.document(folder_id, stem)
        found[name] = addresses.in_language(plain, parsed.language)
    return found


def _used(folder: Folder, own: list[Parsed]) -> set[str]:
    """Give the originals that the folder's documents name, in either language."""
    named = {file.path for p in own if isinstance(p.data, Document) for file in p.data.files if file.path}
    return {f"challenges/{folder.id}/{name}" for name in named | folder.convert.files_named()}
