"""A chart on the page: a table whose rows are drawn; the picture adds nothing to the words beside it."""

from __future__ import annotations

import re
from dataclasses import replace

import html5lib
import pytest
from fixtures_pages import SITE
from test_templates import ASSETS, TEMPLATES

from peerchallenge.pages import Bar, Chart, Crumb, Figures, FiguresPage, Number
from peerchallenge.render import assets, templates
from peerchallenge.sources import Output


def number(value: float | None, url: str = "") -> Number:
    """Give a number with its own figures as words."""
    return Number(value=value, words="" if value is None else f"{value:g}", url=url)


STATES = Chart(
    id="progress-of-actions",
    caption="Progress of actions",
    text="80 of 102 actions are reported complete (78%).",
    first="Progress",
    columns=("Actions",),
    bars=(
        Bar(label="Complete", numbers=(number(80, "/actions/progress/complete/"),), mark="state-complete"),
        Bar(label="In progress", numbers=(number(22, "/actions/progress/in-progress/"),), mark="state-in-progress"),
        Bar(label="Dropped", numbers=(number(0),), mark="state-dropped"),
    ),
    total=(number(102, "/actions/"),),
    note="As last reported.",
    sheet="/figures/progress-of-actions.csv",
)
TAKE_UP = Chart(
    id="challenged-by-region",
    caption="Councils with a challenge here, by region",
    text="",
    first="Region",
    columns=("With a challenge", "All"),
    bars=(
        Bar(label="South West", numbers=(number(4), number(8, "/councils/region/south-west/"))),
        Bar(label="Wales", numbers=(number(0), number(2))),
    ),
    is_part=True,
    total=(number(4), number(10)),
    sheet="/figures/challenged-by-region.csv",
)
MONTHS = Chart(
    id="months-to-report",
    caption="From the visit to the report",
    text="",
    first="Year of the visit",
    columns=("Months", "Challenges"),
    bars=(
        Bar(
            label="2025",
            numbers=(Number(value=1.5, words="median 1½"), number(4, "/challenges/months-to-report/2025/")),
        ),
        Bar(label="2024", numbers=(Number(value=None, words="2 and 7"), number(2))),
    ),
    sheet="/figures/months-to-report.csv",
)
THEMES = Chart(
    id="themes",
    caption="Themes & <others>",
    text="",
    first="Theme",
    columns=("Councils", "Challenges", "Recommendations"),
    bars=(Bar(label="Governance", numbers=(number(3), number(4), number(9)), url="/themes/governance/"),),
    sheet="/figures/themes.csv",
)


def shown(*charts: Chart) -> str:
    """Render the page of figures with these charts."""
    parts = (Figures(id="part", title="A part", text="What it is about.", charts=charts),) if charts else ()
    page = FiguresPage(
        url="/figures/",
        title="Figures",
        description="3 peer challenges in numbers.",
        crumbs=(Crumb(title="Home", url="/"),),
        parts=parts,
    )
    output = templates.renderer(TEMPLATES, ASSETS, SITE)(page)
    assert isinstance(output, Output), output
    return output.data.decode()


def aloud(html: str) -> str:
    """Give what a screen reader has: the text without what is hidden from it."""
    html = re.sub(r'<(td)[^>]*aria-hidden="true".*?</\1>', " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def rows(html: str) -> list[str]:
    """Give the rows of all tables as they are read aloud."""
    return [aloud(row) for row in re.findall(r"<tr.*?</tr>", html, re.DOTALL)]


def widths(html: str, name: str) -> list[float]:
    """Give how wide the bars of one kind are, of a hundred."""
    return [float(width) for width in re.findall(rf'<rect class="{name}" width="([^"]*)"', html)]


def test_the_table_says_it_all():
    """Every row is read as its label and its numbers, and the last one is the total."""
    assert rows(shown(STATES)) == [
        "Progress Actions",
        "Complete 80",
        "In progress 22",
        "Dropped 0",
        "Total 102",
    ]
    assert rows(shown(TAKE_UP))[1:] == ["South West 4 8", "Wales 0 2", "Total 4 10"]
    assert rows(shown(MONTHS))[1:] == ["2025 median 1½ 4", "2024 2 and 7 2"]


def test_bars_are_as_long_as_their_numbers():
    """The largest fills the width, the others have their share of it, and nought has no bar."""
    assert widths(shown(STATES), "bar-own") == [100, 27.5]
    assert widths(shown(MONTHS), "bar-own") == [100]


def test_a_part_is_drawn_within_its_whole():
    """Of four in eight the bar is half as long as its whole; of none in two there is the whole alone."""
    html = shown(TAKE_UP)
    assert widths(html, "bar-whole") == [100, 25]
    assert widths(html, "bar-own") == [50]


def test_a_chart_of_noughts_divides_by_nothing():
    """Where every number is nought the table is there, and no bar."""
    none = replace(STATES, bars=STATES.bars[2:], total=())
    assert rows(shown(none))[1:] == ["Dropped 0"]
    assert widths(shown(none), "bar-own") == []


def test_the_picture_is_hidden_from_who_listens():
    """Each drawing stands in a cell that is left out when read aloud, in the head and the foot too."""
    html = shown(STATES)
    cells = re.findall(r"<td[^>]*>(?=\s*<svg)", html)
    assert len(cells) == html.count("<svg") == 3
    assert all('aria-hidden="true"' in cell for cell in cells)
    for row in re.findall(r"<tr.*?</tr>", html, re.DOTALL):
        assert row.count('aria-hidden="true"') == 1


def test_a_table_is_still_one_on_a_small_screen():
    """Rows are laid out as blocks there, so that each element says what it is, and each number its column."""
    html = shown(TAKE_UP)
    assert '<table role="table" aria-labelledby="challenged-by-region-title">' in html
    assert html.count('role="row"') == html.count("<tr")
    assert re.findall(r'data-label="([^"]*)"', html)[:2] == ["With a challenge", "All"]


def test_numbers_lead_to_their_lists():
    """A number with a list is a link with the folder of the site; one without is none."""
    html = shown(STATES, TAKE_UP)
    assert '<a href="/results/actions/progress/complete/">80</a>' in html
    assert '<a href="/results/actions/">102</a>' in html
    assert '<a href="/results/councils/region/south-west/">8</a>' in html
    assert not re.search(r"<a [^>]*>0</a>", html)


def test_a_mark_is_a_shape_and_a_word():
    """States carry their tag, whose shape says the same as its colour and whose word says both."""
    assert '<span class="tag state-complete">Complete</span>' in shown(STATES)


def test_each_sheet_is_named():
    """A list of links tells the sheets apart."""
    html = shown(STATES, THEMES)
    assert 'href="/results/figures/progress-of-actions.csv"' in html
    assert "Spreadsheet (CSV) : Progress of actions" in aloud(html)
    assert "Spreadsheet (CSV) : Themes &amp; &lt;others&gt;" in aloud(html)


def test_a_page_without_figures_says_so():
    """A site with nothing published has a page in words."""
    html = shown()
    assert "Nothing is published here yet" in html
    assert "<table" not in html


@pytest.mark.parametrize("charts", [(), (STATES,), (STATES, TAKE_UP, MONTHS, THEMES)], ids=len)
def test_the_page_is_valid(charts):
    """A strict parser has nothing to say, headings are in order, and nothing breaks the policy."""
    html = shown(*charts)
    html5lib.HTMLParser(strict=True).parse(html)
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
    assert levels == [1, *((2,) if charts else ()), *(3 for _ in charts)]
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)
    ids = re.findall(r'\bid="([^"]*)"', html)
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r'aria-labelledby="([^"]*)"', html)) <= set(ids)


def test_figures_have_their_styles():
    """Bars are filled in the sheet of the record, in forced colours too, so that no chart is blank."""
    sheets = [output.data.decode() for output in assets.outputs(ASSETS, SITE.colour) if "record." in output.path]
    assert any(".bar-own{fill:var(--mark,var(--brand))" in sheet for sheet in sheets)
    assert any(re.search(r"forced-colors:active\)\{\.bar-own\{fill:CanvasText", sheet) for sheet in sheets)
