"""Sources of exports: two runs of invented towns, small enough to check by eye."""

from dataclasses import replace
from datetime import UTC, datetime

from criteria.loading import load_set
from results.audience import Audience
from results.compare.survey import Survey
from results.exports.source import Source
from results.queries import RunInfo
from results.veil import veiled
from scanner.model.erasure import Erasure
from scanner.model.objection import Objection, ObjectionAnswer, Outcome
from scanner.model.place import Place
from scanner.model.review import Review, ReviewKind, basis_of
from scanner.model.stage import Stage
from scanner.model.verdict import Loss, ServiceFinding, State, Verdict, Way
from tests.results.samples import AS_OF, judgement, scan_info

CRITERIA = load_set()
BEFORE = datetime(2022, 6, 7, 12, tzinfo=UTC)
PERSON = "Frau Anke Muster, Tel. 05923 123-26"


def run(label="2026", when=AS_OF, stage=Stage.SURVEYED):
    """A run."""
    return RunInfo(1, label, "live", when, when, (("done", 6),), {}, stage)


def place(number, **more):
    """A place of evidence with a person in its quotation."""
    return replace(Place(f"http://feld{number}.example/a", AS_OF, "main > p", PERSON, f"urn:uuid:{number}"), **more)


def town(number, year, **more):
    """A scan of a town: two criteria that depend on number and year, one that was not testable, one service."""
    share = min(1.0, number / 10 + (0.3 if year == "2026" else 0.0))
    loss = Loss("gestattung", 1 - share, "no_page", url=f"http://feld{number}.example/")
    verdicts = more.pop("verdicts", None) or (
        Verdict("S1", "1", State.SCORED, share, 2.0, share, share, (place(number),), ("headers:3",), "steps", losses=(loss,)),
        Verdict("U1", "1", State.SCORED, 0.5, 2.0, 0.5, 0.5, (), (), "steps", confidence=0.8, doubts=("one_mention",)),
        Verdict("A1", "1", State.NOT_TESTABLE, None, 3.0, 0.0, 1.0, (), (), "robots"),
    )  # fmt: skip
    way = Way(
        f"https://form{number}.example/f",
        "online",
        "works",
        "own",
        "civento",
        "Civento",
        "yes",
        "online",
        "yes",
        ("bundid",),
    )
    service = ServiceFinding("gewerbe_anmeldung", 3 if year == "2026" else 1, (f"http://feld{number}.example/gewerbe",),
                             (f"https://form{number}.example/f",), 2, "person", (), (), (), (way,))  # fmt: skip
    values = {"name": f"Feld {number}", "id": number + (100 if year == "2026" else 0), "run": year} | more
    return scan_info(f"0599900{number}", judgement=judgement(*verdicts, services=(service,)), **values)


def source(*, stage=Stage.SURVEYED, audience=None, towns=None, labels=("2022", "2026"), only=()):
    """A source of two runs of six towns; `only` are the numbers of those asked for."""
    surveys = []
    for label, when in zip(labels, (BEFORE, AS_OF)[-len(labels) :], strict=True):
        scans = tuple(towns or (town(number, label) for number in range(1, 7)))
        chosen = tuple(scan for scan in scans if not only or int(scan.ags[-1]) in only)
        surveys.append(Survey(run(label, when, stage), chosen, scans))
    seen, readers = veiled(surveys, audience or Audience())
    return Source(
        labels[-1], seen, readers, CRITERIA, lambda verdict: f"because {verdict.reason}", lambda code: f"doubt {code}"
    )


def erased(number=1):
    """A town whose proof was erased lawfully."""
    stone = Erasure("urn:uuid:1", "http://feld1.example/a", "0" * 64, AS_OF, "AZ 1")
    return town(number, "2026", erasures=(stone,))


def reviewed(number=3):
    """A town of which a person decided a criterion and objected to it, with names in what was said."""
    scan = town(number, "2026")
    said = Review(1, "2026", scan.ags, "S1", ReviewKind.SCORE, State.SCORED, 2.0, f"nach {PERSON}", "Anke Muster", AS_OF,
                  basis_of(scan.judgement.verdicts[0]))  # fmt: skip
    answer = ObjectionAnswer(Outcome.UPHELD, "nachgesehen", "Anke Muster", AS_OF, 1)
    objection = Objection(
        1, "2026", scan.ags, "S1", "Frau Weber", AS_OF.date(), "Suche ist da", "Anke Muster", AS_OF, (answer,)
    )
    return replace(scan, reviews=(said,), objections=(objection,))
