"""Steps that nobody can reach, since an earlier one holds whenever they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from criteria.errors import UserError
from criteria.language import BOUNDS, OBSERVATIONS, Node
from criteria.language.base import Part
from criteria.language.walk import Path, walk
from criteria.loading import CriteriaSet
from criteria.words import WordList

_FLOORS = ("at_least", "more_than", "at_least_words")
_CEILINGS = ("at_most", "less_than", "top")
_ALL_NEEDED = ("has",)  # every one of these must hold; of other lists one will do
_RULED_OUT = ("without", "not_role", "not_owner", "not_to", "not_state")


def problems_of_steps(criteria_set: CriteriaSet) -> Iterator[UserError]:
    """Yield steps that can't be reached."""
    for criterion in criteria_set.criteria:
        yield from _of(criterion.rule, (criterion.id, "rule"), f"{criterion.id[0]}.yaml", criteria_set)
    for name, node in criteria_set.defines.items():
        yield from _of(node, (name,), "define.yaml", criteria_set)


def _of(rule: Node, at: Path, name: str, criteria_set: CriteriaSet) -> Iterator[UserError]:
    file = criteria_set.files[name]
    for path, node in walk(rule, at):
        steps = node.steps or ()
        for index, step in enumerate(steps):
            earlier = _covering(step, steps[:index])
            if earlier is not None:
                what = f"this step is never reached: step {earlier + 1} holds whenever it does"
                yield file.problem((*path, "steps", index), what, "put the stricter step first, or remove one")


def _covering(step: Node, earlier: Sequence[Node]) -> int | None:
    return next((index for index, other in enumerate(earlier) if implies(step, other)), None)


def implies(one: Node, other: Node) -> bool:
    """Whether `other` holds whenever `one` does, as far as it can be told from the rule alone."""
    if one.leagues != other.leagues and other.leagues:
        return False
    if other.any and _same_place(one, other) and any(implies(one, part) for part in other.any):
        return True
    if one.all and _same_place(one, other) and any(implies(part, other) for part in one.all):
        return True
    if one.any and _same_place(one, other) and all(implies(part, other) for part in one.any):
        return True
    return _same_place(one, other) and one.core == other.core and _narrower(one, other)


def _same_place(one: Node, other: Node) -> bool:
    return other.place is None or one.place == other.place


def _narrower(one: Node, other: Node) -> bool:
    if not _keeps_bounds(one, other):
        return False
    if other.core in OBSERVATIONS:
        return _asks_more(getattr(one, other.core), getattr(other, other.core))
    fields = ("steps", "sum", "mean", "median", "all", "any", "negated", "use", "measure")
    return all(getattr(one, field) == getattr(other, field) for field in fields)


def _keeps_bounds(one: Node, other: Node) -> bool:
    return all(
        getattr(other, bound) is None or _fits(bound, getattr(one, bound), getattr(other, bound)) for bound in BOUNDS
    )


def _asks_more(one: Part, other: Part) -> bool:
    names = type(other).model_fields
    return all(_fits(name, getattr(one, name), getattr(other, name)) for name in names)


def _fits(name: str, narrow: Any, wide: Any) -> bool:  # noqa: ANN401 - any field of a query
    """Whether a field leaves no more than the same field of the wider question."""
    if wide is None or wide == narrow:
        return True
    if narrow is None:
        return False
    if name in _FLOORS:
        return bool(narrow >= wide)
    if name in _CEILINGS:
        return bool(narrow <= wide)
    if isinstance(wide, (WordList, tuple)):
        fewer, more = _members(narrow), _members(wide)
        return more <= fewer if name in (*_ALL_NEEDED, *_RULED_OUT) else bool(fewer) and fewer <= more
    return False


def _members(value: WordList | tuple[str, ...]) -> frozenset[str]:
    return frozenset(value.patterns if isinstance(value, WordList) else value)
