"""Hold the words of a document against those that a page would show, and find what is missing; it mends nothing."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

from peerchallenge.plan.challenges import pieces
from peerchallenge.records import Document, Recommendation

_RUN = 4
_MOST_PAIRS = 10_000_000
_WORD = re.compile(r"\w+")
_WITHIN = re.compile(r"</?(?:strong|em|a|code|abbr|q|i|b)(?=[ >])[^>]*>")
_LIST = re.compile(r"<(ol|ul|li|/ol|/ul)(?=[ >])[^>]*>")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Words of one paragraph that no page shows in their order; `moved` are those that it shows elsewhere."""

    place: int
    words: str
    number: int
    moved: bool


def words(text: str) -> list[str]:
    """Give the words of a text: letters and figures alone, however they are set."""
    plain = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return _WORD.findall(unicodedata.normalize("NFKC", plain).casefold().replace("_", " "))


def missing(paragraphs: Iterable[str], page: str) -> Iterator[Missing]:
    """Find the words of paragraphs that a page does not show in the same order."""
    written = [(number, word) for number, text in enumerate(paragraphs, 1) for word in words(text)]
    said, read = [word for _, word in written], words(page)
    gone = list(_gone(said, read))
    places: dict[int, list[str]] = {}
    for number in gone:
        places.setdefault(written[number][0], []).append(said[number])
    whole, sent = f" {' '.join(read)} ", f" {' '.join(said)} "
    for place, lost in places.items():
        gone_words = " ".join(lost)
        is_moved = 0 < sent.count(f" {gone_words} ") <= whole.count(f" {gone_words} ")
        yield Missing(place=place, words=gone_words, number=len(lost), moved=is_moved)


def _gone(said: list[str], read: list[str]) -> Iterator[int]:
    """Give the places of words that are not read in their order; what stands once in both divides the long texts."""
    at, other = 0, 0
    for end, other_end in (*_anchors(said, read), (len(said), len(read))):
        while at < end and other < other_end and said[at] == read[other]:
            at, other = at + 1, other + 1
        is_long = (end - at) * (other_end - other) > _MOST_PAIRS
        matcher = SequenceMatcher(None, said[at:end], read[other:other_end], autojunk=is_long)
        for mark, first, last, _, _ in matcher.get_opcodes():
            if mark in {"delete", "replace"}:
                yield from range(at + first, at + last)
        at, other = max(at, end), max(other, other_end)


def _anchors(said: list[str], read: list[str]) -> Iterator[tuple[int, int]]:
    """Give the places of runs of words that stand once in each of two texts, the most that are in the same order."""
    places = _once(read)
    pairs = [(at, places[run]) for run, at in _once(said).items() if run in places]
    ends: list[int] = []
    chain: list[tuple[int, int, int]] = []
    last: list[int] = []
    for at, other in pairs:
        length = bisect_left(ends, other)
        chain.append((at, other, last[length - 1] if length else -1))
        ends[length : length + 1] = [other]
        last[length : length + 1] = [len(chain) - 1]
    number, found = (last[-1] if last else -1), []
    while number >= 0:
        at, other, number = chain[number]
        found.append((at, other))
    yield from reversed(found)


def _once(text: list[str]) -> dict[tuple[str, ...], int]:
    runs = list(zip(*(text[shift:] for shift in range(_RUN)), strict=False))
    times = Counter(runs)
    return {run: at for at, run in enumerate(runs) if times[run] == 1}


def shown(document: Document) -> str:
    """Give the words that the page of a document shows, in their order."""
    parts = [str(document.title)]
    for piece in pieces(document):
        parts.append(_plain(str(piece.html)))
        parts.extend(_recommendation(own) for own in piece.recommendations)
    return " ".join(parts)


def _recommendation(own: Recommendation) -> str:
    inner = (f"{part.ref} {_plain(str(part.text))}" for part in own.parts)
    return " ".join((own.name, own.title, _plain(str(own.text)), *inner))


def _plain(html: str) -> str:
    """Give the words of a piece of a page, with the numbers of its lists; a mark within a word does not divide it."""
    counts: list[int] = []

    def counted(tag: re.Match[str]) -> str:
        if tag[1] in {"ol", "ul"}:
            start = re.search(r'start="(\d+)"', tag[0])
            counts.append((int(start[1]) if start else 1) - 1 if tag[1] == "ol" else -(10**9))
        elif tag[1] == "li":
            value = re.search(r'value="(\d+)"', tag[0])
            counts[-1:] = [int(value[1]) if value else (counts or [0])[-1] + 1]
            return f" {counts[-1]} " if counts[-1] > 0 else " "
        elif counts:
            counts.pop()
        return " "

    listed = _LIST.sub(counted, _WITHIN.sub("", html))
    return unescape(_TAG.sub(" ", listed))
