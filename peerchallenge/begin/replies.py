"""Read what people answer (councils by name, challenges, ids, months) by what is there already; it asks nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from peerchallenge import addresses
from peerchallenge.begin import questions
from peerchallenge.begin.known import Event, Known
from peerchallenge.begin.questions import Answers, RefusedError, UnclearError
from peerchallenge.problems import ContentError, Problem, did_you_mean
from peerchallenge.records import Challenge, Link
from peerchallenge.schema import base, dates
from peerchallenge.schema.challenge import ChallengeType, likely_type
from peerchallenge.schema.dates import Date, KnownDate

_ALL = "all"
_BODY = re.compile(
    r"\b(metropolitan|london borough|royal|borough|district|county|city|unitary|council"
    r"|cyngor|bwrdeistref|sirol|sir)\b",
    re.IGNORECASE,
)


def need_councils(found: Known) -> None:
    """Refuse to go on where no council is known that could be challenged."""
    if not found.councils:
        if found.wrong_councils:
            raise ContentError(found.wrong_councils)
        raise RefusedError("No council is known here yet. Begin with one: new council")


def councils(found: Known, text: str) -> tuple[str, ...]:
    """Read one council or several, by id or name, with commas between."""
    try:
        return (_council(found, text),)
    except UnclearError:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if not parts:
            raise
        return tuple(dict.fromkeys(_council(found, part) for part in parts))


def _council(found: Known, text: str) -> str:
    word = text.casefold()
    names = {c.id: {c.id, *(name.casefold() for name in (c.name, c.short_name, c.welsh_name))} for c in found.councils}
    meant = [word] if word in names else [own for own, called in names.items() if word in called]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise UnclearError(f"“{text}” can mean more than one: write {' or '.join(meant)}.")
    known = [name for c in found.councils for name in (c.id, c.name, c.short_name, c.welsh_name) if name]
    raise UnclearError(f"There is no council “{text}” here. {did_you_mean(text, known)}".rstrip())


def kind_of_challenge(text: str, known: Iterable[str]) -> str:
    """Read the kind of a challenge; the list is open, but a slip of the pen is no new kind."""
    word: str = questions.by_schema(ChallengeType)("-".join(text.casefold().split()))
    if word not in known and (meant := likely_type(word)):
        raise UnclearError(f"“{word}” is not a kind of challenge that is known here. Did you mean “{meant}”?")
    return word


def new_challenge(found: Known, text: str, *, given: bool) -> str:
    """Read the id of a new challenge; one that was `given` and is taken is refused when its file is to be written."""
    wanted: str = questions.by_schema(base.Id)(text)
    if not given and wanted in _taken(found):
        raise UnclearError(f"There is a challenge “{wanted}” already. How about “{free(found, wanted)}”?")
    return wanted


def free(found: Known, wanted: str) -> str:
    """Give an id that no challenge has: the one wanted, or with a number behind it."""
    taken, number, name = _taken(found), 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name


def _taken(found: Known) -> set[str]:
    return {event.id.casefold() for event in found.events if event.has("challenge")}


def new_council(found: Known, text: str, *, given: bool) -> str:
    """Read the id of a new council, which none may have had before."""
    wanted: str = questions.by_schema(base.Id)(text)
    if wanted not in {council.id for council in found.councils}:
        return wanted
    message = f"There is a council “{wanted}” already: {found.council(wanted).name}."
    if not given:
        raise UnclearError(message)
    path = found.path("councils.yml").as_posix()
    raise ContentError([Problem(path=path, code="same-council", message=message, suggestion="Choose another id.")])


def short_name(name: str) -> str:
    """Give what is left of a council's name without the words that say what kind of body it is."""
    rest = " ".join(_BODY.sub(" ", name).split()).strip(" ,")
    return re.sub(r"^((of|the)\b\s*)+", "", rest, flags=re.IGNORECASE) or name


def event(found: Known, answers: Answers, *, holding: tuple[str, ...] = (), lacking: tuple[str, ...] = ()) -> Event:
    """Ask which challenge it is: by default the newest that has the documents that it needs and not what is begun."""
    if not found.events:
        raise RefusedError("There is no challenge here yet. Begin with one: new challenge")
    ready = [own for own in found.events if not holding or own.has(*holding)]
    likely = [own for own in ready if not (lacking and own.has(*lacking))] or ready or list(found.events)
    return answers.get(
        "challenge",
        "Which challenge is it about?",
        lambda text: _event(found, text),
        default=likely[0].id,
        choices=[(own.id, own.name) for own in found.events],
    )


def _event(found: Known, text: str) -> Event:
    for own in found.events:
        if text.casefold() in {own.id.casefold(), own.name.casefold()}:
            return own
    raise UnclearError(
        f"There is no challenge “{text}” here. {did_you_mean(text, [e.id for e in found.events])}".rstrip()
    )


def whose(found: Known, held: Challenge, answers: Answers, name: str) -> tuple[str, Link | None]:
    """Ask whose document it is, where several were challenged; give the beginning of its name, and the council."""
    hosts = {council_id(link): link for link in held.councils}
    if len(hosts) == 1 and "council" not in answers.given:
        return name, held.councils[0]
    chosen = answers.get(
        "council",
        f"Whose is it? Write “{_ALL}” where the councils have it together.",
        lambda text: _host(found, hosts, text),
        default=_next_host(held, hosts, name),
        unasked=_ALL,
        choices=[(own, link.title) for own, link in hosts.items()],
    )
    return f"{name}.{chosen}" if chosen and len(hosts) > 1 else name, hosts.get(chosen)


def _next_host(held: Challenge, hosts: Iterable[str], kind: str) -> str:
    """Give the first host that has none of a kind yet, where the hosts answer apart; else all of them."""
    own = {(document.kind, council_id(document.council)) for document in held.documents if document.council}
    if not own or kind in {"letter", "report"}:
        return _ALL
    return next((host for host in hosts if (kind, host) not in own), next(iter(hosts)))


def _host(found: Known, hosts: Iterable[str], text: str) -> str:
    if text.casefold() == _ALL:
        return ""
    if (chosen := _council(found, text)) in hosts:
        return chosen
    raise UnclearError(f"“{chosen}” is not one of the councils of this challenge ({', '.join(hosts)}).")


def council_id(link: Link) -> str:
    """Give the id of the council that a link leads to."""
    return link.url.removeprefix(addresses.council("").rstrip("/")).strip("/")


def author(found: Known, held: Challenge, council: Link | None) -> str:
    """Give the full name of the council that writes, or of all that do."""
    links = (council,) if council else held.councils
    return " and ".join(found.council(council_id(link)).name for link in links)


def label(text: str) -> tuple[Date, str]:
    """Read the month or day of an update as it stands in the name of its file."""
    day: Callable[[str], Date] = questions.by_schema(KnownDate)
    if not (found := day(text).machine):
        raise UnclearError(f"“{text}” is neither a month nor a day. Write for example November 2026, or 2026-11-19.")
    return dates.read(found), found


def answered(held: Challenge) -> tuple[str, ...]:
    """Give the recommendations that other documents name although none is held, as they name them."""
    if held.recommendations:
        return ()
    noun = "Recommendation "
    named = [handle for document in held.documents for handle, _ in document.responses]
    about = [link for action in held.actions for link in action.serves]
    about += [link for document in held.documents for link, _ in document.updates]
    named += [link.title.removeprefix(noun) for link in about if not link.url and link.title.startswith(noun)]
    return tuple(dict.fromkeys(named))
