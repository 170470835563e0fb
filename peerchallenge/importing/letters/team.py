"""Who came: the members of the peer team, from a list or a table; a line that is unclear is given as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from peerchallenge.importing.texts.blocks import Block

_HEADING = re.compile(
    r"\b(?:peer (?:challenge |review )?team|the (?:peers|team|(?:peer )?panel)|(?:team|panel) members"
    r"|members of the [\w ]{0,30}\b(?:team|panel))\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:peers|team|panel)\b.*\b(?:were|was|are|is|comprised|consisted|included|made up of|:)", re.IGNORECASE
)
_ROLE = re.compile(
    r"\b(?:peers?|manager|chair|panel member|challenge lead|project (?:support )?officer|programme support|advis[eo]r|"
    r"shadow|observer|facilitator|review lead|team leader|improvement (?:lead|support))\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"^(?:Cllr|Councillor|Sir|Dame|Dr|Mr|Mrs|Ms|Miss|Mx|Professor|Lord|Baroness)\b")
_NAMED = re.compile(rf"(?:{_PERSON.pattern[1:]} )?(?:[A-Z][\w'’-]*\.? ){{1,3}}[A-Z][\w'’-]+")
_PARTY = re.compile(
    r"\s*\((?P<party>Conservative|Labour|Labour and Co-operative|Liberal Democrats?|Lib Dem|Green|Independent|"
    r"Plaid Cymru|Reform(?: UK)?|Con|Lab|LD|Ind)\)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:council|borough|county|city|district|authority|association|LGA|WLGA|PAS|service|university|NHS|combined|"
    r"NFCC|trust|college|constabulary|MBC|BC|DC|CC|LB)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(rf"\s*\(([^()]*(?:,|{_BODY.pattern})[^()]*)\)", re.IGNORECASE)
_ROLE_ASIDE = re.compile(rf"\s*\((?P<role>(?=[^()]*{_ROLE.pattern})[^(),]*)\)[\s,;.]*", re.IGNORECASE)
_PARTS = re.compile(r"\s+[–—-]\s+|:\s+|\s*\t\s*")
_MOST = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A member of the team, and the line that it was read from."""

    line: str
    role: str = ""
    name: str = ""
    post: str = ""
    organisation: str = ""
    party: str = ""


def team(blocks: tuple[Block, ...]) -> tuple[Peer, ...]:
    """Find the team: the first list or table that stands under a line that speaks of it."""
    for at, block in enumerate(blocks):
        if not (block.kind == "heading" and _HEADING.search(block.words)) and not (
            block.kind == "text" and _SAYS.search(block.words) and _HEADING.search(f"the {block.words}")
        ):
            continue
        found = tuple(_members(blocks[at + 1 : at + 6 + _MOST]))
        is_told = block.kind == "heading" or block.words.endswith(":")
        if sum(bool(own.role or (is_told and _is_person(own))) for own in found) * 2 >= len(found) > 1:
            return found
    return ()


def _is_person(own: Peer) -> bool:
    return bool(own.organisation and _NAMED.fullmatch(own.name))


def _members(blocks: Iterable[Block]) -> Iterator[Peer]:
    begun = False
    for block in blocks:
        lines = tuple(_lines(block))
        if lines:
            begun = True
            yield from map(peer, lines)
        elif begun or block.kind == "heading":
            return


def _lines(block: Block) -> Iterator[str]:
    """Give the lines of a block that may be members: entries, rows of a table, or short paragraphs with a role."""
    if block.kind == "table":
        yield from (" – ".join(filter(None, map(_plain, row))) for row in block.rows if not _is_head(row))
    elif block.kind == "item" or (block.kind == "text" and _may_be(block.words)):
        yield block.words


def _may_be(words: str) -> bool:
    return len(words) < 200 and bool(_ROLE.search(words) and _PARTS.search(words))


def _plain(cell: str) -> str:
    return cell.replace("**", "").replace("\\", "")


def _is_head(row: tuple[str, ...]) -> bool:
    return sum(_plain(cell).casefold() in {"role", "name", "post", "position", "organisation", "council", "authority"}
               for cell in row) > 1  # fmt: skip


def peer(line: str) -> Peer:
    """Read one line: the role before or behind, the name, and what follows it."""
    party = _PARTY.search(line)
    rest = _ROLE_ASIDE.sub(r" – \g<role> – ", line)
    rest = _ASIDE.sub(r", \1", _PARTY.sub("", rest)).strip(" .;,–")
    parts = [part.strip(" ,;") for part in _PARTS.split(rest) if part.strip(" ,;")]
    role = next((part for part in parts if _ROLE.search(part) and not _PERSON.match(part)), "")
    if role and "," in role:  # one of the parts of a line that is divided by commas only
        role = next((own.strip() for own in role.split(",") if _ROLE.search(own)), "")
        parts = [own.strip() for part in parts for own in part.split(",")]
    words = [own.strip() for part in parts if part != role for own in part.split(",") if own.strip()]
    words = [own for own in words if own != role]
    name, *said = words or [""]
    body = said.pop() if said and _BODY.search(said[-1]) else ""
    return Peer(
        line=line, role=role, name=name, post=", ".join(said), organisation=body, party=party["party"] if party else ""
    )
