"""An invented league over two years, small enough to be counted by hand."""

from functools import cache

from criteria.loading import load_set
from results.audience import Audience
from results.compare.comparison import compare
from results.compare.survey import Survey
from results.reports.scorecard.card import Card, Words
from results.veil import veiled
from scanner.model.place import Place
from scanner.model.stage import Stage
from scanner.model.verdict import Changer, Judgement, Loss, ServiceFinding, State, Verdict
from tests.results.reports.look.samples import run_info
from tests.results.samples import AS_OF, scan_info

OWN, NEAR, FAR = "05999001", "05999002", "05998001"
LONG = "Verbandsgemeinde Obertiefenbach-Niederfischbach an der Kleinen Wendmar"
criteria = cache(load_set)
WORDS = Words(
    lambda verdict: f"Grund {verdict.reason} {verdict.score}",
    lambda cause, count: f"{count} mal {cause}",
    lambda who: {
        Changer.MUNICIPALITY: "die Kommune",
        Changer.DATA_CENTRE: "das Rechenzentrum",
        Changer.STATE: "das Land",
    }[who],
    lambda loss: loss.detail,
)


def loss(member="", score=0.1, cause="no_page", changer=Changer.MUNICIPALITY, detail=""):
    """A loss."""
    return Loss(member, score, cause, changer, "", detail)


def verdict(criterion, score, losses=(), url="", state=State.SCORED, **more):
    """A verdict on the scale of the criteria set, with one place of evidence where an address is given."""
    top = next((one.max for one in criteria().criteria if one.id == criterion), 1.0)
    places = (Place(url, AS_OF, "main > h1", "Gewerbe anmelden", "urn:uuid:1"),) if url else ()
    low, high = more.pop("range", (score or 0.0, score if score is not None else 1.0))
    reason = more.pop("reason", "steps")
    return Verdict(criterion, "1", state, score, top, low, high, places, ("a",), reason, losses=tuple(losses), **more)


def verdicts(score, **special):
    """All 32 criteria at one score, but those given."""
    return tuple(special.get(one.id) or verdict(one.id, score) for one in criteria().criteria)


def finding(service, level, clicks=2, page=True, host="musterfeld", flags=()):
    """A service with its page."""
    pages = (f"http://www.{host}.example/{service}",) if page else ()
    return ServiceFinding(service, level, pages, (), clicks, "person", pages, (), flags)


def scan(ags=OWN, name="Musterfeld", given=(), services=(), league="gemeinde", run="2026", **more):
    """A scan of a municipality."""
    judgement = Judgement(ags, league, "g2b-2026", "a" * 64, "0.1.0", tuple(given), tuple(services))
    number = int(ags) * 10 + int(run[-1])
    return scan_info(ags=ags, name=name, league=league, run=run, id=number, judgement=judgement, **more)


def peers(run="2026"):
    """Five more of the league and one of another, at 20, 30, 40, 50, 90 and 100 %."""
    scores = {NEAR: 0.9, "05999003": 0.2, "05999004": 0.3, "05999005": 0.4, "05999006": 0.5}
    near = [
        scan(
            ags,
            f"Ort {ags[-1]}",
            verdicts(score, E1=verdict("E1", score, url=f"http://www.ort{ags[-1]}.example/")),
            run=run,
        )
        for ags, score in scores.items()
    ]
    far = scan(
        FAR,
        "Fernstadt",
        verdicts(1.0, E1=verdict("E1", 1.0, url="http://www.fernstadt.example/")),
        league="stadt",
        run=run,
    )
    return [*near, far]


def card(own, before=None, language="de", names=None, source="live", stage=Stage.RELEASED):
    """A scorecard of a municipality in 2026, beside 2022 where a scan of then is given."""
    surveys = [Survey(run_info("2026", stage=stage), (own,), (own, *peers()))]
    if before is not None:
        surveys.insert(0, Survey(run_info("2022", source, year=2022), (before,), (before, *peers("2022"))))
    shown, audience = veiled(surveys, Audience(language, own=own.ags, **({"names": names} if names else {})))
    found = compare(shown)
    return Card(found, found.lines[0], len(shown) - 1, audience, criteria())


def longest():
    """A draft with the longest texts that there can be: a long name and address, many causes, all services, two years."""
    names = [one.id for one in criteria().services if one.role == "core"]
    causes = ("no_page", "no_online_form", "dead_link", "portal_start_page", "pdf_flat")
    losses = [loss(name, 0.0138, cause, detail=f"http://a.example/{name}") for name in names for cause in causes]
    given = verdicts(0.95, E1=verdict("E1", 0.1, losses, url="http://www.musterfeld.example/" + "lang/" * 40))
    services = [finding(one.id, at % 5, host="obertiefenbach") for at, one in enumerate(criteria().services)]
    before = scan(name=LONG, given=verdicts(0.98), run="2022")
    return card(scan(name=LONG, given=given, services=services), before, stage=Stage.HEARING)
