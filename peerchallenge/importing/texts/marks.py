"""Write any words so that Markdown shows them as they stand; it makes no list, no heading and no link of them."""

from __future__ import annotations

import re

_PUNCTUATION = r"!-/:-@\[-`{-~"
_OTHERS = r"[^\s<>\"“”]"
_MARK = re.compile(
    rf"""
      (?P<address>(?<![\w/=\"'])https://(?![/?\#]|{_OTHERS}*[`\\\[]){_OTHERS}*[\w/=\#&+~%-])
    | (?P<entity>&(?=\#?\w+;))
    | (?<=https):(?=//)
    | [*`] | \[\^?
    | <!(?=--) | <(?=\S)
    | (?<!\w)_+ | _+(?!\w)
    | \\(?=[{_PUNCTUATION}]|$)
    """,
    re.VERBOSE,
)
"""What means something wherever it stands; an address becomes a link and is left as it is."""
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BEGINS = re.compile(r"[#>{]|[-+](?= |$)|:(?= )|~~~|=+$|[-|:][|: -]*$")
_NUMBER = re.compile(r"(\d+)([.)])(?= |$)")
_BULLET = re.compile(r"[•◦▪●·‣\uf0b7](?= )")


def escaped(text: str) -> str:
    """Put a backslash before each mark that would be read as one; lines stay lines, without the space round them."""
    return "\n".join(begin(inline(" ".join(line.split()))) for line in text.split("\n"))


def begin(line: str) -> str:
    """Escape what would begin a list, a heading or the like, in a line whose words are escaped already."""
    if bullet := _BULLET.match(line):
        return f"&#{ord(bullet[0])};{line[1:]}"  # a backslash before it would be shown
    if number := _NUMBER.match(line):
        return f"{number[1]}\\{number[2]}{line[number.end() :]}"
    return f"\\{line}" if _BEGINS.match(line) else line


def inline(line: str) -> str:
    """Escape only what means something anywhere, for words that do not begin a line."""
    return _MARK.sub(_escape, line)


def _escape(mark: re.Match[str]) -> str:
    if mark["address"]:
        return _ENTITY.sub("&amp;", mark[0])
    if mark["entity"]:
        return "&amp;"  # with a backslash it would still be read as the sign that is meant
    return "".join(f"\\{sign}" for sign in mark[0])
