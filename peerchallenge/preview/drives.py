"""Says where changes must be looked for because nobody reports them: on network drives, and where it is asked for."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

_REMOTE = 4
_NETWORK = frozenset(("9p", "afs", "cifs", "drvfs", "fuse.sshfs", "nfs", "nfs4", "prl_fs", "smb3", "smbfs", "vboxsf"))


def reason_to_poll(folders: Iterable[Path]) -> str:
    """Say why changes in the folders have to be looked for, or nothing where the system reports them."""
    if os.environ.get("PEERCHALLENGE_POLL") == "1":
        return "PEERCHALLENGE_POLL=1 is set"
    if any(is_remote(folder.resolve()) for folder in folders):
        return "the folder is on a network drive"
    return ""


def is_remote(folder: Path) -> bool:
    """Whether a folder stands on another computer, as far as this system tells."""
    if sys.platform == "win32":
        drive = folder.drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE
    if sys.platform.startswith("linux"):
        try:
            return is_on_network(folder, Path("/proc/self/mounts").read_text("utf-8", "replace"))
        except OSError:
            return False
    return False


def is_on_network(folder: Path, mounts: str) -> bool:
    """Whether a folder lies under a network mount, by Linux's own list of mounts."""
    found = (line.split() for line in mounts.splitlines())
    kinds = {Path(fields[1].replace("\\040", " ")): fields[2] for fields in found if len(fields) > 2}
    return next((kinds[place] in _NETWORK for place in (folder, *folder.parents) if place in kinds), False)
