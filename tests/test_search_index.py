"""The door to Pagefind: real where its program is installed, and never a reason for a build to fail."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from peerchallenge.publish import search_index
from peerchallenge.publish.search_index import available, index, is_whole, seal, searched, together
from peerchallenge.sources import Output

needs_pagefind = pytest.mark.skipif(not available(), reason="Pagefind has no program for this computer")
PAGE = '<!doctype html><html lang="{}"><title>{}</title><body><nav>menu</nav><main{}><h1>{}</h1><p>{}</p></main></body>'


def write(folder, name, language="en", searched=True, words="Housing"):
    (folder / name).mkdir(parents=True)
    mark = " data-pagefind-body" if searched else ""
    (folder / name / "index.html").write_text(PAGE.format(language, name, mark, name, words), encoding="utf-8")


def found_pages(folder):
    """Read what the index says of each page."""
    fragments = [gzip.decompress(path.read_bytes()) for path in (folder / "pagefind" / "fragment").iterdir()]
    pages = [json.loads(fragment.removeprefix(b"pagefind_dcd")) for fragment in fragments]
    return {page["url"]: page["content"] for page in pages}


@needs_pagefind
def test_every_document_is_found_and_nothing_else(tmp_path):
    """One entry for each page that carries the mark, in Welsh too, all in one index; menus are left out."""
    write(tmp_path, "letter", words="Housing & homes")
    write(tmp_path, "llythyr", language="cy", words="Tai a chartrefi")
    write(tmp_path, "about", searched=False)
    assert index(tmp_path) is None
    pages = found_pages(tmp_path)
    assert sorted(pages) == ["/letter/", "/llythyr/"]
    assert "Tai a chartrefi" in pages["/llythyr/"]
    assert "menu" not in pages["/letter/"]
    entry = json.loads((tmp_path / "pagefind" / "pagefind-entry.json").read_text())
    assert {name: language["page_count"] for name, language in entry["languages"].items()} == {"en": 2}


@needs_pagefind
def test_only_what_our_page_uses_is_kept(tmp_path):
    """The ready-made search pages, some 370 kB, are not published."""
    write(tmp_path, "letter")
    index(tmp_path)
    names = {path.name for path in (tmp_path / "pagefind").iterdir()}
    assert {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind"} <= names
    assert not [name for name in names if "-ui" in name or "highlight" in name]


@needs_pagefind
def test_pagefind_says_nothing_and_takes_no_settings_from_elsewhere(tmp_path, monkeypatch, capfd):
    """A setting in the environment or in the folder of the command changes nothing."""
    write(tmp_path / "site", "letter")
    (tmp_path / "pagefind.toml").write_text('exclude_selectors = ["p"]')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_ROOT_SELECTOR", "h1")
    assert index(tmp_path / "site") is None
    assert found_pages(tmp_path / "site") == {"/letter/": "letter. Housing."}
    assert capfd.readouterr() == ("", "")


def test_without_a_program_the_list_stands_alone(tmp_path, monkeypatch):
    """Where Pagefind is not made for a computer, a warning says what is missing and what still works."""
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    assert not available()
    problem = index(tmp_path)
    assert not problem.is_error
    assert problem.message == (
        "The search index could not be made: Pagefind, which makes it, has no program for this computer."
    )
    assert problem.suggestion == "The search page shows its list of documents alone."


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("exit 3", "ended with the code 3"),
        ("kill -9 $$", "ended with the code -9"),
        ("exit 0", "wrote nothing"),
        ("exec sleep 60", "took longer than"),
        ("mkdir pagefind; echo half > pagefind/index; exit 1", "ended with the code 1"),
    ],
)
def test_whatever_goes_wrong_is_a_warning(tmp_path, monkeypatch, script, words):
    """The program may fail, die, hang or do nothing: nothing half made stays, and the build goes on."""
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    (tmp_path / "site").mkdir()
    monkeypatch.setattr(search_index, "_program", lambda: program)
    monkeypatch.setattr(search_index, "_LONGEST", 0.3 if "sleep" in script else 20)
    problem = index(tmp_path / "site")
    assert words in problem.message
    assert not problem.is_error
    assert list((tmp_path / "site").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_a_program_that_cannot_be_started_is_a_warning(tmp_path, monkeypatch):
    """A file that is no program for this computer is told of, not raised."""
    program = tmp_path / "program"
    program.write_bytes(b"\x7fELF nonsense")
    program.chmod(0o755)
    monkeypatch.setattr(search_index, "_program", lambda: program)
    assert "could not be started" in index(tmp_path).message


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_stopping_the_build_stops_pagefind(tmp_path):
    """After Ctrl-C no program goes on writing into a folder that is being removed."""
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\nwhile :; do echo >> {tmp_path}/lines; sleep 0.02; done\n")
    program.chmod(0o755)
    code = (
        "import sys; from pathlib import Path; from peerchallenge.publish import search_index as s\n"
        f"s._program = lambda: Path({str(program)!r})\n"
        f"try:\n    s.index(Path({str(tmp_path)!r}))\nexcept KeyboardInterrupt:\n    sys.exit(7)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code])
    limit = time.monotonic() + 20
    while not (tmp_path / "lines").exists():
        assert time.monotonic() < limit
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 7
    written = (tmp_path / "lines").stat().st_size
    time.sleep(0.3)
    assert (tmp_path / "lines").stat().st_size == written


@needs_pagefind
def test_pagefind_reads_the_pages_of_the_patterns_alone(tmp_path):
    """Every searched page is found with the patterns that come of all of them, at whatever depth."""
    names = ("letter", "challenges/wexcombe/letter", "challenges/wexcombe/response-1", "cy/challenges/wexcombe/letter")
    for name in names:
        write(tmp_path, name)
    write(tmp_path, "challenges/wexcombe/recommendations/1", searched=False)
    pages = tuple(
        Output(path=path.relative_to(tmp_path).as_posix(), data=path.read_bytes())
        for path in tmp_path.rglob("index.html")
    )
    patterns = together(searched((page,)) for page in pages).patterns
    assert patterns == ("challenges/*/*/index.html", "cy/*/*/*/index.html", "letter/index.html")
    assert index(tmp_path, patterns) is None
    assert sorted(found_pages(tmp_path)) == sorted(f"/{name}/" for name in names)


def test_search_can_be_left_out(monkeypatch):
    """With PEERCHALLENGE_SEARCH=0 no index is made, whatever is installed."""
    monkeypatch.setattr(search_index, "_program", lambda: search_index.Path("program"))
    assert available()
    monkeypatch.setenv("PEERCHALLENGE_SEARCH", "0")
    assert not available()


def test_the_sum_follows_the_searched_pages_alone():
    """Other pages may change, and the order of all; the words, addresses and number of searched pages may not."""
    one = Output(path="a.html", data=b"<main data-pagefind-body>a</main>")
    two = Output(path="b.html", data=b"<main data-pagefind-body>b</main>")
    home = Output(path="index.html", data=b"home")
    whole = searched((one, two))
    assert searched((home, two, one)) == whole
    assert searched((home,)) == search_index.Searched("", ())
    moved = Output(path="c.html", data=two.data)
    swapped = (Output(path="a.html", data=two.data), Output(path="b.html", data=one.data))
    assert len({whole, searched((one,)), searched((one, moved)), searched(swapped)}) == 4


def sum_of(body, head="", foot=""):
    return searched((Output(path="a.html", data=f"{head}<body>{body}</body>{foot}".encode()),)).sum


def test_the_sum_leaves_out_what_search_does_not_read():
    """A new style sheet in the head or script in the foot does not have the index made again; a word inside does."""
    body = '<article class="x" data-pagefind-body><article>one</article> two</article>'
    assert sum_of(body, head='<link href="/a.1.css">') == sum_of(body, head='<link href="/a.2.css">', foot="<script>")
    assert sum_of(body) != sum_of(body.replace("two", "three"))


@pytest.mark.parametrize(
    "body",
    [
        "<main data-pagefind-body>one</main><p>between</p><aside data-pagefind-body>LAST</aside>",
        "<article data-pagefind-body>one <p data-pagefind-body>two</p> LAST</article>",
        "<article data-pagefind-body>never closed LAST",
        "<p>one</p><p data-pagefind-body>never closed LAST",
        "<div>x</div><article data-pagefind-body>one</article><div data-pagefind-body>never closed LAST",
        "<p data-pagefind-body data-pagefind-body>twice LAST</p>",
        "<custom-element data-pagefind-body>one LAST</custom-element>",
        "<p>data-pagefind-body is only spoken of</p> LAST",
    ],
)
def test_the_sum_covers_every_mark(body):
    """With several marks, with elements in each other or never closed, nothing that search reads is left out."""
    assert sum_of(body) != sum_of(body.replace("LAST", "other"))


@pytest.mark.parametrize("harm", ["changed", "gone", "added", "renamed", "no-sum"])
def test_a_seal_tells_any_change(tmp_path, harm):
    """An index that lost, gained or changed a file since it was sealed is not whole."""
    folder = tmp_path / "pagefind"
    folder.mkdir()
    (folder / "one").write_text("1")
    seal(tmp_path)
    assert is_whole(tmp_path)
    if harm == "changed":
        (folder / "one").write_text("2")
    elif harm == "added":
        (folder / "two").write_text("2")
    elif harm == "renamed":
        (folder / "one").rename(folder / "two")
    else:
        (folder / ("one" if harm == "gone" else "sum.txt")).unlink()
    assert not is_whole(tmp_path)
