"""Which folders the site may be written to; it writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from peerchallenge.problems import ContentError, Problem

MARKER = ".peerchallenge-site"
"""The file that says a folder was made by this program and may be replaced by it."""

_PROGRAM = Path(__file__).parent.parent
_OTHER = "Choose another folder with --output."


def refuse_unsuitable(place: Path, sources: Iterable[Path]) -> None:
    """Stop where writing the site could destroy what it is made from, or something that is not ours at all."""
    if place.is_symlink():
        raise _refusal(place, "is a link to another folder.")
    if place.exists() and not place.is_dir():
        raise _refusal(place, "is a file.", "The site needs a folder.")
    if _is_at_or_above(place, _home()):
        raise _refusal(place, "is your home folder, or holds it.")
    for source in (*sources, _PROGRAM):
        if _is_at_or_above(place, source):
            raise _refusal(place, f"holds the folder “{source.name}”, which the site is made from.")
        if _is_at_or_above(source, place):
            raise _refusal(place, f"lies in the folder “{source.name}”, which the site is made from.")


def refuse_foreign(place: Path) -> None:
    """Stop where the folder holds what this program did not make."""
    if not place.is_dir():
        return
    if not (place / MARKER).is_file() and any(place.iterdir()):
        raise _refusal(
            place,
            "holds files that this program did not make.",
            "Choose another folder with --output, or empty it.",
        )
    if (place / ".git").exists():
        raise _refusal(place, "holds a .git folder, whose history would be lost.")


def _home() -> Path:
    """Give the home folder; the top of the disk stands in where the system names none."""
    try:
        return Path.home()
    except RuntimeError:
        return Path(Path.cwd().anchor)


def _is_at_or_above(upper: Path, lower: Path) -> bool:
    """Compare folders and not their names: letter case and links make two names of one."""
    if not upper.exists():
        return False
    whole = lower.resolve()
    return any(folder.exists() and folder.samefile(upper) for folder in (whole, *whole.parents))


def _refusal(place: Path, fault: str, suggestion: str = "") -> ContentError:
    message = f"The site cannot be written to “{place}”, which {fault}"
    return ContentError(
        [Problem(path=place.as_posix(), code="output", message=message, suggestion=suggestion or _OTHER)]
    )
