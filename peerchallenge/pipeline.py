"""The whole program on one screen: from what a person wrote to the files of the site. It writes and remembers nothing.

`building` does the same for a whole folder, in several processes and no more often than needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from peerchallenge import settings
from peerchallenge.assemble import library
from peerchallenge.assemble.folders import Ground, unknown_follows
from peerchallenge.assemble.folders import join as join_folder
from peerchallenge.check import places, rules
from peerchallenge.check.site import Home
from peerchallenge.options import Options
from peerchallenge.plan.site import plan
from peerchallenge.problems import ContentError, Problem, any_errors, in_order, warnings_as_errors
from peerchallenge.prose import convert
from peerchallenge.publish import originals
from peerchallenge.read import held_back, parse
from peerchallenge.read.parsed import Parsed
from peerchallenge.records import Library
from peerchallenge.render import assets, robots, sheets, templates
from peerchallenge.schema.site import Site
from peerchallenge.sources import Inputs, Output, divided


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What was written, joined. `held` are the names of the files that are held back."""

    site: Parsed | None
    library: Library
    held: frozenset[str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build made, with the warnings that did not stop it and the names of what it held back."""

    outputs: tuple[Output, ...]
    library: Library
    held: frozenset[str]
    waiting: tuple[held_back.Waiting, ...]
    problems: tuple[Problem, ...]


def build(
    inputs: Inputs, problems: Iterable[Problem], options: Options, begin: Callable[[str], None] = lambda _: None
) -> Built:
    """Turn what was read into the files of the site, or raise `ContentError` with every problem at once.

    `begin` is told the name of each part as it begins.
    """
    begin("Converting and joining")
    joined = join(inputs, problems, options)
    stop_at_errors(joined.problems, options)
    begin("Making pages")
    site = settings.settings(joined.site, options)
    outputs, wrong_pages = make(inputs, joined.library, site, options)
    stop_at_errors((*joined.problems, *wrong_pages), options)
    begin("Checking pages")
    wrong_links = rules.check(outputs, Home(url=site.base_url, base_path=site.base_path))
    found = (*joined.problems, *places.placed(wrong_links, inputs.texts))
    stop_at_errors(found, options)
    waiting = held_back.told(inputs.texts, joined.held, options.embargo_day)
    return Built(outputs=outputs, library=joined.library, held=joined.held, waiting=waiting, problems=in_order(found))


def join(inputs: Inputs, problems: Iterable[Problem], options: Options) -> Joined:
    """Read each file by itself, leave out what is held back, and join the rest."""
    shown = inputs if options.drafts else held_back.without_drafts(inputs)
    outside, folders = divided(inputs)
    common = parse.common(outside if options.drafts else held_back.without_drafts(outside))
    ground = library.ground(common, options.today, options.embargo_day, drafts=options.drafts)
    joined = {name: join_folder(own, name, ground, convert.convert_all) for name, own in folders.items()}
    for name, other in library.respelt(ground, joined).items():
        joined[name] = join_folder(folders[name], name, other, convert.convert_all)
    absent = absent_pages((source.name for source in outside.texts), ground)
    around = library.outside(ground, absent, convert.convert_all)
    made = library.assemble(around, joined.values(), (own.challenge for own in joined.values() if own.challenge))
    found = (
        *held_back.outside_drafts(problems, inputs, shown),
        *around.problems,
        *(problem for own in joined.values() for problem in own.problems),
        *unknown_follows(joined, frozenset(folders)),
        *settings.problems(common.site, shown, options),
    )
    held = frozenset(name for own in joined.values() for name in own.held) | absent
    return Joined(site=common.site, library=made, held=held, problems=in_order(found))


def absent_pages(names: Iterable[str], ground: Ground) -> frozenset[str]:
    """Give those of the files outside the folders that are pages and may not be published."""
    shown = {page.source.name for page in ground.common.pages}
    return frozenset(name for name in names if name.startswith("pages/") and name.endswith(".md")) - shown


def make(
    inputs: Inputs, joined: Library, site: Site, options: Options
) -> tuple[tuple[Output, ...], tuple[Problem, ...]]:
    """Plan the pages and render them, with what is wrong in the templates."""
    view = settings.view(site, joined.pages, inputs, options)
    planned = plan(joined, site, search=options.search, today=options.today)
    made, problems = templates.rendered(templates.renderer(inputs.templates, inputs.assets, view), planned.pages)
    beside = (
        *sheets.outputs(planned.sheets),
        *assets.outputs(inputs.assets, site.brand.colour),
        *robots.outputs(drafts=options.drafts),
    )
    every = ((original.name, original.path) for original in inputs.originals)
    return (*made, *beside, *originals.outputs(every, joined.originals, view.logo)), tuple(problems)


def stop_at_errors(problems: Iterable[Problem], options: Options) -> None:
    """Raise `ContentError` where a problem stops the build; with `strict` every problem does."""
    found = tuple(problems)
    judged = warnings_as_errors(found) if options.strict else found
    if any_errors(judged):
        raise ContentError(judged)
