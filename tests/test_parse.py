"""Whatever is written, it is read as it was meant or refused in words that say what to do."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
import yaml
from hostile import DETAILS, FACTS, VALUES
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import CHALLENGE, COUNCILS, JOINT, SITE

from peerchallenge import fence, files, nodes, parse
from peerchallenge.sources import Inputs, Original, Source

FOLDER = "challenges/wexcombe-2025"
CHALLENGES = f"{FOLDER}/challenge.md"
LETTER = f"{FOLDER}/letter.md"
LIBRARY_WORDS = re.compile(r"pydantic|Input should|field required|valid (string|integer|list|dict)|NoneType|Traceback")
KEYS = ("title", "dated", "summary", "recommendations")


def inputs(texts, originals=(), unread=()):
    every = {"site.yml": SITE, "councils.yml": COUNCILS, CHALLENGES: CHALLENGE, **texts}
    return Inputs(
        texts=tuple(Source(path=f"content/{n}", name=n, text=t) for n, t in sorted(every.items()) if t is not None),
        originals=tuple(Original(path=f"content/{n}", name=n, size=1, digest="") for n in originals),
        templates=(),
        assets=(),
        unread=frozenset(unread),
    )


def read(texts, originals=(), unread=()):
    return parse.parse(inputs(texts, originals, unread))


def said(problems):
    return "\n".join(f"{p.path}:{p.line}:{p.column} {p.message} {p.suggestion}" for p in problems)


def letter(details, body="Body.\n"):
    return f"---\n{details}\n---\n{body}"


@pytest.mark.parametrize(("text", "words"), DETAILS.values(), ids=DETAILS)
def test_what_is_no_clean_split_is_refused_and_never_published(text, words):
    """A file that is not details between two lines of hyphens gives a problem, and no document."""
    written, problems = read({LETTER: text})
    assert words in said(problems)
    assert all(problem.line for problem in problems)
    assert written.broken == {"wexcombe-2025"}


@pytest.mark.parametrize("loader", [getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader])
@pytest.mark.parametrize(("details", "words"), VALUES.values(), ids=VALUES)
def test_values_that_would_be_misread_are_refused(details, words, loader, monkeypatch):
    """A value that YAML would cut, build or choke on gives a problem with the fix, with either of YAML's readers."""
    monkeypatch.setattr(nodes, "_LOADER", loader)
    began = time.process_time()
    written, problems = read({LETTER: letter(details)})
    assert words in said(problems)
    assert time.process_time() - began < 10
    assert written.broken == {"wexcombe-2025"}


@pytest.mark.parametrize(("details", "words"), FACTS.values(), ids=FACTS)
def test_facts_that_are_wrong_are_said_in_plain_words(details, words):
    """What the schema refuses is said once, at its line, in no words of the library."""
    _, problems = read({LETTER: letter(details)})
    assert words in said(problems)
    assert not LIBRARY_WORDS.search(said(problems))
    assert all(problem.line >= 2 and problem.column >= 1 and problem.excerpt for problem in problems)


@pytest.mark.parametrize("case", [name for name, (_, words) in VALUES.items() if words.startswith("Write:")])
def test_the_mend_shown_is_the_mend_that_helps(case):
    """A mended line, put in the place of the wrong one, can be read and is whole."""
    details, _ = VALUES[case]
    _, problems = read({LETTER: letter(details)})
    number, line = next(problem.mend for problem in problems if problem.mend)
    lines = letter(details).split("\n")
    lines[number - 1] = line
    _, left = read({LETTER: "\n".join(lines)})
    assert not [problem for problem in left if problem.code in {"misread", "cut-short", "not-readable"}]


def test_everything_wrong_in_a_file_comes_at_once():
    """A line that cannot be read as it stands does not hide what is wrong further down."""
    text = letter('title: A: B\nauthor: "Best" council\ncount: many\ndated: 04/03/2025\nwording: verbatim')
    _, problems = read({LETTER: text})
    assert sorted(problem.line for problem in problems) == [2, 3, 4, 5, 6]


def test_scalars_stay_as_written():
    """No value is taken for a number, a time, a day or nothing: the text is kept."""
    for word in ("010", "3.10", "no", "12:30", "1_000", "~", "0x1f", "1e3", "2025-03-04", ".inf"):
        written, problems = read({LETTER: letter(f"title: {word}")})
        assert not problems
        assert next(d for d in written.documents if d.kind == "letter").data.title == word


def test_remarks_are_left_alone():
    """A remark after a value, with its space, is no problem; nor is a hash inside a word."""
    for line in ("title: Report  # the first", "title: C# and F#", 'title: "Item #3"', "title: a # why"):
        assert read({LETTER: letter(line)})[1] == ()


def test_the_body_keeps_its_indentation_and_its_line():
    """A text that begins with an indented block is not moved, and problems in it know their line."""
    written, _ = read({LETTER: letter("title: x", "\n    code\n\nMore.\n")})
    parsed = next(d for d in written.documents if d.kind == "letter")
    assert parsed.body == "\n    code\n\nMore.\n"
    assert parsed.body_line == 4


def test_every_value_knows_its_place():
    """A value and its key can be pointed at; where nothing stands, what stands round it is."""
    text = letter("recommendations:\n  - ref: 1\n    text: Act.\n    theme: money")
    parsed = next(d for d in read({LETTER: text})[0].documents if d.kind == "letter")
    assert parsed.place("recommendations", 0, "text") == (4, 11)
    assert parsed.place("recommendations", 0, "text", "@key") == (4, 5)
    assert parsed.place("recommendations", 0, "theme", 0) == (5, 12)
    assert parsed.place("recommendations", 3, "text") == (3, 3)


def test_text_longer_than_a_megabyte_is_refused():
    """The bound on a text is said by name."""
    _, problems = read({LETTER: letter("title: x", "a" * (1024 * 1024 + 1))})
    assert "longer than 1024 kilobytes" in said(problems)


def test_a_rule_in_the_text_is_a_rule():
    """Three hyphens below the details are part of the text, and prose with a colon is prose."""
    written, problems = read({LETTER: letter("title: x", "Note: this is prose.\n\n---\n\nMore: of it.\n")})
    assert problems == ()
    assert "---" in next(d for d in written.documents if d.kind == "letter").body


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("leter.md", "Did you mean letter.md?"),
        ("Letter.md", "Did you mean letter.md?"),
        ("feedback-report.md", "Did you mean report.md?"),
        ("action_plan.md", "Did you mean action-plan.md?"),
        ("minutes.md", "The kinds are: challenge, letter"),
        ("response.ashmre.md", "Rename the file to response.ashmere.md"),
        ("response.cy.ashmere.md", "Rename the file to response.ashmere.cy.md"),
        ("response.ashmere.thornacre.md", "two councils: ashmere and thornacre"),
        ("update..md", "two dots"),
        ("update.2025-02-30.md", "“2025-02-30” in the name is not a day"),
    ],
)
def test_odd_file_names_are_explained(name, words):
    """A name whose parts cannot be told gives a problem with the name that was meant."""
    _, problems = read({CHALLENGES: JOINT, f"{FOLDER}/{name}": letter("title: x")})
    assert words in said(problems)


def test_the_parts_of_a_name():
    """Council, label and language are read from a name in any order, the language last."""
    names = ("response.2025.ashmere.cy.md", "response.ashmere.2025.md", "update.2025-11.md")
    texts = {f"{FOLDER}/{name}": letter("title: x") for name in names}
    written, problems = read({CHALLENGES: JOINT, **texts})
    parts = {d.source.name.rsplit("/", 1)[-1]: (d.council, d.labels, d.language) for d in written.documents}
    assert problems == ()
    assert parts["response.2025.ashmere.cy.md"] == ("ashmere", ("2025",), "cy")
    assert parts["response.ashmere.2025.md"] == ("ashmere", ("2025",), "en")
    assert parts["update.2025-11.md"] == ("", ("2025-11",), "en")


@pytest.mark.parametrize(
    ("texts", "originals", "words"),
    [
        ({"challenges/letter.md": letter("title: x")}, (), "not beside the folders"),
        ({"challenges/Wex 2025/challenge.md": CHALLENGE}, (), "Rename it to wex-2025."),
        ({"challenges/other/letter.md": letter("title: x")}, (), "This folder has no challenge.md"),
        ({"chalenges/x/challenge.md": CHALLENGE}, (), "Did you mean the folder challenges/"),
        ({"notes.md": "x"}, (), "Nothing here is read"),
        ({}, ("plan.pdf",), "Nothing here is read"),
        ({f"{FOLDER}/papers/letter.md": letter("title: x")}, (), "move the file up"),
        ({f"{FOLDER}/letter.MD": letter("title: x")}, (), "Rename it to letter.md"),
        ({}, (f"{FOLDER}/letter.markdown",), "Rename it to letter.md"),
        ({}, (f"{FOLDER}/letter.txt",), "Rename it to letter.md"),
        ({}, (f"{FOLDER}/letter.docx",), "python build.py import content/challenges/wexcombe-2025/letter.docx"),
        ({"pages/About us.md": letter("title: x")}, (), "Rename the file to about-us.md"),
        ({"site.yml": None}, (), "“title: Peer challenge results”"),
        ({"councils.yml": None}, (), "“- id: wexcombe”"),
        ({"site.yml": "- a\n"}, (), "settings of the site are “key: value” lines"),
        ({"site.yml": "# nothing\n"}, (), "settings of the site are “key: value” lines"),
        ({"councils.yml": "wexcombe\n"}, (), "one entry for each"),
        ({"councils.yml": "[]\n"}, (), "one entry for each"),
        (
            {"councils.yml": COUNCILS + "- {id: wexcombe, name: Again}\n"},
            (),
            "given twice; first in councils.yml, line 1",
        ),
        ({"councils/marl.md": letter("id: marle\nname: Marle")}, (), "Rename the file to marle.md"),
        ({"site.yml": SITE + "status_words: {Delivered: complete}\n"}, (), "Write “state: complete”"),
        ({"site.yml": SITE + "status_words: complete\n"}, (), "holds “key: value” lines"),
        ({"site.yml": SITE + "status_words: {Done: {state: done}}\n"}, (), "Did you mean “complete”?"),
        ({"site.yml": SITE + "brand: {colour: green}\n"}, (), "Write a hash and six figures"),
        ({CHALLENGES: CHALLENGE.replace("corporate", "Corporate")}, (), "Write “corporate”"),
        ({CHALLENGES: CHALLENGE.replace("type:", "people_met: lots\ntype:")}, (), "“lots” is not a number"),
        ({CHALLENGES: CHALLENGE.replace("start: 2025-06-24", "start: 2025-06-29")}, (), "before it starts"),
        ({CHALLENGES: CHALLENGE.replace("type:", "follows: Last Year\ntype:")}, (), "Write “last-year”"),
        ({CHALLENGES: CHALLENGE.replace("type:", "follows: [a]\ntype:")}, (), "but a list stands here"),
        ({f"{FOLDER}/response.md": letter("responses: [{to: 1, decision: agreed}]")}, (), "Did you mean “accepted”?"),
        ({f"{FOLDER}/response.md": letter("actions: [{text: Act}]")}, (), "Did you mean “action”?"),
        ({f"{FOLDER}/update.md": letter("updates: [{words: Done}]")}, (), "one action or one recommendation"),
    ],
)
def test_files_out_of_place_and_settings(texts, originals, words):
    """What nobody would read, what is missing and what settings get wrong is said, and how to put it right."""
    assert words in said(read(texts, originals)[1])


def test_what_could_not_be_read_is_not_called_missing():
    """A file that is there and broken is no missing file, and its challenge is left alone."""
    written, problems = read({CHALLENGES: None, LETTER: letter("title: x")}, unread=(CHALLENGES,))
    assert problems == ()
    assert written.broken == {"wexcombe-2025"}
    assert read({"site.yml": None, "councils.yml": None}, unread=("site.yml", "councils.yml"))[1] == ()


def test_the_logo_is_not_overlooked():
    """The picture that the settings name is in use."""
    assert read({"site.yml": SITE + "brand: {logo: logo.svg}\n"}, ("logo.svg",))[1] == ()


def test_one_broken_challenge_leaves_the_others_alone():
    """A mistake in one folder marks that challenge, and the rest are read."""
    written, _ = read({LETTER: "no details\n", "challenges/other/challenge.md": CHALLENGE})
    assert written.broken == {"wexcombe-2025"}
    assert {d.challenge for d in written.documents} == {"wexcombe-2025", "other"}


def test_a_broken_list_of_councils_is_no_mistake_of_the_challenges():
    """Where the council is given and its entry is wrong, its challenge is left alone, and the others are read."""
    councils = COUNCILS.replace("id: ashmere, name: Ashmere District Council,", "id: ashmere,")
    written, problems = read({"councils.yml": councils, "challenges/joint/challenge.md": JOINT})
    assert {problem.path for problem in problems} == {"content/councils.yml"}
    assert written.broken == {"joint"}
    assert read({"councils.yml": None}, unread=("councils.yml",))[0].broken == {"wexcombe-2025"}


def test_a_misspelt_key_is_told_once():
    """The key that a misspelt one was meant to be is not called missing as well."""
    _, problems = read({f"{FOLDER}/response.md": letter("actions:\n  - due: 2025\n    text: Act.")})
    assert [problem.message for problem in problems] == ["“text” is not a key that can stand here."]


def test_the_shipped_example_is_clean(monkeypatch):
    """The example area can be read without a word."""
    root = Path(__file__).parents[1]
    monkeypatch.chdir(root)
    found, wrong = files.read(Path("content"))
    assert (*wrong, *parse.parse(found)[1]) == ()


PIECES = st.sampled_from(
    [
        *(
            "---",
            "\n",
            "---\n",
            "\n---\n",
            "title: ",
            "recommendations:",
            "  - ",
            "- ",
            "ref: 1",
            "x",
            '"',
            "'",
            "[",
            "]",
        ),
        *(
            "{",
            "}",
            ": ",
            ":",
            "#",
            " #3",
            "&a ",
            "*a",
            "!!x ",
            "|",
            ">",
            "%",
            "@",
            "`",
            "\t",
            "\u00a0",
            "…",
            "? ",
            ",",
        ),
        *("\\", "é", "👍", "=", "<<: "),
    ]
)


@settings(max_examples=400, deadline=2000)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join)))
def test_no_text_breaks_the_reader(text):
    """Any text at all gives a document or problems, soon, and never an error of the program."""
    for whole in (text, letter(text)):
        source = Source(path="content/x.md", name="x.md", text=whole)
        split, problems = fence.split(source, KEYS)
        assert split is not None or problems
    _, problems = read({LETTER: letter(text), "site.yml": text, "councils.yml": text})
    assert all(problem.message and problem.path for problem in problems)
    assert not LIBRARY_WORDS.search(said(problem for problem in problems if problem.message not in text))
