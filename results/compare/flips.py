"""Verdicts that flipped from one run to the next under the same rule: something where there was nothing, or the reverse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from results.compare.comparison import Comparison
from results.compare.relation import Relation
from results.queries import ScanInfo
from scanner.model.verdict import State, Verdict


@dataclass(frozen=True)
class Flip:
    """A criterion of a municipality that gave nothing and gives something now, or the reverse."""

    before: ScanInfo
    after: ScanInfo
    old: Verdict
    new: Verdict

    @property
    def criterion(self) -> str:
        """Its id."""
        return self.new.criterion


def flips(found: Comparison) -> Iterator[Flip]:
    """Yield what flipped from the first survey of a comparison to the last, by municipality and criterion.

    What the scanner saw is compared, without what people decided. Where a side was not scored nothing flipped, it was not
    seen.
    """
    end = len(found.surveys) - 1
    for line in found.lines:
        step, (first, last) = line.step(0, end), (line.years[0], line.years[-1])
        if step is None or first.scan is None or last.scan is None:
            continue
        for change in step.criteria:
            old, new = first.judged.get(change.id), last.judged.get(change.id)
            if change.relation is Relation.SAME and old and new and _flipped(old, new):
                yield Flip(first.scan, last.scan, old, new)


def _flipped(old: Verdict, new: Verdict) -> bool:
    if old.state is not State.SCORED or new.state is not State.SCORED or old.version != new.version:
        return False
    return ((old.score or 0.0) > 0) is not ((new.score or 0.0) > 0)
