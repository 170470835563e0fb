"""What is done more quickly than Jinja, dataclasses and the standard library do it comes to the same."""

from __future__ import annotations

from dataclasses import dataclass, is_dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from fixtures_pages import SITE, all_pages
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from peerchallenge import records
from peerchallenge.check.links import Leads, resolve
from peerchallenge.check.site import Home
from peerchallenge.pages import ChallengePage
from peerchallenge.read import files
from peerchallenge.remember.packing import pack, unpack
from peerchallenge.render import templates
from peerchallenge.render.quicker import Quicker, Quickest

PARTS = """\
{%- macro plain(a) %}<i>{{ a }}</i>{% endmacro -%}
{%- macro optional(a, b="<b>", c=a) %}[{{ a }}{{ b }}{{ c }}]{% endmacro -%}
{%- macro many(a) %}{{ a }}{{ varargs | join }}
{%- for k, v in kwargs | dictsort %}{{ k }}{{ v }}{% endfor %}{% endmacro -%}
{%- macro around(a) %}({{ a }}{{ caller(a) }}){% endmacro -%}
"""
SHOWN = """\
{{ plain(v.a) }}{{ plain(plain(v.a)) }}{{ optional(v.a) }}{{ optional(v.a, v.b) }}{{ optional(v.a, c=v.b) }}
{{ optional(b=v.a, a=v.b) }}{{ many(v.a, v.b, z=v.a) }}{% call(x) around(v.b) %}{{ x }}{{ v.a }}{% endcall %}
{% for x in [v.a, v.b] %}{% set y = x %}{{ loop.index }}{{ plain(y) }}{{ x ~ y }}
{{ v.d.key }}{{ v.d.get("key") }}{% endfor %}
{{ v.none is defined }}{{ v.a is defined }}{{ 3 }}{{ none }}{{ (plain(v.a) ~ v.b) | upper }}{{ v.a | length }}
"""


@dataclass(frozen=True, slots=True)
class Values:
    """What the template is given."""

    a: object
    b: object
    d: dict[str, object]


def shown(kind: type[Environment], text: str, values: Values) -> str:
    """Render a text."""
    return kind(autoescape=True, undefined=StrictUndefined).from_string(PARTS + text).render(v=values)


TEXTS = st.text(st.sampled_from("ab <>&\"'é")) | st.text(st.sampled_from("a<>&")).map(Markup)


@given(TEXTS, TEXTS)
def test_templates_give_what_jinja_gives(a: str, b: str) -> None:
    """Escaping, macros called in every way, what is missing and what is not: all to the letter."""
    values = Values(a, b, {"key": a})
    assert shown(Quicker, SHOWN, values) == shown(Environment, SHOWN, values)
    attributes_alone = SHOWN.replace("v.d.key", "v.d")
    assert shown(Quickest, attributes_alone, values) == shown(Environment, attributes_alone, values)


BESIDE = """\
{% import "parts" as own %}{% import "parts" as with_page with context %}{{ own.plain(v.a) }}{{ with_page.plain(v.b) }}
{% block one %}{% block two %}{{ v.a }}{% endblock %}{{ self.two is defined }}{% endblock %}
{% set ns = namespace(n=v.a) %}{% set ns.n = ns.n ~ v.b %}{{ ns.n }}{{ v.class is defined }}
{% for x in [v, v] if x.a is string %}{{ loop.index0 }}{{ loop.last }}{{ x.a is eq(x.b) }}{{ x.d | length }}{% endfor %}
{% filter upper %}{{ v.a }}{% endfilter %}{{ (v.a ~ v.b).strip() }}{{ [v.a, v.b][0:1] | first }}
{{ v.missing is defined }}
"""


@given(TEXTS, TEXTS)
def test_a_dot_as_an_attribute_alone_gives_what_jinja_gives(a: str, b: str) -> None:
    """Wherever it stands: in imports, blocks, loops, filters, tests and their arguments."""
    made = []
    for kind in (Quickest, Environment):
        loader = DictLoader({"parts": PARTS, "page": BESIDE})
        environment = kind(autoescape=True, undefined=StrictUndefined, loader=loader)
        made.append(environment.get_template("page").render(v=Values(a, b, {"key": a})))
    assert made[0] == made[1]


@pytest.mark.parametrize("text", ["{{ v.ａ }}", "{{ v.d.key }}", "{{ v.none }}", "{{ v.class }}"])
def test_what_is_no_such_attribute_is_never_shown(text: str) -> None:
    """It fails, so that it is rendered with care: Python alone would read “ａ” as “a”."""
    with pytest.raises((AttributeError, UndefinedError)):
        shown(Quickest, text, Values("a", "b", {"key": "a"}))


def test_no_page_of_ours_needs_care() -> None:
    """The shipped templates name attributes alone, so that no page has to be rendered twice."""
    inputs, _ = files.read(Path(__file__).parent / "no such folder")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(templates, "Quicker", None)
        render = templates.renderer(inputs.templates, inputs.assets, SITE)
        outputs, problems = templates.rendered(render, all_pages())
    assert len(outputs) > 20
    assert problems == []


@pytest.mark.parametrize(
    "text", ["{{ v.e }}", "{{ plain() }}", "{{ plain(v.e) }}", "{{ v.a.b.c }}", "{{ plain(v.x.y) }}"]
)
def test_what_is_missing_is_missing(text: str) -> None:
    """Nothing unknown is shown as an empty space."""
    for kind in (Quicker, Environment):
        with pytest.raises(UndefinedError):
            shown(kind, text, Values("a", "b", {}))


@pytest.mark.parametrize("text", ["{{ plain(1, 2) }}", "{{ plain(x=1) }}", "{{ optional(1, a=2) }}"])
def test_a_macro_called_wrongly_fails(text: str) -> None:
    """An argument too many is told, and not dropped."""
    for kind in (Quicker, Environment):
        with pytest.raises((TypeError, UndefinedError)):
            shown(kind, text, Values("a", "b", {}))


HOMES = (Home(url="https://a.example/", base_path="/"), Home(url="https://a.example/sub/", base_path="/sub/"))
ADDRESSES = st.lists(
    st.sampled_from(["/", "/", "a", "b.pdf", "sub", ".", "..", "#", "top", "?x", "%2f", "https://a.example", "é"])
)


@given(ADDRESSES.map("".join), st.sampled_from(HOMES))
def test_a_link_is_followed_as_the_standard_library_follows_it(value: str, home: Home) -> None:
    """The short way for ordinary addresses leads where the long one does."""
    parts = urlsplit(urljoin(f"{home.url}page/", value))
    found = resolve(value, f"{home.base_path}page/"[len(home.base_path) - 1 :], home)
    if (parts.scheme, parts.netloc) != ("https", "a.example"):
        assert found.leads in {Leads.ELSEWHERE, Leads.NOWHERE}
        return
    path, place = unquote(parts.path), unquote(parts.fragment)
    assert found.place == ("" if place == "top" else place)
    if found.leads is Leads.HERE:
        is_home = not path or f"{path}/" == home.base_path
        assert is_home or found.path == path[len(home.base_path) :] + ("index.html" if path.endswith("/") else "")
    else:
        assert not f"{path}/".startswith(home.base_path)


def test_records_come_back_as_they_went() -> None:
    """Packed and unpacked, every record of a challenge is what it was, and there is one of what there was one of."""
    challenges = [page.challenge for page in all_pages() if isinstance(page, ChallengePage)]
    assert challenges
    assert unpack(pack(challenges)) == challenges


def test_every_kind_of_record_is_carried() -> None:
    """A record that is left out would only be slower, which nobody would see."""
    kinds = [kind for kind in vars(records).values() if is_dataclass(kind) and isinstance(kind, type)]
    assert len(kinds) > 20
    assert {kind.__getstate__.__module__ for kind in kinds} == {"peerchallenge.records.carried"}
