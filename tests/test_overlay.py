"""A Welsh file beside one in English holds words; the facts are those of the file beside it."""

from __future__ import annotations

import pytest
from test_parse import FOLDER, letter, read, said

REPORT = """\
title: Feedback report
dated: 2025-03-04
author: Peers
considered: {body: Cabinet, date: 2025-04-01, decision: noted}
aliases: /old/
summary: In short.
recommendations:
  - {ref: "1", text: Agree priorities., theme: Money}
  - {ref: "2", title: Second, text: Act., parts: [{ref: a, text: First.}, {ref: b, text: Then.}]}
  - {id: third, text: Plan.}"""
RESPONSE = """\
title: Response
responses:
  - {to: ["1", "2"], decision: accepted, words: Yes.}
  - {to: third, decision: noted, words: Read.}
actions:
  - {ref: A1, action: Do., for: "1", owner: Leader, due: March 2026}
  - {action: More., due: 2027}"""


def lay(welsh, kind="report", english=None):
    texts = {f"{FOLDER}/{kind}.md": letter(english or {"report": REPORT, "response": RESPONSE}[kind])}
    written, problems = read({**texts, f"{FOLDER}/{kind}.cy.md": letter(welsh, "Testun.\n")})
    found = [d for d in written.documents if d.language == "cy"]
    return found[0] if found else None, problems


def test_words_are_its_own_and_facts_the_siblings():
    """Words stand in Welsh where they are given; facts, order and what is not translated come from the sibling."""
    parsed, problems = lay(
        "title: Adroddiad\nconsidered: {body: Cabinet y Cyngor, decision: nodwyd}\nrecommendations:\n"
        '  - {ref: "2", text: Gweithredu., parts: [{text: Yn gyntaf.}]}\n  - {id: third, text: Cynllunio.}'
    )
    assert problems == ()
    assert parsed.sibling
    assert parsed.body == "Testun.\n"
    data = parsed.data
    assert (data.title, data.author, str(data.dated)) == ("Adroddiad", "Peers", "4 March 2025")
    assert (data.considered[0].body, data.considered[0].decision) == ("Cabinet y Cyngor", "nodwyd")
    assert [r.text for r in data.recommendations] == ["Agree priorities.", "Gweithredu.", "Cynllunio."]
    assert [p.text for p in data.recommendations[1].parts] == ["Yn gyntaf.", "Then."]
    assert data.recommendations[0].theme == ("Money",)


def test_what_is_english_or_an_address_is_not_inherited():
    """A summary in English is not shown for a Welsh one, and old addresses lead to one page."""
    parsed, _ = lay("title: Adroddiad")
    assert (parsed.data.summary, parsed.data.aliases) == ("", ())


def test_answers_and_actions_find_their_counterparts():
    """Responses are matched by what they answer, actions by reference or position."""
    parsed, problems = lay(
        "responses:\n  - {to: third, words: Darllenwyd.}\n  - {to: ['1', '2'], words: Ie.}\n"
        "actions:\n  - {ref: A1, action: Gwneud., owner: Arweinydd}\n  - {action: Mwy.}",
        "response",
    )
    assert problems == ()
    assert [(r.words, r.decision) for r in parsed.data.responses] == [("Ie.", "accepted"), ("Darllenwyd.", "noted")]
    assert [(a.action, str(a.due)) for a in parsed.data.actions] == [("Gwneud.", "March 2026"), ("Mwy.", "2027")]


@pytest.mark.parametrize(
    ("kind", "welsh", "line", "words"),
    [
        ("report", "dated: 2025-03-05", 2, "“dated” is “2025-03-05” here and “2025-03-04” in report.md"),
        ("report", "published: 2025-03-05", 2, "Move the line to report.md"),
        ("report", "recommendations: [{ref: '9', text: x}]", 2, "does not match one in report.md"),
        ("report", "recommendations:\n  - {text: a}\n  - {text: b}\n  - {text: c}\n  - {text: d}", 6, "does not match"),
        ("report", "recommendations:\n  - {ref: '1', text: a}\n  - {ref: '1', text: b}", 4, "does not match"),
        ("report", "recommendations: [{ref: '1', theme: Arian}]", 2, "“theme” is “Arian” here and “Money”"),
        ("report", "recommendations: [words]", 2, "does not match"),
        ("report", "titel: x", 2, "Did you mean “title”?"),
        ("report", "title: [a]", 2, "“title” is a text, but a list"),
        ("report", "considered: {body: [a]}", 2, "“body” is a text, but a list"),
        ("response", "responses: [{to: third, decision: accepted}]", 2, "“decision” is “accepted” here and “noted”"),
        ("response", "responses: [{to: '2', words: Ie.}]", 2, "does not match one in response.md"),
    ],
)
def test_a_fact_that_differs_is_a_problem(kind, welsh, line, words):
    """A fact that is not the sibling's, and words that translate nothing, are refused at their line."""
    _, problems = lay(welsh, kind)
    assert words in said(problems)
    assert {(p.path, p.line) for p in problems} == {(f"content/{FOLDER}/{kind}.cy.md", line)}


def test_a_fact_repeated_is_no_problem():
    """What is said again and is the same, alone or in a list, is fine."""
    assert lay('dated: 2025-03-04\nrecommendations: {ref: "1", theme: [Money], text: x}')[1] == ()


def test_what_speaks_of_the_welsh_file_itself():
    """Its own originals, sources, addresses and draft mark stand in the place of the sibling's."""
    parsed, problems = lay("draft: true\naliases: [/hen/]\nfiles: [{url: https://x.example/cy.pdf}]")
    assert problems == ()
    assert (parsed.data.draft, parsed.data.aliases, len(parsed.data.files)) == (True, ("/hen/",), 1)


def test_a_document_in_welsh_alone_is_whole():
    """Without a sibling a Welsh file is checked as any other."""
    written, problems = read({f"{FOLDER}/report.cy.md": letter("title: Adroddiad\ndated: 2025-03-04")})
    parsed = next(d for d in written.documents if d.language == "cy")
    assert problems == ()
    assert not parsed.sibling
    assert "“body” is missing" in said(read({f"{FOLDER}/report.cy.md": letter("considered: [{date: 2025}]")})[1])


def test_a_broken_sibling_is_said_once():
    """Where the English file is wrong, the Welsh one beside it adds no complaints of its own."""
    _, problems = lay("title: x\ndated: 2025-03-05", english=REPORT + "\ncount: many")
    assert {problem.path for problem in problems} == {f"content/{FOLDER}/report.md"}
