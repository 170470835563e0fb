"""Find which recommendations a row of a plan means, by the number printed or by the words; it invents no handle."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from peerchallenge.importing.outcome import shown
from peerchallenge.records import Challenge

_NEAR = 0.85
_FAR = 0.6
_MOST = 600
_LONGEST = 200
_PREFIX = r"(?:(?:lga|cpc|peer|key|our)\s+)*(?:recommendations?|recs?\b\.?|nos?\b\.?|numbers?)\s*[:#.]?\s*"
_NUMBER = r"(?:[A-Za-z]{1,3})?\s?\d{1,3}(?:\.\d{1,3})*(?:\s?\([a-z]{1,3}\)|[a-z](?![A-Za-z]))?"
_JOIN = r"\s*(?:,|;|&|\+|/|\n|\band\b|-|–|\bto\b)+\s*"
_WHOLE = re.compile(rf"(?:{_PREFIX})?(?P<list>{_NUMBER}(?:{_JOIN}(?:{_PREFIX})?{_NUMBER})*)\s*[.:)]?", re.IGNORECASE)
_FIRST = re.compile(
    rf"(?:(?:{_PREFIX})(?P<named>{_NUMBER}(?:{_JOIN}{_NUMBER})*)(?=\W|$)|(?P<several>{_NUMBER}(?:{_JOIN}{_NUMBER})+)(?=[.:)]\s|\s+[-–—]\s)|(?P<lettered>(?-i:[A-Z]{{1,3}}\d{{1,3}}(?:\([a-z]\)|[a-z])?))(?=\W|$)"
    rf"|(?P<plain>\d{{1,3}}(?:\([a-z]\))?)(?=[.:)]\s|\s+[-–—]\s|\n|\s+(?-i:[A-Z])))\s*[.:)–—-]*\s*",
    re.IGNORECASE,
)
_RANGE = re.compile(r"([A-Za-z]{0,3})\s?(\d{1,3})\s*(?:-|–|\bto\b)\s*(?:[A-Za-z]{0,3})\s?(\d{1,3})(?![\d.])")
_EACH = re.compile(_NUMBER)
_ELSEWHERE = re.compile(
    r"(?:to be |will be |is |are |being )?(?:addressed|covered|delivered|picked up|dealt with|included|see|as)\b"
    r"[^.]{0,40}?(?:recommendations?|recs?|actions?)?\s*(?P<list>[A-Z]{0,3}\d{1,3}(?:\.\d{1,3})?(?:\(?[a-z]\)?)?)"
    r"(?:\s*,)?(?:\s+(?:above|below))?\s*\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The handles that a row means. `doubt` says what was assumed, or why there are none."""

    handles: tuple[str, ...] = ()
    doubt: str = ""


@dataclass(slots=True)
class Peers:
    """The recommendations held, by every way to write their numbers, and by their words."""

    names: dict[str, str] = field(default_factory=dict)
    whole: dict[str, str] = field(default_factory=dict)
    """The recommendation that each handle belongs to, a part's too."""
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _known: dict[tuple[str, str], Served] = field(default_factory=dict)

    def served(self, number: str, words: str) -> Served:
        """Find what a number and words mean together."""
        if (number, words) not in self._known:
            self._known[number, words] = self._found(number, words)
        return self._known[number, words]

    def _found(self, number: str, words: str) -> Served:
        tokens = numbers(number) or first_number(words)[0]
        said = first_number(words)[1] if not numbers(number) else words
        if not self.names:
            why = "" if tokens else "No letter is held here, and no number stands in this row."
            return Served(handles=tokens, doubt=why)
        met = [self._named(token) for token in tokens]
        handles = tuple(dict.fromkeys(own for own, _ in met if own))
        near, ratio = self._nearest(said)
        if tokens and all(own for own, _ in met):
            doubt = next((doubt for _, doubt in met if doubt), "")
            if (
                len(handles) == 1
                and near
                and self.whole[handles[0]] != near
                and ratio >= _NEAR > _FAR > self._like(handles[0], said)
            ):
                doubt = f"Its words are those of recommendation {near}, not of {handles[0]}."
            return Served(handles=handles, doubt=doubt)
        if near and ratio >= _NEAR:
            return Served(
                handles=(near,), doubt=f"It was found by its words, which are those of recommendation {near}."
            )
        missing = ", ".join(token for token, (own, _) in zip(tokens, met, strict=True) if not own)
        named = f"no recommendation “{missing}” is held" if tokens else "no number stands there that is held"
        about = f"; nor any like {shown(said)}" if said else ""
        return Served(handles=handles, doubt=f"It is left out, for {named}{about}.")

    def _named(self, token: str) -> tuple[str, str]:
        if own := self.names.get(_bare(token)):
            return own, ""
        without = re.sub(r"\s?\(?[a-z]{1,3}\)?$", "", token)
        if without != token and (own := self.names.get(_bare(without))):
            return own, f"“{token}” is taken for {own}, for no part of it is held by that letter."
        return "", ""

    def _nearest(self, words: str) -> tuple[str, float]:
        plain = _plain(words)
        if len(plain) < 12:  # so few words are only like others by chance, but may be the title
            return next(((handle, 1.0) for handle, own in self.words.items() if plain and plain in own), ("", 0.0))
        best = max(((self._ratio(handle, plain), handle) for handle in self.words), default=(0.0, ""))
        return best[1], best[0]

    def _like(self, handle: str, words: str) -> float:
        return self._ratio(self.whole[handle], _plain(words))

    def _ratio(self, handle: str, plain: str) -> float:
        return max((like(plain, other) for other in self.words.get(handle, ())), default=0.0)


def peers(held: Challenge) -> Peers:
    """Gather the recommendations of a challenge."""
    found = Peers()
    for own in held.recommendations:
        texts = (own.title, own.text.striptags(), f"{own.title} {own.text.striptags()}")
        found.words[own.handle] = tuple(filter(None, map(_plain, texts)))
        found.whole[own.handle] = own.handle
        for part in own.parts:
            letter = re.search(r"(?:^|[\W\d])([a-z]+)\W*$", part.ref, re.IGNORECASE)
            handle = f"{own.handle}({letter[1]})" if letter else f"{own.handle}/{part.ref}"
            if part.ref:
                found.whole[handle] = own.handle
                found.names.setdefault(_bare(handle), handle)
    for own in held.recommendations:
        for name in (own.handle, own.ref, *own.also):
            if name:
                found.names[_bare(name)] = found.names.get(_bare(name), own.handle)
    return found


def numbers(text: str) -> tuple[str, ...]:
    """Read words that are nothing but numbers: “3”, “R3”, “Rec 3 & 5”, “1-3”, “3(a)”."""
    found = _WHOLE.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    return tuple(_each(found["list"])) if found else ()


def _each(listed: str) -> Iterator[str]:
    done = 0
    for span in _RANGE.finditer(listed):
        yield from _tokens(listed[done : span.start()])
        first, last = int(span[2]), int(span[3])
        yield from (f"{span[1]}{at}" for at in range(first, last + 1)) if first < last < first + 100 else ()
        done = span.end()
    yield from _tokens(listed[done:])


def _tokens(text: str) -> Iterator[str]:
    plain = re.sub(rf"\b(?:{_PREFIX})", " ", text, flags=re.IGNORECASE)
    plain = re.sub(r"\b(?:and|to)\b", ",", plain, flags=re.IGNORECASE)
    return ("".join(found[0].split()) for found in _EACH.finditer(plain))


def first_number(text: str) -> tuple[tuple[str, ...], str]:
    """Read the number with which the words of a recommendation begin, and give the words after it."""
    if whole := numbers(text):
        return whole, ""
    found = _FIRST.match(text.strip())
    if not found:
        return (), text
    listed = found["named"] or found["several"] or found["lettered"] or found["plain"]
    return tuple(_each(listed)), text.strip()[found.end() :]


def elsewhere(action: str) -> tuple[str, ...]:
    """Read words that only point at another row: “To be addressed through 2, above”."""
    found = _ELSEWHERE.fullmatch(" ".join(action.split())) if len(action) <= _LONGEST else None
    return (found["list"],) if found else ()


def like(one: str, other: str) -> float:
    """Say how alike two texts are, from 0 to 1."""
    one, other = one[:_MOST], other[:_MOST]
    if one == other:
        return 1.0
    measure = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return measure.ratio() if min(measure.real_quick_ratio(), measure.quick_ratio()) >= _FAR else 0.0


def _plain(text: str) -> str:
    return " ".join(re.sub(r"\W+", " ", text.casefold()).split())


def plain(texts: Iterable[str]) -> str:
    """Give words without marks, signs and capitals, by which two texts are compared."""
    return _plain(" ".join(texts))


def _bare(handle: str) -> str:
    letters = re.sub(r"[^a-z0-9./]+", "", handle.casefold())
    return re.sub(r"^(recommendation|rec|r)(?=\d)", "", letters)
