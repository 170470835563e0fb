"""The finished site is right before any of it is written: every link, name, heading and picture."""

import time

import pytest

from peerchallenge.check.page import read_page
from peerchallenge.check.paths import path_problems
from peerchallenge.check.rules import check
from peerchallenge.check.site import Home, file
from peerchallenge.sources import Output

SITE = "https://peers.example/sub/"
HOME = '<p><a href="/sub/a/">A</a> <a href="/sub/b/">B</a></p>'


def page(path="index.html", body="", *, title=None, lang=' lang="en"', head="", h1="<h1>Heading</h1>", made_from=""):
    title = f"Title of {path}" if title is None else title
    text = f"<!doctype html><html{lang}><head><title>{title}</title>{head}</head><body>{h1}{body}</body></html>"
    return Output(path=path, data=text.encode(), made_from=made_from)


def two(body, **options):
    """Make a site of a home page, which links to all, and the page in question, made from letter.md."""
    return (page(body=HOME), page("a/index.html", body, made_from="letter.md", **options), page("b/index.html"))


def problems(outputs, base_path="/sub/", site_url=SITE):
    return check(tuple(outputs), Home(url=site_url, base_path=base_path))


def said(outputs, **options):
    """Give what is said, as (path, severity, message, suggestion) without the page's address in front."""
    return [
        (found.path, found.severity.value, found.message.removeprefix("Page /a/: "), found.suggestion)
        for found in problems(outputs, **options)
    ]


def test_a_site_in_order_has_no_problems():
    """Links of all kinds that lead somewhere say nothing."""
    body = (
        '<h2 id="one">One</h2><h3>Deeper</h3><h2 id="tŷ">Two</h2><p>'
        '<a href="/sub/">x</a> <a href="../b/">x</a> <a href="../b/index.html">x</a> <a href="#one">x</a>'
        '<a href="#">x</a> <a href="#top">x</a> <a href="/sub/a/#t%C5%B7">x</a> <a href="?q=1#one">x</a>'
        '<a href="https://peers.example/sub/b/">x</a> <a href="https://peers.example/sub">x</a>'
        '<a href="https://other.example/x">x</a> <a href="//other.example/">x</a> <a href="mailto:a@b.example">x</a>'
        '<a href="tel:+441234">x</a> <a href="letter%20one.pdf#page=3">x</a> <a href="#:~:text=word">x</a>'
        '<a href="/sub/b/#:~:text=word">x</a> <a href="/sub/b/"><img src="pic.png" alt="B"></a>'
        '<a href="/sub/b/" aria-label="B"></a></p>'
        '<img src="/sub/a/pic.png" alt="" srcset="pic.png 1x, /sub/a/pic.png 2x">'
        '<form action="/sub/search/"></form><a id="old"></a><a href="/sub/b/"><svg><title>Drawing</title></svg></a>'
        '<script type="application/ld+json">{"a": "<a href=nowhere>"}</script>'
    )
    head = '<link rel="stylesheet" href="/sub/css/a.css"><link rel="canonical" href="https://peers.example/sub/a/">'
    files = (
        Output(path="a/letter one.pdf", copy_of="content/letter one.pdf"),
        Output(path="a/pic.png", copy_of="content/pic.png"),
        Output(path="css/a.css", data=b"p{}"),
        Output(path="sitemap.xml", data=b"<urlset/>"),
        Output(path="_headers", data=b"/*"),
        page("search/index.html", '<script src="/sub/pagefind/pagefind.js"></script>'),
        page("404.html", '<a href="/sub/search/">Search</a>'),
        page("old/index.html", h1="", head='<meta http-equiv="refresh" content="0; url=/sub/b/">'),
    )
    assert said((*two(body, head=head), *files)) == []


MEND = "Mend the address, or take the link out."

LINKS = [
    ("/sub/c/", "leads nowhere; this site has no such page or file.", MEND),
    ("/sub/b/x", "leads nowhere; this site has no such page or file.", "Did you mean “/b/”?"),
    ("../quite-different.pdf", "leads nowhere; this site has no such page or file.", MEND),
    ("https://peers.example/sub/nothing-there/", "leads nowhere; this site has no such page or file.", MEND),
    ("//peers.example/b/", "leads out of this site, which stands at /sub/.",
     "Write /sub/b/, or the whole address if another site is meant."),
    ("/b/", "leads out of this site, which stands at /sub/.",
     "Write /sub/b/, or the whole address if another site is meant."),
    ("../../b/", "leads out of this site, which stands at /sub/.",
     "Write /sub/b/, or the whole address if another site is meant."),
    ("#plase", "leads to a place that is not there; this page has none called “plase”.", "Did you mean “place”?"),
    ("/sub/b/#place", "leads to a place that is not there; /b/ has none called “place”.", MEND),
    ("javascript:alert(1)", "runs a script, which browsers refuse here.", MEND),
]  # fmt: skip


@pytest.mark.parametrize(("value", "words", "suggestion"), LINKS)
def test_links_that_lead_nowhere(value, words, suggestion):
    """Each is told with the file to mend, the page, the address as written, and the likely fix."""
    body = f'<p id="place"><a href="{value}">x</a></p>'
    assert said(two(body)) == [("letter.md", "error", f"the link to “{value}” {words}", suggestion)]


def test_at_the_top_of_a_host():
    """Where the site has no folder of its own, the same rules hold."""
    made = (
        page(body='<a href="/a/">A</a><a href="/b/">B</a><a href="/c/">C</a>'),
        page("a/index.html"),
        page("b/index.html"),
    )
    assert [found.message for found in problems(made, "/", "https://peers.example/")] == [
        "Page /: the link to “/c/” leads nowhere; this site has no such page or file."
    ]


def test_an_address_that_is_none():
    """What a browser cannot read as an address is told as it stands."""
    assert said(two('<a href="http://[x/">x</a>'))[0][2] == "“http://[x/” is not an address."


def test_a_link_without_its_last_slash_is_a_warning():
    """Most servers find the page, some do not."""
    assert said(two('<a href="/sub/b">B</a>')) == [
        (
            "letter.md",
            "warning",
            "the link to “/sub/b” lacks the slash at its end, without which some servers do not find the page.",
            "Write /b/.",
        )
    ]


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="" src="gone.png">',
        '<img alt="" src="/sub/b/" srcset="/sub/b/ 1x, gone.png 2x">',
        '<video poster="gone.png"></video>',
        '<link rel="stylesheet" href="gone.png">',
        '<script src="gone.png"></script>',
    ],
)
def test_what_a_page_shows_must_be_there(body):
    """Pictures, styles and scripts are followed as links are."""
    ((path, severity, message, _),) = said(two(body))
    assert (path, severity) == ("letter.md", "error")
    assert message == "the link to “gone.png” leads nowhere; this site has no such file."


@pytest.mark.parametrize("attribute", ['<form action="gone/">', '<meta http-equiv=refresh content="0; url=gone/">'])
def test_forms_and_redirects_are_followed(attribute):
    """A form or a redirect that leads nowhere is as bad as a link."""
    ((_, _, message, _),) = said(two(attribute))
    assert message == "the link to “gone/” leads nowhere; this site has no such page or file."


def test_nothing_is_fetched_from_another_site():
    """A reader is told to nobody; an ordinary link to another site is fine."""
    ((_, severity, message, suggestion),) = said(two('<img alt="x" src="https://other.example/x.png">'))
    assert severity == "error"
    assert message == (
        "“https://other.example/x.png” would be fetched from another site. "
        "Browsers refuse that here, so that no reader is followed."
    )
    assert suggestion == "Save the file in the folder of the challenge, and use its name."


INLINE = "is a style or script within the page, which browsers refuse here."

PAGES = [
    ({"body": '<p id="x"></p><p id="x"></p><p id="x"></p>'},
     "3 places are called “x”, so that a link cannot tell them apart."),
    ({"body": '<p id=""></p>'}, "a place has an empty name."),
    ({"h1": ""}, "it has no main heading, wanted 1."),
    ({"body": "<h1>Two</h1>"}, "it has 2 main headings, wanted 1."),
    ({"body": "<h3>Skipped</h3>"}, "a heading of level 3 follows one of level 1, wanted level 2 at most."),
    ({"body": "<h2>A</h2><h3>B</h3><h2>C</h2><h4>D</h4>"},
     "a heading of level 4 follows one of level 2, wanted level 3 at most."),
    ({"title": " "}, "it has no title."),
    ({"lang": ""}, "it does not say which language it is in."),
    ({"lang": ' lang=""'}, "it does not say which language it is in."),
    ({"body": '<img src="/sub/b/">'}, "the picture “/sub/b/” has no words for readers who cannot see it."),
    ({"body": '<a href="/sub/b/"> <b></b> </a>'}, "the link to “/sub/b/” has no words."),
    ({"body": '<a href="/sub/b/"><img src="/sub/b/" alt=""></a>'}, "the link to “/sub/b/” has no words."),
    ({"body": '<p style="color:red">x</p>'}, f"“style” on <p> {INLINE}"),
    ({"body": '<p onclick="x()">x</p>'}, f"“onclick” on <p> {INLINE}"),
    ({"body": "<script>1</script>"}, f"<script> {INLINE}"),
    ({"body": "<style>p{}</style>"}, f"<style> {INLINE}"),
]  # fmt: skip


@pytest.mark.parametrize(("options", "words"), PAGES)
def test_what_is_wrong_on_one_page(options, words):
    """Each is an error that names the file to mend and says what to do."""
    ((path, severity, message, suggestion),) = said(two(**{"body": "", **options}))
    assert (path, severity, message) == ("letter.md", "error", words)
    assert suggestion


def written(path, lang="en", made_from="content/pages/x.md"):
    h1 = f'<article lang="{lang}"><h1>Same</h1></article>'
    return page(path, title="Same", lang=' lang="en-GB"', h1=h1, made_from=made_from)


def test_two_written_pages_with_one_title_are_a_warning():
    """Readers with many tabs cannot tell them apart; a page and its translation may share a title."""
    made = (
        page(body=HOME + '<a href="/sub/cy/">Cymraeg</a>', title="Same"),
        written("a/index.html", made_from="content/pages/a.md"),
        written("b/index.html", made_from="content/pages/b.md"),
        written("cy/index.html", lang="cy", made_from="content/pages/a.cy.md"),
    )
    assert said(made) == [
        (
            "content/pages/b.md",
            "warning",
            "Page /b/: /a/ has the same title, “Same”.",
            "Give one of them another title, so that readers can tell them apart.",
        )
    ]


def test_titles_that_nobody_writes_are_not_compared():
    """Two updates without a title, or recommendation 1 of two lists, are called the same and nobody can mend it."""
    made = (
        page(body=HOME),
        written("a/index.html", made_from="content/challenges/x/update-1.md"),
        written("b/index.html", made_from="content/challenges/x/update-2.md"),
    )
    assert said(made) == []


def many(count, body, made_from="content/challenges/{}/letter.md", sound=0):
    """Make a site whose pages /x/1/ and so on hold the same words, with others in order beside them."""
    links = "".join(f'<a href="/sub/x/{n}/">{n}</a>' for n in range(count + sound))
    wrong = [page(f"x/{n}/index.html", body, made_from=made_from.format(n)) for n in range(count)]
    return (page(body=links), *wrong, *(page(f"x/{n}/index.html") for n in range(count, count + sound)))


@pytest.mark.parametrize("body", ['<a href="/sub/gone/">x</a>', '<a href="#gone">x</a>', '<img src="/sub/x/1/">'])
def test_what_is_the_same_on_many_pages_is_said_once(body):
    """A slip in a footer or a template is not the fault of every letter that shows it."""
    ((path, severity, message, suggestion),) = said(many(12, body))
    assert (path, severity) == ("templates/", "error")
    assert message.startswith("On 12 pages, the first of them /x/0/: the ")
    assert suggestion == (
        "It is the same on many pages: look in brand.footer or contact in site.yml, or in your own templates."
    )


@pytest.mark.parametrize(
    "made",
    [
        many(8, '<a href="/sub/gone/">x</a>'),
        many(9, '<a href="/sub/gone/">x</a>', made_from="content/site.yml"),
        many(9, '<a href="/sub/gone/">x</a>', sound=20),
    ],
)
def test_what_people_wrote_again_and_again_is_said_each_time(made):
    """Few pages, pages of one file, and some of many pages of a kind are each named."""
    found = said(made)
    assert len(found) > 7
    assert "templates/" not in {path for path, *_ in found}


def test_all_pages_of_a_kind_share_a_template():
    """They may be fewer than half of the site."""
    others = [page(f"y/{n}/z/index.html") for n in range(30)]
    links = "".join(f'<a href="/sub/y/{n}/z/">{n}</a>' for n in range(30))
    first, *rest = many(9, '<img src="/sub/x/1/">')
    made = (first, *rest, *others, page("all/index.html", links))
    assert "templates/" in {path for path, *_ in said(made)}


def test_a_page_that_no_other_links_to_is_a_warning():
    """Its own link to itself does not count; the home page, 404.html and redirects need none."""
    made = (page(), page("404.html"), page("a/index.html", '<a href="/sub/a/">Self</a>'))
    assert said(made) == [
        (
            "a/index.html",
            "warning",
            "no other page links to it.",
            "Link to it from another page, or nobody will find it.",
        )
    ]


DIFFER = "differ only in letter case or accents. On many computers they are the same file."


MOVED = '<meta http-equiv="refresh" content="0; url=/sub/b/">'


def out(path, made_from=""):
    return Output(path=path, data=b"", made_from=made_from)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ([out("a/index.html", "a.md"), out("a/index.html", "b.md")], "/a/ would be made twice: by b.md and by a.md."),
        (
            [out("a/File.pdf", "a.md"), out("a/file.pdf", "b.md")],
            f"/a/file.pdf (b.md) and /a/File.pdf (a.md) {DIFFER}",
        ),
        (
            [out("t\u0177.pdf", "a.md"), out("ty\u0302.pdf", "b.md")],
            f"/ty\u0302.pdf (b.md) and /t\u0177.pdf (a.md) {DIFFER}",
        ),
        (
            [out("councils/index.html", "b.md"), out("councils/index.html")],
            "/councils/ would be made twice: by a list of this program and by b.md.",
        ),
        (
            [out("a/index.html", "b.md"), page("a/index.html", head=MOVED)],
            "/a/ would be made twice: by an old address in “aliases” and by b.md.",
        ),
        ([out("a", "b.md"), out("a/b/c", "c.md")], "/a would be a file and a folder at once."),
        ([out("../a", "b.md")], "“../a” cannot be the name of a file of the site."),
        ([out(".peerchallenge-site", "b.md")], "“.peerchallenge-site” cannot be the name of a file of the site."),
    ],
)
def test_files_that_would_overwrite_one_another(made, words):
    """They are told before anything is written, with the file to mend."""
    (problem,) = path_problems(map(file, made))
    assert (problem.path, problem.message) == ("b.md", words)
    assert problem.is_error
    assert problem.suggestion
    assert problem in problems(made)


def test_what_is_said_is_the_same_in_any_order():
    """Every run shows the same list."""
    made = two('<a href="/sub/c/">x</a><img src="x"><h4>x</h4>')
    assert problems(made) == problems(reversed(made))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"<" * 5000,
        b"<a " * 300,
        b"</" * 5000,
        b"<!" * 3000,
        b"<svg></svg></svg><title>x",
        b"<a href>",
    ],
)
def test_no_bytes_break_the_reading(data):
    """A template is a person's own and may make anything; reading it ends, and soon."""
    began = time.perf_counter()
    read_page(data)
    assert time.perf_counter() - began < 2


def test_a_reader_that_remembers_can_be_given():
    """The same bytes need to be read once only."""
    seen = []
    read = lambda data: seen.append(data) or read_page(data)  # noqa: E731
    made = two("")
    check(made, Home(url=SITE, base_path="/sub/"), read=read)
    assert seen == [output.data for output in made]
