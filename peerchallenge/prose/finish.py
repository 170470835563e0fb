"""Make a converted text fit for a page: headings in order, tables, links, pictures, footnotes; it parses nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from peerchallenge.addresses import slug
from peerchallenge.prose.clean import Leads, leads
from peerchallenge.prose.lines import CODE, CUT
from peerchallenge.prose.tree import NUMBER, Tree, count, kept, measure, plain, words_of
from peerchallenge.records import Heading

_TOKEN = re.compile(f"[{CODE}{CUT}]\\d+[{CODE}{CUT}]")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_RESERVED = frozenset(
    (  # noqa: SIM905 (a list would take a line for each)
        "actions address all answered challenges citation compared contents dates documents due footer loose main "
        "newest newest-challenges open other progress q quick recommendations responses said same scope search "
        "siblings sources states team themes timeline timetable top totals updates voices"
    ).split()
)
"""The names of places that the templates give; a test compares the two."""
_RESERVED_STARTS = (
    *("rec-", "action-", "page-", "note-", "from-", "letter-", "open-", "month-", "set-", "state-", "todo-"),
)
_VAGUE = frozenset(
    {"here", "click here", "click", "see here", "link", "this link", "this", "more", "read more"}
    | {"yma", "cliciwch yma", "gweler yma", "dolen", "mwy", "darllen mwy"}
)
_WORDS = {
    "en": {"table": "Table", "notes": "Footnotes", "note": "Footnote", "back": "Back to reference"},
    "cy": {"table": "Tabl", "notes": "Troednodiadau", "note": "Troednodyn", "back": "Yn ôl i gyfeiriad"},
}

_Place = Callable[[], tuple[int, int]]
"""Looks for the line and column of something, once they are needed."""


def finish(tree: Tree) -> None:
    """Do everything to the tree that is done after the words are converted."""
    measure(tree)
    words = plain("".join(tree.root.itertext()))
    if CODE in words or CUT in words:
        words = _TOKEN.sub(" ", words)
    tree.words = count(words)
    for element in tree.root.iter():
        if element.tag == "a" and not element.get("class", "").startswith("footnote-"):
            _link(tree, element)
        elif element.tag == "img":
            _picture(tree, element)
        elif element.tag == "pre":
            element.set("tabindex", "0")
        elif element.tag == "ol":
            _numbers(element)
    _headings(tree)
    _tables(tree)
    if tree.is_document:
        _footnotes(tree)


def _link(tree: Tree, link: Element) -> None:
    address = plain(link.get("href", "")).strip()
    link.set("href", kept(address))
    words = words_of(link)
    place = partial(tree.place, link, address)
    _title(tree, link, place)
    if not words:
        hint = f"Write words between the square brackets: [the plan]({address})."
        tree.draft.fail(*place(), "link-words", f"This link to “{address}” has no words.", hint)
    elif words.strip(" .").casefold() in _VAGUE:
        hint = "Say what is behind the link: some readers hear only the links of a page, one after another."
        tree.draft.warn(*place(), "link-words", f"The words “{words}” do not say where this link leads.", hint)
    elif link.get("rel") != "bare" and re.match(r"(https?://|www\.)", words):
        hint = f"Say what is behind the link: [the guidance]({address})."
        tree.draft.warn(*place(), "link-words", f"The words of this link are an address, “{words}”.", hint)
    _address(tree, place, address, f"The link “{words}”")


def _address(tree: Tree, place: _Place, address: str, what: str) -> None:
    where = leads(address)
    if address.startswith("www."):
        tree.draft.fail(
            *place(), "link", f"{what} leads to “{address}”, which is no full address.", f"Write “https://{address}”."
        )
    elif where is Leads.FILE:
        name = unquote(address.partition("#")[0])
        tree.files.extend([name] if name not in tree.files else [])
    elif where is Leads.NOWHERE:
        hint = (
            "Write an address that begins with “https://”, a path of this site, or the name of a file beside this one."
        )
        tree.draft.fail(*place(), "link", f"{what} leads to “{address}”, which readers cannot follow.", hint)


def _title(tree: Tree, element: Element, place: _Place) -> None:
    if title := plain(element.attrib.pop("title", "")).strip():
        message = f"The words “{title}”, written behind an address, are not published."
        tree.draft.warn(*place(), "link-title", message, "Write them into the text, or take them out.")


def _numbers(numbered: Element) -> None:
    """Keep the numbers of a list that do not follow on, unless all are the same, which means: count them for me."""
    written = [int(item.attrib.pop(NUMBER)) for item in numbered if NUMBER in item.attrib]
    if len(written) != len(numbered) or len(set(written)) == 1:
        return
    for item, before, number in zip(numbered[1:], written, written[1:], strict=False):
        if number != before + 1:
            item.set("value", str(number))


def _picture(tree: Tree, picture: Element) -> None:
    source = plain(picture.get("src", "")).strip()
    words = plain(picture.get("alt", "")).strip()
    picture.attrib["src"], picture.attrib["alt"] = kept(source), kept(words)
    place = partial(tree.place, picture, source)
    _title(tree, picture, place)
    if not words:
        hint = f"Write what it shows between the square brackets: ![Bar chart of …]({source})."
        tree.draft.fail(
            *place(), "picture-words", f"The picture “{source}” has no words for people who cannot see it.", hint
        )
    if leads(source) is Leads.ELSEWHERE:
        hint = "Save the picture beside this file and name it here."
        tree.draft.fail(
            *place(), "picture", f"The picture “{source}” stands on another site, which a page may not load.", hint
        )
        return
    _address(tree, place, source, f"The picture “{words}”")


def _headings(tree: Tree) -> None:
    found = [element for element in tree.root.iter() if element.tag in _HEADINGS]
    for empty in [element for element in found if not words_of(element)]:
        found.remove(empty)
        tree.parents[empty].remove(empty)
    if not tree.is_document:
        for element in found:
            _embolden(element)
        return
    _demote(tree, found)
    top = min((int(element.tag[1]) for element in found), default=1)
    above: list[int] = []
    for element in found:
        written, title = int(element.tag[1]), words_of(element)
        while above and above[-1] >= written:
            above.pop()
        expected = (above[-1] if above else top - 1) + 1
        if written > expected:
            hint = f"Write “{'#' * expected} {title}”, or the heading that is missing above it."
            tree.draft.warn(*tree.place(element), "heading-level", f"The heading “{title}” skips a level.", hint)
        above.append(written)
        element.tag = f"h{min(len(above) + 1, 6)}"
        element.set("id", _anchor(tree, title))
        if len(above) <= 2:
            tree.headings.append(Heading(level=len(above) + 1, title=title, anchor=element.attrib["id"]))


def _demote(tree: Tree, found: list[Element]) -> None:
    """Take the one heading that stands above all others, and below some of them, for one of theirs."""
    levels = sorted(int(element.tag[1]) for element in found)
    if len(levels) < 2 or levels[0] == levels[1] or int(found[0].tag[1]) == levels[0]:
        return
    lone = min(found, key=lambda element: element.tag)
    title, right = words_of(lone), "#" * levels[1]
    message = f"The heading “{title}” begins with “{'#' * levels[0]}”, above the headings before it."
    tree.draft.warn(*tree.place(lone), "heading-level", message, f"Write “{right} {title}”.")
    lone.tag = f"h{levels[1]}"


def _anchor(tree: Tree, title: str) -> str:
    base = slug(re.sub("['’]", "", title))
    if len(base) > 60:
        base = base[:61].rpartition("-")[0] or base[:60]
    if not base or not base[0].isalpha() or base in _RESERVED or f"{base}-".startswith(_RESERVED_STARTS):
        base = f"section-{base}".rstrip("-")
    anchor, number = base, 1
    while anchor in tree.ids:
        number += 1
        anchor = f"{base}-{number}"
    tree.ids.add(anchor)
    return anchor


def _embolden(element: Element) -> None:
    strong = Element("strong")
    strong.text, strong[:] = element.text, list(element)
    element.tag, element.text, element[:] = "p", None, [strong]


def _tables(tree: Tree) -> None:
    labels: Counter[str] = Counter()
    section = ""
    for element in list(tree.root.iter()):
        if element.tag in _HEADINGS:
            section = words_of(element)
        elif element.tag == "table":
            cells = [words_of(cell) for cell in element.iter("th")]
            label = _WORDS[tree.lang]["table"] + ": " + (section or next(filter(None, cells), ""))
            labels[label] += 1
            _wrap(element, f"{label} ({labels[label]})" if labels[label] > 1 else label)
            if not all(cells[1:]):  # the corner over a column of names may be empty
                place = next((tree.place(cell) for cell in element.iter() if cell in tree.begins), (0, 0))
                hint = "Write in the first line of the table what each column holds."
                tree.draft.warn(*place, "table-heading", "A column of this table has no heading.", hint)


def _wrap(table: Element, label: str) -> None:
    for cell in table.iter():
        side = {"right": "is-right", "center": "is-centre"}.get(cell.attrib.pop("align", ""))
        if side:
            cell.set("class", side)
        if cell.tag == "th" and words_of(cell):
            cell.set("scope", "col")
        elif cell.tag == "th":
            cell.tag = "td"
    inner = Element("table")
    inner[:], table[:] = list(table), [inner]
    table.tag = "div"
    table.attrib.update({"class": "table", "role": "region", "tabindex": "0", "aria-label": kept(label)})


def _footnotes(tree: Tree) -> None:
    notes = next((part for part in tree.root.iter("div") if part.get("class") == "footnote"), None)
    items = notes.find("ol") if notes is not None else None
    if notes is None or items is None:
        return
    words = _WORDS[tree.lang]
    pointers: dict[str, list[Element]] = {}
    for pointer in tree.root.iter("sup"):
        pointers.setdefault(_note(pointer), []).append(pointer)
    order = {name: position for position, name in enumerate(pointers)}
    items[:] = sorted(items, key=lambda item: order.get(_note(item), len(order)))
    for number, item in enumerate(items, 1):
        _footnote(item, number, pointers.get(_note(item), []), words)
    notes.tag, notes.attrib["class"] = "section", "footnotes"
    title = Element("h2", {"class": "visually-hidden", "id": "note-list"})
    title.text = words["notes"]
    notes[:] = [title, items]


def _note(element: Element) -> str:
    """Give the name that the writer gave to a footnote; the converter keeps it behind a colon."""
    return element.get("id", "").partition(":")[2]


def _footnote(item: Element, number: int, pointers: list[Element], words: dict[str, str]) -> None:
    item.set("id", f"note-{number}")
    for block in item:
        for link in [part for part in block if part.get("class") == "footnote-backref"]:
            block.remove(link)
    last = item[-1] if len(item) and item[-1].tag == "p" else SubElement(item, "p")
    for position, pointer in enumerate(pointers, 1):
        again = f"-{position}" if position > 1 else ""
        pointer.set("id", f"note-{number}-ref{again}")
        pointer[0].attrib = {"href": f"#note-{number}", "aria-label": f"{words['note']} {number}"}
        pointer[0].text = str(number)
        name = f"{words['back']} {number}" + (f" ({position})" if again else "")
        back = SubElement(last, "a", {"href": f"#note-{number}-ref{again}", "class": "back", "aria-label": name})
        back.text, back.tail = "↩", " " if position < len(pointers) else ""
