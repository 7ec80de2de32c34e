"""The most a rule can give, so that a worth above the scale, or points that nobody can earn, are found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from criteria.errors import UserError
from criteria.language import Criterion, Node
from criteria.language.walk import Path, walk
from criteria.loading import CriteriaSet

_GRAIN = 1e-9


def most(node: Node, defines: Mapping[str, Node], league: str) -> float:
    """Return the most a node can give in a league: its worth, or what its scale can reach."""
    if node.leagues and league not in node.leagues:
        return 0.0
    return node.worth if node.worth is not None else reach(node, defines, league)


def reach(node: Node, defines: Mapping[str, Node], league: str) -> float:
    """Return the most that a node's own scale can reach, whatever it is worth."""
    tops = [most(option, defines, league) for option in node.otherwise]
    if node.steps is not None:
        return max((most(step, defines, league) for step in node.steps), default=0.0)
    if node.sum is not None:
        return sum(most(part, defines, league) for part in node.sum)
    for collection in (node.mean, node.median):
        if collection is not None:
            return max([most(collection.worth, defines, league), *tops])
    if node.use is not None:
        return most(defines[node.use], defines, league)
    return 1.0


def problems_of_points(criteria_set: CriteriaSet) -> Iterator[UserError]:
    """Yield where a rule gives more than its scale, less than it promises, or is bounded by what it can't reach."""
    for criterion in criteria_set.criteria:
        yield from _scale(criterion, criteria_set)
        yield from _bounds(criterion.rule, (criterion.id, "rule"), f"{criterion.id[0]}.yaml", criteria_set)
    for name, node in criteria_set.defines.items():
        yield from _bounds(node, (name,), "define.yaml", criteria_set)


def _scale(criterion: Criterion, criteria_set: CriteriaSet) -> Iterator[UserError]:
    file = criteria_set.files[f"{criterion.id[0]}.yaml"]
    for league in criterion.leagues:
        scale, top = criterion.scale(league), most(criterion.rule, criteria_set.defines, league)
        if top > scale + _GRAIN:
            at = _of_worth(criterion.rule, scale, (criterion.id, "rule"))
            what = f"the rule can give {top:g} points, above the maximum of {scale:g} (league {league})"
            yield file.problem(at, what, "lower a worth, or raise max")
            return
        if top < scale - _GRAIN:
            what = f"the rule gives at most {top:g} of {scale:g} points (league {league})"
            yield file.problem((criterion.id, "max"), what, "raise a worth, or lower max")
            return


def _of_worth(rule: Node, scale: float, at: Path) -> Path:
    """Return the place of the first worth above the scale, else the rule's."""
    return next((path for path, node in walk(rule, at) if (node.worth or 0.0) > scale), at)


def _bounds(rule: Node, at: Path, name: str, criteria_set: CriteriaSet) -> Iterator[UserError]:
    for path, node in walk(rule, at):
        if node.measure is None:
            continue
        top = max(reach(node.measure, criteria_set.defines, league) for league in criteria_set.baskets)
        floor = node.at_least if node.at_least is not None else node.more_than
        if floor is not None and (floor > top + _GRAIN or (node.more_than is not None and floor >= top)):
            what = f"can never hold: what is measured reaches {top:g} at most, the bound is {floor:g}"
            yield criteria_set.files[name].problem(path, what)
