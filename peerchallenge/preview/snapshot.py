"""What the preview is given to show; it knows nothing of how a site is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from peerchallenge.problems import Problem


@dataclass(frozen=True, slots=True)
class File:
    """What stands at one address."""

    data: bytes
    content_type: str


def _no_panel(_page: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The site at one moment.

    Addresses are relative to the site and begin with a slash, without the base path: `/challenges/x/`. Where the
    content is broken, `good` is false, `problems` say why, and everything else is as in the last good snapshot, or
    empty where there was none. `find`, `digest_of` and `panel` are called in worker threads, several at a time, and
    also on a snapshot that has been replaced.
    """

    number: int
    problems: tuple[Problem, ...] = ()
    """Errors first."""
    good: bool = True
    find: Callable[[str], File | None] = lambda _address: None
    """Gives what stands at an address, or None; it may make the page at that moment."""
    base_path: str = "/"
    digest_of: Callable[[str], str] = lambda _address: ""
    """Gives a digest of what an address shows, "" where nothing stands there; cheap. A change to a style sheet alone
    must not change the digest of a page, though its name in the page does: `styles` tells of that."""
    styles: tuple[str, ...] = ()
    """The addresses of the style sheets: `/assets/css/site.0a1b2c3d.css`."""
    unfinished: bool = False
    """Whether there is more to tell of the last change, for which the maker is to be asked again."""
    panel: Callable[[str], str | None] = _no_panel
    """Gives the to-do panel of a page as HTML, to be shown inside a closed `<details>`, or None where there is none."""


class Maker(Protocol):
    """Whoever makes the site."""

    def make(self, changed: frozenset[str], quiet: Callable[[float], bool]) -> Snapshot:
        """Make the site anew; called in one worker thread, never twice at once.

        `changed` are the absolute paths of files and folders that were added, changed or removed, empty the first
        time, or where the last snapshot was unfinished. A folder stands for all that is in it. `quiet` waits so many
        seconds and says whether nothing changed meanwhile; else what is unfinished is to wait, and the last snapshot
        given again.
        """
