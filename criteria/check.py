"""Checks a criteria set: first that its files can be loaded, then that they make sense."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from criteria.checks.around import problems_of_surroundings
from criteria.checks.names import problems_of_names
from criteria.checks.points import problems_of_points
from criteria.checks.proofs import problems_of_examples
from criteria.checks.sayable import problems_of_phrases
from criteria.checks.sense import circles, problems_of_sense
from criteria.checks.steps import problems_of_steps
from criteria.checks.versions import problems_of_versions
from criteria.errors import UserError
from criteria.loading import DEFAULT, CriteriaSet, folder_of, made_of
from criteria.set_reader import SetReader

_CHECKS = (
    problems_of_points,
    problems_of_steps,
    problems_of_surroundings,
    problems_of_sense,
    problems_of_names,
    problems_of_phrases,
    problems_of_examples,
    problems_of_versions,
)


def check_set(name: str | Path = DEFAULT) -> list[UserError]:
    """Return every problem of a set; of one that can't be loaded what keeps it from loading.

    Args:
        name: name or folder of the set.

    Raises:
        UserError: there is no such set.
    """
    reader = SetReader(folder_of(name))
    return reader.problems or list(problems_of(made_of(reader)))


def problems_of(criteria_set: CriteriaSet) -> Iterator[UserError]:
    """Yield what makes no sense in a set that loads; definitions in circles are told alone, since no rule ends."""
    if rounds := list(circles(criteria_set)):
        return iter(rounds)
    return chain.from_iterable(check(criteria_set) for check in _CHECKS)
