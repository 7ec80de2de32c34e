"""Small results that tests of this room store and read."""

from datetime import UTC, datetime

from criteria.registry import Municipality
from results.database import open_database
from results.queries import ScanInfo
from results.store import ScanFacts, Store
from scanner.model.place import Place
from scanner.model.verdict import Judgement, ServiceFinding, State, Verdict

AS_OF = datetime(2026, 11, 24, 8, tzinfo=UTC)
TOWN = Municipality("05999001", "Musterfeld", "Gemeinde", "gemeinde", "http://www.musterfeld.example/")


def verdict(criterion="S1", score=1.0, state=State.SCORED, **more):
    """A verdict with one piece of evidence."""
    place = Place("http://www.musterfeld.example/", AS_OF, "header > form", "Suche", "urn:uuid:1")
    low = more.pop("low", score if score is not None else 0.0)
    high = more.pop("high", score if score is not None else 1.0)
    return Verdict(criterion, "1", state, score, 2.0, low, high, (place,), ("header",), "steps", **more)


def judgement(*verdicts, services=(), digest="a" * 64):
    """A judgement of the sample town."""
    return Judgement(TOWN.ags, TOWN.league, "g2b-2026", digest, "0.1.0", verdicts or (verdict(),), services)


def finding(service="gewerbe_anmeldung", level=3):
    """A service finding with page, form and a place."""
    page = "http://www.musterfeld.example/gewerbe"
    return ServiceFinding(service, level, (page,), (page + ".pdf",), 2, "person", ("/", page), (Place(page, AS_OF),))


def opened(folder):
    """A fresh database with one run and one scan; returns (engine, store, run id)."""
    engine = open_database(f"sqlite:///{folder}/g2b.sqlite")
    store = Store(engine)
    store.keep_criteria("a" * 64, "g2b-2026", "1", {"S.yaml": "S1: {}"})
    run = store.start_run("2026", source="live", as_of=AS_OF, settings={"delay": 1.0})
    store.add_scan(run, ScanFacts(TOWN, "done", AS_OF, AS_OF, "2026/05999001"), judgement(services=(finding(),)))
    return engine, store, run


def scan_info(ags=TOWN.ags, name=TOWN.name, **more):
    """A scan as it is read from the database, of a judgement with one verdict unless another is given."""
    values = {
        "id": 1, "run": "2026", "league": "gemeinde", "kind": "Gemeinde", "number": 1, "reason": "", "state": "done",
        "problem": "", "started": AS_OF, "finished": AS_OF, "archive": "", "figures": {}, "municipality": {},
        "judgement": judgement(),
    }  # fmt: skip
    return ScanInfo(ags=ags, name=name, **(values | more))
