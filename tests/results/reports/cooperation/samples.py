"""A group of invented towns: who has what, small enough to reckon by hand."""

from dataclasses import replace
from datetime import UTC, datetime

from criteria.loading import load_set
from criteria.municipality import Municipality
from results.compare.survey import Survey
from results.queries import RunInfo
from results.reports.cooperation.measure import load_measure
from results.reports.cooperation.report import Asked, cooperation
from scanner.model.stage import Stage
from scanner.model.verdict import Judgement, ServiceFinding, State, Verdict, Way
from tests.results.samples import scan_info

CRITERIA = load_set()
AS_OF = datetime(2026, 11, 16, 12, tzinfo=UTC)
RUN = RunInfo(1, "2026", "live", AS_OF, AS_OF, (("done", 3),), {})
RELEASED = replace(RUN, stage=Stage.RELEASED)
GROUP = "kooperation-g2b"
ASKED = ("gewerbe_anmeldung", "gestattung", "gewerbesteuer", "gewerbeabfall")
"""The services that the sample towns were judged by, as if their baskets held no others."""

FORM = Way("https://formulare.musterfeld.example/antrag", "online", "works", "own", "form_solutions", "Form-Solutions",
           sent="online", upload="yes", logins=("organisation",), payments=("electronic",), shows=("progress",))  # fmt: skip
STATE = Way("https://service.wirtschaft.nrw/antrag/gewerbemeldung-leistungsauswahl/", "state_deep_link", "works", "state",
            "wsp_nrw", "Wirtschafts-Service-Portal.NRW", sent="online", upload="yes", logins=("organisation", "bundid"))  # fmt: skip
PDF = Way("https://www.musterfeld.example/a.pdf", "pdf", "works", "own", fillable="yes", sent="mail")
OTHER = replace(FORM, platform="civento", vendor="civento")


def finding(service, level, *ways, flags=()):
    page = f"https://www.musterfeld.example/{service}"
    return ServiceFinding(
        service, level, (page,) if level else (), tuple(way.url for way in ways), ways=ways, flags=flags
    )


def shares(criterion, score_of, levels, scale=1.0):
    """A verdict that is a mean over services."""
    points = {service: score_of(level) * scale for service, level in levels.items() if level is not None}
    values = tuple((f"member:{service}", f"{value:g}") for service, value in points.items())
    score = sum(points.values()) / len(points) / scale if points else 0.0
    return Verdict(criterion, "1", State.SCORED, score, scale, score, score, reason="mean", values=values)


def at_home(one, name):
    """A finding on the site of a town."""
    host = name.split(" ")[0].lower()
    return replace(
        one,
        pages=tuple(page.replace("musterfeld", host) for page in one.pages),
        forms=tuple(form.replace("musterfeld", host) for form in one.forms),
        ways=tuple(replace(way, url=way.url.replace("musterfeld", host)) for way in one.ways),
    )


def town(ags, name, findings, *, league="gemeinde", state="done", source="live", **more):
    """A scan whose verdicts follow from its findings: E1 page, E2 online, E3 level of 4, S1 always half."""
    findings = tuple(at_home(one, name) for one in findings)
    levels = {one.service: one.level for one in findings}
    asked = {service: levels.get(service, 0) for service in ASKED}
    verdicts: tuple[Verdict, ...] = (
        Verdict("S1", "1", State.SCORED, 0.5, 2.0, 0.5, 0.5),
        shares("E1", lambda level: float(level > 0), asked),
        shares("E2", lambda level: float(level >= 3), asked),
        shares("E3", lambda level: level / 4, asked, 4.0),
    )
    if state != "done":
        verdicts, findings = (Verdict("S1", "1", State.UNREACHABLE, low=0.0, high=1.0),), ()
    municipality = {"groups": [GROUP], "not_competent": more.pop("not_competent", [])}
    made = Judgement(ags, league, "g2b-2026", "a" * 64, "0.1.0", verdicts, findings)
    return scan_info(
        ags,
        name,
        id=int(ags),
        league=league,
        state=state,
        judgement=made,
        municipality=municipality,
        source=source,
        **more,
    )


def first(*findings, **more):
    return town("05999001", "Musterfeld", findings, **more)


def second(*findings, **more):
    return town("05999002", "Beispielheim", findings, **more)


def third(*findings, **more):
    return town("05999003", "Probeck", findings, **more)


def report(*scans, unscanned=(), solutions=None, run=RUN, measure=None):
    """The cooperation of these scans."""
    asked = Asked(GROUP, run, scans, unscanned, solutions or {})
    return cooperation(asked, CRITERIA, measure or load_measure())


def whole_group():
    """Three towns: one with forms, one with PDFs on the same platform, one that can't be reached."""
    return (
        first(finding("gewerbe_anmeldung", 3, STATE), finding("gestattung", 1), finding("gewerbesteuer", 3, FORM)),
        second(
            finding("gewerbe_anmeldung", 1),
            finding("gestattung", 2, replace(FORM, sent="print")),
            finding("gewerbesteuer", 1),
        ),
        third(state="unreachable"),
    )


def surveyed(*scans, run=RUN):
    return Survey(run, scans, scans)


NEW_TOWN = Municipality("05999009", "Neudorf", "Gemeinde", "gemeinde", "http://www.neudorf.example/", groups=(GROUP,))
