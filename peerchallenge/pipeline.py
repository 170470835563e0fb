"""The whole program on one screen: from what a person wrote to the files of the site. It writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from peerchallenge import settings
from peerchallenge.assemble import library
from peerchallenge.check import places, rules
from peerchallenge.options import Options
from peerchallenge.plan.site import plan
from peerchallenge.problems import ContentError, Problem, any_errors, in_order, warnings_as_errors
from peerchallenge.prose import convert
from peerchallenge.publish import originals
from peerchallenge.read import held_back, parse
from peerchallenge.records import Library
from peerchallenge.render import assets, sheets, templates
from peerchallenge.schema.site import Site
from peerchallenge.sources import Inputs, Output


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What was written, joined. `held` are the names of the files that are held back."""

    public: parse.Written
    library: Library
    held: frozenset[str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build made, with the warnings that did not stop it and the names of what it held back."""

    outputs: tuple[Output, ...]
    library: Library
    held: frozenset[str]
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
    site = settings.settings(joined.public.site, options)
    outputs, wrong_pages = make(inputs, joined.library, site, options)
    stop_at_errors((*joined.problems, *wrong_pages), options)
    begin("Checking pages")
    wrong_links = rules.check(outputs, site.base_path, site_url=site.base_url)
    found = (*joined.problems, *places.placed(wrong_links, inputs.texts))
    stop_at_errors(found, options)
    return Built(outputs=outputs, library=joined.library, held=joined.held, problems=in_order(found))


def join(inputs: Inputs, problems: Iterable[Problem], options: Options) -> Joined:
    """Read each file by itself, leave out what is held back, and join the rest."""
    shown = inputs if options.drafts else held_back.without_drafts(inputs)
    written, wrong_words = parse.parse(shown)
    public = library.published(written, options.embargo_day, drafts=options.drafts)
    held = library.absent(inputs, public)
    made, wrong_joins = library.assemble(public, convert.convert_all, options.today, held)
    unread = held_back.outside_drafts(problems, inputs, shown)
    found = (*unread, *wrong_words, *wrong_joins, *settings.problems(public.site, shown, options))
    return Joined(public=public, library=made, held=held, problems=in_order(found))


def make(
    inputs: Inputs, joined: Library, site: Site, options: Options
) -> tuple[tuple[Output, ...], tuple[Problem, ...]]:
    """Plan the pages and render them, with what is wrong in the templates."""
    view = settings.view(site, joined, inputs, options)
    planned = plan(joined, site, search=options.search, today=options.today)
    made, problems = templates.rendered(templates.renderer(inputs.templates, inputs.assets, view), planned.pages)
    beside = (*sheets.outputs(planned.sheets), *assets.outputs(inputs.assets, site.brand.colour))
    return (*made, *beside, *originals.outputs(inputs, joined, view.logo)), tuple(problems)


def stop_at_errors(problems: Iterable[Problem], options: Options) -> None:
    """Raise `ContentError` where a problem stops the build; with `strict` every problem does."""
    found = tuple(problems)
    judged = warnings_as_errors(found) if options.strict else found
    if any_errors(judged):
        raise ContentError(judged)
