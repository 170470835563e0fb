"""What is left to do: nothing that is settled, each thing with its file and command, and plain words about reading."""

from __future__ import annotations

import html as entities
import re
import time
from datetime import date

import html5lib
import pytest
from fixtures_pages import SITE, todo_page
from hypothesis import given
from hypothesis import strategies as st
from record import EVENT, PLAN, TEXTS, UPDATE, pages
from test_templates import ASSETS, TEMPLATES
from tiny import CHALLENGE, COUNCILS, JOINT, TODAY

from peerchallenge.plan.site import plan
from peerchallenge.problems import Problem, Severity
from peerchallenge.render import templates
from peerchallenge.schema.site import Site
from peerchallenge.sources import Output
from peerchallenge.todo.everything import todo
from peerchallenge.todo.panel import html, panel
from peerchallenge.todo.reading import in_words, reading, sentences

HERE = "/challenges/wexcombe-2025/"
RENDER = templates.renderer(TEMPLATES, ASSETS, SITE)
PAIR = "challenges/pair-2025/"
SHARED = """\
---
published: 2025-09-18
recommendations: [{ref: "1", text: Work together.}, {ref: "2", text: Share a team.}]
---
Findings.
"""


def left(joined, texts=TEXTS, **more):
    """Give the tasks over everything, by their groups."""
    found = joined(texts, **more)
    assert not [problem for problem in found.problems if problem.is_error], found.problems
    page = todo(found.library, (), more.get("today", TODAY))
    return {group.id: group.tasks for group in page.groups}


def beside(joined, url, texts=TEXTS, problems=(), **more):
    """Give the panel beside a page."""
    found = joined(texts, **more)
    day = more.get("today", TODAY)
    planned = plan(found.library, Site(title="Test site", base_url="https://peers.example/"), search=True, today=day)
    page = next(page for page in planned.pages if page.url == url)
    return panel(page, found.library, problems, day)


def shown(page):
    """Give what a page says, in words."""
    made = RENDER(page)
    assert isinstance(made, Output), made
    return " ".join(entities.unescape(re.sub(r"<[^>]+>", "", made.data.decode())).split())


def names(task):
    return [item.link.title for item in task.items]


def by_id(made):
    return {group.id: group.tasks for group in made.groups}


def test_overdue_actions_stand_together_with_the_command_for_their_update(joined):
    """One update tells of all, so they are one task: oldest day first, and the command that begins the file."""
    (task,) = left(joined, today=date(2027, 2, 20))["overdue"][:1]
    assert task.what == "3 actions are overdue"
    assert names(task) == ["Action A", "Action B", "Action C"]
    assert task.by == "first promised for March 2026, now February 2027"
    assert task.command == "python build.py new update --challenge wexcombe-2025"
    assert task.challenge.url == HERE


def test_one_action_is_named(joined):
    """A single action is called by its name and leads to its own place."""
    task = next(task for task in left(joined)["overdue"] if "Action" in task.what)
    assert task.what == "Action A is overdue"
    assert task.url.startswith(f"{HERE}recommendations/1/#")
    assert "Action A is overdue" in (page := shown(todo(joined(TEXTS).library, (), TODAY)))
    assert "Write a plan." in page


@pytest.mark.parametrize(
    ("today", "group"), [(date(2026, 11, 15), "soon"), (date(2026, 11, 14), None), (date(2026, 12, 16), "overdue")]
)
def test_soon_is_thirty_days(joined, today, group):
    """What falls due on the thirtieth day is due within 30 days, the day after it is not, and later it is overdue."""
    found = left(joined, today=today)
    dated = {name: found.get(name, ()) for name in ("overdue", "soon")}
    there = [name for name, tasks in dated.items() if any("Action B" in names(task) for task in tasks)]
    assert there == ([group] if group else [])


def test_steps_say_what_to_write(joined):
    """A step that is awaited names the day, the sum behind it, and the command that begins its document."""
    (task,) = left(joined, {f"{EVENT}challenge.md": CHALLENGE}, today=date(2025, 9, 1))["soon"]
    assert (task.what, task.by) == ("Feedback report", "due 27 September 2025")
    assert task.note == "27 June 2025 + 3 months = 27 September 2025"
    assert task.command == "python build.py new letter --challenge wexcombe-2025"
    assert task.is_new


def test_a_review_has_a_file_and_no_command(joined):
    """No command begins a progress review; the file that it will be is named."""
    texts = {name: text for name, text in TEXTS.items() if "review" not in name}
    task = next(task for task in left(joined, texts)["overdue"] if task.what == "Progress review")
    assert (task.file, task.is_new, task.command) == (f"content/{EVENT}progress-review.md", True, "")


def test_unanswered_recommendations_are_named_with_the_file_of_the_answer(joined):
    """Where there is a response it is the file to write in."""
    (task,) = left(joined)["unanswered"]
    assert task.what == "Recommendation 2 has no answer"
    assert task.file == f"content/{EVENT}response.md"
    assert not task.is_new


def test_each_host_has_its_own_share(joined):
    """Where councils answer apart, each one's open answers are its own task, with its own command."""
    answer = '---\nresponses: [{to: "1", decision: accepted}]\n---\n'
    texts = {f"{PAIR}challenge.md": JOINT, f"{PAIR}report.md": SHARED, f"{PAIR}response.ashmere.md": answer}
    ashmere, thornacre = sorted(left(joined, texts)["unanswered"], key=lambda task: task.whose)
    assert (ashmere.whose, names(ashmere)) == ("Ashmere", ["Recommendation 2"])
    assert (thornacre.whose, names(thornacre)) == ("Thornacre", ["Recommendation 1", "Recommendation 2"])
    assert ashmere.file == f"content/{PAIR}response.ashmere.md"
    assert thornacre.file == f"content/{PAIR}response.thornacre.md"
    assert thornacre.command == "python build.py new response --challenge pair-2025 --council thornacre"


def test_silence_is_six_months_without_a_word(joined):
    """What was last heard of over six months ago is asked after; everyday business and what is late are not."""
    texts = {name: text for name, text in TEXTS.items() if "update" not in name and "review" not in name}
    (task,) = left(joined, texts, today=date(2026, 5, 21))["silent"]
    assert names(task) == ["Action B", "Action C", "Action D", "Action E", "Action G"]
    assert task.by == "last word on 20 November 2025"
    assert "silent" not in left(joined, texts, today=date(2026, 5, 20))


def test_a_word_ends_the_silence(joined):
    """Any update counts as a word, with a status or without."""
    said = UPDATE.replace("{action: A,", "{action: B, words: Rooms are booked.}\n  - {action: A,")
    texts = {**TEXTS, f"{EVENT}update.2026-06.md": said}
    (before,) = left(joined, today=date(2026, 11, 22))["silent"]
    (after,) = left(joined, texts, today=date(2026, 11, 22))["silent"]
    assert set(names(before)) - set(names(after)) == {"Action B"}


def test_what_actions_lack(joined):
    """No owner, no date, no measure; everyday business needs neither date nor measure, and what is closed nothing."""
    found = {task.what: task for task in left(joined)["lacking"]}
    assert "Action E has no owner" in found
    assert "Action E has no date" in found
    assert names(found["4 actions have no measure"]) == ["Action A", "Action B", "Action C", "Action E"]
    assert {task.file for task in found.values()} == {f"content/{EVENT}response.md"}


def test_nothing_is_left_where_a_council_has_ended(joined):
    """Nobody is asked to do anything for a council that is no more."""
    ended = COUNCILS.replace("nation: England}", "nation: England, ended: 2026-03-31}", 1)
    assert left(joined, {**TEXTS, "councils.yml": ended}) == {}


def test_what_has_no_welsh_beside_what_has(joined):
    """Where a challenge has Welsh words, each document without them is listed with the file that they go in."""
    assert "welsh" not in left(joined)
    welsh = {f"{EVENT}report.cy.md": "---\ntitle: Adroddiad\n---\nCanfyddiadau.\n"}
    found = left(joined, {**TEXTS, **welsh})["welsh"]
    assert f"content/{EVENT}response.cy.md" in {task.file for task in found}
    assert f"content/{EVENT}report.cy.md" not in {task.file for task in found}


def held_back(text, line="draft: true"):
    return text.replace("---\n", f"---\n{line}\n", 1)


def test_the_public_sees_overdue_while_the_plan_is_held_back(joined):
    """The preview shows the draft plan, and still says what the public sees without it, and what to do."""
    texts = {name: text for name, text in TEXTS.items() if "update" not in name and "review" not in name}
    assert "Action plan" not in {task.what for task in left(joined, texts)["overdue"]}
    texts[f"{EVENT}response.md"] = held_back(PLAN)
    found = left(joined, texts, drafts=True)
    task = next(task for task in found["overdue"] if task.what == "Action plan")
    assert (
        task.note == "The public sees “Long overdue by 11 months (360 days)”: your council response is here as a draft."
    )
    assert (task.file, task.command) == (f"content/{EVENT}response.md", "")
    assert "Until then the public sees no answer to 3 recommendations." in found["held"][0].note


def test_a_plan_that_the_public_sees_meets_the_step(joined):
    """A second plan that is held back changes nothing of what the first has met."""
    again = "---\ndraft: true\nactions: [{action: Begin again., for: '1', owner: Clerk, due: 2027-01-05}]\n---\n"
    found = left(joined, {**TEXTS, f"{EVENT}action-plan.md": again}, drafts=True)
    assert "Action plan" not in {task.what for task in found["overdue"]}


def test_what_is_held_back_says_when_it_falls_due(joined):
    """A draft waits for its line to be taken out, an embargo for its day, which stands first."""
    texts = {
        **TEXTS,
        f"{EVENT}update.2026-06.md": held_back(UPDATE),
        f"{EVENT}progress-review.md": held_back(TEXTS[f"{EVENT}progress-review.md"], "embargo_until: 2027-01-05"),
    }
    review, update = left(joined, texts, drafts=True)["held"]
    assert (review.what, review.by) == (
        "Progress review is here under embargo until 5 January 2027, 00:00",
        "from 5 January 2027",
    )
    assert "build the site on that day" in review.note
    assert (update.what, update.by) == ("Progress update is here as a draft", "")
    assert "draft: true" in update.note


def test_an_update_that_is_held_back_leaves_its_actions_overdue(joined):
    """Done here, overdue to the public: the task says so, and asks for no other update of what is told already."""
    texts = {**TEXTS, f"{EVENT}update.2026-06.md": held_back(UPDATE)}
    found = [task for task in left(joined, texts, drafts=True)["overdue"] if "Action G" in names(task)]
    assert [(task.what, task.note) for task in found] == [
        ("Action G is overdue", "The public sees “overdue”: the update that says otherwise is held back.")
    ]


def test_a_plan_that_is_held_back_is_not_late_yet(joined):
    """Nobody is late with what was never published; what its actions lack can be mended in time."""
    found = left(joined, {**TEXTS, f"{EVENT}response.md": held_back(PLAN)}, drafts=True)
    dated = [task for name in ("overdue", "soon", "silent") for task in found.get(name, ())]
    assert [task.what for task in dated if names(task)] == []
    assert "Action E has no owner" in {task.what for task in found["lacking"]}


def test_a_challenge_that_is_held_back_is_only_held_back(joined):
    """The public sees nothing of it, so nothing of it is overdue."""
    found = left(joined, {**TEXTS, f"{EVENT}challenge.md": held_back(CHALLENGE)}, drafts=True)
    assert not {"overdue", "soon", "silent"} & set(found)
    assert found["held"][0].file == f"content/{EVENT}challenge.md"


def test_a_panel_names_the_file_that_keeps_its_page_back(joined):
    """A draft challenge holds back its documents: the line to take out stands in the file of the challenge."""
    texts = {**TEXTS, f"{EVENT}challenge.md": held_back(CHALLENGE)}
    (task,) = by_id(beside(joined, f"/{EVENT}report/", texts, drafts=True))["held"]
    assert "Take out the line “draft: true”" in task.note
    assert task.file == f"content/{EVENT}challenge.md"


def test_words_still_to_be_written_are_counted(joined):
    """A file begun by the command says how many places still ask for words."""
    begun = held_back(UPDATE).replace("Nobody applied.", "Write here why.") + "Write here, in a sentence or two.\n"
    (task,) = left(joined, {**TEXTS, f"{EVENT}update.2026-06.md": begun}, drafts=True)["held"]
    assert "It still says “Write here …” in 2 places." in task.note


def test_pages_about_the_site_are_looked_at_too(joined):
    """A draft page is held back like a document, and an English one has no Welsh beside others that have."""
    texts = {
        "pages/help.md": "---\ntitle: Help\ndraft: true\n---\nWrite here who helps.\n",
        "pages/about.md": "---\ntitle: About\n---\nWords.\n",
        "pages/about.cy.md": "---\ntitle: Amdanom\n---\nGeiriau.\n",
    }
    found = left(joined, texts, drafts=True)
    assert [(task.what, task.file) for task in found["held"]] == [("Help is here as a draft", "content/pages/help.md")]
    assert [task.file for task in found["welsh"]] == ["content/pages/help.cy.md"]
    assert set(by_id(beside(joined, "/help/", texts, drafts=True))) == {"held", "welsh"}


def warning(path, line=3):
    return Problem(path=path, line=line, severity=Severity.WARNING, code="x", message="Odd.", suggestion="Mend it.")


def test_a_warning_leads_to_its_page_and_names_its_line(joined):
    """Whoever reads a warning finds the file, the line, the fix, the page and the challenge."""
    library = joined(TEXTS).library
    problems = (warning(f"content/{EVENT}report.md"), warning("content/notes.txt", 0))
    own, stray = by_id(todo(library, problems, TODAY))["warnings"]
    if own.challenge.url == "":
        own, stray = stray, own
    assert (own.url, own.challenge.url) == (f"{HERE}report/", HERE)
    assert (own.file, own.note) == (f"content/{EVENT}report.md:3", "Mend it.")
    assert (stray.url, stray.file) == ("", "content/notes.txt")


def test_a_panel_has_the_warnings_of_its_own_files(joined):
    """A challenge shows all of its folder's, a document its own, and no page another's."""
    problems = (
        warning(f"content/{EVENT}report.md"),
        warning(f"content/{EVENT}notes.txt"),
        warning("content/challenges/wexcombe-2025-b/report.md"),
    )
    assert len(by_id(beside(joined, HERE, problems=problems))["warnings"]) == 2
    assert len(by_id(beside(joined, f"{HERE}report/", problems=problems))["warnings"]) == 1
    assert by_id(beside(joined, "/challenges/", problems=problems)) == {}


def test_a_panel_is_about_what_the_page_shows(joined):
    """A recommendation's page asks for what concerns it alone, and a council's for its share."""
    assert set(by_id(beside(joined, f"{HERE}recommendations/2/"))) == {"unanswered"}
    assert "unanswered" not in by_id(beside(joined, f"{HERE}recommendations/1/"))
    assert "unanswered" in by_id(beside(joined, "/councils/wexcombe/"))
    assert by_id(beside(joined, "/councils/ashmere/")) == {}


def test_the_next_deadline_says_how_it_is_reckoned(joined):
    """The panel gives the first day that lies ahead, with the days left and the rule's sum or the plan's word."""
    early = beside(joined, HERE, {f"{EVENT}challenge.md": CHALLENGE}, today=date(2025, 7, 1)).next
    assert (early.what, early.note) == ("Feedback report", "27 June 2025 + 3 months = 27 September 2025")
    found = beside(joined, HERE).next
    assert (found.what, found.by, found.timing.words) == ("Action B", "due 15 December 2026", "Due in 23 days")
    assert "Next deadline: Action B, due 15 December 2026 Due in 23 days" in shown(beside(joined, HERE))
    assert beside(joined, "/challenges/").next is None


def test_a_panel_lists_the_steps_that_lie_far_ahead(joined):
    """The timetable is shown to its end beside the challenge; the page of everything leaves out what can wait."""
    only = {f"{EVENT}challenge.md": CHALLENGE}
    found = by_id(beside(joined, HERE, only, today=date(2025, 7, 1)))["later"]
    assert [task.what for task in found][:2] == ["Feedback report", "Action plan"]
    assert left(joined, only, today=date(2025, 7, 1)) == {}


def test_commands_name_another_folder(joined):
    """A command can be copied as it stands, whatever the program and the folder are called."""
    library = joined({f"{EVENT}challenge.md": CHALLENGE}).library
    page = todo(library, (), TODAY, "peerchallenge")
    assert {task.command for group in page.groups for task in group.tasks if task.command} == {
        "peerchallenge new letter --challenge wexcombe-2025"
    }


def test_nothing_is_waiting(joined):
    """An empty list says so in words, on the page of everything and in a panel."""
    empty = todo(joined({}).library, (), TODAY)
    assert "Nothing is waiting." in shown(empty)
    assert "This page has nothing of its own to do." in shown(beside(joined, "/challenges/"))


def test_the_page_shows_counts_files_and_commands(joined):
    """Counts stand at the top and lead to their lists; every task shows what to open or to run."""
    page = todo(joined(TEXTS).library, (warning(f"content/{EVENT}report.md"),), TODAY)
    text = RENDER(page).data.decode()
    for group in page.groups:
        assert f'<a href="#todo-{group.id}"><strong>{group.total}</strong>' in text
        assert text.count(f'id="todo-{group.id}"') == 1
    assert "<code>python build.py new update --challenge wexcombe-2025</code>" in text
    assert f"<code>content/{EVENT}report.md:3</code>" in text


def test_what_is_written_is_escaped():
    """A warning may quote what somebody wrote, and that is never HTML."""
    assert "Nobody reads &lt;this&gt;." in RENDER(todo_page()).data.decode()


@pytest.mark.parametrize("url", [HERE, f"{HERE}response/", f"{HERE}recommendations/1/", "/challenges/"])
def test_a_panel_is_a_valid_fragment(joined, url):
    """The preview puts it into a page as it stands: strict HTML, and no style, script or handler of its own."""
    text = RENDER(beside(joined, url, problems=(warning(f"content/{EVENT}response.md"),))).data.decode()
    html5lib.HTMLParser(strict=True).parseFragment(text)
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|<html|<h1", text)


def test_the_preview_is_given_html(joined):
    """The panel as HTML, or what is wrong with its template, which a person may have changed."""
    made = beside(joined, HERE)
    assert "Left to do here" in html(RENDER, made)
    broken = tuple((name, "{{ page.<b> }}" if name == made.template else text) for name, text in TEMPLATES)
    said = html(templates.renderer(broken, ASSETS, SITE), made)
    assert "(Panel) cannot be made: this is not written as a template should be" in said


# Reading


SHORT = "We will buy ten homes. They will be let by May. "
LONG = (
    "Notwithstanding considerable organisational transformation, representatives acknowledged insufficient "
    "prioritisation of interdependent improvement programmes throughout directorates, which consequently "
    "undermined accountability arrangements notwithstanding substantial additional investment and "
    "extraordinarily committed stakeholders throughout partnership organisations everywhere. "
)


def paragraph(text):
    return (f"<p>{text}</p>",)


def test_the_index_is_that_of_the_paper():
    """500 characters in 100 words in 5 sentences are grade 12.12, so about 17."""
    assert in_words(500, 100, 5) == "about 17"
    assert in_words(400, 100, 10) == "about 7"
    assert in_words(900, 100, 2) == "18 or more"
    assert in_words(200, 100, 50) == "about 5"


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(1, 9999))
def test_an_age_is_always_words(characters, words, sentences_):
    """Whatever is counted, an age from 5 to 18 comes out."""
    found = in_words(characters, words, sentences_)
    assert re.fullmatch(r"about ([5-9]|1[0-7])|18 or more", found)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The team met Mr. Lee and Cllr. Roe. They agreed.", 2),
        ("See para. 4 and no. 12 of the plan. It is short.", 2),
        ("Was it the right answer? No. It was late.", 3),
        ("Savings of 3.5 per cent, i.e. £1.2 million, were found. They last.", 2),
        ("A. J. Smith said so. We agree.", 2),
        ("“We did it.” The leader was glad.", 2),
        ("It took time … Then it was done!", 2),
        ("See www.council.example for the plan. It is short.", 2),
        ("Staff, rent, etc. are paid for.", 1),
        ("1. Agree the plan. 2. Pay for it.", 2),
    ],
)
def test_sentences_end_where_a_reader_rests(text, count):
    """Short forms, numbers, initials and addresses end none."""
    assert len(list(sentences(paragraph(text)))) == count


def test_tables_and_headings_hold_no_sentence_and_each_bullet_one():
    """A heading and a table's cells are no prose; an entry of a list is read by itself, and a bare label is none."""
    text = (
        "<h2>What we will do next year.</h2><p>We will do three things:</p><ul><li>buy ten homes in May</li>"
        "<li>let them all by June</li><li>Housing</li></ul><table><tbody><tr><td>Ten words in a cell are none at all."
        "</td></tr></tbody></table>"
    )
    assert list(sentences((text,))) == [
        "We will do three things:",
        "buy ten homes in May",
        "let them all by June",
    ]


@given(st.lists(st.text(alphabet="ab .!?“”‘’()\n1A…&;<>/p", max_size=40), max_size=5))
def test_no_text_stops_it(texts):
    """Any text can be read, and no word is lost or said twice."""
    found = list(sentences(tuple(f"<p>x x x x {text}</p>" for text in texts if "<" not in text and ">" not in text)))
    assert all(sentence.strip() == sentence and sentence for sentence in found)


def test_long_texts_cost_no_more_a_word():
    """Ten times the text takes about ten times as long, whatever it is made of."""
    for text in (LONG, "no. 4 ", "Mr. ", ".", "“", "a. "):

        def taken(times, text=text):
            began = time.process_time()
            reading(paragraph(text * times))
            return time.process_time() - began

        short, long = (min(taken(times) for _ in range(3)) for times in (300, 3_000))
        assert long < 30 * short + 0.02, text


def test_short_texts_have_no_age():
    """Below a hundred words the figure would be chance, and the panel says so."""
    found = reading(paragraph(SHORT * 9))
    assert (found.age, found.words) == ("", 99)
    assert "below 100 words" in found.why


def test_plain_text_is_younger_than_heavy_text():
    """Short words in short sentences can be read by a child, the other kind by few."""
    plain, heavy = reading(paragraph(SHORT * 12)), reading(paragraph(LONG * 5))
    assert plain.age == "about 5"
    assert heavy.age == "18 or more"
    assert plain.long == ()


def test_the_longest_sentences_are_told_with_their_words():
    """At most five, the longest first, each cut so that the panel stays readable."""
    found = reading(paragraph(SHORT * 12 + LONG * 7))
    assert [own.words for own in found.long] == [31] * 5
    assert all(len(own.text) <= 160 and own.text.endswith("…") for own in found.long)


def test_the_peers_words_are_theirs(joined):
    """Nobody is advised to change what the peers wrote: count and age, no aim, no sentences to cut."""
    texts = {**TEXTS, f"{EVENT}report.md": TEXTS[f"{EVENT}report.md"].replace("Findings.", LONG * 5)}
    found = beside(joined, f"{HERE}report/", texts).reading
    assert (found.age, found.aim, found.long) == ("18 or more", "", ())
    own = beside(joined, f"{HERE}response/", {**TEXTS, f"{EVENT}response.md": PLAN + LONG * 5}).reading
    assert (own.aim, len(own.long)) == ("9 to 12", 5)


def test_words_of_answers_and_actions_count(joined):
    """A response is mostly its answers: they are counted with the text below them."""
    bare = beside(joined, f"{HERE}response/").reading.words
    more = PLAN.replace("decision: not-accepted, reason: No.", "decision: not-accepted, reason: It costs far too much.")
    assert beside(joined, f"{HERE}response/", {**TEXTS, f"{EVENT}response.md": more}).reading.words == bare + 4


def test_welsh_has_no_reading_age(joined):
    """The formulas are for English, and the panel says so."""
    welsh = {f"{EVENT}report.cy.md": f"---\ntitle: Adroddiad\n---\n{'Cyfarfu y tîm. ' * 50}\n"}
    found = beside(joined, f"/cy{HERE}report/", {**TEXTS, **welsh})
    assert found.reading.age == ""
    assert "for Welsh" in shown(found)


def test_the_panel_says_words_and_age(joined):
    """“About 14 (aim for 9 to 12)”, in one line."""
    text = shown(beside(joined, f"{HERE}response/", {**TEXTS, f"{EVENT}response.md": PLAN + SHORT * 20}))
    assert re.search(r"\d+ words\. Reading age about \d+ \(aim for 9 to 12\)\.", text)


def test_the_published_site_says_nothing_of_it(joined):
    """No page of the site is one of these or leads to one."""
    assert [url for url in pages(joined) if url.startswith("/-/")] == []
