"""What is measured can be trusted: the text is the same for everyone, the ratios are within a round."""

import json
import sys
from datetime import date
from pathlib import Path

import frontmatter
import pytest

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="What processes cost is read as Linux tells it.")
BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture(autouse=True)
def _reachable(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))


@pytest.fixture
def raw(tmp_path):
    """Text of six challenges."""
    import text

    text.write(tmp_path / "raw", 6)
    return tmp_path / "raw"


def contents(folder):
    """Every file under a folder, by name."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_small_text_is_the_beginning_of_a_larger_one(raw, tmp_path):
    """What is measured at one size can be compared with what is measured at another."""
    import text

    text.write(tmp_path / "fewer", 2)
    fewer, more = contents(tmp_path / "fewer"), contents(raw)
    assert len(fewer) == 1 + 2 * 3
    assert len(more) == 1 + 6 * 3
    assert fewer.items() <= more.items()


@pytest.mark.parametrize(("kind", "words"), [("letter", 2500), ("response", 950), ("progress", 1000)])
def test_the_text_has_the_length_of_real_documents(raw, kind, words):
    """A letter, a response and a review are each about as long as README.md says."""
    for path in raw.glob(f"content/*/*-{kind}.md"):
        assert len(frontmatter.load(str(path)).content.split()) == pytest.approx(words, rel=0.1)


def test_every_generator_gets_the_same_text(raw, tmp_path):
    """The others' documents are the raw ones byte for byte, and ours have the same words."""
    import sites
    import tools

    given = contents(raw / "content")
    letters = sorted(frontmatter.loads(data.decode()).content for name, data in given.items() if "letter" in name)
    for name in tools.NAMES:
        site = sites.lay(tools.Tool(name=name, command=("none",), version=""), raw, tmp_path / name)
        assert site.layout.is_file()
        assert site.title in site.letter.read_text("utf-8")
        if name == tools.OURS:
            ours = sorted(frontmatter.load(str(path)).content for path in site.content.rglob("letter.md"))
            assert [len(text.split()) for text in ours] == [len(text.split()) for text in letters]
        else:
            assert given.items() <= contents(site.content).items()


def test_this_program_builds_the_text_without_a_warning(raw, tmp_path, capfd, monkeypatch):
    """What is measured is the work on good content."""
    import corpus

    from peerchallenge.command import main

    corpus.shape(raw, tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--strict", "--as-of", "2026-11-22"]) == 0
    assert "No warnings" in capfd.readouterr().out


def measured(documents, walls):
    """Give measurements of a cold build as they are kept: (round, name, seconds)."""
    runs = [
        {
            "round": turn,
            "job": "cold",
            "name": name,
            "wall": wall,
            "cpu": wall,
            "others": 0,
            "largest": 1,
            "together": 0,
        }
        for turn, name, wall in walls
    ]
    found = {"challenges": documents // 3, "documents": documents, "command": "measure", "measured": str(date.min)}
    machine = {"cores": 2, "processor": "any", "memory": 8e9}
    return {**found, "machine": machine, "versions": {}, "pages": {}, "runs": runs}


def test_a_ratio_is_taken_within_its_round(tmp_path):
    """A round in which the whole machine was slow changes no ratio, and one that failed is left out."""
    import results

    walls = [
        (1, "hugo", 1),
        (1, "ours", 2),
        (2, "hugo", 10),
        (2, "ours", 20),
        (3, "hugo", 3),
        (3, "ours", 9),
        (4, "ours", 99),
    ]
    found = measured(300, walls)
    results.keep(tmp_path / "results", "100", found)
    assert "| ours | 14.50 | 2 | 14.50 | 2 |" in (tmp_path / "RESULTS.md").read_text("utf-8")
    assert json.loads((tmp_path / "results" / "100.json").read_text("utf-8")) == found


def test_two_sizes_show_what_a_document_costs_in_each(tmp_path):
    """Ten times the documents in eleven times the time is growth by a tenth."""
    import results

    for documents, wall in ((3000, 33), (300, 3)):
        found = measured(documents, [(1, "hugo", wall)])
        results.keep(tmp_path / "results", results.named(found), found)
    page = (tmp_path / "RESULTS.md").read_text("utf-8")
    assert "3,000 documents against 300" in page
    assert "| hugo | 1.10 |" in page


@on_linux
def test_the_cost_of_a_program_is_that_of_its_children_too(tmp_path):
    """A program that leaves its work to a child, and holds little itself, is not cheap."""
    import processes

    work = "import time; held = bytearray(80_000_000)\nwhile time.process_time() < 0.4: pass"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}], check=True)"
    cost = processes.run((sys.executable, "-c", parent), tmp_path, {}, memory=True)
    assert cost.cpu >= 0.4
    assert cost.together >= 80_000_000


@on_linux
def test_a_program_that_fails_is_not_measured(tmp_path):
    """What it said is in the message."""
    import processes

    with pytest.raises(processes.FailedError, match="no such luck"):
        processes.run((sys.executable, "-c", "import sys; sys.exit('no such luck')"), tmp_path, {})
