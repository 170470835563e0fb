"""What may not be published yet is nowhere in a published site, and is marked in a copy for review."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from conftest import Joined
from held_back_site import EVENT, HELD_EVENT, challenge_held, documents_held, on_disk, out, planted
from hypothesis import given
from hypothesis import strategies as st
from tiny import CHALLENGE, TODAY

from peerchallenge import pipeline, report
from peerchallenge.command import main
from peerchallenge.options import Options
from peerchallenge.pipeline import Built
from peerchallenge.problems import ContentError, Problem
from peerchallenge.read import files, held_back
from peerchallenge.sources import Inputs, Source

LIFTS = date(2026, 12, 24)
DRAFT, EMBARGO = "draft: true", f"embargo_until: {LIFTS}"
LATER = date(2030, 1, 1)
TEXT = f"{EVENT}scrutiny.md"

Texts = Mapping[str, str | bytes]
Build = Callable[..., Built]


@pytest.fixture
def built(written: Callable[[Texts], Path]) -> Build:
    """Build a tiny site given as a dictionary of files, as far as the disk."""

    def build(texts: Texts, *, today: date = TODAY, day: date = TODAY, drafts: bool = False) -> Built:
        written(texts)
        inputs, unread = files.read(Path("content"))
        return pipeline.build(inputs, unread, Options(today=today, embargo_day=day, drafts=drafts, search=False))

    return build


@pytest.mark.parametrize("today", [TODAY, LATER], ids=["today", "as of a day ahead"])
@pytest.mark.parametrize("line", [DRAFT, EMBARGO])
@pytest.mark.parametrize("site", [documents_held, challenge_held])
def test_nothing_gets_out(built, site, line, today):
    """No word of what is held back is in a file of the site, in its name, or in what the build says."""
    made = built(site(line), today=today)
    assert out(made.outputs) == set()
    assert "zq" not in report.text(made.problems) + report.as_json(made.problems)
    assert any(output.path == f"{EVENT}index.html" for output in made.outputs)


@pytest.mark.parametrize("site", [documents_held, challenge_held])
def test_everything_is_there_on_the_day(built, site):
    """From the first minute of the day on which an embargo lifts every word of it is published, and its files."""
    texts = site(EMBARGO)
    assert out(built(texts, today=LIFTS, day=LIFTS).outputs) == planted(texts)


@pytest.mark.parametrize("line", [DRAFT, EMBARGO])
@pytest.mark.parametrize("site", [documents_held, challenge_held])
def test_a_copy_for_review_shows_everything(built, site, line):
    """With drafts asked for nothing is left out, whatever the day."""
    texts = site(line)
    assert out(built(texts, drafts=True).outputs) == planted(texts)


@pytest.mark.parametrize("site", [documents_held, challenge_held])
def test_nothing_is_left_on_the_disk(written, site, capsys):
    """A public build leaves nothing of a copy for review that stood there, its search index included."""
    texts = site("embargo_until: 2099-01-01")
    folder = written(texts) / "site"
    assert main(["--drafts"]) == 0
    assert "This is a review copy" in capsys.readouterr().out
    assert main(["--drafts"]) == 0
    assert "This is a review copy" in capsys.readouterr().out  # nothing had changed, and it still is one
    assert on_disk(folder) == planted(texts)
    assert main(["--as-of", "2099-12-31"]) == 0
    assert on_disk(folder) == set()


def test_a_link_to_what_is_held_back_is_words(built):
    """A published text that points at a file held back keeps its words, and they lead nowhere until the day."""
    letter = f"{EVENT}letter/index.html"
    texts = documents_held(EMBARGO)
    assert "The <a>answer</a> and its" in page(built(texts), letter)
    assert f'<a href="/{EVENT}scrutiny/">answer</a>' in page(built(texts, day=LIFTS), letter)


@pytest.mark.parametrize("line", [DRAFT, EMBARGO])
def test_what_points_at_something_held_back_is_no_mistake(built, line):
    """A published update of an action whose plan is held back, beside another plan, does not stop the build."""
    plan = "---\nactions:\n  - {ref: A1, action: Begin.}\n---\n"
    held = plan.replace("---\n", f"---\n{line}\n", 1).replace("A1", "B7")
    update = "---\nupdates:\n  - {action: B7, words: It was looked at.}\n---\n"
    texts = {"action-plan": plan, "action-plan.later": held, "update.2026-05": update}
    made = built({f"{EVENT}challenge.md": CHALLENGE, **{f"{EVENT}{name}.md": text for name, text in texts.items()}})
    assert [problem for problem in made.problems if problem.is_error] == []


def test_no_warning_shows_words_under_embargo(joined):
    """What is doubtful in a document under embargo is said in a copy for review, and in no log of a public build."""
    texts = {f"{HELD_EVENT}challenge.md": CHALLENGE.replace("type: corporate", f"{EMBARGO}\ntype: finanse")}
    assert joined(texts).problems == ()
    assert joined(texts, drafts=True).said("challenge-type") == [
        "“finanse” is not a kind of challenge that is known here."
    ]


# Near misses. Each either holds the document back or stops the build: none may publish what was meant to be kept.

MEANT_TO_HOLD = (
    *(
        "draft: true",
        "Draft: true",
        "DRAFT: TRUE",
        "draft : yes",
        "draft:true",
        "draft: True  # until cabinet",
        "draft: on",
    ),
    *("draft: ture", "draft: “true”", "draft: [true]", "draft: yes please", "draft: ja", "draft:", "draft:\n  true"),
    *("'draft': true", '"draft": "true"', "? draft\n: true", "{draft: true}", "- draft: true", " draft: true"),
    *("drafts: true", "is_draft: true", "\tdraft: true", "draft\u00a0: true", "draft = true", "draft: !!bool true"),
    *("draft: false\ndraft: true", "considered: [{body: Cabinet, draft: true}]", "title: >\n  A\ndraft: true"),
    *("publish: false", "published: false", "hidden: true", "status: draft", "dra\u200bft: true", "draft: tr\u200bue"),
    *("embargo: 2099-01-01", "embargo_till: 2099-01-01", "embargo-until: 2099-01-01", "Embargo_until: 2099-01-01"),
    *(
        "embargo until: 2099-01-01",
        "embargoed_until: 2099-01-01",
        "publish_on: 2099-01-01",
        "{embargo_until: 2099-01-01}",
    ),
    *("embargo_until: 2099", "embargo_until: May 2099", "embargo_until: 2099-02-30", "embargo_until: 1/5/2099"),
    *(
        "embargo_until: 2099-05-03 09:00",
        "embargo_until: 3 May 2099 (noon)",
        "embargo_until: 1 May 2026 (to be confirmed)",
    ),
    *("embargo_until: after the election", "embargo_until: [2099-01-01]", "embargo_until: ~", "embargo_until: "),
    "embargo_until: 2099-01-01\nembargo_until: 2020-01-01",
)


def outcome(joined: Callable[[Texts], Joined], texts: Texts) -> str:
    """Say what became of a text whose body is the word SECRET."""
    made = joined({f"{EVENT}challenge.md": CHALLENGE} | dict(texts))
    if any(problem.is_error for problem in made.problems):
        return "stopped"
    return "published" if "SECRET" in repr(made.library) else "held"


@pytest.mark.parametrize("line", MEANT_TO_HOLD)
def test_a_near_miss_never_publishes(joined, line):
    """Whatever is nearly a draft or an embargo is held back, or is a problem."""
    assert outcome(joined, {TEXT: f"---\n{line}\n---\nSECRET\n"}) in {"held", "stopped"}


@pytest.mark.parametrize("line", [DRAFT, EMBARGO, "draft: ture", "embargo: 2099-01-01"])
def test_pages_are_held_back_like_documents(joined, line):
    """A page about the site is held back by the same lines."""
    assert outcome(joined, {"pages/about.md": f"---\n{line}\n---\nSECRET\n"}) in {"held", "stopped"}


@pytest.mark.parametrize("line", ["title: A", "draft: false", "draft: no", "embargo_until: 2026-11-22"])
def test_what_is_ready_is_published(joined, line):
    """A document that is no draft, or whose day has come, is there: what holds back does not hold too much."""
    assert outcome(joined, {TEXT: f"---\n{line}\n---\nSECRET\n"}) == "published"


@pytest.mark.parametrize("line", ["draft: true", "embargo_until: 2099-01-01"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\ufeff---\n{line}\n---\nSECRET\n", {"held"}),
        ("---\r\n{line}\r\n---\r\nSECRET\r\n", {"held"}),
        ("---\r{line}\r---\rSECRET\r", {"held"}),
        ("--- \n{line}\n---\t\nSECRET\n", {"held"}),
        ("\n---\n{line}\n---\nSECRET\n", {"stopped"}),
        ("{line}\n---\nSECRET\n", {"stopped"}),
        ("---\n{line}\n\nSECRET\n", {"held", "stopped"}),
        ("---\n{line}\n--\nSECRET\n", {"held", "stopped"}),
        ("---\n{line}\n***\nSECRET\n", {"held", "stopped"}),
        ("---\ntitle: A\n---\n{line}\n\nSECRET\n", {"stopped"}),
        ("---\ntitle: A\n---\n\n---\n{line}\n---\nSECRET\n", {"stopped"}),
        ("—\n{line}\n—\nSECRET\n", {"stopped"}),
        ("+++\n{line}\n+++\nSECRET\n", {"stopped"}),
        ('{{"draft": true}}\n\nSECRET\n', {"stopped"}),
    ],
)
def test_an_unclean_split_never_publishes(joined, text, expected, line):
    """A mark at the start and any kind of line end change nothing; fences that are not clean never publish."""
    assert outcome(joined, {TEXT: text.format(line=line)}) in expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({"scrutiny.MD": DRAFT}, "stopped"),
        ({"Scrutiny.md": DRAFT}, "held"),
        ({"scrutiny.draft.md": "title: A"}, "stopped"),
        ({"scrutiny.embargoed.md": "title: A"}, "stopped"),
        ({"scrutiny.md": "title: A", "challenge.cy.md": DRAFT}, "published"),
        ({"scrutiny.md": DRAFT, "scrutiny.cy.md": "draft: false"}, "held"),
        ({"scrutiny.md": EMBARGO, "scrutiny.cy.md": "embargo_until: 2020-01-01"}, "held"),
        ({"scrutiny.cy.md": EMBARGO}, "held"),
        ({"sub/scrutiny.md": DRAFT}, "held"),
    ],
)
def test_names_that_are_nearly_right(joined, names, expected):
    """A file is held back by its own word or by that of the one in English beside it, however it is named."""
    texts = {f"{EVENT}{name}": f"---\n{line}\n---\nSECRET\n" for name, line in names.items()}
    assert outcome(joined, texts) == expected


@pytest.mark.parametrize("line", ["draft: true", "embargo_until: 2099-01-01"])
def test_a_challenge_in_welsh_alone_hides_its_folder(joined, line):
    """Where challenge.cy.md is all there is, it speaks for the folder, its originals too."""
    texts = {
        "challenges/b-2025/challenge.cy.md": CHALLENGE.replace("type:", f"{line}\ntype:", 1),
        "challenges/b-2025/letter.md": "---\nfiles: letter.pdf\n---\nSECRET\n",
        "challenges/b-2025/letter.pdf": b"%PDF",
    }
    assert outcome(joined, texts) == "held"


def test_a_draft_among_the_pages_hides_itself_alone(built):
    """A page of any name that is a draft takes no other page with it, nor its pictures."""
    about = "---\ntitle: About\n---\n![A tree](tree.png)\n"
    draft = f"---\n{DRAFT}\n---\nSECRET\n"
    made = built({"pages/challenge.md": draft, "pages/about.md": about, "pages/tree.png": b"PNG"})
    assert {"about/index.html", "files/tree.png"} <= {output.path for output in made.outputs}
    assert not any(b"SECRET" in output.data for output in made.outputs)


def test_councils_are_not_held_back(joined):
    """A council's file that says “draft” is a problem and not silently left out."""
    council = f"---\n{DRAFT}\nid: northwick\nname: Northwick\n---\nSECRET\n"
    assert outcome(joined, {"councils/northwick.md": council}) == "stopped"


def test_a_broken_draft_stops_nothing(built):
    """What is wrong in a draft alone is not even said in a public build, and is said in a copy for review."""
    texts = documents_held(DRAFT) | {TEXT: f"---\n{DRAFT}\nnonsense: 1\n---\n![](nothing.png)\n"}
    assert not [problem for problem in built(texts).problems if problem.path.endswith("scrutiny.md")]
    with pytest.raises(ContentError):
        built(texts, drafts=True)


# What a copy for review says of itself.


def page(made: Built, path: str) -> str:
    """Give the text of one page."""
    return next(output.data.decode() for output in made.outputs if output.path == path)


def test_every_page_of_a_copy_for_review_says_so(built):
    """Each page says that it is not for publication and asks not to be indexed; a public one says neither."""
    texts = documents_held(EMBARGO)
    copy, public = built(texts, drafts=True), built(texts)
    for output in copy.outputs:
        if output.path.endswith(".html"):
            text = output.data.decode()
            assert "Review copy, not for publication." in text, output.path
            assert '<meta name="robots" content="noindex">' in text, output.path
    assert "<loc>" not in page(copy, "sitemap.xml")
    assert page(copy, "robots.txt") == "User-agent: *\nDisallow: /\n"
    assert "Review copy" not in page(public, "index.html")
    assert "noindex" not in page(public, "index.html")
    assert "robots.txt" not in {output.path for output in public.outputs}


@pytest.mark.parametrize(
    ("line", "words"), [(DRAFT, "Draft"), (EMBARGO, "Under embargo until 24 December 2026, 00:00")]
)
def test_what_is_held_back_is_marked_in_a_copy_for_review(built, line, words):
    """Its page, its place on other pages and its entries in lists say why it is not published yet."""
    made = built(documents_held(line), drafts=True, today=LATER)
    mark = f'<mark lang="en">{words}</mark>'
    for own in (
        f"{EVENT}scrutiny/",
        f"{EVENT}recommendations/zqrefzq/",
        "zqpagezq/",
        f"cy/{EVENT}action-plan-zqnextzq/",
    ):
        assert f"This page: {words}." in page(made, f"{own}index.html")
    for public in (EVENT, f"{EVENT}letter/", f"{EVENT}recommendations/2/", "recommendations/", "actions/", "updates/"):
        text = page(made, f"{public}index.html")
        assert mark in text, public
        assert "This page: " not in text, public
    assert mark in page(made, "search/index.html")


def test_a_challenge_held_back_is_marked_with_all_that_is_in_it(built):
    """Everything in the folder of a challenge that is held back carries its mark, here and in lists."""
    made = built(challenge_held(DRAFT), drafts=True)
    for own in ("", "letter/", "addendum/", "recommendations/zqfirstzq/"):
        assert "This page: Draft." in page(made, f"{HELD_EVENT}{own}index.html")
    assert '<mark lang="en">Draft</mark>' in page(made, "challenges/index.html")
    assert '<mark lang="en">Draft</mark>' in page(made, "councils/ashmere/index.html")


def test_the_later_of_two_embargoes_is_shown(built):
    """A document under embargo in a challenge under embargo may be published when both have lifted."""
    texts = challenge_held("embargo_until: 2027-05-03")
    texts[f"{HELD_EVENT}addendum.md"] = f"---\n{EMBARGO}\n---\nMore.\n"
    made = built(texts, drafts=True)
    assert "This page: Under embargo until 3 May 2027, 00:00." in page(made, f"{HELD_EVENT}addendum/index.html")


# What the build says that it held back.


def told(texts: Texts, day: date = TODAY) -> list[str]:
    """Say what is held back of some texts, when all are."""
    sources = tuple(Source(path=f"content/{name}", name=name, text=str(text)) for name, text in texts.items())
    return [str(waiting) for waiting in held_back.told(sources, frozenset(texts), day)]


def test_the_build_tells_what_it_held_back():
    """What falls due first comes first, drafts last; a broken draft is told of like any other."""
    found = told(
        {
            f"{EVENT}letter.md": "---\nembargo_until: 2027-05-03\n---\n",
            f"{EVENT}letter.cy.md": "---\ntitle: Llythyr\n---\n",
            f"{EVENT}response.md": "---\n{draft: no, embargo_until: 24 December 2026}\n---\n",
            f"{EVENT}addendum.md": "---\n{draft: true, embargo_until: 24 December 2026}\n---\n",
            f"{EVENT}scrutiny.md": "---\ndraft: yes\nnonsense: [\n---\n",
            f"{HELD_EVENT}challenge.md": "---\ndraft: true\n",
            f"{HELD_EVENT}letter.md": "---\ntitle: Letter\n---\n",
            f"{HELD_EVENT}letter.cy.md": "---\ntitle: Llythyr\n---\n",
        }
    )
    assert found == [
        f"content/{EVENT}response.md: under embargo until 24 December 2026",
        f"content/{EVENT}letter.md: under embargo until 3 May 2027, and with it 1 other file",
        f"content/{EVENT}addendum.md: draft",
        f"content/{EVENT}scrutiny.md: draft",
        f"content/{HELD_EVENT}challenge.md: draft, and with it 2 other files",
    ]


@pytest.mark.parametrize("site", [documents_held, challenge_held])
@pytest.mark.parametrize("line", [DRAFT, EMBARGO])
def test_every_file_held_back_is_told_of(built, site, line):
    """What a build counts as held back and what it tells of is the same."""
    texts = site(line)
    made = built(texts)
    inputs, _ = files.read(Path("content"))
    waiting = held_back.told(inputs.texts, made.held, TODAY)
    assert sum(1 + one.others for one in waiting) == len(made.held)
    assert {one.path for one in waiting} == {f"content/{name}" for name, text in texts.items() if line in str(text)}


def test_the_command_lists_what_it_held_back(written, capsys):
    """The report of a build names the first ten files that are held back and counts the others; other forms do not."""
    many = {
        f"{EVENT}update.2026-{month:02}.md": f"---\nembargo_until: 2099-{month:02}-01\n---\n" for month in range(1, 13)
    }
    written({f"{EVENT}challenge.md": CHALLENGE, **many})
    assert main(["check"]) == 0
    shown = capsys.readouterr().out
    assert f"Held back:\n  content/{EVENT}update.2026-01.md: under embargo until 1 January 2099\n" in shown
    assert f"content/{EVENT}update.2026-10.md: under embargo until 1 October 2099\n  and 2 more.\n" in shown
    assert main(["check", "--format", "json"]) == 0
    assert "embargo" not in capsys.readouterr().out


# The whole rule, on folders at random.

STEMS = ("challenge", "letter", "response")
FOLDERS = ("challenges/a", "challenges/b", "pages")
NAMES = tuple(f"{folder}/{stem}{end}" for folder in FOLDERS for stem in STEMS for end in (".md", ".cy.md"))


def hides(one: str, other: str, names: frozenset[str]) -> bool:
    """Say in the plainest way whether a file that is held back hides another."""
    same_folder = one.rpartition("/")[0] == other.rpartition("/")[0]
    is_event = one.startswith("challenges/") and one.rpartition("/")[2] in {"challenge.md", "challenge.cy.md"}
    speaks = one.endswith("challenge.md") or one.replace(".cy.md", ".md") not in names
    return one == other or other == one.replace(".md", ".cy.md") or (same_folder and is_event and speaks)


@given(st.frozensets(st.sampled_from(NAMES)), st.data())
def test_what_is_hidden(names, data):
    """A document hides its Welsh words, a Welsh file itself, a challenge its folder; nothing else is hidden."""
    held = data.draw(st.frozensets(st.sampled_from(sorted(names)))) if names else frozenset()
    expected = {other for other in names if any(hides(one, other, names) for one in held)}
    assert held_back.hidden(held, names) == expected


def drafts_of(held: frozenset[str], names: frozenset[str]) -> Iterator[Source]:
    """Write files, of which some say that they are drafts."""
    for name in sorted(names):
        text = f"---\n{DRAFT if name in held else 'title: A'}\n---\n"
        yield Source(path=f"content/{name}", name=name, text=text)


@given(st.frozensets(st.sampled_from(NAMES)), st.data())
def test_drafts_leave_with_all_that_is_wrong_in_them(names, data):
    """Drafts are left out before they are read, with what they hide, and so is every problem in them and no other."""
    held = data.draw(st.frozensets(st.sampled_from(sorted(names)))) if names else frozenset()
    inputs = Inputs(texts=tuple(drafts_of(held, names)), originals=(), templates=(), assets=())
    shown = held_back.without_drafts(inputs)
    gone = held_back.hidden(held, names)
    assert {source.name for source in shown.texts} == names - gone
    wrong = [Problem(path=source.path, code="wrong", message="Wrong.") for source in inputs.texts]
    left = held_back.outside_drafts(wrong, inputs, shown)
    assert {problem.path.removeprefix("content/") for problem in left} == names - gone
