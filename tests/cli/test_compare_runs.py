"""``g2b compare RUN RUN...`` as a user calls it: the region, one municipality, sheets, and what is said of mistakes."""

import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from criteria.registry import Municipality
from results.database import open_database
from results.store import ScanFacts, Store
from scanner.cli.compare_words import TEXTS
from scanner.model.verdict import State
from tests.cli.test_commands import call  # noqa: F401 - a fixture
from tests.results.compare.surveys_of import ALL, levels, scored
from tests.results.imports.sheets import REGISTRY, csv_sheet
from tests.results.samples import judgement, verdict

NAMES = ("Ahausen", "Beistadt", "Cehagen", "Demoor", "Eheim", "Efdorf", "Geburg")
TOWNS = [
    Municipality(f"0599900{at}", name, "Gemeinde", "gemeinde", "http://x.example/", groups=("Fünf",) if at < 3 else ())
    for at, name in enumerate(NAMES, start=1)
]
CLOSED = tuple(verdict(one, None, State.UNREACHABLE) for one in ALL)


def kept(store, label, year, verdicts, *, towns=TOWNS):
    """Store a run with the verdicts of each town."""
    run = store.start_run(label, source="live", as_of=datetime(year, 6, 1, 12, tzinfo=UTC), settings={})
    for town, judged in zip(towns, verdicts, strict=True):
        state = "unreachable" if judged is CLOSED else "done"
        told = (
            v if v.points is None else replace(v, values=(("points", f"{v.points:.3g}"), ("max", "2"))) for v in judged
        )
        found = replace(judgement(*told, services=levels(taxi=1 if year < 2022 else 3)), ags=town.ags)
        store.add_scan(run, ScanFacts(town, state), found)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Seven municipalities in 2019 and 2022, one of them closed in 2022; in 2026 one of them is missing."""
    folder = tmp_path_factory.mktemp("region")
    engine = open_database(f"sqlite:///{folder}/g2b.sqlite")
    store = Store(engine)
    store.keep_criteria("a" * 64, "g2b-2026", "1", {})
    kept(store, "2019", 2019, [scored(0.2 + at / 20) for at in range(7)])
    kept(store, "2022", 2022, [CLOSED, *(scored(0.3 + at / 19) for at in range(1, 7))])
    kept(store, "2026", 2026, [scored(0.5 + at / 17, S1=0.0) for at in range(6)], towns=TOWNS[:6])
    engine.dispose()
    return folder


@pytest.fixture
def region(made, tmp_path):
    """The region in the home of this test."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)


def cells(out, name):
    """The cells of the row that begins with a name."""
    row = next(line for line in out.splitlines() if line.strip().startswith(name))
    return re.split(r"\s{2,}", row.strip())


def test_every_text_stands_in_both_languages():
    assert TEXTS.keys("de") == TEXTS.keys("en")


@pytest.mark.usefixtures("region")
def test_the_region_stands_by_league_with_totals_changes_rank_and_cause(call):  # noqa: F811
    code, out, _ = call("compare", "2019", "2022", "2026")
    assert code == 0
    assert "Übrige Städte und Gemeinden" in out
    assert cells(out, "Efdorf") == ["Efdorf", "45,0", "56,3", "76,2", "+11,3", "+19,9", "+31,2", "1", "Website"]
    assert cells(out, "Ahausen")[1:8] == ["20,0", "–", "48,0", "?", "?", "+28,0", "6"]
    assert "2022 ohne Werte" in out
    assert cells(out, "Geburg")[1:] == ["50,0", "61,6", "–", "+11,6", "–", "–", "–", "Website; 2026 nicht dabei"]
    assert cells(out, "Median")[1:4] == ["35,0", "48,4", "62,1"]


@pytest.mark.usefixtures("region")
def test_what_rose_and_fell_is_counted_by_criterion_and_service(call):  # noqa: F811
    out = call("compare", "2019", "2026", "--lang", "en")[1]
    assert cells(out, "S1 Search field on the homepage")[1:] == ["6", "−32.5"]
    assert cells(out, "Taxigenehmigung")[1:] == ["6", "+2.00"]


@pytest.mark.usefixtures("region")
def test_runs_without_a_common_municipality_have_no_empty_table(call, tmp_path):  # noqa: F811
    engine = open_database(f"sqlite:///{tmp_path}/g2b.sqlite")
    kept(Store(engine), "2030", 2030, [scored(0.5)], towns=[replace(TOWNS[0], ags="05999099", name="Neustadt")])
    engine.dispose()
    out = call("compare", "2026", "2030")[1]
    assert "Neustadt" in out
    assert "Kriterien 2026→2030" not in out


@pytest.mark.usefixtures("region")
def test_the_region_has_statistics_with_interval_and_test(call):  # noqa: F811
    out = call("compare", "2019", "2026")[1]
    assert cells(out, "Gesamt, alle")[1:3] == ["6", "+29,6"]
    assert "Vorzeichentest (exakt)" in out or "Wilcoxon (exakt)" in out
    out = call("compare", "2019", "2026", "--group", "Fünf")[1]
    assert cells(out, "Gesamt, alle")[1:] == ["2", "–", "–", "–", "unter 6 Kommunen"]


@pytest.mark.usefixtures("region")
def test_one_municipality_is_shown_with_cause_both_reasons_and_rank_but_no_significance(call):  # noqa: F811
    code, out, _ = call("compare", "2019", "2026", "efdorf")
    assert code == 0
    assert cells(out, "Gesamt")[1:] == ["45,0", "76,2", "+31,2", "Website"]
    assert cells(out, "Rang")[1:3] == ["2 von 7", "1 von 6"]
    assert cells(out, "S1 Suchfeld")[1:5] == ["0,9 / 2", "0,0 / 2", "−45,0", "Ursache: Website"]
    assert "2019: Volle Punktzahl: 0,9 von 2 Punkten" in out
    assert "2026: Volle Punktzahl: 0 von 2 Punkten" in out
    assert cells(out, "Taxigenehmigung")[1:4] == ["1", "3", "+2"]
    assert "Statistik" not in out


@pytest.mark.usefixtures("region")
def test_a_closed_site_is_told_once_and_not_for_each_criterion(call):  # noqa: F811
    out = call("compare", "2019", "2022", "2026", "--municipality", "ahausen")[1]
    assert out.count("Die Website war nicht abrufbar") == 1
    assert cells(out, "S1 Suchfeld")[1:7] == ["0,4 / 2", "nicht abrufbar", "0,0 / 2", "?", "?", "−20,0"]


@pytest.mark.usefixtures("region")
def test_a_wider_tie_makes_more_of_them_level(call):  # noqa: F811
    out = call("compare", "2019", "2026", "--tie-width", "7")[1]
    assert cells(out, "Eheim")[4] == "1="
    assert "mehr als 7,0 Punkte" in out
    assert call("compare", "2019", "2026", "--tie-width", "-1")[0] == 2


@pytest.mark.usefixtures("region")
def test_machines_get_json(call):  # noqa: F811
    found = json.loads(call("compare", "2019", "2026", "--json", "--league", "gemeinde")[1])
    assert [one["name"] for one in found["municipalities"]] == sorted(NAMES)
    assert found["municipalities"][6]["years"][1] == {"missing": "not_asked"}


@pytest.mark.usefixtures("region")
def test_a_hand_made_survey_stands_beside_with_a_break(call, tmp_path):  # noqa: F811
    (tmp_path / "registry.csv").write_text(REGISTRY.replace("Musterfeld", "Ahausen"), "utf-8")
    path = csv_sheet(tmp_path, "Kommune;S1;F\nAhausen;1;60\n")
    code, _, err = call("import", path, "--label", "2021", "--registry", tmp_path / "registry.csv")
    assert (code, err) == (0, "")
    out = call("compare", "2021", "2026", "ahausen")[1]
    assert "2021 (Handerhebung)" in out
    assert "Bruch zwischen 2021 (Handerhebung) und 2026: eine Handerhebung misst anders." in " ".join(out.split())
    assert cells(out, "Gesamt")[-1] == "Bruch"


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["2019"], "mindestens zwei Erhebungen"),
        (["2019", "2062"], "no run named '2062'"),
        (["2019", "2026", "Efdrof"], "did you mean Efdorf"),
        (["2019", "2026", "--group", "Funf"], "did you mean Fünf"),
        (["2019", "2026", "--league", "dorf"], "leagues are kreis"),
        (["--rules", "a", "b"], "--rules und --run gehören zusammen"),
    ],
)
def test_a_mistake_gets_one_message(call, arguments, message):  # noqa: F811
    code, out, err = call("compare", *arguments)
    assert (code, out) == (2, "")
    assert message in err
