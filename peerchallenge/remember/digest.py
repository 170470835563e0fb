"""Sum up what goes into a function; two inputs with one sum are taken for the same."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

SIZE = 16
"""How many bytes a sum has."""

_PROGRAM = Path(__file__).parent.parent


def digest(*parts: bytes | str) -> bytes:
    """Sum up texts and bytes; where one ends and the next begins counts too."""
    whole = hashlib.blake2b(digest_size=SIZE)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "little"))
        whole.update(data)
    return whole.digest()


@cache
def program() -> bytes:
    """Sum up the program itself: its own files, the libraries installed beside it, and Python."""
    own = sorted(path for path in _PROGRAM.rglob("*.py"))
    texts = (part for path in own for part in (path.relative_to(_PROGRAM).as_posix(), path.read_bytes()))
    return digest(sys.version, *libraries(), *texts)


def libraries() -> Iterable[str]:
    """Give the names of the libraries with their versions, as the folders say them that they are installed in."""
    for folder in sys.path:
        try:
            names = [path.name for path in Path(folder or ".").iterdir()]
        except OSError:
            continue
        yield from sorted(name for name in names if name.endswith(".dist-info"))
