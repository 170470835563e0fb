"""Read the settings and the councils, the files that hold no document; each by itself, and from no disk."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from peerchallenge.problems import Problem
from peerchallenge.read import fence, layout, nodes, wording
from peerchallenge.read.nodes import Tree
from peerchallenge.read.parsed import Parsed, Steps
from peerchallenge.schema.site import Council, Site
from peerchallenge.sources import Inputs, Source

M = TypeVar("M", bound=BaseModel)


def checked(
    source: Source, tree: Tree, model: type[M], value: Any, councils: Mapping[str, str] = MappingProxyType({})
) -> tuple[M | None, tuple[Problem, ...]]:
    """Hold a value against the schema; `councils` are their ids by whatever a person may write in their place."""
    try:
        return model.model_validate(value), ()
    except ValidationError as error:
        return None, wording.problems(source, Tree(value, tree.places), model, error, councils)


def settings(by_name: Mapping[str, Source], inputs: Inputs) -> tuple[Parsed | None, tuple[Problem, ...]]:
    """Read site.yml."""
    source = by_name.get("site.yml") or by_name.get("site.yaml")
    if source is None:
        return None, layout.missing_site(inputs)
    tree, problems = nodes.read(source, source.text)
    if tree is None:
        return None, problems
    if not isinstance(tree.value, dict):
        return None, (*problems, layout.not_settings(source))
    data, wrong = checked(source, tree, Site, tree.value)
    return (Parsed(source=source, data=data, kind="site", places=tree.places) if data else None), (*problems, *wrong)


def councils(by_name: Mapping[str, Source], inputs: Inputs) -> tuple[tuple[Parsed, ...], tuple[Problem, ...]]:
    """Read councils.yml, and the files of councils with prose."""
    source = by_name.get("councils.yml") or by_name.get("councils.yaml")
    files = [by_name[name] for name in sorted(by_name) if name.startswith("councils/") and name.endswith(".md")]
    if source is None and not files:
        return (), layout.missing_councils(inputs)
    found, problems = _council_list(source) if source else ([], [])
    for file in files:
        parsed, wrong = _council_file(file)
        found.extend(parsed)
        problems.extend(wrong)
    return tuple(found), (*problems, *layout.same_councils(found))


def _council_list(source: Source) -> tuple[list[Parsed], list[Problem]]:
    tree, problems = nodes.read(source, source.text)
    if tree is None:
        return [], list(problems)
    is_list = isinstance(tree.value, list)
    entries = tree.value if is_list else [tree.value]
    if not entries or tree.value is None or not all(isinstance(entry, dict) for entry in entries):
        return [], [*problems, layout.not_councils(source)]
    found, wrong = [], list(problems)
    by_entry = _by_entry(tree.places) if is_list else {0: tree.places}
    for number, entry in enumerate(entries):
        places = by_entry[number]
        data, refused = checked(source, Tree(entry, places), Council, entry)
        wrong.extend(refused)
        if data:
            found.append(Parsed(source=source, data=data, kind="council", council=data.id, places=places))
    return found, wrong


def _by_entry(places: Mapping[Steps, tuple[int, int]]) -> Mapping[str | int, Mapping[Steps, tuple[int, int]]]:
    """Give the places of the values of each entry of a list, by its number."""
    found: dict[str | int, dict[Steps, tuple[int, int]]] = {}
    for steps, place in places.items():
        if steps:
            found.setdefault(steps[0], {})[steps[1:]] = place
    return found


def _council_file(source: Source) -> tuple[list[Parsed], tuple[Problem, ...]]:
    split, problems = fence.split(source, wording.keys(Council))
    if split is None:
        return [], problems
    data, wrong = checked(source, split.tree, Council, split.tree.value)
    if data is None:
        return [], (*problems, *wrong)
    parsed = Parsed(
        source=source,
        data=data,
        body=split.body,
        body_line=split.body_line,
        kind="council",
        council=data.id,
        places=split.tree.places,
    )
    return [parsed], (*problems, *layout.council_file_name(source, data.id))
