"""Which width makes totals level: as set, as a second look measured it, else that of labelled sites."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from criteria.registry import Municipality
from results.compare.comparison import compare
from results.compare.ranks import TIE_WIDTH
from results.compare.survey import surveys
from results.compare.width import FALLBACK, LEAST_LABELS, Width, WidthSource, last_known
from results.database import open_database
from results.models import LookRow
from results.queries import Results
from results.second_looks import SecondLooks
from results.store import ScanFacts, Store
from tests.results.compare.surveys_of import scored
from tests.results.samples import judgement


def test_the_last_width_that_is_known_holds_for_a_comparison():
    one, other = Width(1.0, WidthSource.SECOND_LOOK), Width(3.0, WidthSource.SET)
    assert last_known([one, other, FALLBACK]) is other
    assert last_known([FALLBACK, FALLBACK]) == Width(TIE_WIDTH, WidthSource.LABELLED_SITES)


def looked_at(folder, count):
    """A run of which people scored so many verdicts 0.1 higher than the scanner did."""
    engine = open_database(f"sqlite:///{folder}/g2b.sqlite")
    store = Store(engine)
    store.keep_criteria("a" * 64, "g2b-2026", "1", {})
    run = store.start_run("2026", source="live", as_of=datetime(2026, 6, 1, tzinfo=UTC), settings={})
    towns = [Municipality(f"0599900{at}", f"Ort {at}", "Gemeinde", "gemeinde", "http://x.example/") for at in (1, 2)]
    for town in towns:
        store.add_scan(run, ScanFacts(town, "done"), replace(judgement(*scored(0.5)), ags=town.ags))
    results, looks = Results(engine), SecondLooks(engine)
    pairs = [(scan, verdict) for scan in results.scans("2026") for verdict in scan.verdicts][:count]
    number = looks.keep_sample(results.run("2026"), pairs, share=0.5, seed=1, by="N. N.")
    return engine, results, number, pairs


@pytest.mark.parametrize(
    ("count", "source"), [(LEAST_LABELS, WidthSource.SECOND_LOOK), (LEAST_LABELS - 1, WidthSource.LABELLED_SITES)]
)
def test_a_second_look_with_enough_labels_gives_the_width(tmp_path, count, source):
    engine, results, number, pairs = looked_at(tmp_path, count)
    with Session(engine) as session, session.begin():
        for scan, verdict in pairs:
            session.add(
                LookRow(
                    sample_id=number, ags=scan.ags, criterion=verdict.criterion, state="scored", score=0.6, by="M. M.",
                    at=datetime(2026, 7, 1, tzinfo=UTC), url="", remark="",
                )
            )  # fmt: skip
    looked = surveys(results, ["2026"])[0].looked()
    assert looked is not None
    assert (looked.pairs, looked.share.value) == (count, 0.0)
    found = compare(surveys(results, ["2026"]))
    asked = compare(surveys(results, ["2026"], tie_width=0.0))
    engine.dispose()
    assert asked.width == Width(0.0, WidthSource.SET)
    assert found.width.source is source
    weights = sum(1 / (25 * size) for size in (5, 7, 6, 7, 7))
    wanted = 1.96 * (2 * weights) ** 0.5 * 10 if source is WidthSource.SECOND_LOOK else TIE_WIDTH
    assert found.tie_width == pytest.approx(wanted)
