"""A small invented region in three surveys, made in memory: a Kreis, two larger towns, seven others."""

import json
from datetime import UTC, datetime
from functools import cache

from lxml import html as lxml_html

from criteria.loading import load_set
from results.audience import Audience
from results.compare.comparison import compare
from results.compare.survey import Survey
from results.queries import RunInfo
from results.reports.region.report import regional_report
from results.reports.region.scope import Scope
from scanner.model.stage import Stage
from scanner.model.verdict import Changer, Judgement, Loss, ServiceFinding, State, Verdict
from tests.results.samples import scan_info

YEARS = (2019, 2022, 2026)
HOSTILE = "<script>alert('x')</script>"
SOURCE = "Erfundene Grenzen"
TOWNS = {
    "05999": ("Kreis Muster", "kreis", 0.5),
    "05999001": ("Stadt Musterfeld", "stadt", 0.8),
    "05999002": ("Stadt Nebendorf", "stadt", 0.4),
    "05999003": ("Gemeinde Ahorn", "gemeinde", 0.9),
    "05999004": ("Gemeinde Birke", "gemeinde", 0.7),
    "05999005": ("Gemeinde Eiche", "gemeinde", 0.5),
    "05999006": ("Gemeinde Fichte", "gemeinde", 0.3),
    "05999007": ("Gemeinde Ginster", "gemeinde", 0.1),
    "05999008": (f"Gemeinde {HOSTILE}", "gemeinde", 0.6),
    "05999009": ("Gemeinde Linde", "gemeinde", None),
}
"""Name, league, and the score of every criterion in the last year; None is a site that did not answer."""
GAIN = {2019: -0.1, 2022: -0.05, 2026: 0.0}


@cache
def criteria():
    return load_set()


def run(year=2026, source="live", stage=Stage.SURVEYED):
    day = datetime(year, 11, 16, 12, tzinfo=UTC)
    return RunInfo(year, str(year), source, day, day, (("done", 10),), {}, stage)


def scan(ags, year=2026, source="live", change=None):
    """A scan of one of the towns; `change` gets its verdicts by id and may put others in their place."""
    name, league, score = TOWNS[ags]
    state = State.UNREACHABLE if score is None else State.SCORED
    value = None if score is None else round(score + GAIN[year], 3)
    found = {one.id: _verdict(one, league, state, value) for one in criteria().criteria if league in one.leagues}
    if change:
        change(found)
    basket = criteria().baskets[league]
    services = () if score is None else tuple(ServiceFinding(one, at % 5) for at, one in enumerate(basket))
    judgement = Judgement(ags, league, "g2b-2026", "a" * 64, "0.1.0", tuple(found.values()), services)
    kind = name.partition(" ")[0]
    ended = "unreachable" if score is None else "done"
    return scan_info(
        ags, name, id=year * 100 + list(TOWNS).index(ags), run=str(year), league=league, kind=kind, state=ended,
        judgement=judgement, source=source, municipality={"groups": ["eiche-und-linde"] if ags[-1] in "59" else []},
    )  # fmt: skip


def _verdict(one, league, state, value):
    low, high = (0.0, 1.0) if value is None else (value, value)
    losses = (
        ()
        if value is None
        else (Loss("", round(1 - value, 3), "no_page"), Loss("", 0.0, "pdf_flat", Changer.DATA_CENTRE))
    )
    return Verdict(one.id, one.version, state, value, one.scale(league), low, high, losses=losses)


def survey(year=2026, source="live", stage=Stage.SURVEYED, only=None, change=None):
    """A survey of all towns, of which some may be asked about only."""
    peers = tuple(scan(ags, year, source, (change or {}).get(ags)) for ags in TOWNS)
    chosen = tuple(one for one in peers if only is None or one.ags in only)
    return Survey(run(year, source, stage), chosen, peers)


def scope(*surveys, label="2026", language="de", **audience):
    """A scope of surveys, by default of all three years."""
    found = compare(surveys or tuple(survey(year) for year in YEARS))
    return Scope.of(found, label, criteria(), Audience(language, **audience))


def borders(folder):
    """A file with a square for every town but the last two."""
    path = folder / "squares.geojson"
    towns = [ags for ags in TOWNS if len(ags) == 8][:-2]
    features = [
        {
            "properties": {"ags": ags},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[at, 50], [at + 1, 50], [at + 1, 51], [at, 51], [at, 50]]],
            },
        }
        for at, ags in enumerate(towns)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "attribution": SOURCE, "features": features}), "utf-8")
    return path


def parsed(text):
    """A report as a tree to ask by XPath."""
    return lxml_html.fromstring(text)


def tree(of, **more):
    """The report on a scope as a tree."""
    return parsed(regional_report(of, **more))


def words(node):
    """The text of a node, white space folded."""
    return " ".join(" ".join(node.itertext()).split())


def table(page, caption):
    """The rows of the table with a caption, as lists of texts."""
    found = [one for one in page.xpath("//table[caption]") if words(one.find("caption")) == caption]
    assert len(found) == 1, [words(one) for one in page.xpath("//caption")]
    return [[words(cell) for cell in row.xpath("./th|./td")] for row in found[0].xpath(".//tr")]
