"""Rendering: addresses and filters are right, and a mistake in a template is told in plain words."""

from __future__ import annotations

from datetime import date

import pytest
from fixtures_pages import HOME, SITE
from markupsafe import Markup

from peerchallenge.pages import ChallengesPage, NotFoundPage, Page, RedirectPage
from peerchallenge.problems import Problem
from peerchallenge.records import Link
from peerchallenge.render import assets, templates
from peerchallenge.render.site_view import SiteView, licence_link
from peerchallenge.schema.dates import read
from peerchallenge.sources import Output

MISSING = NotFoundPage(url="/404.html", title="Not <found>", description="", made_from="content/x.md")


def show(text: str, page: Page = MISSING, site: SiteView = SITE, **others: str) -> Output | Problem:
    """Render one page with one template and no more than is handed in."""
    texts = ((page.template, text), *((f"parts/{name}.html", part) for name, part in others.items()))
    return templates.renderer(texts, (("images/a b.svg", b"<svg/>"),), site)(page)


def words(text: str, page: Page = MISSING, **others: str) -> str:
    """Give what is written to the file."""
    result = show(text, page, **others)
    assert isinstance(result, Output), result
    return result.data.decode()


def fault(text: str, page: Page = MISSING, **others: str) -> Problem:
    """Give the problem."""
    result = show(text, page, **others)
    assert isinstance(result, Problem), result
    return result


def test_a_folder_address_becomes_an_index_file() -> None:
    """`/x/` is written to `x/index.html`, and a file stays where it is; both remember what they are made from."""
    moved = RedirectPage(url="/old/way/", title="Moved", description="", target="/new/")
    assert getattr(show("", moved), "path", None) == "old/way/index.html"
    assert show("") == Output(path="404.html", data=b"", made_from="content/x.md")


def test_what_is_not_converted_text_is_escaped() -> None:
    """A title can hold any character; only converted text is HTML."""
    assert words("{{ page.title }}") == "Not &lt;found&gt;"


def test_what_is_remembered_is_of_one_record_and_one_macro() -> None:
    """An entry that stands in many lists is made once, and never in the place of another or of another kind."""
    part = "{% macro long(x) %}<b>{{ x.title }}</b>{% endmacro %}{% macro short(x) %}{{ x.url }}{% endmacro %}"
    text = "{% from 'parts/row.html' import long, short %}{% for x in (page, site, page) %}{{ x | remembered(long) }}"
    text += "{% endfor %}{{ page | remembered(short) }}"
    title = f"<b>{SITE.title}</b>"
    assert words(text, row=part) == f"<b>Not &lt;found&gt;</b>{title}<b>Not &lt;found&gt;</b>/404.html"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{% set own = {'colour': 'blue'} %}{{ own.colour }}", "blue"),
        ("{{ page.colour | default('none') }}", "none"),
        ("{{ 'has' if page.colour is defined else 'has not' }}", "has not"),
        ("{{ [page.colour, page.url] | length }}", "2"),
        ("{% set ns = namespace(n=1) %}{% for _ in 'ab' %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}", "3"),
    ],
)
def test_a_dot_means_all_that_it_means_in_jinja(text: str, shown: str) -> None:
    """A person's own template may ask a mapping for a key, or whether a field is there."""
    assert words(text) == shown


def test_a_path_of_this_site_gets_the_folder_and_others_do_not() -> None:
    """The filter `link` is what makes a site work below a folder."""
    assert words("{{ '/themes/' | link }} {{ 'https://a.example/' | link }}") == "/results/themes/ https://a.example/"


def test_links_inside_converted_text_get_the_folder_too() -> None:
    """The filter `prose` does for converted text what `link` does for an address."""
    link = Link(title="", url="")
    page = ChallengesPage(
        url="/x/", title="", description=Markup('<a href="/a/">x</a>'), crumbs=(HOME,), challenges=(), facets=()
    )
    assert link.url == ""
    assert words("{{ page.description | prose }}", page) == '<a href="/results/a/">x</a>'


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (read("2025-03-04"), '<time datetime="2025-03-04">4 March 2025</time>'),
        (read("March 2025"), '<time datetime="2025-03">March 2025</time>'),
        (read("Autumn 2025"), "Autumn 2025"),
        (read("as <soon> as possible"), "as &lt;soon&gt; as possible"),
        (date(2025, 3, 4), '<time datetime="2025-03-04">4 March 2025</time>'),
        (None, "date not known"),
    ],
)
def test_a_date_is_a_time_element_where_it_is_one(value: object, shown: str) -> None:
    """Words that name no date are words, and nothing at all is said to be not known."""
    assert templates.day(value) == shown  # type: ignore[arg-type]


def test_a_misspelt_field_says_what_was_meant() -> None:
    """The problem names the template, the line, the class and the page, and the field that is near."""
    found = fault("<p>\n{{ page.titel }}</p>")
    assert (found.path, found.line, found.code) == ("templates/pages/not-found.html", 2, "template")
    assert found.message == "The page /404.html (NotFoundPage) cannot be made: NotFoundPage has no “titel”."
    assert found.suggestion == "Did you mean “title”?"


def test_a_misspelt_field_of_the_site_says_what_was_meant() -> None:
    """`site` is told of like `page`."""
    assert fault("{{ site.publsher }}").suggestion == "Did you mean “publisher”?"


def test_a_field_that_is_like_no_other_gets_the_whole_list() -> None:
    """Where nothing is near, every field is named."""
    assert "crumbs, description" in fault("{{ page.qqqqqq }}").suggestion


def test_the_line_is_that_of_the_part() -> None:
    """A mistake in a part points there and not at the page that uses it."""
    part = "{% macro m(x) %}\n\n{{ x.nothing }}{% endmacro %}"
    found = fault('{% from "parts/p.html" import m %}\n{{ m(page) }}', p=part)
    assert (found.path, found.line) == ("templates/parts/p.html", 3)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("<p>\n  <b>{{ page.titel }}</b>", 14),
        ("<p>\n  {{ page.title | spell }}", 19),
        ("<p>\n  {{ 1 / 0 }}", 3),
    ],
)
def test_the_line_is_shown_with_the_word(text: str, column: int) -> None:
    """As in a letter, the line stands there with a mark under what is wrong, or under its beginning."""
    found = fault(text)
    assert (found.line, found.column, found.excerpt) == (2, column, text.partition("\n")[2])


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("{% if %}", 1, "not written as a template should be"),
        ("\n{% for x in page.crumbs %}", 2, "not written as a template should be"),
        ("{{ nothing }}", 1, "“nothing” is not known here"),
        ("{{ page.title | spell }}", 1, "No filter named 'spell'"),
        ("\n{{ 1 / 0 }}", 2, "division by zero"),
        ("{{ 'css/sit.css' | asset }}", 1, "there is no “css/sit.css” in assets/"),
        ("{{ page.title() }}", 1, "not callable"),
    ],
)
def test_any_mistake_is_a_problem_and_never_a_crash(text: str, line: int, message: str) -> None:
    """Whatever a template does, the person is told where."""
    found = fault(text)
    assert found.line == line
    assert message in found.message
    assert "Traceback" not in found.message


def test_a_part_that_is_not_there_is_named() -> None:
    """A template that asks for another one that does not exist says which, and which one may be meant."""
    found = fault('{% include "parts/heder.html" %}', header="")
    assert "there is no template “parts/heder.html”" in found.message
    assert found.suggestion == "Did you mean “parts/header.html”?"


def test_a_kind_of_page_without_a_template_is_named() -> None:
    """A user who deletes a shipped template is told so."""
    result = templates.renderer((), (), SITE)(MISSING)
    assert isinstance(result, Problem)
    assert "there is no template “pages/not-found.html”" in result.message


def test_one_mistake_is_told_once() -> None:
    """A mistake that spoils every page of a kind is one problem, with the first page that shows it."""
    pages = [RedirectPage(url=f"/{n}/", title="", description="", target="/") for n in range(5)]
    outputs, problems = templates.rendered(
        templates.renderer((("pages/redirect.html", "{{ page.tagret }}"),), (), SITE), pages
    )
    assert outputs == []
    assert [problem.message[:22] for problem in problems] == ["The page /0/ (Redirect"]


def test_an_asset_is_named_by_its_content() -> None:
    """The same bytes have the same name, others another, and templates and files agree."""
    one, two = (assets.outputs((("js/a.js", data),), "#0b5d4a")[0] for data in (b"1", b"2"))
    assert one == assets.outputs((("js/a.js", b"1"),), "#0b5d4a")[0]
    assert one.path != two.path
    assert words("{{ 'images/a b.svg' | asset }}").startswith("/results/assets/images/a b.")


def test_style_sheets_are_one_file_with_the_colour_of_the_site() -> None:
    """Sheets are joined in the order of their names, and the site's colour stands over the one written there."""
    sheets = (("css/2.css", b"b{color:red}"), ("css/1.css", b"a{color:red}"))
    (sheet,) = assets.outputs(sheets, "#aa0000")
    text = sheet.data.decode()
    assert text.index("a{") < text.index("b{") < text.index("--brand:#aa0000")
    assert "prefers-color-scheme:dark" in text


def test_addresses_in_a_style_sheet_follow_their_files() -> None:
    """A picture that a style sheet names is found under its new name; what is not an asset is left alone."""
    css = b"a{background:url('../images/x.svg')}b{background:url(data:image/png;base64,AA==)}"
    sheet, picture = sorted(
        assets.outputs((("css/1.css", css), ("images/x.svg", b"x")), "#0b5d4a"), key=lambda o: o.path
    )
    assert f"url(../{picture.path.removeprefix('assets/')})" in sheet.data.decode()
    assert "url(data:image/png;base64,AA==)" in sheet.data.decode()


@pytest.mark.parametrize(
    ("css", "small"),
    [
        ("a { color : red; }\n\n/* x */ b{}", "a{color :red}b{}"),
        ('a::before { content: " /* kept */  "; }', 'a::before{content:" /* kept */  "}'),
        ("a :hover, b  c { margin: 0 1px; }", "a :hover,b c{margin:0 1px}"),
        ("a { inline-size: calc(1px + 2px); }", "a{inline-size:calc(1px + 2px)}"),
        ("@media (min-width: 2rem) { a { b: c } }", "@media (min-width:2rem){a{b:c}}"),
    ],
)
def test_a_style_sheet_is_made_smaller_without_changing_it(css: str, small: str) -> None:
    """Comments and needless blanks go; blanks that mean something stay."""
    assert assets.smaller(css) == small


def test_the_site_can_use_other_words() -> None:
    """A site's own terms stand in the place of ours, with a large letter where ours had one."""
    site = SiteView(title="x", own_terms={"peer challenges": "peer reviews"})
    assert [site.term("peer challenges"), site.term("Peer challenges"), site.term("council")] == [
        "peer reviews",
        "Peer reviews",
        "council",
    ]


def test_a_licence_has_a_name_and_an_address() -> None:
    """A known licence is named in full, an address is linked, another word is shown as it is."""
    known, address, other = licence_link("OGL-UK-3.0"), licence_link("https://a.example/"), licence_link("Ours")
    assert known is not None
    assert address is not None
    assert known.title == "Open Government Licence v3.0"
    assert address.url == "https://a.example/"
    assert other == Link(title="Ours")
    assert licence_link("") is None
