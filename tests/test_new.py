"""The command `new`: what it asks, what it writes, what it refuses, and that every file it begins can be built."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import CHALLENGE, COUNCILS, JOINT, SITE

from peerchallenge import characters
from peerchallenge.begin import quoting, replies, writing
from peerchallenge.begin.kinds import KINDS
from peerchallenge.command import main
from peerchallenge.problems import ContentError
from peerchallenge.read import nodes
from peerchallenge.schema.answers import Action, Response, Update
from peerchallenge.schema.challenge import Challenge
from peerchallenge.schema.document import Document
from peerchallenge.sources import Source

FOLDER = "challenges/wexcombe-2025"
LETTER = """\
---
title: Feedback letter
recommendations:
  - {ref: "1", title: Agree priorities, text: Agree five or six.}
  - {ref: "2(a)", text: "Spend: less, and \\"better\\" # now."}
  - {ref: "3", text: Plan., parts: [{ref: a, text: First.}, {ref: b, text: Then.}]}
---
## Findings

Dear Leader,
"""
PLAN = """\
---
title: Action plan
published: 2025-11-13
actions:
  - {ref: "1.1", action: Take a list to Council., for: "1", due: 2026-02-26}
  - {ref: "1.2", action: Tell everybody., for: "1", due: March 2026}
  - {ref: "2.1", action: Lease forty homes., for: "2(a)", due: September 2026}
---
Words.
"""
SAID = """\
---
title: Progress
published: 2026-03-19
updates:
  - {action: "1.1", status: Done, words: Adopted., done: 2026-02-12}
  - {action: "2.1", status: On track, words: Thirty., due: January 2027, reason: Nine were sold.}
---
Words.
"""
WORDS = "status_words:\n  Done: {state: complete}\n  On track: {state: in-progress, rating: on-track}\n"
WHOLE = {
    "site.yml": SITE + WORDS,
    f"{FOLDER}/challenge.md": CHALLENGE,
    f"{FOLDER}/letter.md": LETTER,
    f"{FOLDER}/action-plan.md": PLAN,
    f"{FOLDER}/update.2026-03.md": SAID,
}


class Person(io.StringIO):
    """Somebody at a terminal who types these lines and then goes away."""

    def isatty(self) -> bool:
        """Say that this is a terminal."""
        return True


@pytest.fixture
def types(monkeypatch):
    """Let somebody type lines."""

    def type_lines(*lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", Person("".join(f"{line}\n" for line in lines)))

    return type_lines


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """Every command is given on 22 November 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def new(folder: Path, *arguments: str) -> str:
    """Begin a file, hold that it was the only change and that the site can be built with it, and give its text."""
    before = tree(folder / "content")
    assert main(["new", *arguments]) == 0
    after = tree(folder / "content")
    (name,) = (name for name in after if after[name] != before.get(name))
    assert {**after, name: b""} == {**before, name: b""}
    assert main(["check", "--drafts"]) == 0
    return after[name].decode()


def refused(folder: Path, capsys, *arguments: str) -> str:
    """Give a command that is not carried out, hold that nothing was written, and give what it said."""
    before = tree(folder)
    capsys.readouterr()
    assert main(["new", *arguments]) == 2
    assert tree(folder) == before
    return capsys.readouterr().err


def ready(text: str) -> str:
    """Take out every # that stands right before a key."""
    return re.sub(r"^( *)#(?=[- a-z_]*\S+:)(?! )", r"\1", text, flags=re.MULTILINE)


# What is written


def test_a_challenge(written):
    """A challenge gets a folder named by council and year, its facts as given, and is a draft."""
    folder = written({})
    new(folder, "challenge", "--council", "wexcombe", "--type", "corporate", "--onsite", "24 to 27 June 2025")
    text = (folder / f"content/{FOLDER}/challenge.md").read_text("utf-8")
    for line in ("draft: true", "councils: [wexcombe]", "type: corporate", "onsite: 24 to 27 June 2025"):
        assert f"\n{line}\n" in text


def test_every_key_is_told_by_the_schemas_own_sentence(written):
    """What a remark says of a key is what docs/content.md says of it."""
    folder = written(WHOLE)
    told = " ".join(new(folder, "challenge", "--council", "ashmere", "--type", "fire", "--onsite", "2025").split())
    for name in ("councils", "type", "onsite", "mode", "people_met"):
        assert Challenge.model_fields[name].description in told
    assert Document.model_fields["draft"].description in told
    told = " ".join(new(folder, "response", "--challenge", "wexcombe-2025").replace("#", "").split())
    for record in (Response, Action):
        assert all(field.description in told for field in record.model_fields.values())
    told = " ".join(new(folder, "update", "--challenge", "wexcombe-2025").replace("#", "").split())
    assert all(field.description in told for field in Update.model_fields.values())


def test_a_second_challenge_in_a_year(written):
    """A folder that is taken is never used again: the next has a number."""
    folder = written(WHOLE)
    for number in (2, 3):
        new(folder, "challenge", "--council", "wexcombe", "--type", "finance", "--onsite", "March 2025")
        assert (folder / f"content/{FOLDER}-{number}/challenge.md").is_file()


def test_the_challenge_before_is_named(written):
    """The council's newest challenge stands ready as the one that this follows."""
    folder = written(WHOLE)
    assert "\n#follows: wexcombe-2025\n" in new(
        folder, "challenge", "--council", "wexcombe", "--type", "corporate", "--onsite", "2026-11-03"
    )


def test_a_joint_challenge(written):
    """Several councils make a joint challenge, whose folder is named by all of them."""
    folder = written({})
    options = ["--council", "thornacre", "--council", "ashmere", "--type", "corporate", "--onsite", "October 2024"]
    assert "\ncouncils: [thornacre, ashmere]\n" in new(folder, "challenge", *options)
    assert (folder / "content/challenges/thornacre-ashmere-2024/challenge.md").is_file()


def test_a_folder_with_an_original_only_is_not_taken(written):
    """An officer who has put the PDF into its folder first gets her challenge there."""
    folder = written({f"{FOLDER}/report.pdf": b"%PDF-1.7"})
    new(folder, "challenge", "--council", "wexcombe", "--type", "corporate", "--onsite", "June 2025")
    assert (folder / f"content/{FOLDER}/challenge.md").is_file()


@pytest.mark.parametrize(
    ("options", "name", "title"),
    [
        ([], "letter.md", "Feedback letter"),
        (["--report"], "report.md", "Feedback report"),
    ],
)
def test_a_letter(written, options, name, title):
    """A letter has entries to fill in, the real themes beside them, and the mark where they stand in the text."""
    folder = written({f"{FOLDER}/challenge.md": CHALLENGE})
    text = new(folder, "letter", "--challenge", "wexcombe-2025", *options)
    assert (folder / f"content/{FOLDER}/{name}").read_text("utf-8") == text
    assert f"\ntitle: {title}\n" in text
    assert "Financial planning and management" in " ".join(text.split())
    assert text.count("  - ref:") == 2
    assert "\n[[recommendations]]\n" in text


def test_a_letter_after_its_answers(written):
    """Where the answers came first, the letter begins with the numbers that they name, and all of them join."""
    answers = "---\ntitle: Response\nresponses:\n  - {to: [R1, 3(b)], words: Yes.}\n---\nWords.\n"
    plan = "---\ntitle: Plan\nactions:\n  - {ref: A, action: Do., for: F2}\n---\nWords.\n"
    folder = written({f"{FOLDER}/challenge.md": CHALLENGE, f"{FOLDER}/response.md": answers})
    (folder / f"content/{FOLDER}/action-plan.md").write_text(plan, "utf-8")
    assert main(["new", "letter", "--challenge", "wexcombe-2025"]) == 0
    text = (folder / f"content/{FOLDER}/letter.md").read_text("utf-8")
    assert re.findall(r"ref: (.*)", text) == ['"R1"', '"3(b)"', '"F2"']
    assert main(["check", "--drafts", "--strict"]) == 0


def test_a_response(written):
    """A response has an entry for each recommendation, under its number and first words, and every decision."""
    text = new(written(WHOLE), "response", "--challenge", "wexcombe-2025")
    assert re.findall(r"- to: (.*)", text) == ['"1"', '"2(a)"', '"3"']
    assert "# 1: Agree priorities\n" in text
    assert '# 2(a): Spend: less, and "better" # now.\n' in text
    assert "# Part b Then." in text
    assert "not-now – It agrees" in text
    assert "\nauthor: Wexcombe Borough Council\n" in text


def test_a_response_to_unnumbered_recommendations(written):
    """Where no number is printed the entry has the position, by which it is meant, and says so."""
    letter = (
        "---\nrecommendations:\n  - text: Agree priorities.\n  - text: Spend less.\n---\n## Findings\n\nDear Leader,\n"
    )
    folder = written({f"{FOLDER}/challenge.md": CHALLENGE, f"{FOLDER}/letter.md": letter})
    text = new(folder, "response", "--challenge", "wexcombe-2025")
    assert '# 2: (no number printed) Spend less.\n  - to: "2"\n' in text


def test_a_response_without_a_letter(written):
    """Where no recommendation is held there is one answer to all, and the check says what is missing."""
    folder = written({f"{FOLDER}/challenge.md": CHALLENGE})
    assert "- to: all\n" in new(folder, "response", "--challenge", "wexcombe-2025")


def test_an_update(written):
    """An update lists what is open of the plan, with its date and last status, and reports nothing by itself."""
    folder = written(WHOLE)
    text = new(folder, "update", "--challenge", "wexcombe-2025", "--date", "November 2026")
    assert (folder / f"content/{FOLDER}/update.2026-11.md").read_text("utf-8") == text
    assert re.findall(r"#- action: (.*)", text) == ['"1.2"', '"2.1"']
    told = " ".join(text.replace("#", "").split())
    assert "1.2: Tell everybody. Due: March 2026. Not reported on yet. - action:" in told
    assert "2.1: Lease forty homes. Due: January 2027. Last: On track, March 2026. - action:" in told
    assert "Words for progress here: Done, On track, not-started, in-progress" in told
    assert "\ntitle: Progress in November 2026\n" in text


def test_an_update_with_every_line_in_use(written):
    """Whoever takes out every # has entries that reach their actions, and is asked for the status alone."""
    folder = written(WHOLE)
    text = new(folder, "update", "--challenge", "wexcombe-2025")
    path = folder / f"content/{FOLDER}/update.2026-11.md"
    used = ready(text)
    assert used.count("\n  - action:") == 2
    path.write_text(used.replace("Write here one of the words for progress", "On track"), "utf-8")
    assert main(["check", "--drafts", "--strict"]) == 0


def test_this_month_is_the_month_of_an_update(written):
    """Without a date an update is of this month."""
    folder = written(WHOLE)
    new(folder, "update", "--challenge", "wexcombe-2025")
    assert (folder / f"content/{FOLDER}/update.2026-11.md").is_file()


def test_an_update_where_there_is_no_plan(written):
    """Where no plan is held an update is about the recommendations."""
    folder = written({f"{FOLDER}/challenge.md": CHALLENGE, f"{FOLDER}/letter.md": LETTER})
    text = new(folder, "update", "--challenge", "wexcombe-2025")
    assert re.findall(r"#- recommendation: (.*)", text) == ['"1"', '"2(a)"', '"3"']


def test_an_update_follows_the_plan_in_force(written):
    """A plan that was superseded is not reported on, unless the update is of a day on which it was in force."""
    later = PLAN.replace("2025-11-13", "2026-06-01").replace("2.1", "9.9")
    first = PLAN.replace("title: Action plan", "title: Action plan\nsuperseded_by: action-plan.2026")
    folder = written(WHOLE | {f"{FOLDER}/action-plan.md": first, f"{FOLDER}/action-plan.2026.md": later})
    text = new(folder, "update", "--challenge", "wexcombe-2025")
    assert re.findall(r"#- action: (.*)", text) == ['"1.1"', '"1.2"', '"9.9"']
    text = new(folder, "update", "--challenge", "wexcombe-2025", "--date", "2026-04")
    assert re.findall(r"#- action: (.*)", text) == ['"1.2"', '"2.1"']


def joint() -> dict[str, str]:
    """A joint challenge in which each council has a plan with an action 1."""
    folder = "challenges/joint-2024"
    plan = "---\ntitle: Plan\npublished: 2025-01-01\nactions:\n  - {ref: '1', action: Act., for: '1'}\n---\nWords.\n"
    return {
        f"{folder}/challenge.md": JOINT,
        f"{folder}/letter.md": LETTER,
        f"{folder}/action-plan.ashmere.md": plan,
        f"{folder}/action-plan.thornacre.md": plan,
    }


def test_joint_hosts_report_apart_or_together(written):
    """One host's update has its own actions by their numbers; one for both says whose plan each number is of."""
    folder = written(joint())
    text = new(folder, "update", "--challenge", "joint-2024", "--council", "ashmere")
    assert (folder / "content/challenges/joint-2024/update.ashmere.2026-11.md").read_text("utf-8") == text
    assert re.findall(r"#- action: (.*)", text) == ['"1"']
    assert "\nauthor: Ashmere District Council\n" in text
    text = new(folder, "update", "--challenge", "joint-2024")
    assert re.findall(r"#- action: (.*)", text) == ['"action-plan.ashmere/1"', '"action-plan.thornacre/1"']
    assert "\nauthor: Ashmere District Council and Thornacre District Council\n" in text
    used = ready(text).replace("Write here one of the words for progress", "in-progress")
    (folder / "content/challenges/joint-2024/update.2026-11.md").write_text(used, "utf-8")
    assert main(["check", "--drafts"]) == 0


def test_a_council(written):
    """A council goes to the end of the list, every byte of which stays; it is a council of the site at once."""
    folder = written({})
    before = (folder / "content/councils.yml").read_bytes()
    new(folder, "council", "--id", "northwick", "--name", "Northwick Borough Council")
    after = (folder / "content/councils.yml").read_bytes()
    assert after.startswith(before)
    new(folder, "challenge", "--council", "northwick", "--type", "corporate", "--onsite", "2025")


@pytest.mark.parametrize(
    "list_of_councils",
    [
        "# None yet.\n",
        "",
        "\ufeff- id: ashmere\r\n  name: Ashmere\r\n",
        "  - id: ashmere\n    name: Ashmere\n    replaced_by:\n      - wexcombe\n  - id: wexcombe\n    name: Wexcombe",
    ],
    ids=["a remark only", "empty", "Windows, with a mark", "set in, no line end"],
)
def test_a_council_in_any_list(written, list_of_councils):
    """However the list is written, what was there stays and the new council is read with it."""
    folder = written({"councils.yml": list_of_councils})
    path = folder / "content/councils.yml"
    before = path.read_bytes()
    new(folder, "council", "--id", "ynys-mon", "--name", "Cyngor Sir Ynys Môn", "--nation", "wales")
    added = path.read_bytes().removeprefix(before)
    assert path.read_bytes().startswith(before)
    assert "Môn" in added.decode()
    assert (b"\r\n" in before) == (b"\r\n" in added)
    assert not re.search(rb"(?<!\r)\n", added) or b"\r\n" not in before


def test_a_council_in_a_file_of_its_own(written):
    """Where each council has a file, the new one gets a file too."""
    folder = written({"councils/wexcombe.md": "---\nid: wexcombe\nname: Wexcombe Borough Council\n---\nWords.\n"})
    (folder / "content/councils.yml").unlink()
    new(folder, "council", "--id", "northwick", "--name", "Northwick: a “new” council")
    text = (folder / "content/councils/northwick.md").read_text("utf-8")
    assert 'name: "Northwick: a “new” council"' in text


def test_the_first_council(written):
    """Where there is no list yet, one is begun."""
    folder = written({})
    (folder / "content/councils.yml").unlink()
    new(folder, "council", "--id", "northwick", "--name", "Northwick Borough Council")
    assert (folder / "content/councils.yml").read_text("utf-8").startswith("# ")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_are_those_of_the_folder(written, end):
    """On Windows the new file has the line ends of Windows, and never a mark at its start."""
    crlf = {name: text.replace("\n", end).encode() for name, text in (WHOLE | {"councils.yml": COUNCILS}).items()}
    folder = written(crlf)
    new(folder, "update", "--challenge", "wexcombe-2025")
    data = (folder / f"content/{FOLDER}/update.2026-11.md").read_bytes()
    assert data.startswith(b"---")
    assert (data.count(b"\r\n") == data.count(b"\n")) is (end == "\r\n")
    new(folder, "challenge", "--council", "ashmere", "--type", "fire", "--onsite", "2024")
    data = (folder / "content/challenges/ashmere-2024/challenge.md").read_bytes()
    assert (b"\r\n" in data) is (end == "\r\n")


def test_a_skeleton_is_not_published(written):
    """What was begun reaches no page of the site until its line `draft: true` is taken out."""
    folder = written({f"{FOLDER}/challenge.md": CHALLENGE})
    text = new(folder, "letter", "--challenge", "wexcombe-2025")
    assert main([]) == 0
    assert not (folder / f"site/{FOLDER}/letter").exists()
    (folder / f"content/{FOLDER}/letter.md").write_text(text.replace("\ndraft: true\n", "\n"), "utf-8")
    assert main([]) == 0
    assert (folder / f"site/{FOLDER}/letter/index.html").is_file()


def test_files_of_a_draft_challenge(written):
    """A letter, a response and an update can be begun in a challenge that was itself begun just now."""
    folder = written({})
    new(folder, "challenge", "--council", "wexcombe", "--type", "corporate", "--onsite", "June 2025")
    for kind in ("letter", "response", "update"):
        new(folder, kind, "--challenge", "wexcombe-2025")


def test_the_next_step(written, capsys):
    """It ends by saying which file to open, what to fill in, and how to check it."""
    written({})
    assert main(["new", "challenge", "--council", "wexcombe", "--type", "corporate", "--onsite", "June 2025"]) == 0
    *_, said, check, after = capsys.readouterr().out.strip().split("\n")
    assert said.replace("\\", "/").endswith(f"content/{FOLDER}/challenge.md")
    assert check.startswith("Open it. Write the summary")
    assert check.endswith("check --drafts")
    assert after.endswith("new letter --challenge wexcombe-2025")


def test_another_content_folder(written, capsys):
    """`--content` names the folder, and the next step names it too."""
    folder = written({})
    (folder / "content").rename(folder / "our words")
    options = ["--council", "wexcombe", "--type", "corporate", "--onsite", "June 2025", "--content", "our words"]
    assert main(["new", "challenge", *options]) == 0
    assert (folder / f"our words/{FOLDER}/challenge.md").is_file()
    assert '--content "our words"' in capsys.readouterr().out


# What is asked


def test_one_question_at_a_time(written, types, capsys):
    """A wrong answer is asked again with the reason, Enter takes the default, and names do as well as ids."""
    folder = written({})
    types(
        "chalenge",
        "challenge",
        "Wexcomb",
        "WEXCOMBE borough council",
        "Corprate",
        "",
        "June 2052x",
        "24 to 27 June 2025",
        "",
    )
    assert main(["new"]) == 0
    said = capsys.readouterr().out
    assert "“chalenge” is none of these: challenge, letter, response, update, council." in said
    assert "There is no council “Wexcomb” here. Did you mean “Wexcombe”?" in said
    assert "Did you mean “corporate”?" in said
    assert "“June 2052x” is not a date." in said
    assert "ashmere    Ashmere District Council" in said
    assert "[corporate] > " in said
    assert "[wexcombe-2025] > " in said
    assert "onsite: 24 to 27 June 2025\n" in (folder / f"content/{FOLDER}/challenge.md").read_text("utf-8")


def test_many_councils(written, types, capsys):
    """Of a long list only the beginning is shown, with how many more there are."""
    written({"councils.yml": "".join(f"- {{id: council-{n:03}, name: Council {n}}}\n" for n in range(400))})
    types("council 399", "", "2025", "")
    assert main(["new", "challenge"]) == 0
    said = capsys.readouterr().out
    assert "council-029  Council 29\n  … and 370 more\n" in said


def test_only_what_is_missing_is_asked(written, types, capsys):
    """What was given as an option is not asked again."""
    written({})
    types("June 2025", "my-own-name")
    assert main(["new", "challenge", "--council", "wexcombe", "--type", "corporate"]) == 0
    said = capsys.readouterr().out
    assert "Which council" not in said
    assert "my-own-name" in said


def test_a_taken_id_is_asked_again(written, types, capsys):
    """An id that is taken is asked again, with one that is free."""
    written(WHOLE)
    types("wexcombe-2025", "")
    assert main(["new", "challenge", "--council", "wexcombe", "--type", "finance"]) == 2
    types("March 2025", "wexcombe-2025", "")
    assert main(["new", "challenge", "--council", "wexcombe", "--type", "finance"]) == 0
    said = capsys.readouterr().out
    assert "There is a challenge “wexcombe-2025” already. How about “wexcombe-2025-2”?" in said


def test_the_likely_challenge_comes_first(written, types, capsys):
    """Enter means the newest challenge that has what is needed and lacks what is begun."""
    newer = CHALLENGE.replace("2025-06", "2026-06")
    folder = written(WHOLE | {"challenges/wexcombe-2026/challenge.md": newer})
    types("", "report")
    assert main(["new", "letter"]) == 0
    assert (folder / "content/challenges/wexcombe-2026/report.md").is_file()
    types("")
    assert main(["new", "response"]) == 0
    assert "[wexcombe-2026] > " in capsys.readouterr().out
    types("wexcombe-2025", "19 November 2026")
    assert main(["new", "update"]) == 0
    assert (folder / f"content/{FOLDER}/update.2026-11-19.md").is_file()


def test_whose_is_asked_in_a_joint_challenge_only(written, types, capsys):
    """Where several were challenged it is asked whose document it is, by name or for all."""
    folder = written(joint() | {f"{FOLDER}/challenge.md": CHALLENGE})
    types("joint-2024", "Wexcombe", "Ashmere")
    assert main(["new", "response"]) == 0
    assert "“wexcombe” is not one of the councils of this challenge (ashmere, thornacre)." in capsys.readouterr().out
    assert (folder / "content/challenges/joint-2024/response.ashmere.md").is_file()
    types("joint-2024", "")
    assert main(["new", "response"]) == 0
    assert (folder / "content/challenges/joint-2024/response.thornacre.md").is_file()
    types("joint-2024", "all")
    assert main(["new", "response"]) == 0
    assert (folder / "content/challenges/joint-2024/response.md").is_file()
    types("wexcombe-2025")
    assert main(["new", "response"]) == 0


def test_a_council_is_asked_for(written, types, capsys):
    """The id is made of the name, and the nation is asked because the timetable is chosen by it."""
    folder = written({})
    types("", "The Royal Borough of Northwick", "wexcombe", "", "Cymru", "Wales")
    assert main(["new", "council"]) == 0
    said = capsys.readouterr().out
    assert "Something has to be written here." in said
    assert "There is a council “wexcombe” already: Wexcombe Borough Council." in said
    assert "[northwick] > " in said
    assert "“Cymru” is none of these: England, Wales" in said
    assert "\n  nation: Wales\n" in (folder / "content/councils.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Wexcombe Borough Council", "Wexcombe"),
        ("City of York Council", "York"),
        ("London Borough of Newham", "Newham"),
        ("Council of the Isles of Scilly", "Isles of Scilly"),
        ("City of London Corporation", "London Corporation"),
        ("Bournemouth, Christchurch and Poole Council", "Bournemouth, Christchurch and Poole"),
        ("Cyngor Bwrdeistref Sirol Cwm Derwen", "Cwm Derwen"),
        ("County Council", "County Council"),
    ],
)
def test_short_names(name, short):
    """A council is called by what its name has besides the words for its kind."""
    assert replies.short_name(name) == short


@pytest.mark.parametrize("typed", [[], ["wexcombe", "corporate"]])
def test_whoever_goes_away_leaves_nothing(written, types, capsys, typed):
    """The end of input stops politely; nothing is written, and the exit code is 2."""
    folder = written({})
    types(*typed)
    assert "Stopped. Nothing was written." in refused(folder, capsys, "challenge")


def test_ctrl_c(written, monkeypatch, capsys):
    """Ctrl-C stops politely; nothing is written, and the exit code is 2."""
    folder = written({})

    class Impatient(Person):
        def readline(self, *_: object) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Impatient())
    assert "Stopped. Nothing was written." in refused(folder, capsys, "council")


# What is refused


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "new challenge, new letter"),
        (["challenge", "--type", "fire"], "--council and --onsite"),
        (["letter"], "--challenge"),
        (["council", "--name", "Northwick"], "--id"),
        (["letter", "--onsite", "2025"], "no option --onsite. It has --challenge, --report and --council."),
        (["letters"], "choose from"),
        (["letter", "--challenge", "wexcombe-205"], "Did you mean “wexcombe-2025”?"),
        (["letter", "--challenge", ""], "Something has to be written here."),
        (["response", "--challenge", "wexcombe-2025", "--council", "ashmere"], "not one of the councils"),
        (["update", "--challenge", "wexcombe-2025", "--date", "31/02/2026"], "February 2026 ends on day 28"),
        (["update", "--challenge", "wexcombe-2025", "--date", "Q3 2025/26"], "neither a month nor a day"),
        (["challenge", "--council", "nowhere", "--type", "fire", "--onsite", "2025"], "no council “nowhere”"),
        (["challenge", "--council", "ashmere", "--type", "fire", "--onsite", "2025", "--id", "A B"], "Write “a-b”."),
        (["council", "--id", "x", "--name", "a\x1b[31mb"], "escape character"),
        (["council", "--id", "x", "--name", "a\udce9b"], "cannot be shown"),
    ],
)
def test_wrong_options(written, capsys, arguments, words):
    """Where nobody can be asked, what is missing or wrong is said in plain words, with exit code 2."""
    folder = written(WHOLE)
    said = refused(folder, capsys, *arguments)
    assert words in said
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (
            ["challenge", "--council", "ashmere", "--type", "fire", "--onsite", "2025", "--id", "wexcombe-2025"],
            "challenge",
        ),
        (["letter", "--challenge", "wexcombe-2025"], "letter"),
        (["update", "--challenge", "wexcombe-2025", "--date", "2026-03"], "update.2026-03"),
    ],
)
def test_nothing_is_overwritten(written, capsys, arguments, name):
    """A file that is there is named and left as it is, with exit code 1."""
    folder = written(WHOLE)
    before = tree(folder)
    assert main(["new", *arguments]) == 1
    said = capsys.readouterr().out
    assert f"content/{FOLDER}/{name}.md" in said
    assert "there already" in said
    assert tree(folder) == before


def test_a_file_that_appears_meanwhile_is_kept(tmp_path):
    """Even a file that somebody else writes at the same moment is left as it is."""
    path = tmp_path / "letter.md"
    path.write_bytes(b"theirs")
    with pytest.raises(ContentError, match="there already"):
        writing.create(path, "ours\n", tmp_path)
    assert path.read_bytes() == b"theirs"


def test_what_cannot_be_written_leaves_nothing(tmp_path):
    """Where the system refuses, that is said, and no half file and no empty folder is left."""
    with pytest.raises(ContentError, match="cannot be written"):
        writing.create(tmp_path / "new" / f"{'x' * 300}.md", "ours\n", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_council_that_is_there(written, capsys):
    """The id of a council is never given twice."""
    folder = written({})
    before = tree(folder)
    assert main(["new", "council", "--id", "ashmere", "--name", "Another"]) == 1
    assert "There is a council “ashmere” already: Ashmere District Council." in capsys.readouterr().out
    assert tree(folder) == before


@pytest.mark.parametrize(
    "list_of_councils", ["[{id: a, name: A}, {id: b, name: B}]\n", "id: a\nname: A\n", "- id: a\n  name: A\n...\n"]
)
def test_a_list_without_an_end_to_add_to(written, capsys, list_of_councils):
    """Where an entry at the end would not be read, the list stays as it is and its writer is told how to write it."""
    folder = written({"councils.yml": list_of_councils})
    before = tree(folder)
    assert main(["new", "council", "--id", "c", "--name", "C"]) == 1
    assert "a hyphen and a space before each “id”" in capsys.readouterr().out
    assert tree(folder) == before


@pytest.mark.parametrize(
    ("texts", "arguments", "words"),
    [
        ({"councils.yml": "- id: [\n"}, ["council", "--id", "c", "--name", "C"], "councils.yml"),
        (
            {"councils.yml": "- id: [\n"},
            ["challenge", "--council", "a", "--type", "b", "--onsite", "2025"],
            "councils.yml",
        ),
        ({f"{FOLDER}/letter.md": "---\ntitel: Letter\n---\n"}, ["response", "--challenge", "wexcombe-2025"], "titel"),
        ({f"{FOLDER}/letter.md": b"caf\xe9"}, ["response", "--challenge", "wexcombe-2025"], "UTF-8"),
        ({f"{FOLDER}/letter.cy.md": LETTER}, ["letter", "--challenge", "wexcombe-2025"], "Welsh"),
    ],
)
def test_what_has_to_be_mended_first(written, capsys, texts, arguments, words):
    """Where what is there is wrong, or a draft would hide it, that is said at its place and nothing is written."""
    folder = written({f"{FOLDER}/challenge.md": CHALLENGE} | texts)
    before = tree(folder)
    assert main(["new", *arguments]) == 1
    assert words in capsys.readouterr().out
    assert tree(folder) == before


def test_a_broken_challenge_elsewhere_is_no_matter(written):
    """What is wrong in one challenge does not keep anybody from working on another."""
    written(WHOLE | {"challenges/other-2024/challenge.md": "---\nnonsense\n---\n"})
    assert main(["new", "response", "--challenge", "wexcombe-2025"]) == 0


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "council"])
def test_an_empty_site(tmp_path, monkeypatch, capsys, types, kind):
    """Where there is nothing yet, the command says what to begin with."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", kind]) == 1
    assert "There is no folder “content” here" in capsys.readouterr().out
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yml").write_text(SITE, "utf-8")
    (tmp_path / "content/councils.yml").write_text(COUNCILS, "utf-8")
    types("wexcombe", "corporate", "2025", "")
    assert main(["new", kind]) == (0 if kind == "challenge" else 2)
    assert ("new challenge" in capsys.readouterr().err) is (kind != "challenge")


# How it is quoted


def read(written: str) -> object:
    """Read a value as the program reads it, and hold that nothing is wrong with it."""
    tree, problems = nodes.read(Source(path="x", name="x", text=written), written)
    assert problems == ()
    assert tree is not None
    return tree.value


texts = st.text(min_size=1).filter(lambda text: text.strip() and characters.strange(text) is None)


@given(
    texts
    | st.sampled_from(["no", "3.10", "~", "- a", "a: b", "a #b", "'", '"', "\\", "a\n\nb", "[x]", "{", "Môn", "?"])
)
def test_any_text_reads_back_as_it_was_meant(text):
    """Whatever a person answers is read back from the file as that and nothing else, wherever a value may stand."""
    assert read(quoting.quoted(text)) == text
    assert read(quoting.value(text)) == text
    assert read(f"key: {quoting.value(text)}\nnext: {quoting.values([text, text])}\n") == {
        "key": text,
        "next": [text, text],
    }


@given(st.text())
def test_no_remark_is_ever_read(text):
    """A remark stays one, whatever stands in it: no line of it is read, closes the details or begins a text."""
    lines = [f"  {line}" for line in quoting.remark(text, "  ")]
    assert all(line.startswith("    # ") for line in lines)
    assert read("\n".join(["before: a", *lines, "after: b"])) == {"before": "a", "after": "b"}


@settings(max_examples=25)
@given(name=texts)
def test_any_name_of_a_council_can_be_built(tmp_path_factory, name):
    """A council of any name is read back with that name, spaces apart."""
    folder = tmp_path_factory.mktemp("any") / "content"
    folder.mkdir()
    (folder / "site.yml").write_text(SITE, "utf-8")
    (folder / "councils.yml").write_text(COUNCILS, "utf-8")
    assert main(["new", "council", f"--name={name}", "--id", "any", "--content", str(folder)]) == 0
    entries = read((folder / "councils.yml").read_text("utf-8"))
    assert isinstance(entries, list)
    assert entries[-1]["name"] == " ".join(name.split())
