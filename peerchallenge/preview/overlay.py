"""Shows problems over a page, as HTML in the words of the command line; it decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import islice
from unicodedata import combining

from peerchallenge import report
from peerchallenge.characters import visible
from peerchallenge.problems import Problem

_MOST, _PLACES, _WIDTH, _LONGEST = 20, 3, 160, 600


def html(problems: Sequence[Problem], token: str, *, is_shown: bool = False) -> str:
    """Show what stops the build, or give nothing where nothing does; without a token no file can be opened.

    `is_shown` is whether pages are as they were written last, and not as they were before.
    """
    errors = [problem for problem in problems if problem.is_error]
    if not errors:
        return ""
    groups = report.groups(errors)
    is_new = is_shown and not any(problem.code == "template" for problem in errors)
    title = "This cannot be published yet" if is_new else "This page does not show your last change"
    shown = "".join(f"<li>{_group(group, token)}</li>" for group in islice(groups, _MOST))
    rest = len(groups) - _MOST
    more = f"<p>{rest:,} more {'is' if rest == 1 else 'are'} not shown: mend these first.</p>" if rest > 0 else ""
    return (
        '<section class="problems" role="alert" tabindex="-1" aria-labelledby="problems-title">'
        f'<div class="bar"><h2 id="problems-title">{title}</h2>'
        '<button type="button" data-close>Close</button></div>'
        f"<p>{escape(report.count(errors))} Mend what is listed here and save: this note then goes away by itself."
        f' <span class="keys">Escape closes it.</span></p><ol>{shown}</ol>{more}'
        '<p role="status"></p></section>'
    )


def _group(group: Sequence[Problem], token: str) -> str:
    first = group[0]
    places = "".join(_place(problem, token) for problem in group[:_PLACES])
    more = len(group) - _PLACES
    rest = f"<p>and {more:,} more {'place' if more == 1 else 'places'}</p>" if more > 0 else ""
    fix = f'<p class="fix">{_words(first.suggestion)}</p>' if first.suggestion else ""
    return f'<p class="what">{_words(first.message)}</p>{fix}{places}{rest}'


def _place(problem: Problem, token: str) -> str:
    if not problem.path:
        return ""
    where = f"<b>{_words(problem.path)}</b>"
    if problem.line:
        where += f", line {problem.line}"
    if problem.column:
        where += f", character {problem.column}"
    return f'<div class="place"><p>{where}</p>{_source(problem)}{_open(problem, token)}</div>'


def _source(problem: Problem) -> str:
    """Show the line with a mark at the place; the caret stands under it however the line is broken."""
    if not problem.line or not problem.excerpt.strip():
        return ""
    line, at = problem.excerpt.rstrip(), max(problem.column - 1, 0)
    if not problem.column:
        return f"<pre><code>{_text(line[:_WIDTH])}{'…' if len(line) > _WIDTH else ''}</code></pre>"
    at = min(at, len(line))
    start = max(0, at - _WIDTH // 2) if len(line) > _WIDTH else 0
    end = at + 1
    while end < len(line) and combining(line[end]):
        end += 1
    marked, after = line[at:end] or "\N{NO-BREAK SPACE}", line[end : start + _WIDTH]
    before, cut = ("…" if start else "") + _text(line[start:at]), "…" if len(line) > start + _WIDTH else ""
    return f"<pre><code>{before}<mark>{_text(marked)}</mark>{_text(after)}{cut}</code></pre>"


def _open(problem: Problem, token: str) -> str:
    if not token:
        return ""
    given = {"token": token, "file": problem.path, "line": problem.line, "column": problem.column}
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(str(value))}">' for name, value in given.items()
    )
    label = escape(f"Open the file {visible(problem.path)}")
    return f'<form method="post" action="/-/open">{hidden}<button aria-label="{label}">Open the file</button></form>'


def _words(words: str) -> str:
    return escape(visible(f"{words[:_LONGEST]}…" if len(words) > _LONGEST else words))


def _text(line: str) -> str:
    return escape("".join("  " if char == "\t" else visible(char) for char in line))
