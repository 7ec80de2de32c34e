"""Whether a measure moved what it was taken for: the criterion's score, or the level of the service, in two surveys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from criteria.kompass.keys import SERVICE, normal_key, stem
from results.kompass.measures import Measure
from results.queries import ScanInfo
from scanner.model.verdict import ServiceFinding, Verdict

_STEP = 0.0005  # of a score of 0..1: less is the noise of rounding
_DESCRIBED = 1  # level of a service beyond the criteria set that has a page


class Moved(StrEnum):
    """What came of it."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    NOT_MEASURABLE = "not_measurable"


class Why(StrEnum):
    """Why it can't be measured."""

    NONE = ""
    NO_SCAN = "no_scan"  # one of the surveys does not have the municipality
    NOT_SEEN = "not_seen"  # what it is about was not seen in one of them
    OTHER_RULES = "other_rules"  # the criterion is another one by now
    NOT_ASKED = "not_asked"  # neither survey knows what it is about


@dataclass(frozen=True)
class Outcome:
    """A measure and what came of it; `before` and `after` are scores (0..1) of a criterion, or levels (0..4) of a service."""

    measure: Measure
    moved: Moved
    before: float | None = None
    after: float | None = None
    why: Why = Why.NONE


def outcome(measure: Measure, before: ScanInfo | None, after: ScanInfo | None, keys: Mapping[str, str]) -> Outcome:
    """Return what came of a measure between two surveys.

    Args:
        measure: from `measures.Measures`.
        before: the municipality's scan in the run that showed the finding, None where there is none.
        after: its scan in the run that is shown.
        keys: LeiKa keys of the services of the criteria set by id.
    """
    if before is None or after is None:
        return Outcome(measure, Moved.NOT_MEASURABLE, why=Why.NO_SCAN)
    subject = measure.what.subject
    verdicts = [_verdict(scan, subject) for scan in (before, after)]
    if any(verdicts):
        return _of_criterion(measure, *verdicts)
    return _of_service(measure, *(_level(scan, subject, keys) for scan in (before, after)))


def _verdict(scan: ScanInfo, subject: str) -> Verdict | None:
    return next((one for one in scan.verdicts if one.criterion == subject), None)


def _of_criterion(measure: Measure, before: Verdict | None, after: Verdict | None) -> Outcome:
    if before is None or after is None:
        return Outcome(measure, Moved.NOT_MEASURABLE, why=Why.OTHER_RULES)
    if before.version != after.version:
        return Outcome(measure, Moved.NOT_MEASURABLE, before.score, after.score, Why.OTHER_RULES)
    return _compared(measure, before.score, after.score)


def _of_service(measure: Measure, before: tuple[bool, int | None], after: tuple[bool, int | None]) -> Outcome:
    if not before[0] and not after[0]:
        return Outcome(measure, Moved.NOT_MEASURABLE, why=Why.NOT_ASKED)
    return _compared(measure, before[1], after[1])


def _compared(measure: Measure, before: float | None, after: float | None) -> Outcome:
    if before is None or after is None:
        return Outcome(measure, Moved.NOT_MEASURABLE, before, after, Why.NOT_SEEN)
    gain = after - before
    moved = Moved.SAME if abs(gain) < _STEP else Moved.BETTER if gain > 0 else Moved.WORSE
    return Outcome(measure, moved, before, after)


def _level(scan: ScanInfo, subject: str, keys: Mapping[str, str]) -> tuple[bool, int | None]:
    """Return whether a scan can tell of a service, and its level: 0 where it was looked for in vain."""
    finding = _finding(scan, subject, keys)
    if finding is not None:
        return True, finding.level
    key = normal_key(subject)
    if not key or scan.state != "done":
        return False, None
    found = any(stem(one.key, SERVICE) == stem(key, SERVICE) or one.key == key for one in scan.judgement.also)
    return True, _DESCRIBED if found else 0


def _finding(scan: ScanInfo, subject: str, keys: Mapping[str, str]) -> ServiceFinding | None:
    wanted = {subject, *(service for service, key in keys.items() if key and key == normal_key(subject))}
    return next((one for one in scan.judgement.services if one.service in wanted), None)
