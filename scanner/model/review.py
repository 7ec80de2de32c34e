"""What people say over a verdict: their score lies over the scanner's and never replaces it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from scanner.model.cause import Cause
from scanner.model.place import Place
from scanner.model.verdict import Loss, State, Verdict

BY_HAND = "by_hand"
"""Reason code of a verdict that a person decided, and flag of it: it counts into the coverage as "von Hand"."""


class ReviewKind(StrEnum):
    """What a review is: a score, a correction after the release, or a note that changes no score."""

    SCORE = "score"
    CORRECTION = "correction"
    NOTE = "note"


class ReviewStatus(StrEnum):
    """Whether a review counts, and if not, why."""

    ACTIVE = "active"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # what it was about has changed
    NOTE = "note"


@dataclass(frozen=True)
class Withdrawal:
    """Who took a review back, when and why."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Review:
    """A person's word over the verdict of one criterion of a municipality.

    `points` are in the scale of the criterion, None where `state` is not scored or it is a note. `basis` is what it was
    about (see `basis_of`). `evidence` is an address or the name of a kept file. With `valid_until` it holds in later
    runs, too, up to that day and as long as they find the same; without it in its own run only.
    """

    id: int
    run: str
    ags: str
    criterion: str
    kind: ReviewKind
    state: State
    points: float | None
    reason: str
    by: str
    at: datetime
    basis: tuple[tuple[str, ...], ...]
    evidence: str = ""
    valid_until: date | None = None
    source: str = "single"
    withdrawal: Withdrawal | None = None
    status: ReviewStatus = ReviewStatus.ACTIVE


def basis_of(verdict: Verdict) -> tuple[tuple[str, ...], ...]:
    """Return what a review of a verdict is about: its rule, state and score, and each place with the hash of its text."""
    score = "" if verdict.score is None else f"{verdict.score:.6f}"
    head = (verdict.version, verdict.state.value, score, verdict.reason)
    places = sorted({(place.url, _hashed(place.snippet)) for place in verdict.evidence})
    return (head, *places)


def same_basis(reviewed: Iterable[Iterable[Any]], verdict: Verdict) -> bool:
    """Whether a verdict is still what was reviewed; text that was lawfully erased since changes nothing."""
    old, new = ([tuple(part) for part in basis] for basis in (reviewed, basis_of(verdict)))
    if old[:1] != new[:1] or [url for url, _ in old[1:]] != [url for url, _ in new[1:]]:
        return False
    return all(was == now or not now for (_, was), (_, now) in zip(old[1:], new[1:], strict=True))


def _hashed(snippet: str) -> str:
    return sha256(snippet.encode()).hexdigest()[:16] if snippet else ""


def settled(reviews: Iterable[Review], verdicts: Iterable[Verdict]) -> tuple[Review, ...]:
    """Return the reviews of one municipality, oldest first, each with its status.

    Of those of a criterion that were not withdrawn the last one counts, if what it was about is still so: a later one
    takes the place of an earlier one for good.
    """
    known = {verdict.criterion: verdict for verdict in verdicts}
    last: dict[str, int] = {}
    ordered = sorted(reviews, key=lambda one: (one.at, one.id))
    for one in ordered:
        if one.kind is not ReviewKind.NOTE and one.withdrawal is None:
            last[one.criterion] = one.id
    return tuple(replace(one, status=_status(one, known.get(one.criterion), last)) for one in ordered)


def _status(one: Review, verdict: Verdict | None, last: dict[str, int]) -> ReviewStatus:
    if one.withdrawal is not None:
        return ReviewStatus.WITHDRAWN
    if one.kind is ReviewKind.NOTE:
        return ReviewStatus.NOTE
    if last[one.criterion] != one.id:
        return ReviewStatus.SUPERSEDED
    return ReviewStatus.ACTIVE if verdict is not None and same_basis(one.basis, verdict) else ReviewStatus.LAPSED


def laid_over(verdict: Verdict, review: Review) -> Verdict:
    """Return the verdict as the review says; the scanner's score stays in its values."""
    score = None if review.points is None else review.points / verdict.max
    scored = review.state is State.SCORED and score is not None
    value = score if scored and score is not None else 0.0
    found = () if verdict.score is None else (("scanner", f"{verdict.points:g}"),)
    kept = tuple(pair for pair in verdict.values if pair[0] == "title")  # what a sheet calls its criterion
    told = (("by", review.by), ("at", review.at.isoformat()), ("why", review.reason), ("was", verdict.state.value))
    return replace(
        verdict,
        state=review.state,
        score=score if scored else None,
        low=value,
        high=value if scored else 1.0,
        reason=BY_HAND,
        values=told + found + kept,
        flags=(*verdict.flags, BY_HAND),
        evidence=(*_evidence(review), *verdict.evidence),
        confidence=1.0,
        doubts=(),
        losses=(Loss("", 1 - value, Cause.BY_HAND),) if scored and value < 1 else (),
    )


def _evidence(review: Review) -> tuple[Place, ...]:
    return (Place(review.evidence, review.at, "", review.reason),) if review.evidence else ()
