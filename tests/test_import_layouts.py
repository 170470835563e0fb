"""The import of letters in layouts that are less orderly: what is found, and what is asked where it may be more."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letters import Letter
from test_import_letter import bring, details, folder, only  # noqa: F401 - the fixture

from peerchallenge.importing.letters import sent, words
from peerchallenge.importing.letters.team import peer
from peerchallenge.importing.received import Kind, Received


def read(letter: Letter, kind: str = "") -> sent.Sent:
    """Read a letter."""
    received = Received(path="sent.docx", name="sent.docx", kind=Kind.WORD, data=letter.data())
    return sent.read(sent.Wanted(received=received, kind=kind))


def test_numbers_that_were_typed_are_found_one_by_one():
    """Typed numbers go on over paragraphs between them, and one alone under its heading is found."""
    letter = Letter().heading("Key recommendations").text("1. Ask.", "Members too.", "2. Answer.")
    letter.heading("Governance").heading("Further recommendations", 2).text("3. Train.")
    assert [(own.ref, own.words) for own in read(letter).recommendations] == [
        ("1", "Ask. Members too."),
        ("2", "Answer."),
        ("3", "Train."),
    ]


def test_recommendations_of_a_planning_table():
    """A table with a number and words in each row is read without a head; the sentence before it is none."""
    letter = Letter().heading("2.0 Key recommendations").text("2.1 We make these recommendations:")
    letter.table(("R1", "Review the scheme."), ("R2", "Validate sooner."))
    assert [(own.ref, own.words) for own in read(letter).recommendations] == [
        ("R1", "Review the scheme."),
        ("R2", "Validate sooner."),
    ]


def test_a_number_and_its_title_on_two_lines():
    """A line that is only a number belongs to the title below it."""
    letter = Letter().heading("Key recommendations")
    for number in (1, 2):
        letter.fake(f"Recommendation {number}").fake(f"Title {number}").text(f"Do {number}.")
    assert [(r.ref, r.title, r.blocks[0].words) for r in read(letter).recommendations] == [
        ("1", "Title 1", "Do 1."),
        ("2", "Title 2", "Do 2."),
    ]


def test_a_sentence_that_begins_in_bold_is_no_title():
    """Only words that end, or that others follow anew, are a title."""
    letter = Letter().heading("Key recommendations")
    letter.items(("**Train** all members.", "**Money.** Save some."), "decimal")
    assert [(own.title, own.blocks[0].words) for own in read(letter).recommendations] == [
        ("", "Train all members."),
        ("Money", "Save some."),
    ]


def test_entries_without_numbers_need_no_id():
    """Where none is numbered, the place of each is enough, and none gets an id."""
    letter = Letter().heading("Recommendations")
    letter.items(("Ask.", "Answer.", "Train."))
    assert [own.id for own in read(letter).recommendations] == ["", "", ""]


def test_what_may_have_been_overlooked_is_asked_about(folder, capsys):  # noqa: F811
    """A gap in the numbers, and a heading under which nothing was found, are told."""
    letter = Letter().title("Corporate Peer Challenge: Northwick, 24–27 June 2025").heading("Key recommendations")
    letter.text("Recommendation 1: Ask.", "Recommendation 3: Answer.")
    letter.heading("Further recommendations").text("Members should train.")
    assert bring(letter.data()) == 0
    said = capsys.readouterr().out
    assert "Number 3 comes after 1" in said
    assert "None was found under the heading “Further recommendations”" in said


def test_a_review_alone_gives_the_days_of_both(folder):  # noqa: F811
    """Of a challenge that is not held, the earlier visit is taken, and what was recommended then is not new."""
    letter = Letter().title("Corporate Peer Challenge – Progress Review: Northwick")
    letter.text(
        "The challenge took place on 7-10 June 2021.", "The progress review took place on 19 & 20 October 2022."
    )
    letter.text("The following members of the original team were involved:")
    letter.items(("Lead Member Peer – Cllr Ann Fox", "Peer Challenge Manager – Sam Okafor, LGA"))
    letter.heading("Feedback").heading("Recommendation 1: Refresh the plan.", 2).text("It was.")
    assert bring(letter.data()) == 0
    assert str(details(only(folder, "challenge.md"))["onsite"]["start"]) == "2021-06-07"
    review = details(only(folder, "progress-review.md"))
    assert (str(review["onsite"]["end"]), len(review["team"])) == ("2022-10-20", 2)
    assert "recommendations" not in review


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Paul Clarke (Programme Manager), LGA", ("Programme Manager", "Paul Clarke", "", "LGA")),
        ("Jo Ford, Consultant, PAS (Review Manager)", ("Review Manager", "Jo Ford", "Consultant", "PAS")),
    ],
)
def test_a_role_in_brackets(line, found):
    """What somebody did stands in brackets as well."""
    assert (own := peer(line), (own.role, own.name, own.post, own.organisation))[1] == found


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.lists(st.integers(0, 60), max_size=5))
def test_words_that_are_not_told_stand_in_their_order(said, cuts):
    """However a page is cut and put together, a word that is not listed as missing is on it, in order."""
    read = said
    for cut in cuts:
        read = [*read[cut:], *read[: cut // 2]]
    lost = {*words._gone(said, read)}
    following = iter(read)
    assert all(word in following for at, word in enumerate(said) if at not in lost)
    assert [*words._gone(said, said)] == []


def test_a_long_letter_is_compared_at_once():
    """Two hundred pages of the same words over and over take no minute."""
    text = [f"paragraph {n} the council and its partners go on and on" for n in range(8_000)]
    begun = time.perf_counter()
    assert [own.words for own in words.missing(text, " ".join(text[:4_000] + text[4_001:]))]
    assert time.perf_counter() - begun < 10


def test_two_numbers_of_people_are_asked_about():
    """Where a letter counts twice and differently, the first is a guess that names the other."""
    letter = Letter().text("The team met 85 people in over 33 meetings.", "They spoke to 1,204 people.")
    ((key, fact), *_) = read(letter).counts
    assert (key, fact.value, fact.doubt.sure) == ("people_met", "85", "a guess")
    assert "also says 1,204" in fact.doubt.advice


def test_a_letter_in_welsh_is_noticed():
    """A document in Welsh is not called English without a question."""
    welsh = "Mae’r Cyngor yn gweithio’n dda gyda’i bartneriaid, ac mae wedi cyflawni llawer yn y sir hon eleni hefyd."
    assert [own.about for own in read(Letter().text(welsh)).doubts] == ["language"]
    assert not read(Letter().text("The council works well with partners, and has done much in the county. " * 3)).doubts
