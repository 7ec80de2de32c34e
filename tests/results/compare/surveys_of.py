"""Small surveys for tests of comparisons, without a database."""

from dataclasses import replace
from datetime import UTC, datetime

from results.compare.survey import Survey
from results.queries import RunInfo
from scanner.model.verdict import State
from tests.results.samples import finding, judgement, scan_info, verdict

IDS = [
    f"{letter}{n}" for letter, count in (("S", 5), ("U", 7), ("A", 6), ("F", 7), ("E", 7)) for n in range(1, count + 1)
]
ALL = tuple(IDS)


def scored(score, *, without=(), **others):
    """All 32 verdicts with the same score; some not testable, some with a score of their own."""
    return tuple(
        verdict(one, None, State.NOT_TESTABLE) if one in without else verdict(one, others.get(one, score))
        for one in ALL
    )


def levels(**services):
    """Findings with these levels."""
    return tuple(finding(service, level) for service, level in services.items())


def scan(ags, *verdicts, services=(), digest="a" * 64, scanner="0.1.0", **more):
    """A scan of a municipality; its league, name and groups may be given."""
    groups, successor = more.pop("groups", []), more.pop("successor", "")
    league = more.get("league", "gemeinde")
    judged = judgement(*verdicts, services=services, digest=digest)
    judged = replace(judged, ags=ags, league=league, scanner_version=scanner, verdicts=tuple(verdicts))
    stored = {"ags": ags, "groups": groups, "successor": successor}
    return scan_info(ags, more.pop("name", f"Ort {ags}"), judgement=judged, municipality=stored, **more)


def run(label="2026", *, source="live", settings=None, number=None):
    """A run of the year in its label."""
    day = datetime(int(label[:4]), 6, 1, 12, tzinfo=UTC)
    return RunInfo(number or int(label[:4]), label, source, day, day, (), settings or {})


def survey(label, *scans, source="live", settings=None, chosen=None):
    """A survey of these scans; `chosen` are the AGS asked about, all if not given."""
    info = run(label, source=source, settings=settings)
    whole = tuple(replace(one, id=info.id * 10_000 + at, run=label, source=source) for at, one in enumerate(scans))
    asked = tuple(one for one in whole if chosen is None or one.ags in chosen)
    return Survey(info, asked, whole)
