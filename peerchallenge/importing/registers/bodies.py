"""Read the rows of a register of councils, with its known faults guarded; it knows nothing of what the site holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from peerchallenge.importing.outcome import Left
from peerchallenge.importing.received import Kind, Received, wrong
from peerchallenge.importing.tables import csv_rows
from peerchallenge.importing.tables.grids import Line
from peerchallenge.read import signs

NEEDED = (
    "local-authority-code",
    "official-name",
    "nice-name",
    "gss-code",
    "end-date",
    "replaced-by",
    "nation",
    "local-authority-type-name",
    "current-authority",
)
_MAY = ("start-date", "region", "alt-names")
_OWN = {*NEEDED, *_MAY, "county-la", "combined-authority", "former-gss-codes"}
_TYPES = {
    "non-metropolitan district": "district council",
    "metropolitan district": "metropolitan borough",
    "ni district": "Northern Ireland district council",
    "county": "county council",
    "unitary authority": "unitary authority",
    "london borough": "London borough",
    "welsh unitary authority": "Welsh unitary authority",
    "scottish unitary authority": "Scottish unitary authority",
    "combined authority": "combined authority",
    "strategic regional authority": "strategic regional authority",
    "city corporation": "city corporation",
}
_CORRECTED: Mapping[str, tuple[str, str, str]] = {
    "Southend-on-Sea Borough Council": (
        "Southend-on-Sea City Council",
        "Southend-on-Sea",
        "the register still has the name from before it became a city",
    ),
    "Borough Council of Kings Lynn and West Norfolk": (
        "Borough Council of King's Lynn & West Norfolk",
        "King's Lynn & West Norfolk",
        "the register has the name without the apostrophe and the sign & that the council writes",
    ),
}
"""The names that the register's own notes on its faults call wrong: the full name, the short one, and why."""
GONE = {"North of Tyne Combined Authority"}
"""Bodies that the register shows as current although they are not, by the notes on its faults."""
_WELSH = re.compile(r"(?:Cyngor|Bwrdeistref|Dinas|Sir|Bro|Ynys|Caer|Aber|Castell|Pen-y-)(?=[ \w-])")
_ENGLISH = re.compile(r"\b(?:council|county|borough|city|of|the|and|isle|ua)\b", re.IGNORECASE)
_THE = re.compile(r"^The (?=\S)")
_DAMAGED = re.compile(r"\ufffd|ï[¿¾]|(?<=\w)\?|\?(?=\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One row of the register, its facts as the site writes them; an empty value does not stand there."""

    row: int
    code: str
    official: str
    nice: str
    name: str
    short: str
    why: str
    """Why `name` is not the official one, where it is not."""
    gss: str
    started: date | None
    ended: date | None
    moved: bool
    """Whether `ended` is the day before the one in the register."""
    replaced_by: tuple[str, ...]
    nation: str
    region: str
    type: str
    alternatives: tuple[str, ...]
    current: bool

    @property
    def where(self) -> str:
        """The place by which a person finds it."""
        return f"row {self.row} of the register"

    @property
    def stem(self) -> str:
        """The name that its id is made from."""
        return _THE.sub("", self.nice) or self.short


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What a register holds. `ours` is whether it has the columns of the one whose licence asks to be named."""

    bodies: tuple[Body, ...]
    left: tuple[Left, ...]
    ours: bool


def register(received: Received) -> Register:
    """Read a register, or raise `ContentError` that says which columns it lacks."""
    if received.kind is not Kind.CSV:
        message = f"This is {received.kind}, and a register of councils is a CSV file."
        raise wrong(received.path, "file-kind", message, "Save the sheet as CSV, or import it without --councils.")
    head, *rows = csv_rows.grids(received)[0].rows or (Line(number=1, cells=()),)
    columns = {cell.text.casefold(): at for at, cell in reversed(list(enumerate(head.cells)))}
    if lacking := [name for name in NEEDED if name not in columns]:
        raise _no_register(received, lacking, [cell.text for cell in head.cells if cell.text])
    bodies: dict[str, Body] = {}
    left: list[Left] = []
    for row in rows:
        values = {name: " ".join(row.cell(at).text.split()) for name, at in columns.items()}
        body = _body(row.number, values)
        if why := _unusable(body, bodies):
            left.append(Left(what=f"“{body.official or body.nice or body.code}”", why=why, where=body.where))
        else:
            bodies[body.code.casefold()] = body
    return Register(bodies=tuple(bodies.values()), left=tuple(left), ours=set(columns) >= _OWN)


def _no_register(received: Received, lacking: Iterable[str], there: list[str]) -> Exception:
    found = ", ".join(there[:20]) + (" …" if len(there) > 20 else "")
    message = f"This is no register of councils that can be read: it has no column {', '.join(lacking)}."
    hint = f"The columns needed are {', '.join(NEEDED)}; found were: {found or 'none'}. The first row must name them."
    return wrong(received.path, "columns", message, hint)


def _unusable(body: Body, known: Mapping[str, Body]) -> str:
    if not body.code or not body.official:
        return "the row has no code or no name"
    first = known.get(body.code.casefold())
    return f"its code {body.code} stands in row {first.row} already" if first else ""


def _body(row: int, values: Mapping[str, str]) -> Body:
    official, nice = values["official-name"], values["nice-name"]
    name, short, why = _CORRECTED.get(official, (official, _THE.sub("", nice or official), ""))
    written, is_former = values["current-authority"].casefold(), bool(values["end-date"])
    ended = _day(values["end-date"])
    moved = ended is not None and (ended.month, ended.day) == (4, 1)
    kind = values["local-authority-type-name"]
    return Body(
        row=row,
        code=values["local-authority-code"],
        official=official,
        nice=nice,
        name=name,
        short=short,
        why=why,
        gss=values["gss-code"],
        started=_day(values.get("start-date", "")),
        ended=ended - timedelta(days=1) if ended and moved else ended,
        moved=moved,
        replaced_by=tuple(code.strip() for code in values["replaced-by"].split(",") if code.strip()),
        nation=values["nation"],
        region=values.get("region", ""),
        type=_TYPES.get(kind.casefold(), kind),
        alternatives=tuple(alt.strip() for alt in values.get("alt-names", "").split(",") if alt.strip()),
        current=written in {"true", "yes", "1"} or (not written and not is_former),
    )


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def welsh_names(body: Body) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Give what the register has in Welsh for a Welsh council: plainly Welsh names, what may be such, damaged ones."""
    sure: list[str] = []
    maybe: list[str] = []
    damaged: list[str] = []
    for name in dict.fromkeys(body.alternatives):
        if name == name.lower() or name in {body.official, body.nice, body.name, body.short}:
            continue
        if _DAMAGED.search(name) or signs.garbled(name):
            damaged.append(name)
        elif _WELSH.match(name) and not _ENGLISH.search(name):
            sure.append(name)
        elif not _ENGLISH.search(name):
            maybe.append(name)
    full = [name for name in sure if name.startswith("Cyngor ")]
    return tuple(full or sure), tuple(maybe), tuple(damaged)
