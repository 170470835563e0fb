"""Join new files to what is there, as a build would, and say what would be wrong with them; it writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from peerchallenge import pipeline
from peerchallenge.begin.known import SHARED, Known, within
from peerchallenge.importing.outcome import Doubt, New, Sure
from peerchallenge.problems import Problem
from peerchallenge.records import Challenge
from peerchallenge.sources import Original, Source
from peerchallenge.terms import count

_MOST_ALIKE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """A challenge as it would be with new files, where it can be joined, and what would be wrong that is not now."""

    challenge: Challenge | None
    problems: tuple[Problem, ...]

    def holds(self, path: str) -> bool:
        """Whether a file can be read as a document of the challenge."""
        return self.challenge is not None and any(own.path == path for own in self.challenge.documents)


def prove(found: Known, challenge_id: str, new: Iterable[New]) -> Proved:
    """Join the new files of a challenge to those that are there."""
    own = within(found.inputs, *SHARED, f"challenges/{challenge_id}/")
    texts = {source.name: source for source in own.texts}
    originals = {original.name: original for original in own.originals}
    for file in new:
        path = found.path(file.name).as_posix()
        if file.is_text:
            texts[file.name] = Source(path=path, name=file.name, text=file.data.decode())
        else:
            originals[file.name] = Original(path=path, name=file.name, size=len(file.data), digest="")
    before = {problem.message for problem in pipeline.join(own, (), found.options).problems}
    with_new = replace(own, texts=tuple(texts.values()), originals=tuple(originals.values()))
    joined = pipeline.join(with_new, (), found.options)
    return Proved(
        challenge=next((own for own in joined.library.challenges if own.id == challenge_id), None),
        problems=tuple(problem for problem in joined.problems if problem.message not in before),
    )


def told(proved: Proved, but: frozenset[str] = frozenset()) -> Iterator[Doubt]:
    """Give what is wrong as doubts, but for problems with some codes; of many alike only the first."""
    alike: Counter[str] = Counter()
    for problem in proved.problems:
        alike[problem.code] += problem.code not in but
        if 0 < alike[problem.code] <= _MOST_ALIKE:
            line = f", line {problem.line}" if problem.line else ""
            source = f"{PurePath(problem.path).name}{line}"
            sure = Sure.ASKED if problem.is_error else Sure.LIKELY
            yield Doubt(about="check", taken=problem.message, where=source, sure=sure, advice=problem.suggestion)
    if more := sum(max(0, number - _MOST_ALIKE) for number in alike.values()):
        advice = "The command “check --drafts” shows all."
        yield Doubt(about="check", taken=f"The same of {count(more, 'other value')}", sure=Sure.ASKED, advice=advice)
