"""Names that lead nowhere: services that the catalogue has not, terms asked twice, words that are ruled out again."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.errors import UserError
from criteria.language import Node
from criteria.language.walk import Path, walk
from criteria.loading import CriteriaSet
from criteria.mistakes import nearest
from criteria.words import WordList, fold

_ANY_ENDING = "zzz"


def problems_of_names(criteria_set: CriteriaSet) -> Iterator[UserError]:
    """Yield names of services that do not exist, terms that can't be asked apart, and words that can never count."""
    yield from _terms(criteria_set)
    yield from _platforms(criteria_set)
    yield from _baskets(criteria_set)
    for criterion in criteria_set.criteria:
        yield from _rule(criterion.rule, (criterion.id, "rule"), f"{criterion.id[0]}.yaml", criteria_set)
    for name, node in criteria_set.defines.items():
        yield from _rule(node, (name,), "define.yaml", criteria_set)


def unknown_service(criteria_set: CriteriaSet, service: str) -> tuple[str, str] | None:
    """Return what is wrong with a service id and a hint, None where the catalogue has it."""
    if service in criteria_set.service:
        return None
    return f"there is no service {service!r} in services.csv", nearest(service, list(criteria_set.service))


def _terms(criteria_set: CriteriaSet) -> Iterator[UserError]:
    file = criteria_set.files["set.yaml"]
    for league, lists in criteria_set.terms.items():
        for kind in ("official", "everyday", "misspelt"):
            seen: dict[str, str] = {}
            for term, service in getattr(lists, kind).items():
                at = ("terms", league, kind, term)
                if wrong := unknown_service(criteria_set, service):
                    yield file.problem(at, *wrong)
                elif league not in criteria_set.service[service].levels:
                    yield file.problem(at, f"the league {league} is not competent for {service}")
                if not fold(term):
                    yield file.problem(at, f"{term!r} holds no letter, so nothing can be found by it")
                elif fold(term) in seen:
                    yield file.problem(at, f"{term!r} is asked as {seen[fold(term)]!r} already")
                seen.setdefault(fold(term), term)


def _platforms(criteria_set: CriteriaSet) -> Iterator[UserError]:
    file = criteria_set.files["platforms.yaml"]
    for index, platform in enumerate(criteria_set.platforms.entries):
        wrong = unknown_service(criteria_set, platform.single_purpose) if platform.single_purpose else None
        if wrong:
            yield file.problem(("platforms", index, "single_purpose"), *wrong)


def _baskets(criteria_set: CriteriaSet) -> Iterator[UserError]:
    for league, services in criteria_set.baskets.items():
        file, at = criteria_set.files["set.yaml"], ("baskets", league)
        if not services:
            yield file.problem(at, "services.csv has no service in this basket")
        for service in (one for one in services if criteria_set.service[one].role != "core"):
            yield file.problem(at, f"{service} is in this basket of services.csv, but its role is not core")


def _rule(rule: Node, at: Path, name: str, criteria_set: CriteriaSet) -> Iterator[UserError]:
    file = criteria_set.files[name]
    for path, node in walk(rule, at):
        if node.offer is not None and node.offer.service is not None:
            wrong = unknown_service(criteria_set, node.offer.service)
            if wrong:
                yield file.problem((*path, "offer", "service"), *wrong)
        for field, words, ruled_out in _pairs(node):
            for pattern in words.patterns:
                if never_counts(pattern, ruled_out):
                    what = f"{pattern!r} can never count: the words under not rule it out"
                    yield file.problem((*path, field), what, "take it from one of the two lists")


def _pairs(node: Node) -> Iterator[tuple[str, WordList, WordList]]:
    for field, query in (("text", node.text), ("link", node.link)):
        if query is not None and query.words is not None and query.without is not None:
            yield field, query.words, query.without
    if node.form is not None and node.form.purpose is not None and node.form.without is not None:
        yield "form", node.form.purpose, node.form.without


def never_counts(pattern: str, ruled_out: WordList) -> bool:
    """Whether every text that a pattern matches is ruled out by other patterns."""
    bare = pattern.removesuffix("*").rstrip()
    if bare == pattern:
        return ruled_out.search(bare) is not None
    return ruled_out.search(bare) is not None and ruled_out.search(bare + _ANY_ENDING) is not None
