"""Councils come from a register with its known faults guarded, and nothing that is there is altered."""

from __future__ import annotations

import csv
import io

import pytest
import tiny
from hypothesis import given, settings
from hypothesis import strategies as st

from peerchallenge.begin import known
from peerchallenge.begin.questions import RefusedError
from peerchallenge.importing import placing
from peerchallenge.importing.asked import Asked
from peerchallenge.importing.outcome import told
from peerchallenge.importing.received import Kind, Received
from peerchallenge.importing.registers import bodies, register
from peerchallenge.problems import ContentError

COLUMNS = (
    "local-authority-code", "official-name", "nice-name", "gss-code", "start-date", "end-date", "replaced-by", "nation",
    "region", "local-authority-type", "local-authority-type-name", "county-la", "combined-authority", "alt-names",
    "former-gss-codes", "current-authority",
)  # fmt: skip


def row(code, official, nice, **more):
    """Give a row of the register."""
    facts = {"nation": "England", "region": "South West", "local-authority-type-name": "Unitary authority"}
    facts |= {"local-authority-code": code, "official-name": official, "nice-name": nice}
    facts |= {name.replace("_", "-"): words for name, words in more.items()}
    facts.setdefault("current-authority", "False" if facts.get("end-date") else "True")
    return facts


ROWS = (
    row("NWK", "Northwick  Council", "The Northwick", gss_code="E06999901", start_date="1998-04-01"),
    row("WEX", "Wexcombe Borough Council", "Wexcombe", gss_code="E07999902", region="Wales", start_date="2005-06-18"),
    row("HOL", "Holmsea District Council", "Holmsea", end_date="2021-04-01", replaced_by="NWK,QQQ,ELD"),
    row("ELD", "Elderbrook Council", "Elderbrook", end_date="2019-03-31", replaced_by="NWK", region=""),
    row("NWO", "Northwick County Council", "Northwick", end_date="2015-03-31", replaced_by="NWK"),
    row("NID", "Kilmarren District Council", "Kilmarren", end_date="2015-03-31", nation="Northern Ireland"),
    row("CWM", "Cwm Arian County Council", "Cwm Arian", nation="Wales", region="Wales",
        alt_names="Cwm Arian,Sir Ynys Fôn,Cyngor Sir Ynys Fôn,cwm arian"),
    row("GLW", "Glanwern Council", "Glanwern", nation="Wales", alt_names="Glanwern,Sir Ynys Mï¿½n,sir ynys mn"),
    row("LLY", "Llynfa Council", "Llynfa", nation="Wales", alt_names="Llynfa,Sir Llynfa,Bro Llynfa"),
    row("DWR", "Dwrlas Council", "Dwrlas", nation="Wales", alt_names="Dwrlas,dwrlas council"),
)  # fmt: skip


def as_csv(rows, columns=COLUMNS):
    """Write rows as the register is written."""
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, columns, restval="", extrasaction="ignore")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode()


@pytest.fixture
def folder(tmp_path):
    """Give a folder of content with three councils."""
    made = tmp_path / "content"
    made.mkdir()
    (made / "site.yml").write_text(tiny.SITE, encoding="utf-8")
    (made / "councils.yml").write_text(tiny.COUNCILS, encoding="utf-8")
    return made


def outcome(folder, *only, rows=ROWS, columns=COLUMNS):
    """Give what comes of a register."""
    received = Received(path="register.csv", name="register.csv", kind=Kind.CSV, data=as_csv(rows, columns))
    asked = Asked(file=folder / "register.csv", register=True, only=only)
    return register.councils(received, asked, known.known(folder, tiny.TODAY))


def added(folder, *only, **more):
    """Give what is written behind the councils that were there, and the councils that are read then."""
    made = outcome(folder, *only, **more)
    placing.place(made.files, folder, replace=False)
    text = (folder / "councils.yml").read_text(encoding="utf-8")
    assert text.startswith(tiny.COUNCILS)
    return text.removeprefix(tiny.COUNCILS), {own.id: own for own in known.known(folder, tiny.TODAY).councils}


def test_a_council_of_today(folder):
    """Spaces, the article and the kind are as the site has them; where the facts come from stands above."""
    text, councils = added(folder, "northwick")
    assert text == (
        "\n# From: UK Local Authorities (past and current), mySociety, CC BY 4.0, changed.\n"
        "- id: northwick\n  name: Northwick Council\n  short_name: Northwick\n  type: unitary authority\n"
        "  gss: E06999901\n  region: South West\n  nation: England\n  started: 1998-04-01\n"
    )
    assert list(councils)[-1] == "northwick"


def test_all_of_today(folder):
    """Without names all current ones are added, and former ones are counted; what is here stays as it is."""
    made = outcome(folder)
    _, councils = added(folder)
    assert list(councils)[3:] == ["northwick", "cwm-arian", "glanwern", "llynfa", "dwrlas"]
    said = told(made)
    assert "The register has 10 councils; 5 of them are new here." in said
    assert "Left out: 4 former councils." in said
    assert "left as they are: wexcombe." in said
    assert "wexcombe, type (to be decided): nothing, since “district council” stands here" in said
    assert outcome(folder).files == ()


def test_successions(folder):
    """Days become last days, and successors are named by id where they are here; others are asked about."""
    text, councils = added(folder, "HOL", "NWO", "NWK", "elderbrook", "kilmarren district council")
    assert str(councils["holmsea"].ended.start) == "2021-03-31"
    assert str(councils["elderbrook"].ended.start) == "2019-03-31"
    assert councils["holmsea"].replaced_by == ("northwick", "elderbrook")
    assert "not in the register (QQQ)" in text
    assert councils["northwick"].name == "Northwick Council"
    assert councils["northwick-2"].name == "Northwick County Council"
    assert "  #replaced_by: []\n" in text
    assert councils["elderbrook"].region == ""
    said = told(outcome(folder, "HOL", "NWK"))
    assert "northwick-2" not in said


def test_a_successor_that_is_not_here(folder):
    """It is written with a # before it, and the way to add it is told once."""
    text, councils = added(folder, "elderbrook")
    assert "  #replaced_by: [northwick]\n" in text
    assert "--only NWK; then name them here." in text
    assert councils["elderbrook"].replaced_by == ()


def test_ids_that_are_taken_are_asked_about(folder):
    """A council of today has the plain id, whatever comes first."""
    said = told(outcome(folder, "NWO", "NWK"))
    assert "Northwick County Council, id (likely): northwick-2" in said


def test_days_that_were_moved_are_told_once(folder):
    """However many there are."""
    rows = [row(f"C{n}", f"Council {n}", f"Place {n}", end_date="2023-04-01") for n in range(5)]
    made = outcome(folder, *(f"C{n}" for n in range(5)), rows=rows)
    assert next(doubt.taken for doubt in made.doubts if doubt.about == "ended").startswith("31 March")
    assert sum("ended" in doubt.about for doubt in made.doubts) == 1


def test_days_on_which_none_began_are_not_taken(folder):
    """The register has a day in June 2005 for councils that are far older."""
    text, _ = added(folder, "X", rows=[row("X", "Marrow Council", "Marrow", start_date="2005-06-18")])
    assert "started" not in text


def test_welsh_names_are_kept_whole(folder):
    """A full name is taken with its circumflex; damaged, several or none are asked about."""
    text, councils = added(folder, "cwm-arian", "GLW", "LLY", "DWR")
    assert councils["cwm-arian"].welsh_name == "Cyngor Sir Ynys Fôn"
    assert [councils[own].welsh_name for own in ("glanwern", "llynfa", "dwrlas")] == ["", "", ""]
    assert text.count("#welsh_name:") == 3
    assert "Letters of the Welsh name are damaged there." in " ".join(text.replace("#", " ").split())
    assert "Mï" not in text
    assert "“Sir Llynfa”, “Bro Llynfa”" in text


def test_names_known_to_be_wrong_are_corrected(folder, monkeypatch):
    """The correction is told, with what stands in the register."""
    fixed = {"Kings Marrow Council": ("King's Marrow Council", "King's Marrow", "the apostrophe is missing")}
    monkeypatch.setattr(bodies, "_CORRECTED", fixed)
    made = outcome(folder, rows=[row("KMA", "Kings Marrow Council", "Kings Marrow")])
    assert 'name: "King\'s Marrow Council"' in made.files[0].data.decode()
    assert "- id: kings-marrow\n" in made.files[0].data.decode()
    assert "from “Kings Marrow Council”, row 2 of the register. Altered: the apostrophe is missing." in told(made)


def test_a_body_that_is_gone_is_left_out(folder, monkeypatch):
    """The register shows it as current; who asks for it by name gets it with a question."""
    monkeypatch.setattr(bodies, "GONE", {"Northwick Council"})
    assert "Northwick Council (row 2 of the register)" in told(outcome(folder))
    assert "#ended:" in added(folder, "NWK")[0]


@pytest.mark.parametrize(
    ("only", "words"),
    [
        ("Northwik", "Did you mean “Northwick”?"),
        ("zzz", "the register has no such council."),
        ("twin", "can mean more than one. Write the code: TW1 (Twin A) or TW2 (Twin B)."),
    ],
)
def test_names_that_cannot_be_told(folder, only, words):
    """A near miss is offered, and two of one name are told apart by their codes."""
    twins = (row("TW1", "Twin A", "Twin"), row("TW2", "Twin B", "Twin"))
    with pytest.raises(RefusedError) as refused:
        outcome(folder, only, rows=(*ROWS, *twins))
    assert words in str(refused.value)


def test_another_table_is_no_register(folder):
    """What is lacking is named, and what was found."""
    with pytest.raises(ContentError) as refused:
        outcome(folder, rows=[], columns=("Council", "Region", "nation"))
    (problem,) = refused.value.problems
    assert "no column local-authority-code, official-name" in problem.message
    assert "found were: Council, Region, nation" in problem.suggestion


def test_rows_that_cannot_be_used_are_left_out(folder):
    """A row without a name, and the second of two with one code."""
    rows = (row("NWK", "Northwick Council", "Northwick"), row("NWK", "Other", "Other"), row("", "", "Nothing"))
    made = outcome(folder, rows=rows)
    assert [left.why for left in made.left] == [
        "its code NWK stands in row 2 already",
        "the row has no code or no name",
    ]


def test_other_columns_need_no_attribution(folder):
    """A list of one's own with the columns needed asks for none."""
    text, _ = added(folder, "NWK", columns=bodies.NEEDED)
    assert "mySociety" not in text


def test_councils_in_files_of_their_own(folder):
    """Where each council has a file, each new one gets one."""
    (folder / "councils.yml").unlink()
    (folder / "councils").mkdir()
    (folder / "councils" / "wexcombe.md").write_text(
        "---\nid: wexcombe\nname: Wexcombe Council\n---\n", encoding="utf-8"
    )
    made = outcome(folder, "NWK")
    assert [(new.name, new.grows) for new in made.files] == [("councils/northwick.md", False)]
    placing.place(made.files, folder, replace=False)
    assert [own.id for own in known.known(folder, tiny.TODAY).councils] == ["northwick", "wexcombe"]


def test_a_first_list(folder):
    """Where there is none, it is begun; and one that is no list is refused."""
    (folder / "councils.yml").unlink()
    made = outcome(folder, "NWK")
    assert made.files[0].data.decode().startswith("# From: UK Local")
    (folder / "councils.yml").write_text("id: wexcombe\nname: Wexcombe\n", encoding="utf-8")
    with pytest.raises(ContentError):
        outcome(folder, "NWK")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(*[st.text(max_size=15)] * 4), max_size=4))
def test_hostile_names(tmp_path_factory, cells):
    """Whatever stands in a register, what is written is read as the councils that it says."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "site.yml").write_text(tiny.SITE, encoding="utf-8")
    (folder / "councils.yml").write_text(tiny.COUNCILS, encoding="utf-8")
    rows = [
        row(f"C{n}{code}", f"N {name}", nice, region=nice, nation="Wales", alt_names=f"Cyngor {alt}", end_date=alt)
        | {"current-authority": "True"}
        for n, (code, name, nice, alt) in enumerate(cells)
    ]
    made = outcome(folder, rows=rows)
    told(made)
    placing.place(made.files, folder, replace=False)
    after = known.known(folder, tiny.TODAY)
    assert not after.wrong_councils
    assert len(after.councils) == 3 + len(rows) - len(made.left)
