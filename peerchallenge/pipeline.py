"""The whole program on one screen: from what a person wrote to the files of the site. It writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from peerchallenge import settings
from peerchallenge.assemble import library
from peerchallenge.check import rules
from peerchallenge.options import Options
from peerchallenge.plan.site import plan
from peerchallenge.problems import ContentError, Problem, any_errors, in_order, warnings_as_errors
from peerchallenge.prose import convert
from peerchallenge.publish import originals
from peerchallenge.read import held_back, parse
from peerchallenge.records import Library
from peerchallenge.render import assets, templates
from peerchallenge.sources import Inputs, Output


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build made, with the warnings that did not stop it and the names of what it held back."""

    outputs: tuple[Output, ...]
    library: Library
    problems: tuple[Problem, ...]
    held: frozenset[str]


def build(
    inputs: Inputs, problems: Iterable[Problem], options: Options, begin: Callable[[str], None] = lambda _: None
) -> Built:
    """Turn what was read into the files of the site, or raise `ContentError` with every problem at once.

    `begin` is told the name of each part as it begins.
    """
    shown = inputs if options.drafts else held_back.without_drafts(inputs)
    written, wrong_words = parse.parse(shown)
    public = library.published(written, options.embargo_day, drafts=options.drafts)
    begin("Converting and joining")
    absent = library.absent(inputs, public)
    joined, wrong_joins = library.assemble(public, convert.convert_all, options.today, absent)
    read = held_back.outside_drafts(problems, inputs, shown)
    found = (*read, *wrong_words, *wrong_joins, *settings.problems(public.site, shown, options))
    stop_at_errors(found, options)
    begin("Making pages")
    site = settings.settings(public.site, options)
    view = settings.view(site, joined, inputs, options)
    pages = plan(joined, site, search=options.search)
    made, wrong_pages = templates.rendered(templates.renderer(inputs.templates, inputs.assets, view), pages)
    carried = originals.outputs(inputs, joined, view.logo)
    outputs = (*made, *assets.outputs(inputs.assets, site.brand.colour), *carried)
    stop_at_errors((*found, *wrong_pages), options)
    begin("Checking pages")
    found = (*found, *rules.check(outputs, site.base_path, site_url=site.base_url))
    stop_at_errors(found, options)
    return Built(outputs=outputs, library=joined, problems=in_order(found), held=absent)


def stop_at_errors(problems: Iterable[Problem], options: Options) -> None:
    """Raise `ContentError` where a problem stops the build; with `strict` every problem does."""
    found = tuple(problems)
    judged = warnings_as_errors(found) if options.strict else found
    if any_errors(judged):
        raise ContentError(judged)
