"""What comes along in a paste from Word is noticed, and mended without a word being lost."""

from __future__ import annotations

import re

import pytest
import tiny
from hypothesis import example, given, settings
from hypothesis import strategies as st

from peerchallenge.command import main
from peerchallenge.prose.convert import Text, convert
from peerchallenge.read import decoding, pasted
from peerchallenge.read.mend import mend
from peerchallenge.sources import Source

HEAD = "---\ntitle: Letter\n---\n"


def found(text, name="challenges/wexcombe-2025/letter.md"):
    """Give what is said of a text."""
    return tuple(pasted.problems([Source(path=f"content/{name}", name=name, text=text)], ()))


def mended(text, name="challenges/wexcombe-2025/letter.md"):
    """Give a text with its mends, once."""
    return mend(text, found(text, name))


def body(text):
    """Give the mended body of a letter."""
    return mended(HEAD + text).removeprefix(HEAD)


def codes(text):
    """Give the codes of what is said of a body, each with its line in it."""
    return [(problem.line - 3, problem.code) for problem in found(HEAD + text)]


@pytest.mark.parametrize(
    ("pasted_text", "meant"),
    [
        ("peer chal\u00adlenge rec\u200bom\u2060men\ufeffdations", "peer challenge recommendations"),
        ("a\u200db \U0001f469\u200d\U0001f52c", "ab \U0001f469\u200d\U0001f52c"),
        ("the\u00a0council \u00a0agreed\u2003to\u3000it\u00a0", "the council agreed to it"),
        ("#\u00a0Finance", "# Finance"),
        ("1.\u00a02025 was", "1. 2025 was"),
        ("**\u00a0now**", "** now**"),
        ("\u00a0\u00a0\u00a0\u00a0Set in", "   Set in"),
        ("the councilâ€™s Â£2 million â€“ â€œsoonâ€\x9d", "the council’s £2 million – “soon”"),
        ("CaffÃ© yn SÅµn", "Caffé yn Sŵn"),
        ("Ã¢â‚¬â„¢", "’"),
        ("a\tb  c\t\td", "a b  c d"),
        ("1.\ttext\n2.\tmore", "1. text\n2. more"),
        ("a)\tone\nb)\ttwo", "a) one\nb) two"),
        ("•\tone\n•\ttwo", "- one\n- two"),
        ("· one\n· two", "- one\n- two"),
        ("\uf0b7\tone", "- one"),
        ("•\tone\no\tinner\n§\tinmost\n•\ttwo", "- one\n  - inner\n    - inmost\n- two"),
        ("\t•\tone\n\t\to\tinner", "- one\n  - inner"),
        ("–\tone\n\n–\ttwo", "- one\n\n- two"),
        ("-one\n-two", "- one\n- two"),
        (
            "Costs\n\nYear\tCost\n2025\t£1 | 2\n2026\t",
            "Costs\n\n| Year | Cost |\n| --- | --- |\n| 2025 | £1 \\| 2 |\n| 2026 |  |",
        ),
        ("1.\tAction\tOwner\n2.\tMore\tChief", "| 1. | Action | Owner |\n| --- | --- | --- |\n| 2. | More | Chief |"),
        ("[plan](“https://x.example/a”)", "[plan](https://x.example/a)"),
        ("[[recommendations: “key”]]", "[[recommendations: key]]"),
    ],
)
def test_what_was_meant(pasted_text, meant):
    """Each kind of thing that a paste brings is mended as its writer would, and then nothing is left to say."""
    assert body(pasted_text) == meant
    assert found(HEAD + meant) == ()


@pytest.mark.parametrize(
    "text",
    [
        "£2\u00a0million, 24\u00a0hours, Q3\u00a02025, Mr\u00a0Smith, Cllr\u00a0Jones and J.\u00a0Reed\u00a0– all",
        "“The council’s plan” – said ‘once’ … e\ufb03cient",
        "Gyda’r Cyngor, â phwy? Mae’r tân, y gŵr a’r tŷ yn CAFÉ”.",
        "• A single bullet",
        "The team said:\n– yes",
        "```\n•\tone\n•\ttwo\u00a0x\u200b\n```",
        "    a\tb",
        "o dan y bont",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    ],
)
def test_what_is_right_is_left_alone(text):
    """Typographers' own signs, Welsh letters, code and other scripts are no mistakes."""
    assert found(HEAD + text) == ()


def test_details_are_looked_at_too():
    """Spaces, tabs and curly quotation marks in the structure; a text among the details is as good as a body."""
    text = (
        "---\ntitle:\u00a0“Our letter: a start”\nversion: 2\tfinal\nrecommendations:\n  - ref:\u00a03\n    text: |\n"
        "      We ask:\n      •\tone\n      •\ttwo\n    theme: Q3\u00a02025\n---\nWords.\n"
    )
    assert mended(text) == (
        '---\ntitle: "Our letter: a start"\nversion: 2 final\nrecommendations:\n  - ref: 3\n    text: |\n'
        "      We ask:\n      - one\n      - two\n    theme: Q3\u00a02025\n---\nWords.\n"
    )


def test_keys_in_curly_quotation_marks():
    """Such marks round a status word would be a part of it."""
    text = "status_words:\n  “On track”: complete\n  ‘In hand: yes’: paused\n  x: {“Done”: y}\nfooter: a “b” c: d\n"
    assert mended(text, "site.yml") == (
        "status_words:\n  On track: complete\n  ‘In hand: yes’: paused\n  x: {Done: y}\nfooter: a “b” c: d\n"
    )


def test_one_thing_is_said_once():
    """The same words for every line, so that they are shown together; the column is where it begins."""
    assert codes("ab\u00adc\n\nd\u00ade\tf") == [(1, "invisible"), (3, "invisible"), (3, "tab")]
    first, second, _ = found(HEAD + "ab\u00adc\n\nd\u00ade\tf")
    assert (first.message, first.suggestion, first.column) == (second.message, second.suggestion, 3)


def test_a_line_that_is_mended_already_is_not_spoken_of_twice():
    """Where a detail was found misread, that is what is said."""
    source = Source(path="content/x.md", name="pages/x.md", text=HEAD + "a\u00adb")
    (said,) = pasted.problems([source], ())
    assert tuple(pasted.problems([source], [said])) == ()


SIGNS = st.sampled_from([*"abcde 123 -*#>|`:[](){}\"'", "\t", "\n", "\n", "\n", "•", "§", "\uf0b7", "–", "1.", "a)",
                         "\u00ad", "\u200b", "\u200d", "\u00a0", "\u2003", "“", "”", "’", "- ", "text: |", "---", "```",
                         "| ", "Mr", "[[recommendations", "]]", "]("])  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(SIGNS, max_size=60).map("".join), st.sampled_from([HEAD, "---\ntext: |\n  ", "", "status_words:\n"]))
@example("•\t\u00a0a", HEAD)
def test_no_word_is_lost_and_once_is_enough(text, head):
    """Whatever was pasted, the letters and figures stay as they are, and what is mended stays mended."""
    whole = head + text
    once = mended(whole)
    assert re.findall(r"[^\W_]", once) == re.findall(r"[^\W_]", whole)
    assert mended(once) == once
    assert found(once) == ()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_any_text_at_all(text):
    """No text brings this down, and every mend is of a line that is there."""
    count = text.count("\n") + 1
    assert all(1 <= problem.mend[0] <= count for problem in found(text) if problem.mend)
    assert all(problem.line <= count for problem in pasted.unreadable("x.md", text))


def test_signs_that_may_not_stand_are_mended_where_they_can():
    """Word's own line break and the quotation marks of Windows-1252 are what they were meant to be."""
    text = "---\ntitle: a\x0bb\n---\n- one\x0btwo \x93x\x94 \x96 y\n\n# Head\x0bline\n\nbad \x01 \x92\n"
    data, problems = decoding.text_of("x.md", text.encode())
    assert data is None
    assert [(problem.line, bool(problem.mend)) for problem in problems] == [(2, True), (4, True), (6, True), (8, False)]
    after = mend(text, problems)
    assert after == "---\ntitle: a b\n---\n- one  \ntwo “x” – y\n\n# Head line\n\nbad \x01 \x92\n"
    assert convert(Text("document", "- one  \ntwo")).body.__html__().replace("\n", "") == "<ul><li>one<br>two</li></ul>"


@pytest.fixture
def content(tmp_path, monkeypatch):
    """Write a folder of content with a letter pasted from Word, and stand beside it."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "content" / "challenges" / "wexcombe-2025"
    folder.mkdir(parents=True)
    (tmp_path / "content" / "site.yml").write_text(tiny.SITE, encoding="utf-8")
    (tmp_path / "content" / "councils.yml").write_text(tiny.COUNCILS, encoding="utf-8")
    (folder / "challenge.md").write_text(tiny.CHALLENGE, encoding="utf-8")
    return folder


def check(*options):
    """Look through the content."""
    return main(["check", "--as-of", "2026-11-22", *options])


def test_check_notices_and_mends(content, capsys):
    """Warnings with the line, then what was done in words that show what nobody can see, then nothing more."""
    letter = content / "letter.md"
    letter.write_bytes(
        "---\r\ntitle: Item #7\u00a0- the letter\r\n---\r\nA soft\u00ad hy\u00adphen\x0band a break.\r\n\r\n"
        "o\tone\r\no\ttwo\r\n\r\nYear\tCost\r\n2025\t£1\r\n".encode()
    )
    assert check() == 1
    assert "a soft line break from Word" in capsys.readouterr().out
    assert check("--fix") == 0
    said = capsys.readouterr().out
    assert "letter.md:4: There is a sign here that nobody sees" in said
    assert "Now: a soft hyphen taken out (2 times)." in said
    assert letter.read_bytes().decode() == (
        '---\r\ntitle: "Item #7 - the letter"\r\n---\r\nA soft hyphen  \r\nand a break.\r\n\r\n'
        "- one\r\n- two\r\n\r\n| Year | Cost |\r\n| --- | --- |\r\n| 2025 | £1 |\r\n"
    )
    assert check("--fix", "--strict") == 0
    assert "Mended" not in capsys.readouterr().out


def test_a_list_is_spoken_of_once(content, capsys):
    """A pasted list is no second time said to be published as sentences, in the body or among the details."""
    (content / "letter.md").write_text(
        "---\ntitle: Letter\nrecommendations:\n  - ref: '1'\n    text: |\n      o one\n      o two\n---\n"
        "o one\no two\n",
        encoding="utf-8",
    )
    assert check() == 0
    said = capsys.readouterr().out
    assert "begins with a bullet from Word" in said
    assert "published as sentences" not in said
    assert check("--fix", "--strict") == 0


def test_a_long_list_of_mends_is_summed_up(content, capsys):
    """More than ten lines of a file are counted by what was wrong."""
    (content / "letter.md").write_text(HEAD + "a\u00adb\n\n" * 12, encoding="utf-8")
    assert check("--fix") == 0
    said = capsys.readouterr().out
    assert "letter.md, 12 lines: There is a sign here that nobody sees" in said


def test_long_texts_take_no_time():
    """A text without anything pasted is passed over; one full of it is read line by line once."""
    assert not pasted.is_suspect("Words “in quotation marks” – and so on.\n" * 10_000)
    assert len(found(HEAD + "``\n" * 100 + "•\ta\u00adb\tc\n" * 20_000)) == 40_000
    fences = "\n".join("`" * (3 + n % 50) + "x" for n in range(20_000))
    assert codes(f"{fences}\n•\tx") == [(20_001, "bullet")]
