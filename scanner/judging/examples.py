"""Runs the examples beside the criteria: what each must give and what it got, hits, misses and false alarms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from criteria.examples import load_examples
from criteria.language import Criterion, Example
from criteria.loading import CriteriaSet
from scanner.judging.context import Context
from scanner.judging.example_site import site_of
from scanner.judging.judge import verdict, why_closed
from scanner.model.verdict import State, Verdict

_NEAR = 0.005  # worths are written with two or three digits


@dataclass(frozen=True)
class Row:
    """One example: `wanted` and `got` are a worth as text or a state."""

    criterion: str
    example: str
    kind: str
    why: str
    wanted: str
    got: str
    ok: bool


@dataclass(frozen=True)
class Tally:
    """The examples of one criterion: `hits` right, `misses` less than wanted, `false_alarms` more than wanted."""

    criterion: str
    hits: int
    misses: int
    false_alarms: int


def run_examples(criteria_set: CriteriaSet, ids: Iterable[str] | None = None) -> tuple[Row, ...]:
    """Return one row for each example of the criteria asked for, of all where none is named.

    Raises:
        UserError: an example is wrong; file, line and field are named.
    """
    wanted = [criteria_set.criterion(one) for one in ids] if ids is not None else list(criteria_set.criteria)
    return tuple(row for criterion in wanted for row in _rows(criteria_set, criterion))


def tally(rows: Iterable[Row]) -> tuple[Tally, ...]:
    """Return the sums per criterion, in the order of the rows."""
    rows = list(rows)
    return tuple(_tally(name, [row for row in rows if row.criterion == name]) for name in dict.fromkeys(_names(rows)))


def _names(rows: list[Row]) -> Iterator[str]:
    yield from (row.criterion for row in rows)


def _tally(name: str, rows: list[Row]) -> Tally:
    wrong = [row for row in rows if not row.ok]
    alarms = [row for row in wrong if _worth(row.got) > _worth(row.wanted)]
    return Tally(name, len(rows) - len(wrong), len(wrong) - len(alarms), len(alarms))


def _worth(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _rows(criteria_set: CriteriaSet, criterion: Criterion) -> Iterator[Row]:
    for name, example in load_examples(criteria_set.folder, criterion.id):
        given = judged(criteria_set, criterion, example)
        wanted = example.state or f"{example.worth:g}"
        got = f"{round(given.score, 3):g}" if given.score is not None else given.state.value
        yield Row(criterion.id, name, example.kind, example.why, wanted, got, _fits(example, given))


def judged(criteria_set: CriteriaSet, criterion: Criterion, example: Example) -> Verdict:
    """Return what a criterion gives for the site of an example."""
    site = site_of(example, criteria_set)
    return verdict(Context(site), criterion, why_closed(site))[0]


def _fits(example: Example, given: Verdict) -> bool:
    if example.state is not None:
        return given.state is State(example.state)
    return given.score is not None and abs(given.score - (example.worth or 0.0)) <= _NEAR
