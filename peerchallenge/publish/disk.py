"""What it means for a person when the disk refuses; it touches no file."""

from __future__ import annotations

import errno
from pathlib import Path

from peerchallenge.problems import Problem

_ELSEWHERE = "Choose another folder with --output."

_WORDS = {
    errno.ENOSPC: ("the disk is full", "Make room on the disk, then try again."),
    errno.EDQUOT: ("your share of the disk is used up", "Make room on the disk, then try again."),
    errno.EFBIG: ("a file would be larger than this disk allows", _ELSEWHERE),
    errno.EACCES: ("you are not allowed to write there", f"Ask for the right to write there. {_ELSEWHERE}"),
    errno.EPERM: ("you are not allowed to write there", f"Ask for the right to write there. {_ELSEWHERE}"),
    errno.EROFS: ("the disk can only be read", _ELSEWHERE),
    errno.EIO: ("the disk reports a fault", f"The disk may be failing. {_ELSEWHERE}"),
    errno.ENAMETOOLONG: ("a name is too long for this disk", f"Shorten the name. {_ELSEWHERE}"),
    errno.EMFILE: ("too many files are open", "Close other programs, then try again."),
    errno.ENFILE: ("too many files are open", "Close other programs, then try again."),
    errno.EBUSY: ("the folder is in use, or is a shared folder of its own", "Choose a folder inside it with --output."),
    errno.EXDEV: ("the folder is a disk or a shared folder of its own", "Choose a folder inside it with --output."),
    errno.ENOLCK: ("the disk does not let a build keep others out", _ELSEWHERE),
    errno.ENOTDIR: ("a file stands where a folder is needed", _ELSEWHERE),
    errno.EEXIST: ("a file stands where a folder is needed", _ELSEWHERE),
    errno.ENOENT: ("a file is no longer there", "Try again."),
}


def disk_problem(place: Path, error: OSError) -> Problem:
    """Say that the site at `place` could not be written, why, and what to do; what stood there is as it was."""
    said = str(error.strerror or error)
    reason, advice = _WORDS.get(error.errno or 0, (f"the system says “{said}”", f"Try again. {_ELSEWHERE}"))
    about = Path(str(error.filename)).name if error.filename else ""
    where = f" (at “{about}”)" if about and about != place.name and not about.startswith(f"{place.name}.") else ""
    return Problem(
        path=place.as_posix(),
        code="disk",
        message=f"The site could not be written: {reason}{where}. What was published before is unchanged.",
        suggestion=advice,
    )
