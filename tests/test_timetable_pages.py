"""What was promised, by when, and what happened, as a reader of the pages sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar

import browser
import pytest
from axe_playwright_python.sync_playwright import Axe
from fixtures_pages import BOARD, EVENT, LEASING, NO_RULE, PREVENTION, SITE, all_pages, recommendation
from markupsafe import Markup
from playwright.sync_api import Browser

from peerchallenge.pages import ChallengePage, CouncilPage, Page, RecommendationPage
from peerchallenge.pages.challenge import NOTHING
from peerchallenge.records import Action, Timetable
from peerchallenge.render import assets, templates
from peerchallenge.sources import Output
from peerchallenge.timetable.counting import add_months
from peerchallenge.timetable.judge import LONG, judge

ROOT = Path(__file__).parent.parent
PAGES = {page.url: page for page in all_pages()}
Kind = TypeVar("Kind", bound=Page)


def the(kind: type[Kind], url: str) -> Kind:
    """Give the page made by hand that has an address."""
    page = PAGES[url]
    assert isinstance(page, kind)
    return page


CHALLENGE = the(ChallengePage, "/challenges/wexcombe-2025/")
BEFORE = the(ChallengePage, "/challenges/wexcombe-2018/")
COUNCIL = the(CouncilPage, "/councils/wexcombe/")
FIVE = the(RecommendationPage, "/challenges/wexcombe-2025/recommendations/5/")
EIGHT = the(RecommendationPage, "/challenges/wexcombe-2025/recommendations/f8/")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def of(folder: str, pattern: str) -> tuple[tuple[str, bytes], ...]:
    """Read a folder of the repository: names within it, and bytes."""
    found = (ROOT / folder).rglob(pattern)
    return tuple(sorted((path.relative_to(ROOT / folder).as_posix(), path.read_bytes()) for path in found))


TEMPLATES = tuple((name, data.decode()) for name, data in of("templates", "*.*ml"))
ASSETS = of("assets", "*.*")
RENDER = templates.renderer(TEMPLATES, ASSETS, replace(SITE, base_path="/"))


@cache
def html(page: Page) -> str:
    """Render one page."""
    output = RENDER(page)
    assert isinstance(output, Output), output
    return output.data.decode()


def words(text: str) -> str:
    """Give what is read aloud: the text without its marks, with a pause between blocks."""
    blocks = re.sub(r"<(?=/?(?:d[ltd]|div|p|li|[ou]l|h\d|t[dhr])\b)", " <", text)
    return " ".join(Markup(blocks).striptags().split())


def steps(page: Page) -> dict[str, str]:
    """Give the HTML of every step of the timetable by its heading."""
    section = html(page).split('<ol class="timetable">')[1].split("</ol>")[0]
    parts = section.split('<li class="step">')[1:]
    return {words(re.split(r"</h3>", part)[0]): part for part in parts}


def with_actions(*actions: Action) -> Page:
    """Give the page of a recommendation with these actions."""
    return replace(FIVE, recommendation=replace(FIVE.recommendation, actions=actions, updates=()))


def test_a_step_shows_the_sum_the_promise_and_what_happened() -> None:
    """Whoever reads a step can check it by hand: rule, sum, promise, document, and how late by each."""
    step = words(steps(CHALLENGE)["Feedback report"])
    assert "Due 27 September 2025 27 June 2025 + 3 months = 27 September 2025" in step
    assert "Promised 10 September 2025 8 days late" in step
    assert "Happened 18 September 2025: Feedback report" in step
    assert "On time, 9 days early" in step
    assert 'href="/challenges/wexcombe-2025/report/"' in steps(CHALLENGE)["Feedback report"]


def test_the_timetable_names_its_rule_its_source_and_the_day_it_is_judged_by() -> None:
    """A reader learns which rule it is, why it applies, where it is published, and as at which day."""
    text = html(CHALLENGE)
    told = words(text.split('id="timetable"')[1])
    assert told.index("LGA requirement, 2024") < told.index("It is not law") < told.index("As at 22 November 2026")
    assert '<a href="https://www.lga.example/rule">' in text


def test_a_day_put_in_place_of_the_rules_has_its_reason_or_says_that_none_is_given() -> None:
    """Both days are shown, and silence about the reason is shown in words."""
    plan = words(steps(CHALLENGE)["Action plan, Wexcombe"])
    assert "Due 1 November 2025 By the rule 27 November 2025 27 June 2025 + 5 months = 27 November 2025" in plan
    assert "No reason is given." in plan
    review = words(steps(CHALLENGE)["Report of the progress review"])
    assert "Why it differs The review itself moved." in review
    assert "No reason is given." not in review


def test_what_is_withheld_confidential_or_unneeded_is_not_late() -> None:
    """Each stands under its own word with the reason, and is not judged."""
    told = {name: words(step) for name, step in steps(BEFORE).items()}
    assert "Withheld Due 27 September 2025 Not published It names members of staff." in told["Feedback report"]
    assert "Confidential Not published Plans of this kind are never" in told["Action plan"]
    assert "No longer awaited" in told["Second review"]
    assert not re.search(r"[Oo]verdue|late", " ".join(told.values()))


def test_a_step_that_cannot_be_judged_says_which_date_is_missing() -> None:
    """Not enough dates is never shown as late, nor as on time."""
    told = {name: words(step) for name, step in steps(BEFORE).items()}
    assert "A date is missing" in told["Report of the review"]
    assert "The last day on site is not given." in told["Report of the review"]
    assert "Happened on a day that is not given: Progress review" in told["Look at progress"]
    assert "between 27 December 2025 and 27 June 2026" in told["Look at progress"]


def test_a_challenge_without_a_timetable_says_why() -> None:
    """No rule means a sentence and no steps; where nothing at all is known there is no heading either."""
    text = html(replace(CHALLENGE, challenge=replace(EVENT, timetable=NO_RULE)))
    assert "No timetable that this site knows applies to a challenge of this kind." in words(text)
    assert '<ol class="timetable">' not in text
    assert 'id="timetable"' not in html(replace(CHALLENGE, challenge=replace(EVENT, timetable=Timetable())))


def test_what_lies_ahead_on_the_timeline_is_told_apart() -> None:
    """The heading says that something is due, and only what lies ahead is marked so."""
    coming = replace(CHALLENGE.timeline[-1], when="31 January 2027", what="Due: report", link=None, ahead=True)
    text = html(replace(CHALLENGE, timeline=(*CHALLENGE.timeline, coming)))
    assert "What happened, and what is due" in text
    assert text.count('<li class="ahead">') == 1
    assert "What happened, and when" in html(CHALLENGE)


def test_only_what_is_still_awaited_can_be_judged_again() -> None:
    """A step that was taken carries no day for the script; one that is awaited carries all it needs."""
    tags = re.findall(r'<span class="tag timing-[^>]*>', html(CHALLENGE).split('<ol class="timetable">')[1])
    awaited = [tag for tag in tags if "data-due" in tag]
    assert '<span class="tag timing-due" data-due="2027-01-31" data-long-after="2027-04-30">' in awaited
    assert any('data-due="2026-04-27" data-until="2026-06-27" data-long-after="2026-07-27"' in tag for tag in awaited)
    assert all(re.search(r"timing-(due|overdue|very-overdue)", tag) for tag in awaited)
    assert not [tag for tag in tags if re.search(r"timing-(due|overdue|very-overdue)", tag) and tag not in awaited]


def test_a_moved_date_shows_every_date_and_its_reason_once() -> None:
    """First promised, moved, said when and why, done: none takes another's place, and no reason is said twice."""
    text = words(html(with_actions(PREVENTION)))
    assert (
        "First promised 31 January 2026 37 days late Moved to March 2026 On time, 22 days early "
        "said 22 January 2026 in Progress update, May 2026 Nobody suitable applied" in text
    )
    assert "Done 9 March 2026" in text
    assert text.count("Nobody suitable applied") == 1


def test_a_date_moved_without_a_reason_says_so() -> None:
    """Silence about the reason is shown, in the thread and in the list of a document."""
    assert "to 15 December 2026" in words(html(with_actions(BOARD)))
    assert words(html(with_actions(BOARD))).count("No reason was given.") == 1
    assert "No reason was given." not in words(html(with_actions(PREVENTION)))


def test_a_date_that_never_moved_is_one_line() -> None:
    """Where nothing moved there is the date and how it stands, and no word of moves."""
    text = words(html(with_actions(LEASING)))
    assert "Due March 2026 Long overdue by 7 months (236 days)" in text
    assert "First promised" not in text
    assert "Moved" not in text


def test_views_that_contradict_stand_side_by_side_before_the_list() -> None:
    """Both say their word with its date and document, neither outweighs the other, and the dated list follows."""
    text = html(with_actions(BOARD))
    both = text.split('<div class="both">')[1].split('<ol class="updates">')[0]
    assert both.count('<div class="view">') == 2
    told = words(both)
    assert told.index("Wexcombe says Delivered counted as complete") < told.index("The peer team says In progress")
    assert "14 May 2026, Progress update, May 2026" in told
    assert "1 June 2026, Progress review" in told
    assert text.index('<div class="both">') < text.index('<ol class="updates">')
    assert '<div class="both">' not in html(with_actions(PREVENTION))


def test_the_recommendations_own_contradictions_are_shown_too() -> None:
    """What is said of the recommendation itself is set side by side, apart from its actions."""
    own = replace(FIVE, recommendation=replace(FIVE.recommendation, actions=(), updates=BOARD.updates))
    told = words(html(own).split("Progress on the recommendation itself")[1])
    assert told.index("The peer team says In progress") < told.index("10 February 2026 Wexcombe")


def test_a_history_says_who_spoke() -> None:
    """Each entry has its date, who said it, and where."""
    told = words(html(with_actions(BOARD)).split('<ol class="updates">')[1])
    assert told.startswith("10 February 2026 Wexcombe On track counted as in progress The first report is drafted.")
    assert "1 June 2026 The peer team In progress" in told


def test_what_needs_attention_comes_first_with_counts_that_lead_to_the_lists() -> None:
    """Each number is a link to a list of so many; what is empty is not shown."""
    text = html(CHALLENGE)
    assert text.index('id="open"') < text.index('id="timetable"') < text.index('id="recommendations"')
    assert text.index('id="recommendations"') < text.index('id="compared"') < text.index('id="documents"')
    tally = re.findall(r'<li><a href="#(open-[^"]*)"><strong>(\d+)</strong>', text)
    assert ("open-without-date", "12") in tally
    for anchor, number in tally:
        listed = text.split(f'id="{anchor}"')[1].split('<div class="open-part">')[0].split("</section>")[0]
        assert listed.count('open-words"') == int(number), anchor
    fewer = html(replace(CHALLENGE, attention=replace(CHALLENGE.attention, disputed=(), overdue=())))
    assert "open-disputed" not in fewer
    assert "open-overdue" not in fewer


def test_a_long_part_shows_ten_and_keeps_the_rest_within_reach() -> None:
    """Twelve entries are ten and a line that opens the other two; ten are ten."""
    part = html(CHALLENGE).split('id="open-without-date"')[1].split('<div class="open-part">')[0]
    assert part.split("<details>")[0].count("<li>") == 10
    assert "Show the other 2" in part
    ten = replace(CHALLENGE.attention, without_date=CHALLENGE.attention.without_date[:10])
    assert "Show the other" not in html(replace(CHALLENGE, attention=ten))


def test_a_council_with_nothing_open_says_so_in_a_line() -> None:
    """An empty heading would leave a reader in doubt; without any challenge there is nothing to say."""
    text = words(html(replace(COUNCIL, attention=NOTHING)))
    assert "Nothing is overdue, falls due within 90 days or lacks an answer. As at 22 November 2026." in text
    assert "What needs attention" not in words(html(PAGES["/councils/dunmoor/"]))


def test_a_council_page_shows_its_code_its_latest_timetable_and_its_updates() -> None:
    """The place where a councillor works leads on to everything that is the council's."""
    text = html(COUNCIL)
    assert "Official code E07000999" in words(text)
    assert "Progress review Long overdue by 6 months (209 days) Due about 27 April 2026" in words(text)
    assert 'href="/challenges/wexcombe-2025/#timetable"' in text
    assert 'href="/councils/wexcombe/updates/"' in text


def test_two_challenges_are_compared_theme_by_theme() -> None:
    """What came back, what is new and what is gone are told apart, and what is still open of the first is counted."""
    text = words(html(CHALLENGE).split('id="compared"')[1])
    assert "Local priorities and outcomes Recommendation 4 Look again at how two councils" in text
    assert "Only now Financial planning and management" in text
    assert "Only then Political and managerial leadership" in text
    assert "1 action of the earlier challenge is still open" in text


def test_an_unanswered_recommendation_says_by_when_an_answer_was_due() -> None:
    """Once the day has passed it is overdue; before it the page says when it is due and blames nobody."""
    text = html(EIGHT)
    assert "An answer was due by 27 November 2025. Long overdue by 11 months (360 days)" in words(text)
    waiting = recommendation("F8", "Fewer agency staff", "Set a limit.")
    ahead = replace(waiting.answers[0], timing=judge(date(2026, 12, 27), None, date(2026, 11, 22)))
    early = html(replace(EIGHT, recommendation=replace(waiting, answers=(ahead,))))
    assert "An answer is due by 27 December 2026. Due in 35 days" in words(early)
    assert '<p class="gap">Wexcombe has published no answer' not in early


def test_lateness_is_told_in_words_wherever_it_is_told() -> None:
    """No tag is empty: shape and colour stand beside words."""
    for page in (CHALLENGE, COUNCIL, FIVE, EIGHT, BEFORE):
        tags = re.findall(r'<span class="tag [^>]*>(.*?)</span>', html(page))
        assert tags
        assert all(tag.strip() for tag in tags)


# In a browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the pages made by hand are served."""
    folder = tmp_path_factory.mktemp("pages")
    outputs = [RENDER(page) for page in (CHALLENGE, COUNCIL, FIVE, EIGHT, BEFORE)]
    for output in (*outputs, *assets.outputs(ASSETS, SITE.colour)):
        assert isinstance(output, Output)
        path = folder / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)
    with browser.served(folder) as url:
        yield url


def seen(chromium: Browser, url: str, day: str, zone: str = "Europe/London") -> list[tuple[str, str]]:
    """Give the class and the words of every tag of the timetable, and of the day above it, as a reader sees them."""
    context = chromium.new_context(timezone_id=zone)
    page = context.new_page()
    page.clock.set_fixed_time(day)
    page.goto(url)
    found = page.eval_on_selector_all(
        ".timetable .standing .tag, .rule-words [data-today]", "all => all.map(one => [one.className, one.textContent])"
    )
    context.close()
    return [(kind, text) for kind, text in found]


@pytest.mark.browser
def test_what_fell_due_since_the_build_is_told_by_the_readers_own_day(chromium: Browser, address: str) -> None:
    """Ten weeks on, what was due is overdue, what was overdue is more so, and what happened stays as it was."""
    url = f"{address}/challenges/wexcombe-2025/"
    assert seen(chromium, url, "2027-02-12T12:00:00Z") == [
        ("", " What is still awaited is marked as at 12 February 2027."),
        ("tag timing-on-time", "On time, 9 days early"),
        ("tag timing-late", "12 days late"),
        ("tag timing-very-overdue", "Long overdue by 9 months (291 days)"),
        ("tag timing-overdue", "Overdue by 12 days"),
    ]
    assert seen(chromium, url, "2027-01-31T12:00:00Z")[-1] == ("tag timing-due", "Due today")
    assert seen(chromium, url, "2027-01-28T12:00:00Z")[-1] == ("tag timing-due", "Due in 3 days")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("day", "zone"),
    [
        ("2026-11-22T12:00:00Z", "Europe/London"),
        ("2026-11-20T12:00:00Z", "Europe/London"),
        ("2001-01-01T00:00:00Z", "Europe/London"),
        ("2026-11-23T01:00:00Z", "America/New_York"),
    ],
)
def test_a_reader_whose_day_is_not_later_sees_the_page_as_built(
    chromium: Browser, address: str, day: str, zone: str
) -> None:
    """The same day, an earlier one, a clock that is wrong, and one that is a day behind change nothing."""
    shown = seen(chromium, f"{address}/challenges/wexcombe-2025/", day, zone)
    assert shown == [
        ("", ""),
        ("tag timing-on-time", "On time, 9 days early"),
        ("tag timing-late", "12 days late"),
        ("tag timing-very-overdue", "Long overdue by 6 months (209 days)"),
        ("tag timing-due", "Due in 2 months (70 days)"),
    ]


@pytest.mark.browser
def test_the_script_and_the_program_use_the_same_words(chromium: Browser, address: str) -> None:
    """For days around every kind of month's end the script says what a build of that day would have said."""
    cases = []
    for due in (date(2024, 2, 29), date(2026, 1, 31), date(2026, 11, 30), date(2026, 12, 31), date(2027, 3, 1)):
        for about in (0, 2):
            for days in (*range(-95, 200), 364, 365, 366, 730, 1500):
                today = due + timedelta(days=days)
                told = judge(due, None, today, about=about)
                assert told.until is not None
                assert told.long_after == add_months(due, LONG)
                ends = [day.isoformat() for day in (today, due, told.until, told.long_after)]
                cases.append((ends, [told.kind, told.words]))
    page = chromium.new_page()
    page.goto(f"{address}/challenges/wexcombe-2025/")
    said = page.evaluate("cases => cases.map(ends => judged(...ends.map(Date.parse)))", [ends for ends, _ in cases])
    page.close()
    assert said == [told for _, told in cases]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_stands_in_a_readers_way(chromium: Browser, address: str, width: int, scheme: str) -> None:
    """On a phone and a wide screen, in light and dark: no barrier that a machine can find, and nothing too wide."""
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    for shown in (CHALLENGE, COUNCIL, FIVE, EIGHT, BEFORE):
        page.goto(address + shown.url)
        for details in page.query_selector_all("main details"):
            details.evaluate("one => { one.open = true }")
        found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == [], shown.url
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), shown.url
    context.close()
