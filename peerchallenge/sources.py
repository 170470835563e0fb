"""What was read from the folder, and what will be written to it, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text of the content. `path` is relative to the folder the command was started in, `name` to `content/`."""

    path: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A file carried over as it is: a PDF, a picture. `size` is in bytes; its content is read when it is published."""

    path: str
    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """All that a build is made from.

    Templates and assets are those shipped, with the user's own in front, file by file. `unread` are the names of
    texts that are there and could not be read, so that nothing is said to be missing.
    """

    texts: tuple[Source, ...]
    originals: tuple[Original, ...]
    templates: tuple[tuple[str, str], ...]
    assets: tuple[tuple[str, bytes], ...]
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One file of the site. `path` is relative to the output folder; `made_from` names the file to mend.

    `copy_of` is the path of an original that is carried over as it is; `data` is then empty.
    """

    path: str
    data: bytes = b""
    made_from: str = ""
    copy_of: str = ""
