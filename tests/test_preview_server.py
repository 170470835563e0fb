"""The preview's server: whom it answers, what it sends, and that nothing makes it stumble."""

from __future__ import annotations

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_maker import POLICY, FakeMaker, Running, previewed

from peerchallenge.preview import answers, guard, server
from peerchallenge.preview.snapshot import File, Snapshot
from peerchallenge.problems import Problem

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two pages, a 404 page and a style sheet."""
    return filled(tmp_path)


def filled(tmp_path: Path) -> Path:
    """Write the pages of the tests to a folder."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "index.md").write_text("<main><h1>Home</h1></main>", "utf-8")
    (tmp_path / "letters" / "one.md").write_text("<main><h1>Letter</h1></main>", "utf-8")
    (tmp_path / "404.md").write_text("<main><h1>Not here</h1></main>", "utf-8")
    (tmp_path / "site.css").write_text("h1{color:red}", "utf-8")
    return tmp_path


@pytest.fixture
def running(folder: Path) -> Iterator[Running]:
    """The server, with that folder."""
    with previewed(FakeMaker(folder)) as found:
        yield found


@pytest.fixture(scope="module")
def steady(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The same, once for all tests that change nothing."""
    with previewed(FakeMaker(filled(tmp_path_factory.mktemp("steady")))) as found:
        yield found


class Answer:
    """What came back."""

    def __init__(self, found: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.text = found.status, found.headers, found.read().decode()


def ask(running: Running, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
    """Ask the server; `headers` stand over the usual ones, and their underscores are hyphens."""
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
    given = {"Host": f"127.0.0.1:{running.port}", **{name.replace("_", "-"): value for name, value in headers.items()}}
    connection.putrequest(method, path, skip_host=True)
    for name, value in (*given.items(), *([("Content-Length", str(len(body)))] if body is not None else [])):
        connection.putheader(name, value)
    connection.endheaders(body.encode() if body is not None else None)
    try:
        return Answer(connection.getresponse())
    finally:
        connection.close()


def said_raw(port: int, text: bytes, done: bool = False) -> bytes:
    """Send bytes as they are, and give what comes back until the server has no more to say; `done` says so to it."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(text)
        found = b""
        try:
            if done:
                connection.shutdown(socket.SHUT_WR)
            while more := connection.recv(65536):
                found += more
        except OSError:
            pass  # it had enough of this
        return found


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_it_answers_this_computer(steady: Running, name: str) -> None:
    """Under the names of this computer, with the port, the site is shown."""
    assert "<h1>Home</h1>" in ask(steady, "/", Host=f"{name}:{steady.port}").text


REFUSED_HOSTS = (
    *("evil.example", "evil.example:{port}", "127.0.0.1", "localhost", "127.0.0.1:1", "127.0.0.1:{port}:80", ""),
    *("127.0.0.1.evil.example:{port}", "localhost.:{port}", "0.0.0.0:{port}", "127.1:{port}", "2130706433:{port}"),
    *("evil.example@127.0.0.1:{port}", "127.0.0.1:{port}@evil.example", "[::]:{port}", "::1:{port}", "10.0.0.1:{port}"),
)


@pytest.mark.parametrize("path", ["/", "/-/preview.js", "/-/panel?page=/", "/livereload", "/assets/x.css"])
@pytest.mark.parametrize("host", REFUSED_HOSTS)
def test_it_answers_nobody_else(steady: Running, host: str, path: str) -> None:
    """A page elsewhere that sends the browser here, by a name of its own, is told nothing of the site."""
    found = ask(steady, path, Host=host.format(port=steady.port))
    assert found.status in {400, 403}
    assert "Home" not in found.text


ORIGINS = (
    "http://evil.example",
    "null",
    "https://127.0.0.1:{port}",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    "file://",
)


def shake(running: Running, **headers: str) -> int:
    """Ask for a websocket and give the status."""
    asked = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    return ask(running, "/livereload", **asked, Sec_WebSocket_Version="13", **headers).status


@pytest.mark.parametrize("origin", ORIGINS)
def test_only_its_own_pages_may_listen(steady: Running, origin: str) -> None:
    """A websocket is for pages of the preview; livereload itself lets any site connect."""
    assert shake(steady, Origin=origin.format(port=steady.port)) == 403


def test_its_own_pages_may_listen(steady: Running) -> None:
    """The preview's own origin is accepted, or no page would ever be told of a change."""
    assert shake(steady, Origin=f"http://127.0.0.1:{steady.port}") == 101


WRONG_PATHS = (
    *("/../etc/passwd", "/%2e%2e/etc/passwd", "/%2E%2E%2Fetc/passwd", "/..%5c..%5cwindows", "/a/../../b", "/./x"),
    *(
        "/%00",
        "/letters/one%00.md",
        "//etc/passwd",
        "/%2Fetc/passwd",
        "/C:/Windows",
        "/c%3A/x",
        "/a\\b",
        "/%5c%5cserver",
    ),
    *("/.env", "/.git/config", "/letters/.hidden/", "/%ff", "/%0d%0aX-Evil:%201", "/\x7f", "/" + "a" * 5000),
    *("/%252e%252e/x", "/forcereload?path=x", "/livereload.js", "/-/", "/-/preview.py", "/-/../server.py", "*", "x"),
)


@pytest.mark.parametrize("path", WRONG_PATHS)
def test_no_address_leads_out_of_the_site(steady: Running, path: str) -> None:
    """An address that no link of the site could have gets a short plain page, and never a traceback."""
    found = said_raw(
        steady.port,
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{steady.port}\r\nConnection: close\r\n\r\n".encode("latin-1"),
    )
    assert re.match(rb"HTTP/1.1 (400|404) ", found)
    assert b"Traceback" not in found
    assert steady.said == []


def test_a_page_is_sent_as_it_will_be_published(steady: Running) -> None:
    """The page's own policy is sent as a header too, and only the preview's script is added."""
    found = ask(steady, "/letters/one/")
    assert found.headers["Content-Security-Policy"] == f"{POLICY}; frame-ancestors 'none'"
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert "Server" not in found.headers
    assert re.findall(r"<script[^>]*src=\"([^\"]*)\"", found.text) == ["/-/preview.js"]
    assert "<h1>Letter</h1>" in found.text


def test_the_real_templates_policy_is_understood() -> None:
    """The policy is taken from the page, so that it cannot differ from the published one."""
    page = (ROOT / "templates" / "base.html").read_bytes()
    assert "script-src 'self'" in answers.policy_of(page)
    assert answers.policy_of(b"<p>nothing</p>") == "frame-ancestors 'none'"


def test_a_missing_page_is_the_sites_own(steady: Running) -> None:
    """What is not there shows the site's 404 page with the status 404, live like every other."""
    found = ask(steady, "/nowhere/")
    assert found.status == 404
    assert "<h1>Not here</h1>" in found.text
    assert "/-/preview.js" in found.text


def test_an_address_without_its_slash_is_sent_on(steady: Running) -> None:
    """As on the hosts it will be published on, a folder's address gains its slash."""
    found = ask(steady, "/letters/one")
    assert (found.status, found.headers["Location"]) == (302, "/letters/one/")
    assert ask(steady, "/letters/one?highlight=a%20b").headers["Location"] == "/letters/one/?highlight=a%20b"
    assert "<h1>Letter</h1>" in ask(steady, "/letters/one/index.html").text


def test_an_unchanged_page_is_not_sent_again(running: Running, folder: Path) -> None:
    """A browser that holds the page is told so; after a change, of the page or of the styles alone, it is sent."""
    tag = ask(running, "/").headers["ETag"]
    unchanged = ask(running, "/", If_None_Match=tag)
    assert unchanged.status == 304
    assert "Content-Security-Policy" not in unchanged.headers, "it would stand in the place of the page's own"
    (folder / "site.css").write_text("h1{color:blue}", "utf-8")
    running.maker.wait(2)
    again = until(lambda: ask(running, "/", If_None_Match=tag), lambda found: found.status == 200)
    assert again.headers["ETag"] != tag


def until(ask_again, right, seconds: float = 10):
    """Ask until the answer is right, and give it."""
    end = time.monotonic() + seconds
    while not right(found := ask_again()) and time.monotonic() < end:
        time.sleep(0.01)
    assert right(found)
    return found


def test_a_site_in_a_folder_is_shown_in_that_folder(folder: Path) -> None:
    """With a base path the addresses are those of the published site, and its front door leads there."""
    with previewed(FakeMaker(folder, base_path="/peers/")) as running:
        assert running.address.endswith("/peers/")
        assert "<h1>Letter</h1>" in ask(running, "/peers/letters/one/").text
        assert ask(running, "/").headers["Location"] == "/peers/"
        assert ask(running, "/peers/letters/one").headers["Location"] == "/peers/letters/one/"
        assert ask(running, "/letters/one/").status == 404
        assert ask(running, "/-/to-do/").headers["Location"] == "/peers/-/to-do/"
        assert ask(running, "/peers/-/todo.css").headers["Content-Type"].startswith("text/css")


def test_only_reading_is_allowed(steady: Running) -> None:
    """The site's pages take GET and HEAD, and nothing else."""
    assert ask(steady, "/", "HEAD").headers["Content-Length"] == str(len(ask(steady, "/").text.encode()))
    assert {ask(steady, "/", method, "").status for method in ("POST", "PUT", "DELETE", "OPTIONS", "BREW")} == {405}


def test_it_answers_while_it_builds(folder: Path) -> None:
    """A build that takes long delays no page."""
    with previewed(FakeMaker(folder)) as running:
        running.maker.seconds = 3
        (folder / "index.md").write_text("<main><h1>New</h1></main>", "utf-8")
        running.maker.wait(2)
        began = time.monotonic()
        assert "<h1>Home</h1>" in ask(running, "/").text
        assert time.monotonic() - began < 2.5
        running.maker.seconds = 0


def test_a_build_that_fails_is_told_and_the_last_one_stands(folder: Path) -> None:
    """A fault of the program is a problem like any other: the preview goes on."""

    class Failing(FakeMaker):
        def make(self, changed, _quiet=None):
            made = super().make(changed)
            if len(self.seen) == 2:
                raise ZeroDivisionError("by nought")
            return made

    with previewed(Failing(folder)) as running:
        (folder / "index.md").write_text("<main><h1>New</h1></main>", "utf-8")
        said = until(lambda: " ".join(running.said), lambda words: "by nought" in words)
        assert "Something went wrong in the program itself" in said
        assert "<h1>Home</h1>" in ask(running, "/").text
        (folder / "index.md").write_text("<main><h1>Newer</h1></main>", "utf-8")
        until(lambda: ask(running, "/").text, lambda text: "<h1>Newer</h1>" in text)


def test_a_page_that_fails_is_told_shortly(folder: Path) -> None:
    """A page that cannot be made gives a plain page to the reader and one short line to the writer."""

    class Failing(FakeMaker):
        def make(self, _changed, _quiet=None):
            def fail(_address):
                raise ValueError("no such thing " * 100)

            return Snapshot(number=1, find=fail)

    with previewed(Failing(folder)) as running:
        found = [ask(running, "/") for _ in range(5)]
        assert {answer.status for answer in found} == {500}
        assert "Traceback" not in found[0].text
        assert len(running.said) == 1
        assert len(running.said[0]) < 300


def test_started_on_broken_content_it_shows_the_problems(folder: Path) -> None:
    """Without a good site to show, every address shows what to mend, with the status of a server not ready."""
    (folder / "index.md").write_text("Some WRONG <i>word</i>", "utf-8")
    with previewed(FakeMaker(folder)) as running:
        found = ask(running, "/letters/one/")
        assert found.status == 503
        assert "“Some” is not a word for this." in found.text
        assert "Some <mark>W</mark>RONG &lt;i&gt;word&lt;/i&gt;" in found.text
        assert "Write: RIGHT &lt;b&gt;" in found.text


def test_a_taken_port_is_said_with_the_way_out(running: Running) -> None:
    """Another port is never taken in silence: the address the writer knows would show something else."""
    with pytest.raises(OSError, match=rf"Port {running.port} is in use .* --port {running.port + 1}"):
        server.serve(running.maker, (), running.port, print)


def test_it_listens_on_this_computer_only(running: Running) -> None:
    """Nobody on the council's network sees a draft."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("this computer has no other address")
        other = probe.getsockname()[0]
    with pytest.raises(OSError, match=r"refused|timed out|unreachable"):
        socket.create_connection((other, running.port), timeout=1)


def test_many_half_open_connections_do_no_lasting_harm(running: Running) -> None:
    """Connections beyond a number are closed at once, and soon after they end the preview answers again."""
    opened = [socket.create_connection(("127.0.0.1", running.port), timeout=5) for _ in range(300)]
    for connection in opened:
        connection.close()
    assert "<h1>Home</h1>" in until(lambda: ask_or_nothing(running), bool)
    assert running.said == []


def test_who_is_slow_to_ask_is_not_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection on which nothing is asked ends after a while, so that it keeps no place."""
    monkeypatch.setattr(server, "_SECONDS_TO_ASK", 0.3)
    with previewed(FakeMaker(folder)) as running:
        assert said_raw(running.port, b"GET / HTTP/1.1\r\nHost:") == b""


def ask_or_nothing(running: Running) -> str:
    try:
        return ask(running, "/").text
    except (OSError, http.client.HTTPException):
        return ""


MALFORMED = (
    b"\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    b"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
    b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00",
    bytes(range(256)),
)


@pytest.mark.parametrize("sent", MALFORMED)
def test_malformed_requests_are_borne(steady: Running, sent: bytes) -> None:
    """Nonsense is answered shortly or not at all, nothing is said of it, and the next request is served."""
    assert b"Home" not in said_raw(steady.port, sent, done=True)
    assert "<h1>Home</h1>" in ask(steady, "/").text
    assert steady.said == []


def test_opening_a_file_needs_the_runs_own_secret(folder: Path) -> None:
    """Another site, or an old page, cannot open anything; a page of this run opens a text of the content only."""
    secret = folder.parent / f"{folder.name} outside.md"
    secret.write_text("elsewhere", "utf-8")
    (folder / "run.exe").write_text("not a text", "utf-8")
    opened: list[Path] = []
    with previewed(FakeMaker(folder)) as running:
        running.preview.open = lambda path, _line, _column: opened.append(path)
        own = f"http://127.0.0.1:{running.port}"
        right = {"token": running.preview.token, "file": str(folder / "index.md"), "line": "2", "column": "x"}

        def post(origin: str = own, **other: str) -> int:
            body = "&".join(f"{name}={value}" for name, value in {**right, **other}.items())
            kind = "application/x-www-form-urlencoded"
            return ask(running, "/-/open", "POST", body, Origin=origin, Content_Type=kind).status

        assert [post("http://evil.example"), post("null"), post(token="guess"), post(token="é")] == [403, 403, 403, 403]
        wrong = (secret, folder / "run.exe", folder / "none.md", folder / "letters", "a%00b", "../" * 20 + "etc/passwd")
        assert [post(file=str(name)) for name in wrong] == [404] * len(wrong)
        assert opened == []
        assert post() == 204
        assert opened == [folder / "index.md"]


def test_the_panel_of_a_page_is_sent(folder: Path) -> None:
    """The script of the preview fetches what is left to do on its page; where nothing is, nothing is sent."""
    with previewed(
        FakeMaker(folder, panel=lambda page: f"<p>{page}</p>" if page == "/letters/one/" else None)
    ) as running:
        assert ask(running, "/-/panel?page=/letters/one/").text == "<p>/letters/one/</p>"
        assert [ask(running, f"/-/panel?page={page}").status for page in ("/", "/../x", "")] == [204, 400, 400]


@pytest.mark.skipif(sys.platform == "win32", reason="there a program cannot send Ctrl-C to another alone")
def test_ctrl_c_ends_it_with_one_line(tmp_path: Path) -> None:
    """Ctrl-C is how the preview is ended, so it is no fault: one line, no traceback, exit 0."""
    (tmp_path / "index.md").write_text("Home", "utf-8")
    program = (
        f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests')!r}]\n"
        "from pathlib import Path; from fake_maker import FakeMaker; from peerchallenge.preview.server import serve\n"
        "folder = Path(sys.argv[1])\n"
        "serve(FakeMaker(folder), (folder,), 0, lambda words: print(words, flush=True),\n"
        "      lambda address: print(address, flush=True))\n"
    )
    command = [sys.executable, "-W", "error", "-c", program, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as started:
        assert started.stdout
        address = started.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        listening = socket.create_connection(("127.0.0.1", int(address.split(":")[2].strip("/"))))
        started.send_signal(signal.SIGINT)
        out, err = started.communicate(timeout=10)
        listening.close()
    assert (started.returncode, out, err) == (0, "The preview has ended.\n", "")


@pytest.mark.parametrize(
    ("raw", "path"),
    [("/", "/"), ("/a%20b/", "/a b/"), ("/caf%C3%A9/", "/café/"), ("/3-a/", "/3-a/"), ("/ab:c/", "/ab:c/")],
)
def test_ordinary_addresses_are_read(raw: str, path: str) -> None:
    """What a link can hold is let through."""
    assert guard.path_of(raw) == path


def test_what_is_not_a_page_is_sent_untouched() -> None:
    """Nothing is added to a file that is no page, though it looks like one."""
    snapshot = Snapshot(number=1, find=lambda _: File(b"<head></head>", "text/plain"), digest_of=lambda _: "1")
    assert answers.answer(snapshot, "/x.txt", "", "").data == b"<head></head>"


def test_a_page_without_a_head_is_live_too() -> None:
    """HTML may leave out its head; the script is then put at the end."""
    snapshot = Snapshot(number=1, find=lambda _: File(b"<p>Short", answers.HTML), digest_of=lambda _: "1")
    assert answers.answer(snapshot, "/", "", "").data.startswith(b'<p>Short<script src="/-/preview.js"')


def test_problems_of_the_whole_are_told_before_any_page(folder: Path) -> None:
    """A problem without a file, a line or a column is shown by its words."""
    snapshot = Snapshot(number=1, good=False, problems=(Problem(path="", code="x", message="All is lost."),))
    assert server.overlay.html(snapshot.problems, "t").count("All is lost.") == 1


def test_livereloads_own_clients_are_served(running: Running, folder: Path) -> None:
    """An extension that speaks livereload's protocol is greeted and told to reload."""
    from tornado.ioloop import IOLoop
    from tornado.websocket import websocket_connect

    heard: list[dict[str, object]] = []

    async def listen() -> None:
        socket_ = await websocket_connect(f"ws://127.0.0.1:{running.port}/livereload")
        await socket_.write_message(json.dumps({"command": "hello", "protocols": []}))
        heard.append(json.loads(await socket_.read_message()))
        await socket_.write_message(json.dumps({"command": "info", "url": running.address}))
        for nonsense in ("{", "[]", "[" * 5000, '{"command": 1}', "null"):
            await socket_.write_message(nonsense)
        threading.Timer(0.2, lambda: (folder / "index.md").write_text("<h1>New</h1>", "utf-8")).start()
        heard.append(json.loads(await socket_.read_message()))
        socket_.close()

    IOLoop(make_current=False).run_sync(listen, timeout=10)
    assert [message["command"] for message in heard] == ["hello", "reload"]
    assert heard[1]["path"] == "/"
