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

from peerchallenge import characters
from peerchallenge.read import fence, files, mend, nodes, parse
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


MENDS = {name: letter(details) for name, (details, _) in {**VALUES, **FACTS}.items()}
MENDS |= {name: text for name, (text, _) in DETAILS.items()}


@pytest.mark.parametrize("case", MENDS)
def test_every_line_to_write_is_whole_and_helps(case):
    """What is shown to write is the whole line with its indent, and writing it settles the problem."""
    _, problems = read({LETTER: MENDS[case]})
    for problem in problems:
        if problem.suggestion.startswith("Write: "):
            assert problem.mend
            assert problem.suggestion == f"Write: {problem.mend[1]}"
        if problem.mend:
            _, left = read({LETTER: mend.mend(MENDS[case], [problem])})
            assert (problem.code, problem.line, problem.column) not in {(p.code, p.line, p.column) for p in left}


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("letter.md", "dated: 18/06/2026", "dated: 2026-06-18"),
        ("letter.md", "dated: 04/03/2025", None),
        ("letter.md", "dated: 18/06/26", None),
        ("letter.md", "Title: x", "title: x"),
        ("letter.md", "titel: x", None),
        ("letter.md", "title: y\nTitle: x", None),
        ("letter.md", "wording: Summary", "wording: summary"),
        ("letter.md", "sources:\n\t- url: https://x.example", "sources:\n  - url: https://x.example"),
        ("response.md", 'responses: [{to: "1", decision: Partly accepted}]', None),
        ("response.md", "responses: [{to: “1”, decision: Accepted}]", 'responses: [{to: "1", decision: accepted}]'),
        ("response.md", "actions:\n  - action: x\n    for: [“1”, “2”]", 'actions:\n  - action: x\n    for: ["1", "2"]'),
        ("response.md", "actions: [{ref: ‘1’, action: x}]", 'actions: [{ref: "1", action: x}]'),
        ("response.md", "actions: [{action: x, due: “March 2026”}]", 'actions: [{action: x, due: "March 2026"}]'),
        ("update.2025-11.md", "updates: [{action: “1”, status: On}]", 'updates: [{action: "1", status: On}]'),
        ("challenge.md", "councils: ashmere, thornacre\ntype: x", "councils: [ashmere, thornacre]\ntype: x"),
        ("challenge.md", "councils: Ashmere District Council\ntype: x", "councils: ashmere\ntype: x"),
        ("challenge.md", "councils: ashmere\ntype: Finance Peer Review", "councils: ashmere\ntype: finance"),
    ],
)
def test_only_what_is_sure_is_mended(name, wrong, right):
    """What has one meaning is mended in the file; where there are two the line waits for its writer."""
    if "Partly" in wrong:
        right = wrong.replace("Partly accepted", "partly-accepted")
    _, problems = read({f"{FOLDER}/{name}": letter(wrong)})
    mended = mend.mend(letter(wrong), problems)
    assert mended == letter(right or wrong)
    assert problems
    assert not right or read({f"{FOLDER}/{name}": mended})[1] == ()


@pytest.mark.parametrize(
    ("details", "files", "sources"),
    [
        ("files: report.pdf", [("report.pdf", None)], []),
        (
            "files: [a.pdf, {path: b.pdf}, https://x.example/c.pdf]",
            [("a.pdf", None), ("b.pdf", None), ("", "https://x.example/c.pdf")],
            [],
        ),
        ("sources: https://x.example", [], ["https://x.example"]),
        (
            "sources:\n  - https://x.example\n  - {url: https://y.example}",
            [],
            ["https://x.example", "https://y.example"],
        ),
    ],
)
def test_plain_words_stand_for_a_group(details, files, sources):
    """The name or the address of an original, or of a source, needs no key."""
    written, problems = read({LETTER: letter(details)})
    data = next(d for d in written.documents if d.kind == "letter").data
    assert problems == ()
    assert [(file.path, file.url) for file in data.files] == files
    assert [source.url for source in data.sources] == sources


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Corporate Peer Challenge", "Write “corporate”."),
        ("Adult Social Care", "Write “adult-social-care”."),
        ("corprate", "Did you mean “corporate”?"),
        ("finance-peer-review", "Did you mean “finance”?"),
        ("Libraries Review", "Write “libraries-review”."),
    ],
)
def test_a_kind_of_challenge_is_found_by_its_name(word, meant):
    """The name of a kind gives its id; a misspelt one is asked after, and stops nothing, for the list is open."""
    _, (problem,) = read({CHALLENGES: letter(f"councils: wexcombe\ntype: {word}")})
    assert problem.suggestion == meant
    assert problem.is_error is meant.startswith("Write")


def test_a_tab_among_the_councils():
    """The line to write has the indent that makes it part of its entry."""
    text = "- id: wexcombe\n\tname: Wexcombe\n"
    _, problems = read({"councils.yml": text, CHALLENGES: CHALLENGE})
    assert [problem.suggestion for problem in problems] == ["Write:   name: Wexcombe"]
    assert read({"councils.yml": mend.mend(text, problems)})[1] == ()


def test_new_kinds_of_challenge_are_welcome():
    """A kind like none that is known is taken without a word."""
    assert read({CHALLENGES: letter("councils: wexcombe\ntype: libraries")})[1] == ()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("update-2026-11", "update.2026-11.md"),
        ("progress-update-2026-11", "update.2026-11.md"),
        ("Report final", "report.final.md"),
        ("leter", "letter.md"),
        ("feedback-letter", "letter.md"),
    ],
)
def test_a_name_with_hyphens_for_dots(name, meant):
    """What follows the kind in a name is kept as its label."""
    _, (problem,) = read({f"{FOLDER}/{name}.md": letter("title: x")})
    assert problem.suggestion == f"Did you mean {meant}?"


@pytest.mark.parametrize("ending", ["docx", "txt", "pdf"])
def test_a_letter_in_another_format_is_not_read(ending):
    """A document in another format is said to be unread, unless a text names it or says the same."""
    original = f"{FOLDER}/report.{ending}"
    _, (problem,) = read({}, (original,))
    assert "is not read, and there is no report.md beside it" in problem.message
    assert "import" not in problem.suggestion
    assert read({LETTER: letter(f"files: report.{ending}")}, (original,))[1] == ()
    assert read({LETTER: letter("title: x", f"[It](report.{ending})")}, (original,))[1] == ()
    assert read({f"{FOLDER}/report.md": letter("title: x")}, (original,))[1] == ()


@pytest.mark.parametrize(
    ("contact", "is_right"),
    [
        ("email: peers@wexcombe.gov.uk", True),
        ("email: peers at wexcombe", False),
        ("email: peers@wexcombe", False),
        ("correction: https://x.example/form", True),
        ("correction: peers@wexcombe.gov.uk", True),
        ("correction: the town hall", False),
    ],
)
def test_contacts_are_addresses(contact, is_right):
    """Whom readers write to is an address that they can write to."""
    _, problems = read({"site.yml": f"{SITE}contact:\n  {contact}\n"})
    assert [problem.code for problem in problems] == ([] if is_right else ["email"])


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
        ({}, (f"{FOLDER}/letter.md.txt",), "Rename it to letter.md."),
        ({}, ("pages/about.cy.md.txt",), "Rename it to about.cy.md."),
        ({}, ("notes.md.txt",), "Nothing here is read"),
        ({"site.yml": None}, ("site.yml.txt",), "Rename it to site.yml."),
        ({"councils.yml": None}, ("councils.yml.txt",), "Rename it to councils.yml."),
        ({}, (f"{FOLDER}/letter.docx",), "is not read, and there is no letter.md beside it"),
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


ROOT = Path(__file__).parent.parent
LOADERS = {getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader}


def test_both_readers_of_yaml_read_the_example_alike(monkeypatch):
    """Where libyaml is missing a site is made all the same: values, places and problems are those of the other."""
    inputs, _ = files.read(ROOT / "content", root=ROOT)
    assert len(inputs.texts) > 50
    found = []
    for loader in LOADERS:
        monkeypatch.setattr(nodes, "_LOADER", loader)
        found.append(parse.parse(inputs))
    assert found[0] == found[-1]


def test_what_is_passed_over_as_ordinary_is_never_strange():
    """The quick look at a text skips nothing that the slow one would find."""
    every = "".join(map(chr, range(0x110000)))
    strange = characters._STRANGE.findall(every)
    assert len(strange) > 2000
    assert not any(characters._ORDINARY.fullmatch(character) for character in strange)
    assert characters.strange("Tŷ “Cwm” 🎉\n\t’s") is None
    assert characters.strange("Tŷ 🎉 \x0b") == 5


@pytest.mark.parametrize(("value", "words"), [('"a\\x07b"', "a character that"), ("a #b", "would be lost")])
def test_a_value_is_looked_at_closely_where_the_text_gives_cause(value, words):
    """An escape or a hash anywhere in the details is cause enough."""
    _, problems = read({LETTER: letter(f"title: {value}")})
    assert words in said(problems)
