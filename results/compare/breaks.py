"""Where the line over the years breaks: between surveys that were not made in the same way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from results.compare.changes import Step
from results.compare.leagues import PAST
from results.compare.pairing import STRENGTH, Pairing
from results.compare.relation import Relation

_LETTERS = "SUAFE"


class BreakKind(StrEnum):
    """Why two surveys, one after the other, are not one line."""

    HAND = "hand"  # one of them was made by hand, or both by sheets whose columns mean other things
    ARCHIVE = "archive"  # one of them was read from a web archive
    RULES = "rules"  # both were scanned, but criteria have other versions or are other ones


@dataclass(frozen=True)
class Break:
    """A break between the surveys at `start` and `end` = start + 1: draw no line across it.

    `points` are the criteria that may be compared in points all the same, `beside` those that only stand side by side or in
    their category, `apart` those with no counterpart.
    """

    start: int
    end: int
    kinds: tuple[BreakKind, ...]
    points: tuple[str, ...]
    beside: tuple[str, ...]
    apart: tuple[str, ...]


def break_between(pairing: Pairing, steps: Iterable[Step], start: int) -> Break | None:
    """Return the break between a survey and the next, None where they are one line.

    Args:
        pairing: the two.
        steps: of all municipalities between them.
        start: place of the earlier one.
    """
    relations: dict[str, Relation] = {}
    for one in (change for step in steps for change in step.criteria):
        relations[one.id] = min(relations.get(one.id, one.relation), one.relation, key=STRENGTH.index)
    kinds = tuple(_kinds(pairing, all(one.in_points for one in relations.values())))
    if not kinds:
        return None
    names = sorted(relations, key=lambda name: (_LETTERS.find(name[0]), name))
    points = tuple(name for name in names if relations[name].in_points)
    apart = tuple(name for name in names if relations[name] is Relation.NONE)
    beside = tuple(name for name in names if name not in points and name not in apart)
    return Break(start, start + 1, kinds, points, beside, apart)


def _kinds(pairing: Pairing, same: bool) -> Iterable[BreakKind]:
    hands = pairing.by_hand
    if hands[0] is not hands[1] or (all(hands) and not same):
        yield BreakKind.HAND
    if (pairing.before.source == PAST) is not (pairing.after.source == PAST):
        yield BreakKind.ARCHIVE
    if not any(hands) and not same:
        yield BreakKind.RULES
