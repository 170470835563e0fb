"""What the peers recommend, found by its headings, numbers and lists; the words are taken as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import chain, count

from peerchallenge import addresses
from peerchallenge.importing.letters.recommendation import Recommendation, made
from peerchallenge.importing.letters.sections import LABELLED, Section, is_entry, sections, theme_of
from peerchallenge.importing.texts.blocks import Block
from peerchallenge.importing.word.numbering import BULLET

_SAME = 0.85
_REF = re.compile(r"(?:recommendation )?[A-Z]{0,3}\s?\d{1,2}[.:)]?", re.IGNORECASE)


def found(blocks: tuple[Block, ...], *, scattered: bool = True) -> tuple[Recommendation, ...]:
    """Find the recommendations in their order, each once; `scattered` are those under no heading of theirs."""
    own: list[Recommendation] = []
    covered: set[int] = set()
    for section in sections(blocks):
        listed = [r for r in _listed(blocks, section) if r.at not in covered]
        own += listed
        covered |= {at for r in listed for at in range(r.at, r.until)}
    for recommendation in _scattered(blocks, covered) if scattered else ():
        if not any(_is_same(recommendation, other) for other in own):
            own.append(recommendation)
    said = tuple(sorted((r for r in own if r.words), key=lambda recommendation: recommendation.at))
    return tuple(_told_apart(tuple(_without_only_series(said))))


def fresh(every: Iterable[Recommendation], held: Iterable[str]) -> tuple[Recommendation, ...]:
    """Leave out those whose words are held already: a progress review prints the old ones again."""
    known = tuple(held)
    return tuple(own for own in every if not any(_alike(own.words, words) for words in known))


def sentences(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    """Give the sentences that speak of recommending something, for a document that lists no recommendations."""
    for block in blocks:
        if block.kind in {"text", "item"}:
            for sentence in re.split(r"(?<=[.;!?])\s+(?=[A-Z])", block.words):
                if re.search(r"\brecommend(?:s|ed|ing)?\b(?!ation)", sentence, re.IGNORECASE):
                    yield block, sentence


def _listed(blocks: tuple[Block, ...], section: Section) -> Iterator[Recommendation]:
    """Give the recommendations of a section: its numbered entries; else its bullets, or the rows of its table."""
    inside = range(section.first, section.last)
    starts = [at for at in inside if _begins(blocks, at, section)]
    if not starts:
        yield from _rows(blocks, section)
        return
    for at, after in zip(starts, [*starts[1:], section.last], strict=True):
        yield made(blocks, at, _until(blocks, at, after, is_last=after == section.last), section)


def _begins(blocks: tuple[Block, ...], at: int, section: Section) -> bool:
    own = blocks[at]
    if own.kind == "heading":
        return is_entry(blocks, at, section)
    if own.kind == "text":
        return bool(LABELLED.match(f"{own.label} {own.words}".strip()))
    if own.kind != "item" or _announces(own) or not _is_like_first(blocks, at, section):
        return False
    headed = any(blocks[n].kind == "heading" and is_entry(blocks, n, section) for n in range(section.first, at))
    entries = (b for b in blocks[section.first : section.last] if b.kind == "item" and not _announces(b))
    shallow = min((entry.depth for entry in entries), default=0)
    labelled = any(b.kind == "text" and LABELLED.match(b.words) for b in blocks[section.first : at])
    return own.depth == shallow and not headed and not labelled


def _is_like_first(blocks: tuple[Block, ...], at: int, section: Section) -> bool:
    """Whether an entry is numbered as the first of its section is: bullets or letters under a number are its parts."""
    entries = (own for own in blocks[section.first : section.last] if own.kind == "item" and not _announces(own))
    first = next(entries)
    return first.label == BULLET or _form(first) == _form(blocks[at])


def _announces(block: Block) -> bool:
    """Whether a numbered paragraph only says that recommendations follow."""
    return "." in block.label.strip(".") and block.words.endswith(":") and "recommend" in block.words.casefold()


def _form(block: Block) -> str:
    if block.label == BULLET:
        return BULLET
    return "letter" if block.label.strip("().").isalpha() else "number"


def _until(blocks: tuple[Block, ...], at: int, after: int, *, is_last: bool) -> int:
    """Give where a recommendation ends: what follows an entry of a list belongs to it only before the next one."""
    if blocks[at].kind == "heading":
        return next((n for n in range(at + 1, after) if blocks[n].kind == "heading"), after)
    end = at + 1
    while end < after and blocks[end].kind != "heading":
        other = _form(blocks[at]) != BULLET and _form(blocks[end]) != _form(blocks[at])
        deeper = blocks[end].kind == "item" and (blocks[end].depth > blocks[at].depth or other)
        under_text = blocks[at].kind == "text" and blocks[end].kind == "item"
        if is_last and not (deeper or under_text):
            break
        end += 1
    return end


def _rows(blocks: tuple[Block, ...], section: Section) -> Iterator[Recommendation]:
    """Give the rows of a table of recommendations: the column of that name, and the number in the one before."""
    for at in range(section.first, section.last):
        own = blocks[at]
        heads = [_plain(cell).casefold() for cell in own.rows[0]] if own.kind == "table" else []
        column = next((n for n, head in enumerate(heads) if "recommendation" in head and len(head) < 40), None)
        rows = own.rows[1:]
        if len(heads) == 2 and all(_REF.fullmatch(_plain(row[0])) and row[1] for row in own.rows):
            column, rows = 1, own.rows
        if column is None or sum(bool(head) for head in heads) > 2:
            continue
        number = next((n for n in range(len(heads)) if n != column), None)
        for row in rows:
            ref = _plain(row[number]) if number is not None else ""
            words = Block(kind="text", words=_plain(row[column]), markdown=row[column], place=own.place)
            one = made((replace(words, label=ref),), 0, 1, section)
            yield replace(one, at=at, until=at + 1)


def _plain(cell: str) -> str:
    return re.sub(r"\\(?=[^\w\s])|\*\*", "", cell).strip()


def _scattered(blocks: tuple[Block, ...], covered: set[int]) -> Iterator[Recommendation]:
    """Give what is numbered as a recommendation wherever it stands, with the heading above it as its theme."""
    theme = ""
    for at, block in enumerate(blocks):
        printed = f"{'' if block.label == BULLET else block.label} {block.words}".strip()
        labelled = LABELLED.match(printed)
        if block.kind == "heading" and not labelled:
            theme = theme_of(block)
        if at in covered or not labelled or block.kind == "table" or not printed[labelled.end() :].strip():
            continue
        if block.kind == "text" and not re.match(r"[.:;)–—-]", labelled[0].rstrip()[-1:]) and not block.lead:
            continue  # “Recommendation 3 was the hardest” speaks of one
        end = next((n for n in range(at + 1, len(blocks)) if blocks[n].kind != "item"), len(blocks))
        section = Section(first=at, last=end, series="", theme=theme)
        yield made(blocks, at, end if block.kind != "item" else at + 1, section)


def _is_same(one: Recommendation, other: Recommendation) -> bool:
    return bool(one.ref) and one.ref == other.ref and _alike(one.words, other.words)


def _alike(one: str, other: str) -> bool:
    a, b = one.casefold(), other.casefold()
    return bool(a and b) and (a in b or b in a or SequenceMatcher(None, a, b, autojunk=False).ratio() >= _SAME)


def _without_only_series(every: tuple[Recommendation, ...]) -> Iterator[Recommendation]:
    """Leave out the name of a series where there is no other and it says nothing."""
    named = {own.series for own in every}
    for own in every:
        yield own if len(named) > 1 or own.series == "key" else replace(own, series="")


def _told_apart(every: tuple[Recommendation, ...]) -> Iterator[Recommendation]:
    """Give an id to each whose number another has, or that has none while others of its series have one."""
    taken: set[str] = set()
    numbered = {own.series for own in every if own.ref}
    for own in every:
        handle = addresses.slug(own.ref)
        if (handle and handle in taken) or (not handle and own.series in numbered):
            wanted = addresses.slug(f"{own.theme or own.series or 'recommendation'} {own.ref}")
            handle = next(name for name in chain((wanted,), (f"{wanted}-{n}" for n in count(2))) if name not in taken)
            own = replace(own, id=handle)  # noqa: PLW2901 - the same, with a name of its own
        taken.add(handle)
        yield own
