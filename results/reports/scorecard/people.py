"""What people said about a scorecard: reviews that count, notes, objections with their outcome."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from results.queries import ScanInfo
from scanner.model.objection import Objection
from scanner.model.review import Review, ReviewKind, ReviewStatus
from scanner.model.verdict import Verdict


@dataclass(frozen=True)
class People:
    """What people said about a municipality in a survey, oldest first."""

    scan: ScanInfo

    def __bool__(self) -> bool:
        return bool(self.reviews or self.notes or self.objections)

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """The reviews that count, corrections after the release among them."""
        return tuple(one for one in self.scan.reviews if one.status is ReviewStatus.ACTIVE)

    @property
    def corrections(self) -> tuple[Review, ...]:
        """Those that were made after the release."""
        return tuple(one for one in self.reviews if one.kind is ReviewKind.CORRECTION)

    @property
    def notes(self) -> tuple[Review, ...]:
        """What is only noted, such as a repair after the survey."""
        return tuple(one for one in self.scan.reviews if one.status is ReviewStatus.NOTE)

    @property
    def objections(self) -> tuple[Objection, ...]:
        """What the municipality objected to."""
        return self.scan.objections

    def counting(self, review: Review) -> Verdict | None:
        """Return the verdict as a review made it."""
        return next((one for one in self.scan.verdicts if one.criterion == review.criterion), None)

    def measured(self, review: Review) -> Verdict | None:
        """Return the verdict that a review lies over, None where there is none any more."""
        return next((one for one in self.scan.judgement.verdicts if one.criterion == review.criterion), None)
