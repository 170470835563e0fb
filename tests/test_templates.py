"""The shipped templates, styles and scripts: every kind of page comes out whole, valid, safe and small."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from functools import cache
from pathlib import Path

import html5lib
import pytest
from fixtures_pages import LETTER, LETTER_PAGE, SITE, all_pages
from jinja2 import Environment, meta, nodes

from peerchallenge.pages import PAGES, Page
from peerchallenge.render import assets, templates
from peerchallenge.render.guide import guide
from peerchallenge.sources import Output

ROOT = Path(__file__).parent.parent
TEMPLATES = tuple(
    sorted(
        (path.relative_to(ROOT / "templates").as_posix(), path.read_text("utf-8"))
        for path in (ROOT / "templates").rglob("*.*ml")
    )
)
ASSETS = tuple(
    sorted((path.relative_to(ROOT / "assets").as_posix(), path.read_bytes()) for path in (ROOT / "assets").rglob("*.*"))
)
PAGE_TEMPLATES = tuple(name for name, _ in TEMPLATES if name.startswith("pages/"))
EVERY = all_pages()
SHOWN = [page for page in EVERY if page.url.endswith(("/", ".html"))]


@cache
def made() -> dict[str, str]:
    """Render every page once, by its address."""
    outputs, problems = templates.rendered(templates.renderer(TEMPLATES, ASSETS, SITE), EVERY)
    assert problems == []
    return {page.url: output.data.decode() for page, output in zip(EVERY, outputs, strict=True)}


def squeezed(data: bytes) -> int:
    """Give the size as it travels."""
    return len(gzip.compress(data))


def style_sheet() -> bytes:
    """Give the style sheet that every page has, and the only one that a letter needs."""
    made = assets.outputs(ASSETS, SITE.colour)
    return next(output.data for output in made if output.path.startswith("assets/css/site."))


def scripts() -> dict[str, bytes]:
    """Give the scripts by name."""
    return {name: data for name, data in ASSETS if name.endswith(".js")}


def test_every_kind_of_page_has_a_template_and_the_reverse() -> None:
    """Nothing is planned that cannot be shown, and no template is left over."""
    assert sorted(kind.template for kind in PAGES) == sorted(PAGE_TEMPLATES)
    assert {type(page) for page in EVERY} == set(PAGES)


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.__name__)
def test_the_first_line_names_the_class(kind: type[Page]) -> None:
    """Whoever opens a template sees at once what it is given."""
    assert dict(TEMPLATES)[kind.template].splitlines()[0] == f"{{# page: {kind.__name__} #}}"


@pytest.mark.parametrize(("name", "text"), TEMPLATES, ids=[name for name, _ in TEMPLATES])
def test_a_template_sees_page_and_site_and_trusts_nothing(name: str, text: str) -> None:
    """No other name comes from outside, escaping is never switched off, and the first line says what it is for."""
    environment = Environment(autoescape=True)
    environment.filters |= dict.fromkeys(("day", "link", "asset", "prose", "remembered"), str)
    tree = environment.parse(text)
    own = {
        name if isinstance(name, str) else name[-1] for found in tree.find_all(nodes.FromImport) for name in found.names
    }
    own |= {target.name for found in tree.find_all(nodes.Assign) for target in found.find_all(nodes.Name)}
    assert meta.find_undeclared_variables(tree) - own <= {"page", "site"}
    assert "safe" not in {node.name for node in tree.find_all(nodes.Filter)}
    assert not list(tree.find_all((nodes.ScopedEvalContextModifier, nodes.EvalContextModifier)))
    assert text.startswith("{# ")


def test_the_guide_is_up_to_date() -> None:
    """`templates/README.md` says what the classes say: run `python -m peerchallenge.render.guide` to renew it."""
    assert (ROOT / "templates/README.md").read_text("utf-8") == guide()


def test_the_guide_has_a_sentence_for_every_field() -> None:
    """A field without a sentence helps nobody."""
    bare = re.findall(r"^- `\w+` \([^:\n]*\)$", guide(), re.MULTILINE)
    assert bare == []


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.url)
def test_a_page_is_valid_html(page: Page) -> None:
    """A strict parser has nothing to say."""
    html5lib.HTMLParser(strict=True).parse(made()[page.url])


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.url)
def test_a_page_has_one_heading_in_order_and_no_id_twice(page: Page) -> None:
    """There is one `h1`, no level is skipped, and every id is there once."""
    text = made()[page.url]
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", text)]
    first = levels.index(1)
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels[first:], levels[first + 1 :], strict=False)), levels
    ids = Counter(re.findall(r'\bid="([^"]*)"', text))
    assert [name for name, times in ids.items() if times > 1] == []
    for wanted in re.findall(r'aria-labelledby="([^"]*)"|href="#([^"]*)"', text):
        assert "".join(wanted) in ids


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.url)
def test_a_page_keeps_its_own_policy(page: Page) -> None:
    """The policy comes first in the head, and nothing on the page breaks it: no style, script or handler of its own."""
    text = made()[page.url]
    assert re.search(r'<head>\s*<meta http-equiv="Content-Security-Policy" content="default-src \'none\';', text)
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", text)


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.url)
def test_every_link_of_the_site_has_its_folder(page: Page) -> None:
    """A site below a folder has no link to above it."""
    found = re.findall(r'(?:href|src|action|data-engine)="(/[^"]*)"', made()[page.url])
    assert found
    assert [address for address in found if not address.startswith("/results/")] == []


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.url)
def test_a_page_says_where_the_reader_is(page: Page) -> None:
    """There is a skip link to the main part, a title that ends with the site's name, and the parts have names."""
    text = made()[page.url]
    assert text.index('class="skip" href="#main"') < text.index("<header")
    title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
    assert title is not None
    assert SITE.title in title[1]
    assert all("aria-label" in nav for nav in re.findall(r"<nav[^>]*>", text))


def test_titles_differ() -> None:
    """Two pages have two titles."""
    titles = Counter(
        re.findall(r"<title>(.*?)</title>", text, re.DOTALL)[0] for text in made().values() if "<title>" in text
    )
    assert [title for title, times in titles.items() if times > 1] == []


def test_a_summary_is_never_set_as_a_quotation() -> None:
    """Where the words are not the peers' own the page says so, and has no quotation of them."""
    text = made()["/challenges/wexcombe-2025/recommendations/f9/"]
    assert "Summary, not the peers’ own words" in text
    assert '<blockquote class="quoted"' not in text


def test_the_thread_runs_from_words_to_answer_to_action_to_update() -> None:
    """On its own page a recommendation is read in the order in which things happened."""
    text = made()["/challenges/wexcombe-2025/recommendations/5/"]
    order = [
        "Adopt one plan",
        "Partly accepted",
        "Buying would add",
        "Director of Housing",
        "31 January 2026",
        "Nobody suitable applied",
        "One officer is in post",
        "Both officers are in post",
        "We were shown a board",
    ]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)


def test_a_recommendation_without_an_answer_says_so() -> None:
    """Silence is shown in words, on the page of the recommendation and on that of the challenge."""
    assert (
        "Wexcombe has published no answer to this recommendation and no action for it."
        in made()["/challenges/wexcombe-2025/recommendations/f8/"]
    )
    assert "Wexcombe has published no answer." in made()["/challenges/wexcombe-2025/"]


def test_the_councils_own_word_is_shown_with_what_it_counts_as() -> None:
    """“At risk” stays “At risk”, and the page says what it means in the list that all share."""
    text = made()["/challenges/wexcombe-2025/recommendations/5/"]
    assert "At risk" in text
    assert "counted as in progress, some concern" in text


def test_only_documents_are_found_by_the_search() -> None:
    """The engine reads documents with their recommendations; no other page repeats them in the results."""
    indexed = {page.url for page in SHOWN if "data-pagefind-body" in made()[page.url]}
    assert indexed == {page.url for page in EVERY if page.indexed}
    text = made()[LETTER_PAGE.url]
    for name in ("Council", "Type", "Theme", "Year", "Document"):
        assert f'data-pagefind-filter="{name}"' in text


def test_words_in_welsh_are_marked_as_welsh() -> None:
    """A Welsh title in an English list, and a Welsh document, carry their language."""
    assert re.search(r'lang="cy">Adroddiad', made()["/challenges/wexcombe-2025/"])
    assert '<html lang="cy"' in made()["/cy/challenges/wexcombe-2025/report/"]
    assert '<p class="welsh" lang="cy">' in made()["/councils/wexcombe/"]


def test_a_link_to_a_file_states_its_kind_and_size() -> None:
    """Nobody downloads a large file unawares."""
    assert "The report as published (PDF, 412 kB)</a>" in made()[LETTER_PAGE.url]


def test_a_redirect_leads_on_by_itself_and_by_hand() -> None:
    """The old address refreshes to the new, names it as the right one, and has a link."""
    text = made()["/old/"]
    assert 'content="0; url=/results/about/"' in text
    assert '<link rel="canonical" href="https://peers.marlshire.example/results/about/">' in text
    assert '<a href="/results/about/">its new address</a>' in text


def test_the_sitemap_is_well_formed() -> None:
    """An ampersand in an address is escaped, and the declaration is the first thing in the file."""
    text = made()["/sitemap.xml"]
    assert text.startswith("<?xml")
    assert "?a=1&amp;b=2</loc>" in text


def test_a_letter_fits_the_budget() -> None:
    """HTML and styles of a letter of 2,500 words travel in 14 kB."""
    assert LETTER.body.words >= 2500
    size = squeezed(made()[LETTER_PAGE.url].encode()) + squeezed(style_sheet())
    assert size <= 14_000, size


def test_scripts_fit_the_budget() -> None:
    """All our scripts together travel in 10 kB, so those of any page do."""
    size = sum(squeezed(data) for data in scripts().values())
    assert size <= 10_000, size


def test_scripts_make_nothing_from_text() -> None:
    """No script turns text into HTML or into code, which is what the policy is there to stop."""
    for name, data in scripts().items():
        assert not re.search(rb"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", data), (
            name
        )


def test_the_style_sheet_is_whole() -> None:
    """Braces match after it was made smaller, and the sheets' layers are all declared."""
    text = style_sheet().decode()
    assert text.count("{") == text.count("}")
    assert text.startswith("@layer tokens,base,layout,parts,print;")
    for name in re.findall(r"var\((--[\w-]+)", text):
        assert f"{name}:" in text, name


def test_an_output_is_the_same_each_time() -> None:
    """Two renderers give the same bytes."""
    again = templates.renderer(TEMPLATES, ASSETS, SITE)(LETTER_PAGE)
    assert isinstance(again, Output)
    assert again.data.decode() == made()[LETTER_PAGE.url]
