"""Conditions that nothing stands behind where they are: no term, offer, number or service is at hand."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.errors import UserError
from criteria.language import Collection, Node, PlaceQuery
from criteria.language.walk import Path, children
from criteria.loading import CriteriaSet

_OF_SERVICES = ("basket", "terms", "services", "offers")
_OF_A_SERVICE = ("fullest", "unit_page")  # places that only a service has


def problems_of_surroundings(criteria_set: CriteriaSet) -> Iterator[UserError]:
    """Yield conditions that can't be asked where they stand; definitions are looked at where they are used."""
    for criterion in criteria_set.criteria:
        file = criteria_set.files[f"{criterion.id[0]}.yaml"]
        for path, what in _Walk(criteria_set).unasked(criterion.rule, (criterion.id, "rule"), frozenset()):
            yield file.problem(path, what)


class _Walk:
    def __init__(self, criteria_set: CriteriaSet) -> None:
        self._defines = criteria_set.defines

    def unasked(self, node: Node, at: Path, around: frozenset[str]) -> Iterator[tuple[Path, str]]:
        """Yield what can't be asked at a node or below; `around` is what is at hand."""
        yield from _here(node, at, around)
        if node.use is not None:
            used = self._defines[node.use]
            yield from (((*at, "use"), what) for _, what in self.unasked(used, (), around))
        inside = around | {"let"} if node.let is not None else around
        for path, below in children(node, at):
            collection = node.mean or node.median
            given = _given_by(collection) if collection is not None and path[-1] == "worth" else frozenset()
            if given:
                yield from _place(collection.place if collection else None, at, inside | given)
            yield from self.unasked(below, path, inside | given)


def _here(node: Node, at: Path, around: frozenset[str]) -> Iterator[tuple[Path, str]]:
    if node.search is not None and node.search.found and node.search.term is None and "terms" not in around:
        yield (*at, "search"), "no term is asked here: give a term, or put it over terms"
    if node.form is not None and node.form.shows and "offers" not in around:
        yield (*at, "form"), "no online form is at hand here: put it over offers"
    if node.bounded and not node.core and "let" not in around:
        yield at, "there is no number to compare here: give let around the steps, or measure"
    if "service" not in around:
        if node.service is not None:
            yield (*at, "service"), "no service is at hand here: put it over a basket, services or terms"
        if node.entries is not None and node.entries.lists:
            yield (*at, "entries", "lists"), "no service is at hand here: put it over a basket, services or terms"
        yield from _place(node.place, at, around)


def _place(place: PlaceQuery | None, at: Path, around: frozenset[str]) -> Iterator[tuple[Path, str]]:
    needs = place is not None and (place.spot in _OF_A_SERVICE or place.fullest_or is not None)
    if needs and "service" not in around:
        yield (*at, "in"), "this place needs a service at hand: put it over a basket, services or terms"


def _given_by(collection: Collection) -> frozenset[str]:
    chosen = {name for name in (*_OF_SERVICES, "entries") if getattr(collection, name) is not None}
    return frozenset(chosen | ({"service"} if chosen & set(_OF_SERVICES) else set()))
