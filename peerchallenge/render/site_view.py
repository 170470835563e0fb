"""What every template may say of the site as a whole; it holds no page's own facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from peerchallenge import terms
from peerchallenge.records import Link
from peerchallenge.schema.dates import spell
from peerchallenge.schema.site import Site

_MEANINGS = {
    "states": terms.STATE_MEANINGS,
    "ratings": terms.RATING_MEANINGS,
    "decisions": terms.DECISION_MEANINGS,
    "answers": terms.ANSWER_MEANINGS,
    "timings": terms.TIMING_MEANINGS,
}

NAVIGATION = (
    Link(title="Challenges", url="/challenges/"),
    Link(title="Recommendations", url="/recommendations/"),
    Link(title="Councils", url="/councils/"),
    Link(title="Themes", url="/themes/"),
    Link(title="Figures", url="/figures/"),
    Link(title="Updates", url="/updates/"),
    Link(title="Search", url="/search/"),
)
"""The parts of the site, in the order in which the header shows them."""

_LICENCES = {
    "OGL-UK-3.0": Link(
        title="Open Government Licence v3.0",
        url="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    "CC-BY-4.0": Link(title="Creative Commons Attribution 4.0", url="https://creativecommons.org/licenses/by/4.0/"),
    "CC0-1.0": Link(title="Creative Commons Zero 1.0", url="https://creativecommons.org/publicdomain/zero/1.0/"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """The site, as `site` in every template."""

    title: str
    """The name of the site."""
    publisher: str = ""
    """Who publishes it."""
    base_url: str = "http://127.0.0.1:8000/"
    """Where it is published, with a slash at the end."""
    base_path: str = "/"
    """The folder of the site on its host, with a slash at both ends."""
    licence: Link | None = None
    """The licence, with its name; without a url where it has none."""
    email: str = ""
    """The address for questions."""
    correction: str = ""
    """Where a mistake is reported: a web address, or an e-mail address with mailto: in front."""
    colour: str = "#0b5d4a"
    """The one accent, as #rrggbb; style sheets have it as --brand."""
    logo: str = ""
    """The picture in the header: the name of an asset, or a path on this site that begins with a slash."""
    footer: Markup = Markup()  # noqa: RUF009 - Markup is a string and never changes
    """A sentence at the foot of every page."""
    navigation: tuple[Link, ...] = NAVIGATION
    """The parts of the site, for the header."""
    about: tuple[Link, ...] = ()
    """The pages about the site, for the foot."""
    languages: tuple[str, ...] = ("en",)
    """The languages in use: en, cy."""
    own_terms: Mapping[str, str] = field(default_factory=dict)
    """The site's own words for some of ours."""
    decisions: Mapping[str, str] = field(default_factory=lambda: terms.DECISIONS)
    """What each decision is called."""
    answers: Mapping[str, str] = field(default_factory=lambda: terms.ANSWERS)
    """What is said of a recommendation that is answered, in part or not."""
    states: Mapping[str, str] = field(default_factory=lambda: terms.STATES)
    """What each state is called in the list that all councils share."""
    ratings: Mapping[str, str] = field(default_factory=lambda: terms.RATINGS)
    """What each rating is called."""
    timings: Mapping[str, str] = field(default_factory=lambda: terms.TIMINGS)
    """What is said of how something stands to the day it was due."""
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: _MEANINGS)
    """What each word means, by its kind: states, ratings, decisions, answers, timings."""
    as_of: str = ""
    """The day that counts as today, in words."""
    as_of_day: str = ""
    """The same day as year-month-day, for the script that judges what has fallen due since."""
    drafts: bool = False
    """Whether drafts are shown: in a preview, or a copy for review."""

    def term(self, words: str) -> str:
        """Give the site's own words for ours, with the same first letter, large or small."""
        own = self.own_terms.get(words.lower(), words)
        return own[:1].upper() + own[1:] if words[:1].isupper() else own


def licence_link(licence: str) -> Link | None:
    """Name a licence and say where it stands; a name that is not known is shown as it is."""
    if not licence:
        return None
    address = licence if licence.startswith(("https://", "http://")) else ""
    return _LICENCES.get(licence, Link(title=licence, url=address))


def site_view(site: Site, *, footer: Markup, about: tuple[Link, ...], logo: str, as_of: date, drafts: bool) -> SiteView:
    """Turn the settings into what templates see; what had to be looked up or converted is handed in."""
    correction = site.contact.correction
    return SiteView(
        title=site.title,
        publisher=site.publisher,
        base_url=site.base_url,
        base_path=site.base_path,
        licence=licence_link(site.licence),
        email=site.contact.email,
        correction=f"mailto:{correction}" if "@" in correction and ":" not in correction else correction,
        colour=site.brand.colour,
        logo=logo,
        footer=footer,
        about=about,
        languages=site.languages,
        own_terms={ours.lower(): own for ours, own in site.terms.items()},
        as_of=spell(as_of),
        as_of_day=as_of.isoformat(),
        drafts=drafts,
    )
