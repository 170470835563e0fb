"""Find the line that a finished page's fault comes from, where what is wrong stands there word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from peerchallenge.check.many_pages import EVERYWHERE
from peerchallenge.problems import Problem
from peerchallenge.sources import Source

_QUOTED = re.compile(r"“([^”]*[/#.][^”]*)”")


def placed(problems: Iterable[Problem], texts: Iterable[Source]) -> Iterator[Problem]:
    """Give problems of pages with the line in the file they are made from, as far as it can be found.

    What is wrong on many pages comes from the settings where it stands there, and else from a template.
    """
    by_path = {source.path: source for source in texts}
    settings = next((source for source in by_path.values() if source.name == "site.yml"), None)
    for problem in problems:
        source = by_path.get(problem.path) or (settings if problem.path == EVERYWHERE else None)
        yield problem if problem.line or source is None else _placed(problem, source)


def _placed(problem: Problem, source: Source) -> Problem:
    for words in _QUOTED.findall(problem.message):
        for number, line in enumerate(source.text.split("\n"), 1):
            found = re.search(rf"(?<![\w/#]){re.escape(words)}(?![\w/])", line)
            if found:
                return replace(problem, path=source.path, line=number, column=found.start() + 1, excerpt=line[:400])
    return problem
