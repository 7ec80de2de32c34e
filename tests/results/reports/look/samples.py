"""Small pages, tables and charts that tests of this room look at."""

from datetime import UTC, datetime

import altair as alt
from lxml import html as lxml_html

from results.audience import Audience
from results.queries import RunInfo
from results.reports.look.charts import draw
from results.reports.look.frame import Frame, Report, page
from results.reports.look.tables import Cell, Table
from scanner.model.stage import Stage
from scanner.model.texts import Texts
from tests.results.samples import scan_info

SAMPLE = "tests.results.reports.look.sample"
REPORT = Report(SAMPLE, Texts(SAMPLE))


def run_info(label="2026", source="live", stage=Stage.RELEASED, year=2026):
    """A run as it is read from the database."""
    when = datetime(year, 11, 16, 8, tzinfo=UTC)
    return RunInfo(1, label, source, when, when, (("done", 1),), {}, stage)


def table(caption="Werte"):
    """A table with a number, a link, and a link that must not be one."""
    rows = [
        ("Musterfeld", "12", Cell("Beleg", "https://www.musterfeld.example/a?b=1&c=2")),
        ("Ort", "3", Cell("weg", "javascript:alert(1)")),
    ]
    return Table(caption, ("Kommune", "Punkte", "Beleg"), rows, frozenset({1}))


def chart(**more):
    """A small bar chart."""
    values = [{"town": "Musterfeld", "points": 1234.5}, {"town": "Ort", "points": 3}]
    return alt.Chart(alt.Data(values=values), width=300, **more).mark_bar(clip=True).encode(x="points:Q", y="town:N")


def figure(title="Punkte je Ort"):
    """A drawn chart."""
    return draw(chart(), title, "Musterfeld liegt vorn.", table("Punkte je Ort in Zahlen"))


def sample(language="de", title="Bericht", name="Musterfeld", run=None, **more):
    """A whole page."""
    frame = Frame.of(title, Audience(language), run or run_info(), [scan_info()], about=name)
    values = {"name": name, "value": 1234.56, "gain": -0.7, "values": table(), "picture": figure()}
    return page(REPORT, "sample.html", frame, **(values | more))


def parsed(html):
    """A page as a tree to ask by XPath."""
    return lxml_html.fromstring(html)


def text_of(tree, path):
    """The text of all that a path finds, white space folded."""
    return " ".join(" ".join(one.text_content().split()) for one in tree.xpath(path))
