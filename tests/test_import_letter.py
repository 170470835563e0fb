"""The import of letters: what is found in each layout, that no word is lost, and that nothing hidden gets out."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path

import docx
import letters
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from letters import LETTERS, Letter
from tiny import SITE

from peerchallenge.command import main
from peerchallenge.importing import received
from peerchallenge.importing.apart import read_apart
from peerchallenge.importing.letters import sent, words
from peerchallenge.importing.texts import opened
from peerchallenge.problems import ContentError
from peerchallenge.prose.convert import Text, convert

COUNCILS = "- {id: northwick, name: Northwick Borough Council, short_name: Northwick, nation: England}\n"
OFFICE = Path(__file__).parent / "office"
EVERY = {**{name: make() for name, make in LETTERS.items()}, "other-writer": (OFFICE / "letter.docx").read_bytes()}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a folder with a site for one council and no challenge, on a certain day."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yml").write_text(SITE, "utf-8")
    (tmp_path / "content/councils.yml").write_text(COUNCILS, "utf-8")
    return tmp_path


def bring(data: bytes, *options: str, name: str = "sent.docx") -> int:
    """Import a file, as from a command line."""
    Path(name).write_bytes(data)
    return main(["import", name, "--council", "northwick", *options])


def details(path: Path) -> dict:
    """Give the details at the top of a file, read by another reader than the program's."""
    return yaml.safe_load(path.read_text("utf-8").split("\n---\n")[0].removeprefix("---\n"))


def only(folder: Path, name: str) -> Path:
    """Give the one file of a name."""
    (found,) = (folder / "content/challenges").glob(f"*/{name}")
    return found


def tree(folder: Path) -> dict[str, bytes]:
    """Give every file of the content."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in (folder / "content").rglob("*") if p.is_file()}


# What is found


FOUND = {
    "classic": [("1", "key", None, 0), ("2", "key", None, 2), ("3", "key", None, 0)],
    "tiers": [
        ("1", "key", None, 0),
        ("2", "key", None, 0),
        ("3", "further", "Local priorities and outcomes", 0),
        ("4", "further", "Governance and culture", 0),
        ("5", "further", "Governance and culture", 0),
    ],
    "under-themes": [
        ("1", None, "Local priorities and outcomes", 0),
        ("2", None, "Governance and culture", 2),
        ("3", None, "Governance and culture", 0),
    ],
    "bullets": [(None, "key", None, 0), (None, "key", None, 0)],
    "headed": [("1", None, None, 0), ("2", None, None, 2)],
    "old-letter": [],
    "planning": [("R1", "key", None, 0), ("R2", "key", None, 0)],
    "review": [(None, None, None, 0)],
    "marked": [("R1", None, None, 0), ("R2", None, None, 0)],
    "panel": [("R1", None, None, 0), ("R2", None, None, 0)],
    "social-care": [(None, None, None, 0), (None, None, None, 0)],
    "other-writer": [("R1", "key", None, 2), ("R2", "key", None, 0)],
}


@pytest.mark.parametrize("name", EVERY)
def test_recommendations_of_every_layout(folder, name):
    """Recommendations are found with their numbers as printed, their series, theme and parts; where none are, none."""
    assert bring(EVERY[name]) == 0
    (path,) = (p for p in folder.glob("content/challenges/*/*.md") if p.name != "challenge.md")
    found = details(path).get("recommendations", [])
    assert [(r.get("ref"), r.get("series"), r.get("theme"), len(r.get("parts", ()))) for r in found] == FOUND[name]


@pytest.mark.parametrize("name", EVERY)
def test_no_word_is_lost(folder, capsys, name):
    """The page of the letter shows every word that Word shows, in order, or the list at the end names it."""
    assert bring(EVERY[name]) == 0
    listed = words.words(capsys.readouterr().out)
    (path,) = (p for p in folder.glob("content/challenges/*/*.md") if p.name != "challenge.md")
    path.write_text(
        path.read_text("utf-8").replace("![](", "![A picture](").replace("published: ", "published: "), "utf-8"
    )
    assert main(["build", "--drafts"]) == 0
    page = (folder / "site/challenges" / path.parent.name / path.stem / "index.html").read_text("utf-8")
    shown = words.words(re.sub(r"<[^>]+>", "", re.sub(r"(?=</?(?:p|li|h\d|td|th|dt|dd|div|a|br|span)\b)", " ", page)))
    lost = [word for text in printed(EVERY[name]) for word in words.words(text) if word not in shown]
    assert [word for word in lost if word not in listed] == []
    following = iter(shown)
    body = [text for text in printed(EVERY[name])[1:] if set(words.words(text)) <= {*shown}]
    assert sum(all(word in following for word in words.words(text)) for text in body[:3]) == min(3, len(body))


def printed(data: bytes) -> list[str]:
    """Give the paragraphs of a document as another library reads them, the cells of tables among them."""
    document = docx.Document(io.BytesIO(data))
    texts: list[str] = []
    for own in document.iter_inner_content():
        if hasattr(own, "rows"):
            texts += [cell.text for row in own.rows for cell in row.cells]
        else:
            texts.append("".join(run.text for run in own.runs if not run.font.hidden))
    return [text for text in texts if text.strip()]


def test_the_event(folder):
    """The event is written from what the letter says of it: days, team, people met, kind."""
    assert bring(EVERY["classic"]) == 0
    event = details(only(folder, "challenge.md"))
    assert only(folder, "challenge.md").parent.name == "northwick-2025"
    assert (str(event["onsite"]["start"]), str(event["onsite"]["end"])) == ("2025-06-24", "2025-06-27")
    assert (event["councils"], event["type"], event["people_met"], event["meetings"]) == (
        ["northwick"],
        "corporate",
        "more than 134",
        "around 46",
    )
    assert event["extra_scope"] == ["Homelessness", "The town centre"]
    assert event["team"][0] == {
        "role": "Lead Member Peer",
        "name": "Councillor Nasreen Fielding",
        "post": "Leader",
        "organisation": "Haverleigh Borough Council",
        "party": "Liberal Democrat",
    }
    assert event["team"][2]["post"] == "Director of Finance (Section 151 Officer)"
    assert [peer["role"] for peer in event["team"]][1:] == [
        "Lead Officer Peer",
        "Senior Officer Peer",
        "Peer Challenge Manager",
    ]


def test_the_kind_is_read_in_the_title(folder):
    """A challenge of another kind is named by it, and so is who ran it where that is not the usual body."""
    assert bring(EVERY["panel"]) == 0
    event = details(only(folder, "challenge.md"))
    assert (event["type"], event["run_by"]) == ("panel-performance-assessment", "Welsh Local Government Association")
    assert [peer["role"] for peer in event["team"]] == ["Independent Chair", "Senior Member Peer"]
    assert (folder / "content/challenges/northwick-panel-performance-assessment-2024").is_dir()
    assert bring(EVERY["social-care"]) == 0
    event = details(folder / "content/challenges/northwick-adult-social-care-2025/challenge.md")
    assert event["type"] == "adult-social-care"
    assert "run_by" not in event


def test_a_team_without_roles_under_its_heading(folder):
    """A list of people with their councils, under a heading for the team, is the team; a list of papers is not."""
    letter = Letter().title("Corporate Peer Challenge: Northwick").text("24–27 June 2025").heading("The peer team")
    letter.items(
        ("Gareth Lomax, Chief Executive, Eastmarch District Council", "Ifeoma Castell, Director, Aldermoor Council")
    )
    assert bring(letter.data()) == 0
    team = details(only(folder, "challenge.md"))["team"]
    assert [(peer["name"], peer["organisation"]) for peer in team] == [
        ("Gareth Lomax", "Eastmarch District Council"),
        ("Ifeoma Castell", "Aldermoor Council"),
    ]
    other = Letter().title("Corporate Peer Challenge: Northwick").text("24–27 June 2024").heading("The peer team")
    other.items(("the plan, as agreed by the council", "the budget of the council"))
    assert bring(other.data()) == 0
    assert "team" not in details(folder / "content/challenges/northwick-2024/challenge.md")


def test_a_title_page_has_no_headings(folder):
    """Bold lines before the first true heading belong to the title page, and head nothing."""
    letter = (
        Letter().title("Corporate Peer Challenge: Northwick").fake("Feedback report", 18).fake("24–27 June 2025", 14)
    )
    letter.heading("Introduction").text("A word.").fake("Scope", 11).text("Another.")
    assert bring(letter.data()) == 0
    lines = only(folder, "report.md").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("#") and not line.startswith(("# ", "#p", "#a", "#d", "#r"))] == [
        "## Introduction",
        "### Scope",
    ]
    assert "Feedback report" in " ".join(lines)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("06–09 December 2022", ("2022-12-06", "2022-12-09")),
        ("17- 20 September 2024", ("2024-09-17", "2024-09-20")),
        ("11 to14 November 2024", ("2024-11-11", "2024-11-14")),
        ("19th & 20th October 2022", ("2022-10-19", "2022-10-20")),
        ("31 October – 3 November 2023", ("2023-10-31", "2023-11-03")),
        ("Monday 24 to Thursday 27 June 2025", ("2025-06-24", "2025-06-27")),
    ],
)
def test_untidy_days(folder, words, days):
    """Days on site are read however untidily they are printed."""
    letter = Letter().title("Corporate Peer Challenge: Northwick").text(words)
    assert bring(letter.data()) == 0
    onsite = details(only(folder, "challenge.md"))["onsite"]
    assert (str(onsite["start"]), str(onsite["end"])) == days


def test_two_visits_that_disagree_are_asked_about(folder, capsys):
    """Where a document names two visits, both are told and neither is sure."""
    letter = Letter().title("Corporate Peer Challenge: Northwick, 24–28 June 2024").text("On site 24–26 June 2025.")
    assert bring(letter.data()) == 0
    assert "onsite (a guess): 24 June 2024 to 28 June 2024" in (said := capsys.readouterr().out)
    assert "also names 24 June 2025 to 26 June 2025" in said


def test_a_letter_without_recommendations_offers_its_sentences(folder, capsys):
    """Nothing is made a recommendation that is not printed as one; what may be one stands behind a #."""
    assert bring(EVERY["old-letter"]) == 0
    text = only(folder, "letter.md").read_text("utf-8")
    assert '#- text: "We recommend that you agree a short list of priorities."' in text
    assert "No list of them was found" in capsys.readouterr().out


def test_recommendations_stand_where_they_were_printed(folder):
    """Each run of recommendations has its own place in the text."""
    assert bring(EVERY["tiers"]) == 0
    text = only(folder, "report.md").read_text("utf-8")
    places = [line for line in text.splitlines() if line.startswith(("[[", "## ", "### "))]
    assert places[places.index("## 3. Key recommendations") + 1] == "[[recommendations: key]]"
    assert places[places.index("### 6.1 Further recommendations") + 1] == "[[recommendations: Governance and culture]]"


def test_every_guess_is_told_beside_its_value_and_at_the_end(folder, capsys):
    """A value that was found says where, in a comment above it and in the list."""
    assert bring(EVERY["classic"]) == 0
    lines = only(folder, "challenge.md").read_text("utf-8").splitlines()
    assert "paragraph 26" in " ".join(lines[lines.index("people_met: more than 134") - 2 :][:2])
    assert re.search(r"people_met \(likely\): more than 134, from paragraph 26", capsys.readouterr().out)


def test_words_keep_their_signs(folder):
    """What Markdown would read as a mark is shown as it was printed, and formatting stays."""
    assert bring(EVERY["classic"]) == 0
    assert main(["build", "--drafts"]) == 0
    page = (folder / "site/challenges/northwick-2025/report/index.html").read_text("utf-8")
    for shown in (
        "a *good* council",
        "one_plan [see below]",
        "&lt; £3m",
        "# nor is this",
        "- or a list",
        "£1.2m | agreed",
    ):
        assert shown in page
    assert '<th scope="col">Year' in page
    assert 'alt="A graph of savings"' in page


# What must not go out


def test_nothing_hidden_gets_out(folder, capsys):
    """What was taken out, hidden or said in the margin stands in no text, and the file itself is not offered."""
    for data, secrets in (
        (EVERY["marked"], ("badly", "whom we do not trust", "OFFICIAL-SENSITIVE")),
        (EVERY["other-writer"], ("hardly", "few know", "Is it not four")),
    ):
        assert bring(data, "--challenge", "northwick-2030", "--replace") == 0
        for path in folder.glob("content/challenges/*/*.md"):
            assert not any(secret in path.read_text("utf-8") for secret in secrets)
        assert "files" not in details(only(folder, "report.md"))
    said = capsys.readouterr().out
    for told in ("1 put in and 1 taken out", "Hidden text", "A comment in the margin", "OFFICIAL-SENSITIVE"):
        assert told in said


def test_nothing_is_published_before_somebody_says_so(folder):
    """Every text that an import writes is a draft."""
    assert bring(EVERY["classic"]) == 0
    assert [details(path)["draft"] for path in folder.glob("content/challenges/*/*.md")] == [True, True]
    assert main(["build"]) == 0
    assert not (folder / "site/challenges/northwick-2025").exists()


def test_a_draft_report_beside_a_published_event(folder, capsys):
    """While only the event is published nothing is said of the draft's Word file, nor of search, which has nothing."""
    assert bring(EVERY["tiers"]) == 0
    event = only(folder, "challenge.md")
    event.write_text(event.read_text("utf-8").replace("draft: true\n", ""), "utf-8")
    capsys.readouterr()
    assert main(["build"]) == 0
    assert "warning" not in capsys.readouterr().out.replace("No warnings", "")


def test_a_picture_without_words_is_a_problem(folder, capsys):
    """A picture for which nobody wrote words is kept, and asked about."""
    assert bring(EVERY["marked"]) == 0
    assert only(folder, "report-picture-1.png").read_bytes() == letters.png()
    assert "has no words for people who cannot see it" in capsys.readouterr().out


# Adding to what is there


def test_a_review_joins_its_challenge(folder):
    """A progress review goes to the challenge whose days it names, and prints no old recommendation anew."""
    assert bring(EVERY["tiers"]) == 0
    assert bring(EVERY["review"]) == 0
    review = details(only(folder, "progress-review.md"))
    assert str(review["onsite"]["start"]) == "2026-04-22"
    assert [r["text"] for r in review["recommendations"]] == ["Publish what was stopped."]
    assert main(["check", "--drafts"]) == 0


def test_days_of_a_challenge_of_another_kind(folder, capsys):
    """A document with the days of a challenge of another kind is put there, and it is asked whether that is right."""
    assert bring(EVERY["planning"]) == 0
    capsys.readouterr()
    assert bring(Letter().title("Finance Peer Review: Northwick, 12–14 May 2025").data(), "--as", "letter") == 0
    said = capsys.readouterr().out
    assert "northwick-planning-2025 has the same days, and is planning where the document says finance" in said


def test_two_documents_with_pictures(folder):
    """The pictures of two documents of one challenge have names of their own."""
    assert bring(EVERY["classic"]) == 0
    again = Letter().title("Northwick: Progress Review of the peer challenge, 24–27 June 2025").picture("A bridge")
    assert bring(again.data()) == 0
    assert only(folder, "report-picture-1.png").exists()
    assert only(folder, "progress-review-picture-1.png").exists()
    assert "![A bridge](progress-review-picture-1.png)" in only(folder, "progress-review.md").read_text("utf-8")


def test_nothing_is_written_over(folder, capsys):
    """A file that is there is left as it is, unless it is asked for; a second import of a file changes nothing."""
    assert bring(EVERY["classic"]) == 0
    assert bring(EVERY["classic"]) == 0
    report = only(folder, "report.md")
    report.write_text(report.read_text("utf-8").replace("draft: true\n", ""), "utf-8")
    before = tree(folder)
    assert bring(EVERY["classic"]) == 1
    assert tree(folder) == before
    assert "nothing is written over unless you ask" in capsys.readouterr().out
    assert bring(EVERY["classic"], "--replace") == 0
    assert details(report)["draft"] is True


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows not everybody may make a link")
def test_nothing_is_written_outside_the_content(folder, capsys):
    """A folder that is a link to somewhere else is not written into."""
    (folder / "content/challenges").mkdir()
    (folder / "elsewhere").mkdir()
    (folder / "content/challenges/northwick-2025").symlink_to(folder / "elsewhere")
    assert bring(EVERY["tiers"]) == 1
    assert "leads out of the content" in capsys.readouterr().out
    assert list((folder / "elsewhere").iterdir()) == []


def test_a_dry_run_writes_nothing(folder, capsys):
    """A dry run shows every line that would be written."""
    before = tree(folder)
    assert bring(EVERY["classic"], "--dry-run") == 0
    assert tree(folder) == before
    said = capsys.readouterr().out
    assert "+title: LGA Corporate Peer Challenge – Northwick Borough Council" in said
    assert "report-picture-1.png: " in said


def test_which_council_has_to_be_known(folder, capsys):
    """Without a council that is known nothing is imported, and the message says what to do."""
    Path("sent.docx").write_bytes(EVERY["classic"])
    assert main(["import", "sent.docx", "--council", "northwik"]) == 2
    assert "Did you mean “Northwick”?" in capsys.readouterr().err
    assert main(["import", "sent.docx"]) == 0
    assert "councils (a guess): Northwick Borough Council, from the title" in capsys.readouterr().out


# Files that are wrong


def zipped(**parts: bytes) -> bytes:
    """Make an archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return written.getvalue()


DOCUMENT = "word/document.xml"
WRONG = {
    "a PDF that is called .docx": (b"%PDF-1.7\n", "This is a PDF"),
    "a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    "an old file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "before 2007"),
    "macros": (zipped(**{DOCUMENT: b"<a/>", "word/vbaProject.bin": b"x"}), "macros"),
    "a bomb": (zipped(**{DOCUMENT: b" " * 20_000_000}), "too large"),
    "many parts": (zipped(**{DOCUMENT: b"<a/>", **{f"x{n}": b"" for n in range(5001)}}), "unpacks"),
    "entities": (zipped(**{DOCUMENT: b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "declares"),
    "half a file": (EVERY["classic"][:9000], "damaged"),
    "no document": (zipped(**{"a.txt": b"x"}), "neither a Word document"),
    "an empty document": (zipped(**{DOCUMENT: b""}), "damaged"),
    "other XML": (zipped(**{DOCUMENT: b"<a/>", "[Content_Types].xml": b"<a/>"}), "damaged"),
    "a text": (b"Dear Jo", "no Word document"),
    "a web page": (b"<html><body>Dear Jo", "a web page"),
    "nothing": (b"", "nothing in this file"),
    "rich text": (b"{\\rtf1", "Rich Text"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_a_clear_problem(folder, capsys, name):
    """What cannot be read is said in words, with what to do, and nothing is written."""
    data, told = WRONG[name]
    before = tree(folder)
    assert bring(data) == 1
    said = capsys.readouterr()
    assert told in said.out
    assert "Traceback" not in said.out + said.err
    assert tree(folder) == before


def test_a_name_with_spaces(folder):
    """A name with spaces in it is understood without quotation marks too."""
    Path("Feedback report final.docx").write_bytes(EVERY["tiers"])
    assert main(["import", "Feedback", "report", "final.docx", "--council", "northwick"]) == 0


def test_a_file_that_is_not_there(folder, capsys):
    """A name that is misspelt, a folder, and Word's own note that a document is open are told apart."""
    Path("~$sent.docx").write_bytes(b"x")
    for name, told in (("none.docx", "no such file"), ("content", "a folder"), ("~$sent.docx", "remembers that")):
        assert main(["import", name, "--council", "northwick"]) == 1
        assert told in capsys.readouterr().out


def test_a_huge_file_is_not_read(folder, capsys, monkeypatch):
    """A file that is too large is refused by its size alone."""
    monkeypatch.setattr(received, "MOST", 1000)
    assert bring(EVERY["classic"]) == 1
    assert "MB large" in capsys.readouterr().out


@settings(max_examples=25, deadline=None)
@given(st.integers(0, len(EVERY["classic"]) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_file_never_fails_otherwise(tmp_path_factory, at, noise):
    """Whatever is changed in a file, it is read or it is a clear problem."""
    data = EVERY["classic"]
    path = tmp_path_factory.mktemp("damaged") / "sent.docx"
    path.write_bytes(data[:at] + noise + data[at + len(noise) :])
    try:
        read_apart(sent.read, sent.Wanted(received=received.receive(path)), path.name)
    except ContentError as refused:
        told = refused.problems[0]
    else:
        told = None
    assert told is None or (told.message and told.suggestion)


# Words


TEXTS = st.text(st.sampled_from("ab1 .-*_#[]()<>&|\\`~+:!^=\"'•–“”£é\t"), min_size=1, max_size=40)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(TEXTS.filter(str.strip), min_size=1, max_size=6), st.sampled_from(("decimal", "bullet", "letter", "short"))
)
def test_words_survive_whatever_signs_they_have(texts, form):
    """Every letter and figure of a text comes through Word, HTML and Markdown to the page, in order."""
    from peerchallenge.importing.texts.body import body

    letter = Letter().text(*texts)
    letter.items(texts, form)
    letter.heading("Title a").table((texts[0], "b"), ("c", texts[-1]))
    found = opened.of_word(letter.data())
    converted = convert(Text("document", body(found.blocks, found.notes)))
    page = words._plain(" ".join(converted.body.pieces))
    assert list(words.missing(found.paragraphs, page)) == []


def test_a_pdf_is_a_last_resort(folder, capsys):
    """A PDF is read, and says that all of it is a guess."""
    assert bring((OFFICE / "letter.pdf").read_bytes(), name="sent.pdf") == 0
    said = capsys.readouterr().out
    assert "PDF (a guess)" in said
    assert "All 307 words of the document are in the file" in said
    assert [r["ref"] for r in details(only(folder, "report.md"))["recommendations"]] == ["1", "2", "3"]


def test_what_waits_for_a_person_is_told_first(folder, capsys):
    """The list begins with what nobody but a person can say, and each line ends as a sentence does."""
    assert bring(EVERY["marked"]) == 0
    said = capsys.readouterr().out
    lines = re.findall(
        r"^  \d+\. [^(]+ \((to be decided|a guess|likely|sure)\): ", said.split("Left out")[0], re.MULTILINE
    )
    assert lines == sorted(lines, key=("to be decided", "a guess", "likely", "sure").index)
    assert {"to be decided", "likely"} <= {*lines}
    assert "., from" not in said


def test_a_team_that_was_not_found_is_asked_about(folder, capsys):
    """Where no list of peers was found it says so, and lines to fill in stand in the file of the event."""
    letter = Letter().title("LGA Corporate Peer Challenge", "Northwick Borough Council").text("24 to 27 June 2025")
    assert bring(letter.heading("Key recommendations").data()) == 0
    assert "No list of the peer team was found" in capsys.readouterr().out
    path = only(folder, "challenge.md")
    assert "team" not in details(path)
    before, after = path.read_text("utf-8").split("#team:")
    path.write_text(f"{before}team:{after.replace('#  ', '  ', 4)}", "utf-8")
    assert main(["check", "--drafts"]) == 0
    assert details(path)["team"][0]["post"] == "Chief Executive"


@pytest.mark.parametrize(("library", "extra"), [("docx", "import"), ("pdfplumber", "import-pdf")])
def test_a_library_that_is_not_installed(folder, capsys, monkeypatch, library, extra):
    """Where the libraries for it are missing, the message is the command that installs them."""
    for name in [own for own in sys.modules if own.split(".")[0] == library or "importing" in own]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    name = "sent.pdf" if library == "pdfplumber" else "sent.docx"
    assert bring((OFFICE / "letter.pdf").read_bytes() if name == "sent.pdf" else EVERY["classic"], name=name) == 2
    assert f'python -m pip install "peerchallenge[{extra}]"' in capsys.readouterr().err
