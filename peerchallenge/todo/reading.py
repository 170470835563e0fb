"""Reckon how hard an English text is to read, from its converted HTML; it judges nobody's wording but the sentences'.

The formula is the Automated Readability Index (E. A. Smith and R. J. Senter, “Automated Readability Index”,
AMRL-TR-66-220, Aerospace Medical Research Laboratories, Wright-Patterson Air Force Base, 1967):

    grade = 4.71 × characters / words + 0.5 × words / sentences − 21.43

It needs only characters, words and sentences, which can be counted for sure; other formulas guess at syllables. A pupil
of grade 4 in the United States is nine or ten, so five years are added to make an age.
"""

from __future__ import annotations

import html
import math
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from peerchallenge.pages import LongSentence, Reading

AIM = "9 to 12"
"""The reading age that GOV.UK asks for at its lower end, and what a text on public affairs can reach at its upper."""
LONG = 25
"""How many words make a sentence that GOV.UK asks to be split, when it has more."""
_ENOUGH = 100
"""Below so many words a formula says more of chance than of the text."""
_GROWN_UP = 18
_YOUNGEST = 5
_MOST = 5
_CUT = 160

_LEFT_OUT = re.compile(r"<(table|h[1-6]|pre|figure|svg)\b.*?</\1>", re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|li|ul|ol|div|blockquote|dl|dt|dd|hr|section|aside)\b[^>]*>|<br\s*/?>")
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W_]+(?:[’'.,/-][^\W_]+)*")
_JOINERS = str.maketrans("", "", "’'.,/-")
_END = re.compile(r"(?<![.!?…])[.!?…]++[”’\"')\]]*+(?= [“‘\"'(\[]*+[^\Wa-z_])")
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|viz|approx|incl|rev|hon|mr|mrs|ms|mx|dr|prof|st|cllr|cllrs|sgt)|(?<![\w.])[A-Z])\.$",
    re.IGNORECASE,
)
"""What ends in a full stop and ends no sentence: “Cllr. Lee”, “e.g. Leeds”, an initial."""
_BEFORE_NUMBER = re.compile(r"\b(?:no|nos|fig|p|pp|para|paras|s|ss|sec|art|ch|vol|ref)\.\s*$", re.IGNORECASE)
"""What ends none where a number follows: “no. 4”, “s. 114”."""
_LIST_NUMBER = re.compile(r"\W*(?:\d{1,2}|[a-z])\.")
_BACK = 12
"""How many characters before an end are looked at, so that long texts cost no more a word than short ones."""


def reading(text: Sequence[str], *, english: bool = True, ours: bool = True) -> Reading:
    """Count the words of a text, tables and headings included, and reckon the age from which it can be read.

    `ours` is whether the council may change the words. Those of the peers are theirs, and nobody is advised to.
    """
    words = sum(len(_TAG.sub(" ", own).split()) for own in text)
    if not english:
        why = "No reading age is reckoned for Welsh: the formulas were made for English."
        return Reading(words=words, why=why)
    found = [(sentence, _WORD.findall(sentence)) for sentence in sentences(text)]
    counted = sum(len(own) for _, own in found)
    if counted < _ENOUGH:
        return Reading(words=words, why=f"No reading age is reckoned below {_ENOUGH} words in sentences.")
    characters = len("".join(word for _, own in found for word in own).translate(_JOINERS))
    age = in_words(characters, counted, len(found))
    if not ours:
        return Reading(words=words, age=age, why="These words are not the council’s to change.")
    return Reading(words=words, age=age, aim=AIM, long=_longest(found))


def in_words(characters: int, words: int, sentences: int) -> str:
    """Give the age from which a text of such a length can be read: “about 14”."""
    grade = 4.71 * characters / words + 0.5 * words / sentences - 21.43
    age = max(_YOUNGEST, math.floor(grade + 0.5) + 5)
    return f"{_GROWN_UP} or more" if age >= _GROWN_UP else f"about {age}"


def sentences(text: Iterable[str]) -> Iterator[str]:
    """Give the sentences of converted text; tables and headings hold none.

    An entry of a list is a sentence of its own, for a reader rests there. A label of one to three words is none.
    """
    for own in text:
        for block in _BLOCK.split(_LEFT_OUT.sub("<br>", own)):
            plain = " ".join(html.unescape(_TAG.sub("", block)).split())
            if len(_WORD.findall(plain)) > 3 or plain.endswith((".", "!", "?")):
                yield from (found for found in _split(plain) if _WORD.search(found))


def _split(plain: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(plain):
        if not _goes_on(plain, start, end.end()):
            yield plain[start : end.end()].strip()
            start = end.end()
    yield plain[start:].strip()


def _goes_on(plain: str, start: int, end: int) -> bool:
    """Whether what looks like the end of a sentence is only that of a short form, or of a number in a list."""
    last = plain[max(start, end - _BACK) : end]
    if _SHORT.search(last) or _LIST_NUMBER.fullmatch(plain[start:end].strip() if end - start < _BACK else ""):
        return True
    return bool(_BEFORE_NUMBER.search(last)) and plain[end : end + 2].strip().isdigit()


def _longest(found: Iterable[tuple[str, list[str]]]) -> tuple[LongSentence, ...]:
    long = sorted((own for own in found if len(own[1]) > LONG), key=lambda own: -len(own[1]))
    return tuple(
        LongSentence(text=textwrap.shorten(sentence, _CUT, placeholder=" …"), words=len(words))
        for sentence, words in long[:_MOST]
    )
