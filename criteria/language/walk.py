"""Walks a rule: every node with the field it stands in, as written in the file."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.language.nodes import Node

Path = tuple[int | str, ...]


def children(node: Node, at: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Yield the nodes right below a node."""
    for name, many in (("steps", node.steps), ("sum", node.sum), ("all", node.all), ("any", node.any)):
        yield from (((*at, name, index), below) for index, below in enumerate(many or ()))
    for name, one in (("not", node.negated), ("measure", node.measure), ("let", node.let), ("when", node.when)):
        if one is not None:
            yield (*at, name), one
    for name, collection in (("mean", node.mean), ("median", node.median)):
        if collection is not None:
            yield (*at, name, "worth"), collection.worth
    yield from (((*at, "else", index), below) for index, below in enumerate(node.otherwise))


def walk(node: Node, at: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Yield a node and all below it."""
    yield at, node
    for path, below in children(node, at):
        yield from walk(below, path)
