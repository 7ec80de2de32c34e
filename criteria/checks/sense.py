"""What can be written but means nothing: bounds that no number keeps, leagues that are not asked, circles."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.errors import UserError
from criteria.language import Criterion, Node
from criteria.language.walk import Path, walk
from criteria.loading import CriteriaSet
from criteria.set_reader import uses


def problems_of_sense(criteria_set: CriteriaSet) -> Iterator[UserError]:
    """Yield bounds that contradict each other, words that count only under else, and leagues that are not asked."""
    for criterion in criteria_set.criteria:
        yield from _rule(criterion.rule, (criterion.id, "rule"), f"{criterion.id[0]}.yaml", criteria_set)
        yield from _leagues(criterion, criteria_set)
    for name, node in criteria_set.defines.items():
        yield from _rule(node, (name,), "define.yaml", criteria_set)


def circles(criteria_set: CriteriaSet) -> Iterator[UserError]:
    """Yield definitions that use themselves, by way of others or not."""
    file = criteria_set.files["define.yaml"]
    used = {name: [str(part) for _, part in uses(rule)] for name, rule in file.data.items()}
    for name in used:
        way = _way_back(name, name, used, ())
        if way:
            what = f"this definition uses itself: {' > '.join((name, *way))}"
            yield file.problem((name,), what, "take one of the uses out")


def _way_back(name: str, at: str, used: dict[str, list[str]], seen: tuple[str, ...]) -> tuple[str, ...]:
    for below in used.get(at, ()):
        if below == name:
            return (*seen, below)
        if below not in seen and (way := _way_back(name, below, used, (*seen, below))):
            return way
    return ()


def _rule(rule: Node, at: Path, name: str, criteria_set: CriteriaSet) -> Iterator[UserError]:
    file = criteria_set.files[name]
    for path, node in walk(rule, at):
        if _contradict(node):
            yield file.problem(path, "no number keeps these bounds: the least is above the most")
        for field in ("when", "state"):
            if getattr(node, field) is not None and "else" not in path:
                yield file.problem((*path, field), f"{field} counts only under else", "move it, or join with all")


def _contradict(node: Node) -> bool:
    floors = [bound for bound in (node.at_least, node.more_than) if bound is not None]
    ceilings = [bound for bound in (node.at_most, node.less_than) if bound is not None]
    if not floors or not ceilings:
        return False
    strict = node.more_than is not None or node.less_than is not None
    return max(floors) > min(ceilings) or (strict and max(floors) == min(ceilings))


def _leagues(criterion: Criterion, criteria_set: CriteriaSet) -> Iterator[UserError]:
    file = criteria_set.files[f"{criterion.id[0]}.yaml"]
    for league in criterion.max_in:
        if league not in criterion.leagues:
            yield file.problem((criterion.id, "max_in", league), f"{criterion.id} is not asked in the league {league}")
    for path, node in walk(criterion.rule, (criterion.id, "rule")):
        if node.leagues and not set(node.leagues) & set(criterion.leagues):
            yield file.problem((*path, "leagues"), f"{criterion.id} is asked in none of these leagues")
