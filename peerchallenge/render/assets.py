"""Style sheets, scripts and pictures under names that change with their content; it reads and writes no file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from peerchallenge.render.contrast import for_dark, on
from peerchallenge.sources import Output

Named = dict[str, tuple[str, bytes]]
"""Assets by their plain names: where each stands on the site, and what is in it."""
STYLE_SHEET = "css/site.css"
"""What every page has: joined from all that stands in `css/` itself, in the order of the names."""


def named(assets: tuple[tuple[str, bytes], ...], colour: str) -> Named:
    """Give every asset by its plain name: where it stands on the site, and what is in it.

    The style sheets of each folder in `css/` are joined into one with the folder's name: `css/record.css`.
    """
    others = {name: data for name, data in assets if not name.endswith(".css")}
    found = {name: (_address(name, data), data) for name, data in sorted(others.items())}
    addresses = {name: address for name, (address, _) in found.items()}
    sheets = {name: _style_sheet(name, assets, addresses) for name in _sheet_names(assets)}
    # The site's own colour comes last, so that it stands over the one in the files.
    sheets[STYLE_SHEET] = sheets.get(STYLE_SHEET, "") + brand_tokens(colour)
    return found | {name: (_address(name, text.encode()), text.encode()) for name, text in sorted(sheets.items())}


def _sheet_names(assets: tuple[tuple[str, bytes], ...]) -> list[str]:
    return sorted({_sheet_of(name) for name, _ in assets if name.endswith(".css")})


def _sheet_of(name: str) -> str:
    folder = PurePosixPath(name).parent
    return STYLE_SHEET if str(folder) in {"css", "."} else f"{folder}.css"


def outputs(assets: tuple[tuple[str, bytes], ...], colour: str) -> tuple[Output, ...]:
    """Give the files to write."""
    found = named(assets, colour)
    return tuple(
        Output(path=address.lstrip("/"), data=data, made_from=f"assets/{name}")
        for name, (address, data) in found.items()
    )


def brand_tokens(colour: str) -> str:
    """Write the site's colour as custom properties, in light and dark."""
    dark = for_dark(colour)
    light, night = (f":root{{--brand:{one};--on-brand:{on(one)}}}" for one in (colour, dark))
    return f"@layer tokens{{{light}@media (prefers-color-scheme:dark){{{night}}}}}"


def _address(name: str, data: bytes) -> str:
    path = PurePosixPath("/assets") / name
    return str(path.with_name(f"{path.stem}.{hashlib.sha256(data).hexdigest()[:8]}{path.suffix}"))


def _style_sheet(sheet: str, assets: tuple[tuple[str, bytes], ...], addresses: Mapping[str, str]) -> str:
    own = sorted((name, data.decode("utf-8", "replace")) for name, data in assets if name.endswith(".css"))
    linked = (_with_addresses(name, text, addresses) for name, text in own if _sheet_of(name) == sheet)
    return smaller("\n".join(linked))


def _with_addresses(sheet: str, text: str, addresses: Mapping[str, str]) -> str:
    """Point url(…) at the names with a hash, from the place of the joined style sheet."""

    def replace(found: re.Match[str]) -> str:
        wanted = found["url"].strip("\"' ")
        parts: list[str] = []
        for part in (PurePosixPath(sheet).parent / wanted).parts:
            parts = parts[:-1] if part == ".." else [*parts, part]
        address = addresses.get("/".join(parts))
        return f"url(..{address.removeprefix('/assets')})" if address else found[0]

    return re.sub(r"url\((?P<url>[^)]*)\)", replace, text)


_QUOTED = r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|url\([^)]*\))"""
_COMMENT_OR_BLANK = re.compile(_QUOTED + r"|(?:/\*.*?\*/|\s)+", re.DOTALL)


def smaller(css: str) -> str:
    """Leave out comments and needless blanks; what stands in quotation marks is not touched."""
    text = _COMMENT_OR_BLANK.sub(lambda found: found[1] or " ", css)
    pieces = re.split(_QUOTED, text)
    return "".join(piece if index % 2 else _tighten(piece) for index, piece in enumerate(pieces)).strip()


def _tighten(css: str) -> str:
    closed = re.sub(r" ?([{};,>]) ?", r"\1", css).replace(";}", "}").replace(": ", ":")
    return re.sub(r"(?<![\w.])0(?=\.\d)", "", closed)
