"""Carry over the originals that published documents name, and nothing else."""

from __future__ import annotations

from peerchallenge import addresses
from peerchallenge.records import Library
from peerchallenge.sources import Inputs, Output


def outputs(inputs: Inputs, library: Library, logo: str) -> tuple[Output, ...]:
    """Give a file of the site for each original that is named; `logo` is the path of one in the header, or empty."""
    found = []
    for original in inputs.originals:
        if original.name in library.originals:
            kind, _, name = original.name.partition("/")
            url = addresses.page_file(name) if kind == "pages" else addresses.original(*name.split("/", 1))
            path = url.lstrip("/")
            found.append(Output(path=path, copy_of=original.path, made_from=original.path))
        elif logo == f"/{original.name}":
            found.append(Output(path=original.name, copy_of=original.path, made_from=original.path))
    return tuple(found)
