"""The words from which every record is built: lines, lists, ids, counts and addresses."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field
from pydantic_core import PydanticCustomError

T = TypeVar("T")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_IN_CURLY = re.compile(r"\s*(?:[“”„‟]([^“”„‟]+)[“”„‟]|[‘’‚‛]([^‘’‚‛]+)[‘’‚‛])\s*")


class Record(BaseModel):
    """A group of details with a fixed list of keys; one that is not listed is refused."""

    model_config = ConfigDict(
        defer_build=True, frozen=True, extra="forbid", use_attribute_docstrings=True, str_strip_whitespace=True
    )

    def __getstate__(self) -> dict[Any, Any]:
        """Leave out which keys were written: a set has another order each time, and packed bytes are compared."""
        return {**super().__getstate__(), "__pydantic_fields_set__": set()}


def wrong(code: str, message: str, suggestion: str = "", meant: str = "") -> PydanticCustomError:
    """Say what is wrong with a value in the writer's words; the parser adds the place.

    `meant` is the value that may stand in its place, where that is known for sure.

    The text travels in the error's context, because a template would read its braces as fields.
    """
    return PydanticCustomError(code, "{text}", {"text": message, "suggestion": suggestion, "meant": meant})


def _as_list(value: Any) -> Any:
    return value if isinstance(value, (list, tuple)) else [value]


Many = Annotated[tuple[T, ...], BeforeValidator(_as_list)]
"""A list, or one value that stands for a list of one."""


def _one_line(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    return value


Line = Annotated[str, BeforeValidator(_one_line)]
"""Text on one line: a title, a name, a post."""


def in_curly(text: str) -> str:
    """Give what stands between the curly quotation marks that Word puts round a whole value; nothing without them."""
    found = _IN_CURLY.fullmatch(text)
    return (found[1] or found[2]).strip() if found else ""


def refuse_curly(value: Any) -> Any:
    """Refuse a value in curly quotation marks, which would be read as a part of it."""
    if isinstance(value, str) and (inner := in_curly(value)):
        message = f"The curly quotation marks round “{inner}” would be read as part of it."
        raise wrong("curly", message, "Use straight ones, or none.", inner)
    return value


Handle = Annotated[str, BeforeValidator(refuse_curly), BeforeValidator(_one_line)]
"""A number or word as printed, by which another document points at this place."""


class Prose:
    """The mark of a value that is Markdown, by which all texts to convert are found."""


Markdown = Annotated[str, Prose()]
"""Text that may hold paragraphs, lists and links."""


def _id(value: Any) -> Any:
    if isinstance(value, str) and not _ID.fullmatch(value):
        tidy = re.sub(r"[^a-z0-9]+", "-", value.casefold()).strip("-")
        raise wrong(
            "id",
            f"“{value}” cannot be an id: use small letters a to z, figures and single hyphens.",
            f"Write “{tidy}”." if tidy else "",
        )
    return value


Id = Annotated[str, BeforeValidator(_id)]
"""A name used in addresses: small letters, figures and hyphens."""


def _council_id(value: Any) -> Any:
    if isinstance(value, str) and not _ID.fullmatch(value):
        raise wrong("council-id", f"“{value}” is not the id of a council.", "Write the id that councils.yml gives it.")
    return value


CouncilId = Annotated[str, BeforeValidator(_council_id)]
"""The id of a council in `councils.yml`."""


def is_address(text: str) -> bool:
    """Whether the text is a web address that may be linked to."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not re.search(r"\s", text)


def _address(value: Any) -> Any:
    if isinstance(value, str) and not is_address(value):
        looks_bare = re.match(r"(www\.)?[\w-]+(\.[\w-]+)+(/|$)", value)
        raise wrong(
            "address",
            f"“{value}” is not a web address: one begins with https://.",
            f"Write “https://{value}”." if looks_bare else "",
        )
    return value


Address = Annotated[str, BeforeValidator(_address)]
"""A web address, beginning with https:// or http://."""


def _is_group(value: Any) -> str:
    return "text" if isinstance(value, str) else "group"


TextOrGroup = Discriminator(_is_group)
"""Chooses between a text (`Tag("text")`) and a record (`Tag("group")`), so that what is wrong is said of one."""

WholeNumber = Annotated[int, Field(ge=0)]
"""A number of things."""


class Counted(Record):
    """A number as published, with the word before it: “over 130”."""

    value: WholeNumber
    """The number."""
    qualifier: Line = ""
    """The word that goes before it: over, more than, around."""

    def __str__(self) -> str:
        return f"{self.qualifier} {self.value:,}".strip()


def _counted(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"(?P<qualifier>[^\d]*?)\s*(?P<value>\d{1,3}(,\d{3})+|\d+)", value.strip())
    if not found:
        raise wrong("count", f"“{value}” is not a number.", "Write a number, or words and a number: over 130.")
    return {"value": found["value"].replace(",", ""), "qualifier": found["qualifier"]}


Count = Annotated[Counted, BeforeValidator(_counted)]
"""A number, alone or with a word before it."""
