"""The pages that list, the front page, what changed and what the words mean, as a reader meets them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from fixtures_pages import AT_FIRST, LATE, PREVENTION, RECS, SITE, all_pages
from markupsafe import Markup
from test_templates import ASSETS, TEMPLATES

from peerchallenge.pages import ActionsPage, Facet, FacetValue, HomePage, Page, RecommendationsPage
from peerchallenge.records import Link
from peerchallenge.render import templates
from peerchallenge.sources import Output

PAGES = {page.url: page for page in all_pages()}
RENDER = templates.renderer(TEMPLATES, ASSETS, SITE)
LISTS = ("/challenges/", "/recommendations/", "/actions/", "/councils/", "/themes/finance-2021/", "/updates/")


@cache
def html(page: Page) -> str:
    """Render one page."""
    output = RENDER(page)
    assert isinstance(output, Output), output
    return output.data.decode()


def words(text: str) -> str:
    """Give what is read aloud."""
    return " ".join(Markup(text.replace("<", " <")).striptags().split())


def rows(page: Page) -> list[str]:
    """Give the HTML of each entry of a list."""
    entries = html(page).split("data-filter-list>")[1].split("</main>")[0]
    return re.split(r"(?=<li[^>]*>\s*<(?:p class=\"register|div>\s*<h2))", entries)[1:]


def row(page: Page, name: str) -> str:
    """Give the one entry that has a name."""
    (found,) = [entry for entry in rows(page) if name in words(entry)]
    return found


ACTIONS = PAGES["/actions/"]
RECOMMENDATIONS = PAGES["/recommendations/"]
assert isinstance(ACTIONS, ActionsPage)
assert isinstance(RECOMMENDATIONS, RecommendationsPage)


def test_a_row_of_the_actions_says_all_in_brief() -> None:
    """Number with its place, words, status, lateness, both dates, owner, what it is for and where it comes from."""
    entry = row(ACTIONS, "Action 10.1")
    assert '/recommendations/5/#action-10-1"' in entry
    assert words(entry) == (
        "Action 10.1 , Wexcombe corporate peer challenge, June 2025 Take a reserves policy to Council. "
        "Delivered in part counted as in progress , Long overdue by 8 months (266 days) , The peer team: Not begun "
        "due: 31 December 2026 , moved from 1 March 2026 , Director of Housing , for Recommendation 5 , "
        "Wexcombe corporate peer challenge, June 2025 No reason was given for the new date."
    )


def test_what_an_action_lacks_is_said() -> None:
    """An action that nobody owns, that serves nothing or that has no date is not a row with holes in it."""
    entry = words(row(ACTIONS, "Action 10.2"))
    assert (
        "nothing reported yet , Overdue by 22 days due: 31 October 2026 , no owner named , for no recommendation"
        in entry
    )
    assert "everyday business" in words(row(ACTIONS, "Action 10.3"))
    bare = replace(PREVENTION, due=None, dates=replace(PREVENTION.dates, promised=None, moves=()))
    assert "no date given" in words(html(replace(ACTIONS, actions=(bare,))))


def test_an_action_whose_plan_was_replaced_is_superseded() -> None:
    """What its status was no longer counts, and the row says so."""
    old = replace(LATE.actions[0], superseded=PREVENTION.document)
    entry = words(row(replace(ACTIONS, actions=(old,)), "Action 10.1"))
    assert "Superseded" in entry
    assert "Delivered in part" not in entry


def test_a_recommendation_shows_its_open_action_that_is_longest_overdue() -> None:
    """A complete action was late and is not overdue; of the others the oldest is the one that presses."""
    assert "4 actions, 2 overdue Long overdue by 8 months (266 days)" in words(
        row(RECOMMENDATIONS, "Recommendation F10")
    )
    done = replace(LATE, actions=LATE.actions[3:])
    entry = words(row(replace(RECOMMENDATIONS, recommendations=(done,)), "Recommendation F10"))
    assert "1 action Wexcombe" in entry
    assert "verdue" not in entry


def test_the_quick_filter_knows_days_of_open_actions_alone() -> None:
    """Rows carry first promises and dates last given of what is open, and whether it is unanswered or disputed."""
    (entry,) = re.findall(r"<li[^>]*>(?=\s*<p[^>]*><a[^>]*>Recommendation F10)", html(RECOMMENDATIONS))
    assert 'data-promised="2026-03-01 2026-10-31 2026-12-31"' in entry
    assert 'data-given="2026-12-31 2026-10-31"' in entry
    assert "data-unanswered" in entry
    assert "data-disputed" in entry
    (entry,) = re.findall(r"<li[^>]*>(?=\s*<p[^>]*><a[^>]*>Recommendation 1:)", html(RECOMMENDATIONS))
    assert entry == "<li>"


@pytest.mark.parametrize("url", LISTS)
def test_a_list_is_offered_as_a_spreadsheet_where_there_is_one(url: str) -> None:
    """The link says what it leads to, and a list without a table promises none."""
    assert ">This list as a spreadsheet (CSV)</a>" in html(PAGES[url])
    assert "spreadsheet" not in html(replace(PAGES[url], sheet=""))


@pytest.mark.parametrize("url", LISTS[:3])
def test_an_empty_list_says_so(url: str) -> None:
    """Nothing is a fact too, and there is then nothing to filter."""
    name = url.strip("/")
    text = html(replace(PAGES[url], facets=(), pages=(), sheet="", total=0, **{name: ()}))
    assert "has been published here." in words(text)
    assert "data-filter" not in text


def test_a_list_is_narrowed_where_that_helps() -> None:
    """Every way stands on the whole list; a value of many leads back there; later pages lead to the first."""
    values = tuple(FacetValue(title=f"Council {n}", url=f"/actions/council/{n}/", count=1) for n in range(41))
    many = Facet(id="council", title="Council", values=values)
    whole = replace(ACTIONS, facets=(many,))
    assert html(whole).count("actions/council/") == 41
    chosen = replace(whole, chosen="Council 3", url="/actions/council/3/")
    assert "actions/council/2/" not in html(chosen)
    assert "Council: all 41" in html(chosen)
    few = replace(chosen, facets=(replace(many, values=values[:5]),))
    assert 'actions/council/3/" aria-current="page"' in html(few)
    later = replace(whole, pages=(Link(title="Page 1", url="/actions/"), Link(title="Page 2", url="")))
    assert 'actions/">Narrow the list, from its first page</a>' in html(later)


def test_updates_are_read_by_month() -> None:
    """Each month is a heading; an entry says when, what, of which challenge and council, what it holds, what is new."""
    text = html(PAGES["/updates/"])
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", text) == ["May 2026", "Date not known"]
    assert (
        "14 May 2026 Progress update, May 2026 Progress update Wexcombe corporate peer challenge, June 2025 Wexcombe "
        "progress on 12 actions; 3 dates moved What is different from the version before The dates of housing actions"
    ) in words(text)


def test_the_updates_of_one_council_lead_to_the_council() -> None:
    """The page leads to its council and to all updates, and names a council only where several are concerned."""
    text = html(PAGES["/councils/wexcombe/updates/"])
    assert '<a href="/results/councils/wexcombe/">Wexcombe Borough Council</a>' in text
    assert '<a href="/results/updates/">What was published for every council</a>' in text
    assert "June 2025 progress on 12 actions" in words(text)
    assert "Wexcombe and Penholt 6 recommendations" in words(text)
    assert "Nothing has been published here." in html(PAGES["/councils/dunmoor/updates/"])


def test_every_word_of_the_site_is_explained_at_its_own_address() -> None:
    """States, ratings, decisions, answers and timings each have an id, their shape, the word and what it means."""
    text = html(PAGES["/words/"])
    for kind, names in (
        ("state", SITE.states),
        ("rating", SITE.ratings),
        ("decision", SITE.decisions),
        ("answer", SITE.answers),
        ("timing", SITE.timings),
    ):
        for key, name in names.items():
            entry = text.split(f'<div id="{kind}-{key}">')[1].split("</div>")[0]
            assert f"{kind}-{key}" in entry.split('class="tag ')[1].split('"')[0].split()
            assert words(entry).casefold().startswith(f"{name} {SITE.meanings[kind + 's'][key]}".casefold())


def test_a_councils_own_word_stands_under_what_it_counts_as() -> None:
    """The same word may mean one thing at one council and another at the next: each is shown with whose it is."""
    text = html(PAGES["/words/"])
    progress = text.split('id="state-in-progress"')[1].split('id="state-complete"')[0]
    complete = text.split('id="state-complete"')[1].split('id="state-business-as-usual"')[0]
    assert "Green on track at Penholt “Progressing as planned.”" in words(progress)
    assert "At risk some concern" in words(progress)
    assert "Green at Wexcombe “The outcome has been seen by residents.”" in words(complete)
    assert "Councils’ own words" not in text.split('id="state-dropped"')[1].split('id="state-not-known"')[0]


def test_the_front_page_leads_from_numbers_to_lists() -> None:
    """Whoever reads a number can see what was counted."""
    text = html(PAGES["/"])
    for address, number in (
        ("challenges", "9 peer challenges"),
        ("councils", "8 councils"),
        ("recommendations", "96 recommendations"),
        ("actions", "143 actions"),
        ("figures", "the figures"),
        ("updates", "Everything that was published, by date"),
    ):
        assert f'<a href="/results/{address}/">{number}</a>' in text


def test_the_front_page_says_what_is_due_next() -> None:
    """Date, what, whose, and how long there is left."""
    text = words(html(PAGES["/"]))
    assert "Due next 30 November 2026 Progress review Wexcombe Due in 8 days March 2027" in text


def test_the_front_page_lets_councils_speak() -> None:
    """Words of leaders with name, post and challenge, under a heading that says what a challenge does."""
    text = words(html(PAGES["/"]))
    assert "What a peer challenge does, in councils’ own words They told us in four days" in text
    assert "Meera Joshi, Chief Executive Wexcombe corporate peer challenge, June 2025" in text


def test_a_site_of_one_council_speaks_of_one_council() -> None:
    """There is no “at 1 councils”, and its words are not those of several."""
    home = PAGES["/"]
    assert isinstance(home, HomePage)
    text = words(html(replace(home, councils=1, total_challenges=1, recommendations=1, answered=1, actions=1)))
    assert "1 peer challenge : 1 recommendation , 1 of them answered in full, and 1 action ." in text
    assert "in the council’s own words" in text


def test_a_front_page_promises_nothing_that_is_not_there() -> None:
    """A site at its very beginning has a heading, a sentence and a search, and no empty lists."""
    text = html(AT_FIRST)
    assert "No peer challenge has been published here yet." in text
    assert "<h2" not in text
    assert "verything" not in words(text)


def test_themes_of_one_name_can_be_told_apart() -> None:
    """Two links with the same words would lead to two places: each then names its set."""
    home = PAGES["/"]
    assert isinstance(home, HomePage)
    (one, count), *_ = home.themes
    other = replace(one, url="/themes/other/", set_title="Corporate peer challenges from 2017")
    text = words(html(replace(home, themes=((one, count), (other, 2)))))
    assert "Local priorities and outcomes (in other reports) 31" in text
    assert "Local priorities and outcomes (Corporate peer challenges from 2017) 2" in text


def test_themes_stand_under_their_set() -> None:
    """Where reports used several sets each has a heading, the newest first, and what belongs to none comes last."""
    text = html(PAGES["/themes-of-two-sets/"])
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", text) == [
        "Corporate peer challenge themes, from 2021",
        "Corporate peer challenge themes, 2014",
        "Other themes",
    ]
    assert "<h2" not in html(PAGES["/themes/"])


def test_a_theme_leads_to_itself_in_other_sets() -> None:
    """The page names its set, and the theme that took its place or whose place it took."""
    text = html(PAGES["/themes/finance-2021/"])
    assert '<p class="kind">Corporate peer challenge themes, from 2021</p>' in text
    assert "Financial planning and viability Corporate peer challenge themes, 2014, 7 recommendations" in words(text)


def test_a_theme_shows_answers_and_the_latest_status_side_by_side() -> None:
    """Beside the peers' words stand the answers, who last said what of the recommendation, and what is overdue."""
    entry = words(row(PAGES["/themes/finance-2021/"], RECS[1].title))
    assert "Partly accepted Wexcombe to part 5(b)" in entry
    assert "The peer team, 16 April 2026 : Good progress counted as in progress" in entry
    assert "3 actions, 1 overdue" in entry


def test_every_page_says_what_day_it_was_made_for() -> None:
    """A script can judge what fell due since, and a reader is told in words; what the words mean is a link away."""
    for page in PAGES.values():
        if page.url.endswith("/"):
            text = html(page)
            assert 'data-as-of="2026-11-22"' in text
            assert "As at 22 November 2026." in words(text)
            assert '<a href="/results/words/">What the words mean</a>' in text


def test_only_what_has_dates_loads_their_shapes() -> None:
    """A letter is words alone and stays small; a plan shows how its actions stand to their dates."""
    assert "css/record." not in html(PAGES["/challenges/wexcombe-2025/report/"])
    assert "css/record." in html(PAGES["/challenges/wexcombe-2025/response/"])
