"""Build a whole folder as `pipeline` does, in several processes and no more often than needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from peerchallenge import making, parts, pipeline, settings
from peerchallenge.assemble import library
from peerchallenge.assemble.folders import Convert, Ground, Joined, unknown_follows
from peerchallenge.assemble.library import Outside
from peerchallenge.check import places
from peerchallenge.check.site import Home
from peerchallenge.making import Bench, Made, Unjoined
from peerchallenge.options import Options
from peerchallenge.parts import Folder, Setting, Together
from peerchallenge.problems import Problem, in_order
from peerchallenge.prose.convert import convert_all
from peerchallenge.publish import originals
from peerchallenge.publish.folder import Opened
from peerchallenge.read import files, held_back, parse
from peerchallenge.read.files import File
from peerchallenge.read.parsed import Parsed
from peerchallenge.remember.answers import Answer, answers
from peerchallenge.remember.digest import digest, program
from peerchallenge.remember.packing import as_elsewhere
from peerchallenge.remember.store import Memory
from peerchallenge.render import assets, robots
from peerchallenge.schema.site import Site
from peerchallenge.sources import Inputs, Original

_SECONDS = 30.0
HERE = 40
"""Up to how many things a preview makes without other processes, which take a while to start beside a server."""

Begin = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What there is to build from: the files of the content with the sum of each, templates and assets."""

    files: tuple[File, ...]
    sums: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    layout: Inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What is read before any challenge; `key` sums it up, with the program and how the build was asked for."""

    key: bytes
    ground: Ground
    outside: Outside
    inputs: Inputs
    folders: Mapping[str, tuple[File, ...]]
    problems: tuple[Problem, ...]
    held: frozenset[str]
    waiting: tuple[held_back.Waiting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build made, with the warnings that did not stop it; `used` are the keys of all that it remembers."""

    made: tuple[Made, ...]
    fresh: tuple[str, ...]
    said: Mapping[str, Joined]
    outside: Outside
    held: frozenset[str]
    waiting: tuple[held_back.Waiting, ...]
    problems: tuple[Problem, ...]
    used: tuple[bytes, ...]


def build(content: Content, options: Options, memory: Memory, site: Opened | None, begin: Begin) -> Built:
    """Make the site, or raise `ContentError` with every problem at once.

    With a `site` the files are put on its shelf, but for parts that stand there already just so. `begin` is told the
    name of each part of the work as it begins.
    """
    start = begun(content, options)
    begin("Converting and joining")
    folders = join(start, content, memory)
    said = {name: own.said for name, own in folders.items()}
    found = (
        *outside_drafts(content.problems, said.values()),
        *start.problems,
        *problems_of(said),
    )
    pipeline.stop_at_errors(found, options)
    begin("Making pages")
    chosen = setting(start, content, options, memory)
    together = Together(chosen, folders)
    done = parts.made(chosen, together)
    found = (*found, *parts.template_problems(done))
    pipeline.stop_at_errors(found, options)
    begin("Checking pages")
    checked = parts.checked(done, chosen.bench.home, memory)
    found = (*found, *placed(checked[-1][0], content))
    pipeline.stop_at_errors(found, options)
    begin("Writing the site" if site else "")
    return Built(
        made=tuple(own[making.MADE] for own in done),
        fresh=parts.put(done, site, memory) if site else (),
        said=said,
        outside=start.outside,
        held=start.held.union(*(own.held for own in said.values())),
        waiting=held_back.by_day((*start.waiting, *(one for own in said.values() for one in own.waiting))),
        problems=in_order(found),
        used=tuple(key for own in _answers(folders, together, (*done, *checked)) for key in own.names()),
    )


def _answers(folders: Mapping[str, Folder], together: Together, others: Iterable[Answer]) -> Iterable[Answer]:
    """Give every answer that the next build may ask for again."""
    return (*(own for folder in folders.values() for own in folder.answers), *together.answers.values(), *others)


def begun(content: Content, options: Options, convert: Convert = convert_all) -> Start:
    """Read what stands outside the folders of challenges, and sum up what all of them are joined with."""
    common, folders = divided(content.files)
    inputs, unread = files.load_as(common, content.sums)
    shown = inputs if options.drafts else held_back.without_drafts(inputs)
    read = parse.common(shown)
    ground = as_elsewhere(library.ground(read, options.today, options.embargo_day, drafts=options.drafts))
    absent = pipeline.absent_pages((source.name for source in inputs.texts), ground)
    outside = library.outside(ground, absent, convert)
    whole = replace(
        shown,
        originals=(*shown.originals, *_logo(read.site, folders, options)),
        templates=content.layout.templates,
        assets=content.layout.assets,
    )
    asked = (options.today.isoformat(), options.embargo_day.isoformat(), str(options.drafts))
    return Start(
        key=digest(program(), *asked, *sums(common, content)),
        ground=ground,
        outside=outside,
        inputs=whole,
        folders=folders,
        problems=(
            *held_back.outside_drafts(unread, inputs, shown),
            *outside.problems,
            *settings.problems(read.site, whole, options),
        ),
        held=absent,
        waiting=held_back.told(inputs.texts, absent, options.embargo_day),
    )


def _logo(site: Parsed | None, folders: Mapping[str, tuple[File, ...]], options: Options) -> tuple[Original, ...]:
    """Give the originals of the folder of a challenge in which the logo stands, if it does in one."""
    logo = site.data.brand.logo if site and isinstance(site.data, Site) else ""
    _, *inner = logo.removeprefix("content/").split("/")
    inputs, _ = files.load(folders.get(inner[0], ()) if len(inner) > 1 else ())
    return (inputs if options.drafts else held_back.without_drafts(inputs)).originals


def divided(every: Iterable[File]) -> tuple[tuple[File, ...], Mapping[str, tuple[File, ...]]]:
    """Give the files outside the folders of challenges, and those of each folder by its name."""
    common: list[File] = []
    folders: dict[str, list[File]] = {}
    for file in every:
        top, *inner = file.name.split("/")
        (folders.setdefault(inner[0], []) if top == "challenges" and len(inner) > 1 else common).append(file)
    return tuple(common), {name: tuple(own) for name, own in sorted(folders.items())}


def sums(some: Iterable[File], content: Content) -> Iterable[bytes | str]:
    """Give what sums up some files: their names and the sums of their bytes."""
    return (part for file in some for part in (file.path, file.name, content.sums[file.place]))


def join(
    start: Start,
    content: Content,
    memory: Memory,
    before: Mapping[str, Folder] = MappingProxyType({}),
    convert: Convert | None = None,
) -> Mapping[str, Folder]:
    """Join every folder; those that write a theme otherwise than others are joined again.

    A folder whose files are as they were `before` is taken over, which is for who joined them on the same ground. With
    a way to `convert` texts no process is started for a few folders.
    """

    def joined(ground: Ground, names: Iterable[str], *spelt: str) -> dict[str, Folder]:
        own = {name: start.folders[name] for name in names}
        keyed = [
            (
                digest("folder", start.key, *spelt, *sums(some, content)),
                Unjoined(id=name, files=some, sums={f.place: content.sums[f.place] for f in some}),
            )
            for name, some in own.items()
        ]
        found = answers(
            lambda missing: (
                partial(making.join_with, ground, convert)
                if convert and len(missing) <= HERE
                else partial(making.join, ground)
            ),
            keyed,
            memory,
            seconds=_SECONDS,
            instead=partial(making.join_carefully, ground),
            here=lambda missing: convert is not None and len(missing) <= HERE,
        )
        made = zip(own.items(), found, strict=True)
        return {name: Folder(files=some, said=answer[making.SAID], answer=answer) for (name, some), answer in made}

    known = ((name, before.get(name), own) for name, own in start.folders.items())
    same = {name: was for name, was, own in known if was and was.files == own and not was.unspelt}
    new = joined(start.ground, (name for name in start.folders if name not in same))
    every = {name: same[name] if name in same else new[name] for name in start.folders}
    for name, other in library.respelt(start.ground, {name: own.said for name, own in every.items()}).items():
        spelt = (part for pair in sorted(other.themes.names.items()) for part in pair)
        again = joined(as_elsewhere(other), (name,), *spelt)[name]
        every[name] = replace(again, unspelt=every[name].answer)
    return every


def outside_drafts(problems: Iterable[Problem], said: Iterable[Joined]) -> Iterable[Problem]:
    """Leave out what is wrong with names in the folder of a draft challenge: it never stops a public build."""
    drafts = (one.path for own in said for one in own.waiting if one.until is None)
    folders = tuple(path.removesuffix("challenge.md") for path in drafts if path.endswith("/challenge.md"))
    return (problem for problem in problems if not (folders and problem.path.startswith(folders)))


def problems_of(said: Mapping[str, Joined]) -> tuple[Problem, ...]:
    """Give what is wrong in the folders, and between them."""
    within = (problem for own in said.values() for problem in own.problems)
    return (*within, *unknown_follows(said, frozenset(said)))


def setting(start: Start, content: Content, options: Options, memory: Memory) -> Setting:
    """Gather what parts of the site are made with."""
    chosen = settings.settings(start.ground.common.site, options)
    view = settings.view(chosen, start.outside.pages, start.inputs, options)
    named = ((original.name, original.path) for original in start.inputs.originals)
    bench = Bench(
        templates=content.layout.templates,
        assets=content.layout.assets,
        view=view,
        home=Home(url=chosen.base_url, base_path=chosen.base_path),
        today=options.today,
        memory=memory,
    )
    return Setting(
        key=start.key,
        site=chosen,
        outside=start.outside,
        search=options.search,
        bench=bench,
        files=(
            *assets.outputs(content.layout.assets, chosen.brand.colour),
            *robots.outputs(drafts=options.drafts),
            *originals.outputs(named, start.outside.originals, view.logo),
        ),
    )


def placed(problems: Iterable[Problem], content: Content) -> Iterable[Problem]:
    """Find the lines that problems of finished pages come from, in the few files that they name, or in the settings."""
    found = tuple(problems)
    named = {problem.path for problem in found}
    wanted = (file for file in content.files if file.path in named or file.name in {"site.yml", "site.yaml"})
    return places.placed(found, files.load(wanted)[0].texts) if found else ()


def no_content(folder: Path) -> Problem:
    """Say that the folder to read is not there, and what to do."""
    return Problem(
        path=folder.as_posix(),
        code="no-content",
        message=f"There is no folder “{folder}” here, so there is nothing to publish.",
        suggestion=(
            "Start this command in the folder that holds “content”, or name it with --content. To begin a new site, "
            "copy the example's content folder and change what it says: README.md shows how in ten minutes."
        ),
    )
