"""Find what a paste from Word or a web page leaves in a text, and the lines that were meant; it reads no disk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from peerchallenge import characters
from peerchallenge.problems import Problem, Severity
from peerchallenge.read import misreadings, pasted_blocks, signs
from peerchallenge.read.parsed import problem_at
from peerchallenge.read.places import Place, opens_text, places
from peerchallenge.sources import Source

_ORDINARY = re.compile(f"[^\t§{signs.SUSPECT}{pasted_blocks.BULLETS}\uf000-\uf0ff]*+")
"""What nearly every text holds from end to end; passing over it is fast."""
_LIST = re.compile(r"\n *(?:o +\S|– |[-–][^\W\d_])")
_CURLY = re.compile(
    r"[“”„‘’](?:(?<=\]\(.)|(?<=\n.)|(?<=^.)|(?<=[-:,{] .)|(?<=\{.)|(?<=\n  .)|(?<=\n    .)|(?<=\[\[.{17}))", re.DOTALL
)
_MARK = re.compile(r"\s*\[\[\s*recommendations\b[^\[\]]*\]\]\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"\]\(\s*[“”„‘’]([^“”„‘’\s()]+)[“”„‘’]\s*\)")
_KEY = re.compile(r"(^\s*(?:-\s+)*)[“”„‘’]([^“”„‘’:{}\[\],#\"']+)[“”„‘’](?=\s*:(?:\s|$))")
_FLOW_KEY = re.compile(r"([{,]\s*)[“”„‘’]([^“”„‘’:{}\[\],#\"']+)[“”„‘’](?=\s*:\s)")
_NAMED = re.compile(
    r"(\s*(?:-\s+)*(?:title|author|name|short_name|welsh_name|owner|accountable|type_label|theme|publisher|post"
    r"|organisation|role|version|status):\s+)(?:[“„]([^“”„]+)[“”]|[‘’]([^‘’]+)[‘’])\s*"
)
_PLAIN = re.compile(r"[A-Za-z][\w /-]*\w")
_QUOTES = "“”„‘’"


_DONE = {
    **{sign: f"{name} taken out" for sign, name in signs.INVISIBLE.items()},
    **{sign: f"{name} made an ordinary one" for sign, name in signs.SPACES.items()},
    "\t": "a tab made a space",
    "\x0b": "Word’s line break made an ordinary one",
}
_TEXTS = {Place.LITERAL, Place.BODY}
_SAID = {
    "garbled": (
        "Signs were garbled where a text was saved in one form and opened in another.",
        "Look at what was meant; “check --fix” puts it in: “’” for “â€™”, “£” for “Â£”.",
    ),
    "invisible": (
        "There is a sign here that nobody sees, as Word and web pages put in; words with it are not found.",
        "“check --fix” takes it out; or type the word anew.",
    ),
    "odd-space": (
        "There is an unusual space here, as Word and web pages put in.",
        "“check --fix” puts an ordinary one in its place; or type it anew.",
    ),
    "bullet": (
        "This line begins with a bullet from Word.",
        "Begin it with a hyphen and a space, set in by two spaces for each list round it; “check --fix” does so.",
    ),
    "table-text": (
        "These lines are a table as Word pastes it, with tabs between the cells.",
        "Write it with | between the cells; “check --fix” does so, with the first line as the heading.",
    ),
    "tab": (
        "There is a tab between words here.",
        "“check --fix” puts a space in its place; or type one.",
    ),
    "curly": (
        "Curly quotation marks, as Word makes them, have no meaning to this program.",
        "Use straight ones, or none; “check --fix” does so.",
    ),
}


def problems(sources: Iterable[Source], found: Iterable[Problem]) -> Iterator[Problem]:
    """Warn of what was pasted; a line for which a mend was `found` already is not spoken of twice."""
    suspects = [source for source in sources if is_suspect(source.text)]
    if suspects:
        taken = {(problem.path, problem.mend[0]) for problem in found if problem.mend}
        for source in suspects:
            yield from (problem for problem in _problems(source) if (problem.path, problem.line) not in taken)


def is_suspect(text: str) -> bool:
    """Whether a text may hold something that was pasted; of most it can be told at once that it does not."""
    ordinary = _ORDINARY.match(text)
    if not ordinary or ordinary.end() < len(text):
        return True
    return bool(_LIST.search(text) or _CURLY.search(text))


def once(said: Iterable[Problem], found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Leave out what is said of lists whose every line was `found` to begin with a bullet."""
    bullets = {(problem.path, problem.line) for problem in found if problem.code == "bullet"}
    return tuple(p for p in said if p.code != "list" or not (bullets and _is_among(p, bullets)))


def _is_among(problem: Problem, bullets: set[tuple[str, int]]) -> bool:
    if opens_text(problem.excerpt):
        return any(path == problem.path and line > problem.line for path, line in bullets)
    return (problem.path, problem.line) in bullets


def _problems(source: Source) -> Iterator[Problem]:
    lines = source.text.split("\n")
    mended, codes = mend(lines, is_yaml=not source.name.endswith(".md"))
    for at, found in sorted(codes.items()):
        for code, column in found.items():
            message, suggestion = _SAID[code]
            yield problem_at(
                source,
                at + 1,
                column,
                code=code,
                message=message,
                suggestion=suggestion,
                severity=Severity.WARNING,
                mend=mended[at],
            )


def mend(lines: Sequence[str], *, is_yaml: bool) -> tuple[list[str], dict[int, dict[str, int]]]:
    """Give the lines as they were meant, and what was wrong with each: codes with their columns, by its place.

    A line can become two, with a line feed between them.
    """
    where = places(lines, is_yaml=is_yaml)
    codes: dict[int, dict[str, int]] = {}
    mended = list(lines)
    for at, line in enumerate(lines):
        if where[at] is not Place.CODE:
            mended[at], found = signs.cleaned(line, details=where[at] is Place.DETAILS)
            if found:
                codes[at] = found
    for at, line, code in _blocks(mended, where):
        codes.setdefault(at, {})[code] = len(mended[at]) - len(mended[at].lstrip()) + 1
        mended[at] = line
    for at, line in enumerate(mended):
        if where[at] is not Place.CODE:
            mended[at] = _plain(line, where[at], codes.setdefault(at, {}))
    return mended, codes


def _plain(line: str, place: Place, found: dict[str, int]) -> str:
    """Give a line without tabs and curly quotation marks where they are not wanted, and note what was `found`."""
    spaced = pasted_blocks.untabbed(line, text=place is not Place.DETAILS)
    if spaced != line and "bullet" not in found:
        found["tab"] = line.index("\t", len(line) - len(line.lstrip())) + 1
    straight = _straight(spaced, place)
    if straight != spaced:
        found["curly"] = next(at for at, sign in enumerate(spaced, 1) if sign in _QUOTES)
    return straight


def _blocks(lines: Sequence[str], where: Sequence[Place]) -> Iterator[tuple[int, str, str]]:
    """Give the lines of lists and tables with what each was found to be."""
    for start, end in _runs(where):
        own = lines[start:end]
        is_body = where[start] is Place.BODY
        base = min((len(line) - len(line.lstrip(" ")) for line in own if line.strip() and not is_body), default=0)
        listed = pasted_blocks.entries(own, base)
        yield from ((start + at, line, "bullet") for at, line in listed.items())
        yield from ((start + at, line, "table-text") for at, line in pasted_blocks.tables(own, listed).items())


def _runs(where: Sequence[Place]) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(1, len(where) + 1):
        if at == len(where) or where[at] is not where[start]:
            if where[start] in _TEXTS:
                yield start, at
            start = at


def _straight(line: str, place: Place) -> str:
    """Give a line without the curly quotation marks that stand where they have no meaning."""
    if not any(sign in line for sign in _QUOTES):
        return line
    if place is not Place.DETAILS:
        line = _ADDRESS.sub(r"](\1)", line)
        return re.sub("[“”„‘’]", "", line) if _MARK.fullmatch(line) else line
    if named := _NAMED.fullmatch(line):
        return named[1] + _quoted((named[2] or named[3]).strip())
    line = _KEY.sub(lambda key: key[1] + _quoted(key[2].strip()), line)
    if '"' in line or "'" in line or "{" not in line:
        return line
    return _FLOW_KEY.sub(lambda key: key[1] + _quoted(key[2].strip()), line)


def _quoted(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else misreadings.quoted(text)


def unreadable(path: str, text: str) -> Iterator[Problem]:
    """Give every line with signs that may not stand in a text, with what was meant where that is sure.

    Of those that cannot be told only the first is given.
    """
    lines = text.split("\n")
    where = places(lines, is_yaml=not path.endswith(".md"))
    is_told = False
    for at, line in enumerate(lines):
        column = characters.strange(line)
        if column is None:
            continue
        mended = _readable(line, where[at])
        if characters.strange(mended) is not None:
            if is_told:
                continue
            is_told, mended = True, line
        yield Problem(
            path=path,
            line=at + 1,
            column=column + 1,
            code="character",
            message=f"This line holds {characters.name(line[column])}.",
            suggestion="Take it out; where it breaks a line, press Enter in its place.",
            excerpt=line[: column + 100],
            mend=None if mended == line else (at + 1, mended),
        )


def _readable(line: str, place: Place) -> str:
    """Give a line in which Word's own line breaks are ours, and the signs of Windows are those of everyone."""
    parts = [part for part in re.split("[\x0b\u2028\u2029]+", signs.from_windows(line)) if part.strip()]
    joined = parts[0] if parts else ""
    for part in parts[1:]:
        can_break = place in {Place.BODY, Place.LITERAL} and not ("|" in joined or re.match(r"\s*#{1,6}\s", joined))
        if place is Place.CODE:
            joined += f"\n{part}"
        elif can_break and re.match(r"\s*[^\W_]|\s*[(“‘\"'£•·*-]+\s*\w", part):
            margin = re.match(r" *", line) if place is Place.LITERAL else None
            joined = f"{joined.rstrip()}  \n{margin[0] if margin else ''}{part.strip()}"
        else:
            joined = f"{joined.rstrip()} {part.strip()}"
    return joined


def told(before: str, after: str) -> str:
    """Say in words which signs that nobody can tell apart were changed in a line; nothing where there are none."""
    fewer: dict[str, int] = {}
    for sign in dict.fromkeys(before):
        if sign in _DONE:
            fewer[_DONE[sign]] = fewer.get(_DONE[sign], 0) + before.count(sign) - after.count(sign)
    return ", ".join(f"{done}{f' ({times} times)' if times > 1 else ''}" for done, times in fewer.items() if times > 0)
