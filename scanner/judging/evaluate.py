"""Walks the tree of a rule: scales, logic and observations, each answer yes, no or unknown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from criteria.language import BOUNDS, OBSERVATIONS, Collection, Node, PlaceQuery
from scanner.judging import logic, scales
from scanner.judging.context import Context, Scope
from scanner.judging.members import Member, members
from scanner.judging.observe import OBSERVERS
from scanner.judging.offering import why_unsure
from scanner.judging.outcome import Finding, Outcome, fixed, of_finding, unseen
from scanner.judging.scopes import look, of_page
from scanner.model.answer import Answer
from scanner.model.verdict import State
from scanner.reading.site_types import ServicePage

FIELDS = "fields"  # the definition that tells which page of a service says most


def evaluate(node: Node, context: Context) -> Outcome:
    """Return the outcome of a node in a context.

    Args:
        node: a scale, a piece of logic, an observation, or bounds for the number of a ``let`` around it.
        context: the site and what is at hand.
    """
    return _at(node.place, _numbered, node, context)


def _at(
    place: PlaceQuery | None, evaluated: Callable[[Node, Context], Outcome], node: Node, context: Context
) -> Outcome:
    """Evaluate a node at a place; where the place is several pages, the best of them counts."""
    if place is None:
        return evaluated(node, context)
    scopes = look(context, place, fullest_page)
    found = [evaluated(node, context.within(scope)).labelled(_name(scope)) for scope in scopes]
    outcome = found[0] if len(found) == 1 else logic.best(found)
    return replace(outcome, node=outcome.node or node, place=outcome.place or place)


def _name(scope: Scope) -> str:
    return scope.views[0].key if scope.views else ""


def _numbered(node: Node, context: Context) -> Outcome:
    """Evaluate what stands beside a ``let`` with its number; the number is part of the evidence."""
    if node.let is None:
        outcome = _bounded(node, context)
        return outcome if outcome.node is not None else replace(outcome, node=node)
    number = evaluate(node.let, context)
    if number.state is not None:
        return number
    outcome = _bounded(node, replace(context, number=number))
    places = tuple(dict.fromkeys((*number.places, *outcome.places))) if outcome.holds else ()
    sure = min(outcome.confidence, number.confidence)
    children = (*outcome.children, number.labelled("let"))
    return replace(outcome, node=node, places=places, confidence=sure, children=children)


def _bounded(node: Node, context: Context) -> Outcome:
    outcome = _core(node, context)
    bounds = {name: getattr(node, name) for name in BOUNDS if getattr(node, name) is not None}
    return logic.compared(outcome, bounds) if bounds else outcome


def _core(node: Node, context: Context) -> Outcome:
    name = node.core
    if name in OBSERVATIONS:
        return _observed(name, node, context)
    if name:
        return _CORES[name](node, context)
    if context.number is not None and node.bounded:
        return context.number
    return fixed(1.0 if node.worth is None else node.worth)


def _observed(name: str, node: Node, context: Context) -> Outcome:
    query = getattr(node, name)
    finding: Finding = OBSERVERS[name](context, query)
    outcome = of_finding(name, finding, node)
    counts = getattr(query, "clicks", None)
    if not counts:
        return outcome
    missing = getattr(query, "missing", None) or 0.0
    if finding.number is None or finding.answer is Answer.UNKNOWN:
        return replace(outcome, value=None, low=0.0, high=missing)
    return replace(outcome, value=finding.number, low=finding.number, high=finding.number)


def _steps(node: Node, context: Context) -> Outcome:
    return scales.steps([_part(step, context) for step in _here(node.steps, context)])


def _sum(node: Node, context: Context) -> Outcome:
    return scales.total([_part(part, context) for part in _here(node.sum, context)])


def _here(nodes: tuple[Node, ...] | None, context: Context) -> list[Node]:
    league = context.site.municipality.league
    return [node for node in nodes or () if not node.leagues or league in node.leagues]


def _part(node: Node, context: Context) -> Outcome:
    """Evaluate a step or part: its condition, with the worth and the flag it carries."""
    outcome = evaluate(node, context)
    flags = (*outcome.flags, node.flag) if node.flag and outcome.holds else outcome.flags
    return replace(outcome, worth=node.worth, flags=flags)


def _mean(node: Node, context: Context) -> Outcome:
    assert node.mean is not None
    return _over(node, node.mean, context, scales.mean)


def _median(node: Node, context: Context) -> Outcome:
    assert node.median is not None
    return _over(node, node.median, context, scales.middle)


def _over(node: Node, over: Collection, context: Context, scale: Callable[[list[Outcome]], Outcome]) -> Outcome:
    found = members(context, over)
    if len(found) >= over.least:
        return scale([_member(member, over) for member in found])
    for other in node.otherwise:
        when = evaluate(other.when, context) if other.when is not None else fixed(1.0)
        if when.value is None:
            return Outcome(None, 0.0, ceiling(node, context), "else", reason=when.reason, children=(when,))
        if when.holds:
            return _instead(other, when, len(found))
    return Outcome(0.0, 0.0, 0.0, "else", searched=("no_members:",), reason="no_members")


def _instead(other: Node, when: Outcome, count: int) -> Outcome:
    state = State(other.state) if other.state is not None else None
    worth = other.worth or 0.0
    searched = (f"members:{count}",)
    places = when.places if worth else ()
    return Outcome(worth, worth, worth, "else", state=state, places=places, searched=searched, children=(when,))


def _member(member: Member, over: Collection) -> Outcome:
    context = member.context
    if not member.certain:
        reason = why_unsure(context.offer) if context.offer is not None else "unseen"
        return unseen(ceiling(over.worth, context), reason).labelled(member.label)
    return _at(over.place, evaluate, over.worth, context).labelled(member.label)


def ceiling(node: Node, context: Context) -> float:
    """Return the most that a node can give."""
    parts = node.steps or ()
    if node.core == "steps":
        return max((_most(part, context) for part in parts), default=0.0)
    if node.core == "sum":
        return sum(_most(part, context) for part in node.sum or ())
    if node.core == "use":
        return ceiling(context.site.set.defines[str(node.use)], context)
    over = node.mean or node.median
    return ceiling(over.worth, context) if over is not None else 1.0


def _most(part: Node, context: Context) -> float:
    return part.worth if part.worth is not None else ceiling(part, context)


def _use(node: Node, context: Context) -> Outcome:
    name = str(node.use)
    offer = context.offer.url if context.offer is not None else ""
    scope = (context.scope.name, tuple((v.key, v.ranges) for v in context.scope.views)) if context.scope else None
    key = ("use", name, context.service, context.term, offer, scope)
    return context.memory.once(key, lambda: evaluate(context.site.set.defines[name], context))


def _all(node: Node, context: Context) -> Outcome:
    return logic.all_of([evaluate(part, context) for part in _here(node.all, context)])


def _any(node: Node, context: Context) -> Outcome:
    return logic.any_of([evaluate(part, context) for part in _here(node.any, context)])


def _not(node: Node, context: Context) -> Outcome:
    assert node.negated is not None
    return logic.negation(evaluate(node.negated, context))


def _measure(node: Node, context: Context) -> Outcome:
    assert node.measure is not None
    return evaluate(node.measure, context)


_CORES: dict[str, Callable[[Node, Context], Outcome]] = {
    "steps": _steps,
    "sum": _sum,
    "mean": _mean,
    "median": _median,
    "all": _all,
    "any": _any,
    "not": _not,
    "use": _use,
    "measure": _measure,
}


def fullest_page(context: Context) -> ServicePage | None:
    """Return the page of the service at hand that says most, the first of equals; None where it has none."""
    pages = context.site.services.get(context.service, ())
    if len(pages) < 2:
        return pages[0] if pages else None
    return context.memory.once(("fullest", context.service), lambda: max(pages, key=lambda one: _says(one, context)))


def _says(page: ServicePage, context: Context) -> tuple[float, int]:
    fields = evaluate(context.site.set.defines[FIELDS], context.within(of_page(context, page)))
    return fields.value if fields.value is not None else fields.low, page.words
