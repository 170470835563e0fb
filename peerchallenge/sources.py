"""What was read from the folder, and what will be written to it, as values."""

from __future__ import annotations

from dataclasses import dataclass, replace


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
    templates: tuple[tuple[str, str], ...] = ()
    assets: tuple[tuple[str, bytes], ...] = ()
    unread: frozenset[str] = frozenset()


def divided(inputs: Inputs) -> tuple[Inputs, dict[str, Inputs]]:
    """Give what stands outside the folders of challenges, and each folder's own files by its name, A to Z."""
    folders: dict[str, tuple[list[Source], list[Original], list[str]]] = {}
    outside: tuple[list[Source], list[Original], list[str]] = ([], [], [])

    def place(name: str) -> tuple[list[Source], list[Original], list[str]]:
        top, *inner = name.split("/")
        return folders.setdefault(inner[0], ([], [], [])) if top == "challenges" and len(inner) > 1 else outside

    for source in inputs.texts:
        place(source.name)[0].append(source)
    for original in inputs.originals:
        place(original.name)[1].append(original)
    for name in inputs.unread:
        place(name)[2].append(name)
    common = replace(inputs, texts=tuple(outside[0]), originals=tuple(outside[1]), unread=frozenset(outside[2]))
    return common, {
        name: Inputs(texts=tuple(texts), originals=tuple(originals), unread=frozenset(unread))
        for name, (texts, originals, unread) in sorted(folders.items())
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One file of the site. `path` is relative to the output folder; `made_from` names the file to mend.

    `copy_of` is the path of an original that is carried over as it is; `data` is then empty.
    """

    path: str
    data: bytes = b""
    made_from: str = ""
    copy_of: str = ""
