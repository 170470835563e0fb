"""Carry over the originals that published documents name, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from peerchallenge import addresses
from peerchallenge.sources import Output


def outputs(files: Iterable[tuple[str, str]], named: Collection[str], logo: str) -> tuple[Output, ...]:
    """Give a file of the site for each original that is named.

    `files` are the names in `content/` with the paths; `logo` is the path of one in the header, or empty.
    """
    found = []
    for original, path in files:
        if original in named:
            kind, _, name = original.partition("/")
            url = addresses.page_file(name) if kind == "pages" else addresses.original(*name.split("/", 1))
            found.append(Output(path=url.lstrip("/"), copy_of=path, made_from=path))
        elif logo == f"/{original}":
            found.append(Output(path=original, copy_of=path, made_from=path))
    return tuple(found)
