"""The site's settings as the stages use them, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from peerchallenge.options import Options
from peerchallenge.problems import Problem, Severity
from peerchallenge.prose import clean, convert
from peerchallenge.read.parsed import Parsed
from peerchallenge.records import Link, TextPage
from peerchallenge.render.contrast import colour_faults
from peerchallenge.render.site_view import SiteView, site_view
from peerchallenge.schema.site import Site
from peerchallenge.sources import Inputs


def settings(parsed: Parsed | None, options: Options) -> Site:
    """Give the settings, with the address asked for on the command line in the place of the written one."""
    if parsed is None or not isinstance(parsed.data, Site):
        raise TypeError("a build without settings stops before it comes here")
    if not options.base_url:
        return parsed.data
    return parsed.data.model_copy(update={"base_url": options.base_url})


def problems(parsed: Parsed | None, inputs: Inputs, options: Options) -> Iterator[Problem]:
    """Give what is wrong with the settings and was not seen when they were read."""
    if parsed is None or not isinstance(parsed.data, Site):
        return
    if "base_url" not in parsed.data.model_fields_set and not options.base_url:
        yield parsed.problem(
            code="no-base-url",
            message="site.yml does not say where the site will be published, so search engines are led astray.",
            suggestion="Add it, with its folder if it has one: base_url: https://peers.example.gov.uk/",
            severity=Severity.WARNING,
        )
    if parsed.data.brand.logo and not logo(parsed.data, inputs):
        yield parsed.problem(
            "brand",
            "logo",
            code="missing-logo",
            message=f"There is no picture “{parsed.data.brand.logo}” in content/ or in assets/.",
            suggestion="Put it in content/ and write its name: logo.svg",
        )
    for what, ratio in colour_faults(parsed.data.brand.colour):
        yield parsed.problem(
            "brand",
            "colour",
            code="contrast",
            message=f"The colour {parsed.data.brand.colour} cannot be read {what}: its contrast is {ratio:.2f} to 1.",
            suggestion="Choose a darker one: at least 4.5 to 1 on white (WCAG 2.2, 1.4.3).",
        )


def view(site: Site, pages: Iterable[TextPage], inputs: Inputs, options: Options) -> SiteView:
    """Give what every template sees of the site."""
    return site_view(
        site,
        footer=_footer(site),
        about=tuple(Link(title=page.title, url=page.url) for page in pages if page.lang == "en"),
        logo=logo(site, inputs),
        as_of=options.today,
        drafts=options.drafts,
    )


def _footer(site: Site) -> Markup:
    if not site.brand.footer:
        return Markup()
    text = convert.Text(kind="line", source=site.brand.footer)
    return clean.with_base(convert.convert(text).body.__html__(), "/")


def logo(site: Site, inputs: Inputs) -> str:
    """Give the name of the logo among the assets, or its path on the site where it stands in the content."""
    wanted = site.brand.logo.removeprefix("assets/").removeprefix("content/")
    if not wanted or any(name == wanted for name, _ in inputs.assets):
        return wanted
    return f"/{wanted}" if any(original.name == wanted for original in inputs.originals) else ""
