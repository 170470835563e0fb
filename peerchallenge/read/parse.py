"""From the texts of a folder to typed documents, each read by itself; it joins nothing and reads no disk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from peerchallenge.problems import Problem, Severity, any_errors
from peerchallenge.read import fence, layout, names, overlay, pasted, site_files, wording
from peerchallenge.read.fence import Split
from peerchallenge.read.nodes import Tree
from peerchallenge.read.parsed import Parsed
from peerchallenge.read.site_files import checked
from peerchallenge.schema.challenge import TYPES, Challenge, likely_type
from peerchallenge.schema.document import Document, Page
from peerchallenge.schema.site import Council, Site
from peerchallenge.sources import Inputs, Original, Source, divided


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What is read once for all challenges: the settings, the councils, the pages.

    `names` give the ids of the councils by whatever a person may write in their place, in small letters.
    `knows_all` is false where the list of councils is wrong, so that a council missing in it is no mistake elsewhere.
    """

    site: Parsed | None
    councils: tuple[Parsed, ...]
    pages: tuple[Parsed, ...]
    originals: tuple[Original, ...]
    names: Mapping[str, str]
    knows_all: bool
    problems: tuple[Problem, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the councils."""
        return tuple(parsed.data.id for parsed in self.councils if isinstance(parsed.data, Council))


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """What is read in the folder of one challenge. It is `broken` where a file of it is wrong."""

    documents: tuple[Parsed, ...]
    originals: tuple[Original, ...]
    broken: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Everything that was written, read file by file. `broken` are the challenges in whose folder a file is wrong."""

    site: Parsed | None
    councils: tuple[Parsed, ...]
    pages: tuple[Parsed, ...]
    documents: tuple[Parsed, ...]
    broken: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A file that is split and named, before its details are held against the schema."""

    source: Source
    split: Split
    model: type[Document]
    kind: str
    challenge: str = ""
    council: str = ""
    labels: tuple[str, ...] = ()
    language: str = "en"


def common(inputs: Inputs) -> Common:
    """Read what stands outside the folders of challenges, with everything that is wrong in each file."""
    by_name = {source.name: source for source in inputs.texts}
    site, wrong_site = site_files.settings(by_name, inputs)
    councils, wrong_councils = site_files.councils(by_name, inputs)
    pages, wrong_pages = _pages(by_name, {*by_name, *inputs.unread})
    wrong_places = layout.problems(inputs, site.data if site and isinstance(site.data, Site) else None)
    wrong = (*wrong_site, *wrong_councils, *wrong_pages, *wrong_places)
    return Common(
        site=site,
        councils=councils,
        pages=pages,
        originals=tuple(original for original in inputs.originals if original.name.startswith("pages/")),
        names=_by_council_name(councils),
        knows_all=not any_errors(wrong_councils) and "councils.yml" not in inputs.unread,
        problems=(*wrong, *pasted.problems(_read(inputs), wrong)),
    )


def folder(inputs: Inputs, common: Common) -> Folder:
    """Read every text of one challenge's folder by itself, with everything that is wrong in each."""
    by_name = {source.name: source for source in inputs.texts}
    documents, wrong = _documents(by_name, {*by_name, *inputs.unread}, common.ids, common.names)
    problems = (*wrong, *layout.problems(inputs, None), *pasted.problems(_read(inputs), wrong))
    wrong_paths = {problem.path for problem in problems if problem.is_error}
    is_broken = bool(inputs.unread) or any(source.path in wrong_paths for source in inputs.texts)
    return Folder(
        documents=documents,
        originals=inputs.originals,
        broken=is_broken or (not common.knows_all and _has_unknown_host(documents, common.ids)),
        problems=problems,
    )


def parse(inputs: Inputs) -> tuple[Written, tuple[Problem, ...]]:
    """Read every text, with everything that is wrong in each."""
    outside, folders = divided(inputs)
    shared = common(outside)
    read = {name: folder(own, shared) for name, own in folders.items()}
    written = Written(
        site=shared.site,
        councils=shared.councils,
        pages=shared.pages,
        documents=tuple(parsed for own in read.values() for parsed in own.documents),
        broken=frozenset(name for name, own in read.items() if own.broken),
    )
    return written, (*shared.problems, *(problem for own in read.values() for problem in own.problems))


def _read(inputs: Inputs) -> Iterator[Source]:
    """Give the texts that are read, and not only found in an odd place."""
    for source in inputs.texts:
        top, *inner = source.name.split("/")
        depth = {"challenges": 2, "pages": 1, "councils": 1}.get(top, -1)
        is_list = not inner and top.partition(".")[0] in {"site", "councils"}
        if is_list or (len(inner) == depth and source.name.endswith(".md")):
            yield source


def _has_unknown_host(documents: Iterable[Parsed], known: Collection[str]) -> bool:
    events = (parsed.data for parsed in documents if isinstance(parsed.data, Challenge))
    return any(not set(event.councils) <= set(known) for event in events)


def _by_council_name(councils: Iterable[Parsed]) -> dict[str, str]:
    """Give the ids of the councils by whatever a person may write in their place, in small letters."""
    known = [parsed.data for parsed in councils if isinstance(parsed.data, Council)]
    names = {name: c.id for c in known for name in (c.id.replace("-", " "), c.welsh_name, c.short_name, c.name, c.id)}
    return {name.casefold(): council for name, council in names.items() if name}


def _documents(
    by_name: Mapping[str, Source], present: Collection[str], councils: Collection[str], named: Mapping[str, str]
) -> tuple[tuple[Parsed, ...], tuple[Problem, ...]]:
    drafts: dict[str, _Draft] = {}
    problems: list[Problem] = []
    for name, source in sorted(by_name.items()):
        parts = name.split("/")
        if parts[0] != "challenges" or len(parts) != 3 or not name.endswith(".md"):
            continue
        read, wrong_name = names.read(source, councils)
        problems.extend(wrong_name)
        if read is None:
            continue
        split, wrong = fence.split(source, wording.keys(read.model))
        problems.extend(wrong)
        if split:
            drafts[name] = _Draft(
                source=source,
                split=split,
                model=read.model,
                kind=read.model.kind,
                challenge=parts[1],
                council=read.council,
                labels=read.labels,
                language=read.language,
            )
    found, wrong_details = _validated(drafts, present, named)
    return found, (*problems, *wrong_details)


def _pages(by_name: Mapping[str, Source], present: Collection[str]) -> tuple[tuple[Parsed, ...], tuple[Problem, ...]]:
    drafts: dict[str, _Draft] = {}
    problems: list[Problem] = []
    for name, source in sorted(by_name.items()):
        if not name.startswith("pages/") or not name.endswith(".md") or name.count("/") > 1:
            continue
        split, wrong = fence.split(source, wording.keys(Page))
        stem = name.removeprefix("pages/").removesuffix(".md")
        language = "cy" if stem.endswith(".cy") else "en"
        problems.extend((*wrong, *layout.page_name(source, stem.removesuffix(".cy"))))
        if split:
            labels = (stem.removesuffix(".cy"),)
            drafts[name] = _Draft(source=source, split=split, model=Page, kind="page", labels=labels, language=language)
    found, wrong_details = _validated(drafts, present)
    return found, (*problems, *wrong_details)


def _validated(
    drafts: Mapping[str, _Draft], present: Collection[str], councils: Mapping[str, str] = MappingProxyType({})
) -> tuple[tuple[Parsed, ...], list[Problem]]:
    """Hold every file against the schema; one in Welsh takes its facts from the file beside it."""
    found: list[Parsed] = []
    problems: list[Problem] = []
    for name, draft in drafts.items():
        beside = name.removesuffix(".cy.md") + ".md" if draft.language == "cy" else ""
        sibling = drafts.get(beside)
        if beside in present and sibling is None:
            continue  # The file beside it is wrong, and says so; without its facts nothing can be said of this one.
        tree = draft.split.tree
        if sibling:
            if any_errors(checked(sibling.source, sibling.split.tree, sibling.model, sibling.split.tree.value)[1]):
                continue
            tree, wrong = overlay.lay(draft.source, tree, sibling.split.tree, draft.model)
            problems.extend(wrong)
        data, refused = checked(draft.source, tree, draft.model, tree.value, councils)
        problems.extend(refused)
        # With wrong details a file is kept for its text alone, so that what is wrong there is said in the same run.
        found.append(_parsed(draft, data or Document(), tree, sibling=sibling is not None))
        problems.extend(() if sibling else _odd_type(found[-1]))
    return tuple(found), problems


def _odd_type(parsed: Parsed) -> Iterator[Problem]:
    """Ask after a kind of challenge that is nearly a known one."""
    word = parsed.data.type if isinstance(parsed.data, Challenge) else ""
    if word and word not in TYPES and (meant := likely_type(word)):
        yield parsed.problem(
            "type",
            code="challenge-type",
            message=f"“{word}” is not a kind of challenge that is known here.",
            suggestion=f"Did you mean “{meant}”?",
            severity=Severity.WARNING,
        )


def _parsed(draft: _Draft, data: Document, tree: Tree, *, sibling: bool) -> Parsed:
    return Parsed(
        source=draft.source,
        data=data,
        body=draft.split.body,
        body_line=draft.split.body_line,
        challenge=draft.challenge,
        kind=draft.kind,
        council=draft.council,
        labels=draft.labels,
        language=draft.language,
        sibling=sibling,
        places=tree.places,
    )
