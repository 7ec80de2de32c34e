"""Runs in a database, for tests of what comes after a run."""

from dataclasses import replace
from datetime import UTC, datetime

from criteria.registry import Municipality
from results.database import open_database
from results.store import ScanFacts, Store
from scanner.model.verdict import State
from tests.results.compare.surveys_of import ALL, levels, scored
from tests.results.samples import judgement, verdict

CLOSED = tuple(verdict(one, None, State.UNREACHABLE) for one in ALL)
NAMES = ("Ahausen", "Beistadt", "Cehagen", "Demoor")


def town(at, **more):
    """An invented municipality by its number."""
    kept = {"groups": ("Bund",), **more}
    return Municipality(f"0599900{at}", NAMES[at - 1], "Gemeinde", "gemeinde", f"http://www.{at}.example/", **kept)


class House:
    """A results database that runs are put into."""

    def __init__(self, folder):
        self.engine = open_database(f"sqlite:///{folder}/g2b.sqlite")
        self.store = Store(self.engine)
        self.store.keep_criteria("a" * 64, "g2b-2026", "1", {})

    def run(self, label, day, scans, source="live"):
        """Store a run of scans: each is a municipality and its verdicts, `CLOSED` where it was unreachable."""
        moment = datetime.fromisoformat(f"{day}T02:00").replace(tzinfo=UTC)
        number = self.store.start_run(label, source=source, as_of=moment, settings={})
        for one, verdicts in scans:
            self.scan(number, one, verdicts, moment)
        return number

    def scan(self, number, one, verdicts, at, **more):
        """Store a scan in a run; `services` are levels, `reason` marks one that is made once more."""
        state, problem = ("unreachable", "dns no connection") if verdicts is CLOSED else ("done", "")
        found = replace(judgement(*verdicts, services=levels(**more.pop("services", {}))), ags=one.ags)
        return self.store.add_scan(number, ScanFacts(one, state, at, at, problem=problem, **more), found)


def points(score, **others):
    """All 32 verdicts of one score."""
    return scored(score, **others)
