"""A small catalogue and scans of invented towns to match."""

from dataclasses import asdict, replace
from datetime import date

from criteria.kompass.record import Addressee, Known, Source, StateService
from criteria.kompass.reported import Reported
from criteria.kompass.solutions import Solution
from results.kompass.match import match_run, prepared
from results.queries import RunInfo
from scanner.model.stage import Stage
from scanner.model.verdict import AlsoFound, ServiceFinding, Way
from tests.criteria.kompass.records import LEIKA, SET, VILLAGE, WSP, catalogue, record
from tests.results.samples import AS_OF, judgement, scan_info

TRADE, KITE, PASS, COURT = "99050012104000", "99777001104000", "99085001000000", "99046010000000"
PAGE = "http://musterdorf.example/gewerbe"
DAY = date(2026, 11, 24)
LIST = Source("solutions", "solutions", "Liste", date(2026, 1, 1))
RUN = RunInfo(1, "2026", "live", AS_OF, AS_OF, (), {})
STATE = StateService("Gewerbe", "service.wirtschaft.nrw/antrag/gewerbe/")


def services(*local, joined=Known.UNKNOWN, reported=()):
    """Trade notice (asked by the set), kite flying and pass (all municipalities), certificate of a court (nobody here)."""
    state = replace(STATE, joined=joined)
    every = ("kreis", "gross", "mittel", "gemeinde")
    return catalogue(
        record("Gewerbeanmeldung", TRADE, SET, service="gewerbe_anmeldung", levels=every, addressee=Addressee.BUSINESS),
        record("Gewerbe Anmeldung", TRADE, WSP, state_service=state),
        record("Drachenflug", KITE, levels=every, theme="Freizeit", source=LEIKA),
        record("Reisepass", PASS, levels=every, theme="Reisen"),
        record("Erbschein", COURT, levels=()),
        local=local,
        reported=reported,
    )


def finding(level=1, pages=(PAGE,), forms=(), ways=()):
    return ServiceFinding("gewerbe_anmeldung", level, pages, forms, ways=ways)


def way(url, kind="pdf", state="works"):
    return Way(url, kind, state, "own")


def scan(*findings, also=(), town=VILLAGE, **more):
    """A scan of a town."""
    judged = replace(judgement(services=findings), also=tuple(also))
    values = {
        "ags": town.ags,
        "name": town.name,
        "league": town.league,
        "kind": town.kind,
        "municipality": asdict(town),
    }
    return scan_info(**(values | {"judgement": judged} | more))


def also(key, url="http://musterdorf.example/pass", name="Reisepass", how="name"):
    return AlsoFound(key, name, url, how)


def report(key, works=Known.UNKNOWN, active=Known.UNKNOWN, url="https://dienst.example/", ars="059990000001"):
    return Reported(LIST, 2, ars, key, url=url, works=works, active=active)


def solution(product="Formular", key=TRADE, level=3, **more):
    return Solution(LIST, 2, product, key=key, level=level, **more)


def matched(*scans, solutions=(), run=RUN, **more):
    """The match of some scans with the small catalogue."""
    return match_run(run, scans, prepared(services(**more), DAY, solutions))


def rows(*scans, **more):
    """Rows by name of the service."""
    return {row.wanted.name: row for row in matched(*scans, **more).rows}


def codes(row):
    return [found.code.value for found in row.findings]


RELEASED = replace(RUN, stage=Stage.RELEASED)
