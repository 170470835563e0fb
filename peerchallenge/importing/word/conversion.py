"""The only door to the library that makes HTML of a Word document; it fetches nothing and keeps no style."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import Any

import mammoth

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
"""What browsers show; Word's own kinds of drawing they do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Html:
    """A document as HTML, with its pictures by the names that the HTML gives them.

    `unshown` is the number of pictures of a kind that no browser shows; in the HTML they have no name.
    """

    text: str
    pictures: tuple[tuple[str, bytes], ...]
    unshown: int


def html(data: bytes) -> Html:
    """Convert a Word document that was made ready."""
    pictures: dict[str, tuple[str, bytes]] = {}
    unshown: list[str] = []

    def named(image: Any) -> dict[str, str]:
        with image.open() as opened:
            content = opened.read()
        ending = _ENDINGS.get(image.content_type)
        if ending is None:
            unshown.append(image.content_type)
            return {"src": ""}
        digest = hashlib.sha256(content).hexdigest()
        name, _ = pictures.setdefault(digest, (f"picture-{len(pictures) + 1}.{ending}", content))
        return {"src": name}

    made = mammoth.convert_to_html(
        io.BytesIO(data),
        convert_image=mammoth.images.img_element(named),
        include_default_style_map=False,
        include_embedded_style_map=False,
        external_file_access=False,
    )
    return Html(text=made.value, pictures=tuple(pictures.values()), unshown=len(unshown))
