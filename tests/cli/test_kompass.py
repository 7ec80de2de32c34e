"""``g2b kompass`` as a user calls it."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from criteria.kompass.snapshots import FOLDER, snapshots
from criteria.loading import folder_of
from criteria.services import load_services
from results.database import open_database
from results.queries import Results
from scanner.cli.kompass_shared import TEXTS
from scanner.cli.scan import Choice
from scanner.run.scan import Plan, start
from scanner.run.settings import load_settings
from tests.cli.test_commands import call, stored  # noqa: F401 - fixtures
from tests.spiders.interfaces import Interfaces, served

REGISTRY = (
    "ags,name,kind,league,homepage,population\n"
    "05999001,Musterdorf,Gemeinde,gemeinde,https://musterdorf.example/,9000\n"
    "05999002,Musterstadt,Stadt,stadt,https://musterstadt.example/,31000\n"
    "05999,Kreis Muster,Kreis,kreis,https://kreis-muster.example/,250000\n"
)
KEY = "99050012104000"


@pytest.fixture
def kompass(call, tmp_path):  # noqa: F811
    """Run a command of ``g2b kompass`` in a fresh home, with a sample registry where it takes one."""
    registry = tmp_path / "registry.csv"
    registry.write_text(REGISTRY, "utf-8")

    def run(command, *more):
        with_registry = ("--registry", registry) if command in ("list", "import") else ()
        return call("kompass", command, *more, *with_registry)

    return run


def table(tmp_path, text, name="kompass.csv"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_every_text_stands_in_both_languages():
    assert TEXTS.keys("de") == TEXTS.keys("en")


def test_a_municipality_sees_what_it_is_competent_for(kompass):
    code, out, _ = kompass("list", "--municipality", "Musterdorf", "--search", "Gewerbe anmelden", "--business")
    assert code == 0
    assert "Leistungen, für die Musterdorf zuständig ist" in out
    assert "Gewerbeanmeldung" in out
    assert "von der Quelle genannt" in out
    assert (
        "Gewerbeanmeldung" not in kompass("list", "--municipality", "Kreis Muster", "--search", "Gewerbeanmeldung")[1]
    )


def test_a_long_list_says_how_many_there_are(kompass):
    out = kompass("list", "--limit", "2")[1]
    assert "5483 Leistungen, 2 gezeigt." in out


def test_nothing_found_is_said(kompass):
    assert "Keine Leistung gefunden." in kompass("list", "--search", "Raumfahrtbahnhof xyzzy")[1]


def test_a_list_goes_into_a_file_in_the_form_of_its_ending(kompass, tmp_path):
    path = tmp_path / "liste.csv"
    code, out, _ = kompass("list", "--municipality", "Musterdorf", "--search", "Reisegewerbekarte", "--output", path)
    assert code == 0
    assert f"geschrieben: {path}" in out
    row = next(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))
    assert (row["LeiKa-Schlüssel"], row["Diese Kommune zuständig"]) == ("99050023005000", "ja")


def test_an_unknown_form_or_municipality_is_told(kompass, tmp_path):
    assert kompass("list", "--output", tmp_path / "liste.doc")[0] == 2
    code, _, err = kompass("list", "--municipality", "Anderswo")
    assert code == 2
    assert "Anderswo" in err


def test_missing_asks_for_a_scan(kompass):
    code, _, err = kompass("list", "--municipality", "Musterdorf", "--missing")
    assert code == 2
    assert "Musterdorf wurde noch nie geprüft" in err
    assert "um welche Kommune" in kompass("list", "--missing")[2]


def test_missing_lists_what_the_newest_scan_did_not_find(call, stored, tmp_path):  # noqa: ARG001, F811
    scan = Results(open_database(load_settings(tmp_path).database_url)).scans("2026")[0]
    found = [one.service for one in scan.judgement.services if one.pages]
    registry = f"ags,name,kind,league,homepage\n{scan.ags},{scan.name},x,{scan.league},https://x.example/\n"
    path = table(tmp_path, registry, "registry.csv")
    code, out, _ = call("kompass", "list", "--municipality", scan.ags, "--missing", "--registry", path)
    assert code == 0
    assert f"Nicht gefunden in der Erhebung 2026 ({scan.name})" in out
    (known,) = found
    names = {one.id: one.name for one in load_services(folder_of("g2b-2026") / "services.csv")}
    assert names[known] not in out
    assert "Reisegewerbekarte" in out  # of the same league, and not in the sample judgement


def test_show_tells_every_fact_with_its_source(kompass):
    code, out, _ = kompass("show", "99 050 036 005 000")
    assert code == 0
    for told in (
        "Versteigerergewerbe Erlaubnis",
        "leika-2019, 01.10.2019",
        "keine Behörde aus",
        "weicht ab",
        "10294",
    ):
        assert told in out


def test_show_names_relatives_of_a_key_that_is_not_known(kompass):
    assert "auf 11 Stellen stimmt überein" in kompass("show", "99050036005077")[1]
    assert kompass("show", "Quark")[0] == 2


def test_counts_stand_beside_the_published_figures_as_the_documentation_shows_them(call, monkeypatch):  # noqa: F811
    monkeypatch.setenv("COLUMNS", "104")
    code, out, _ = call("--lang", "en", "kompass", "counts")
    assert code == 0
    for told in (
        "about 2,000",
        "5,483",
        "Other towns and municipalities",
        "Why the figures differ",
        "import --fetch fim",
    ):
        assert told in " ".join(out.split())
    shown = (Path(__file__).parents[2] / "docs" / "kompass.md").read_text("utf-8")
    lines = [line for line in out.splitlines() if not line.startswith("Catalogue ")]  # the hash of today's files
    assert [line for line in lines if f"    {line}".rstrip() not in shown] == []


def test_a_table_is_imported_and_the_next_one_says_what_changed(kompass, tmp_path):
    first = table(tmp_path, f"LeiKa;Bezeichnung;Themenfeld\n{KEY};Drachen;Alt\n99050012104001;Geht;Alt\n")
    code, out, _ = kompass("import", first, "--as-of", "2026-05-01")
    assert code == 0
    assert "own, Stand 01.05.2026: 2 Angaben übernommen" in out
    assert "Erster Stand dieser Quelle" in out
    assert "unverändert" in kompass("import", first, "--as-of", "2026-05-01")[1]
    second = table(tmp_path, f"LeiKa;Bezeichnung;Themenfeld\n{KEY};Drachen;Neu\n99050012104002;=1+1;Alt\n")
    out = kompass("import", second, "--as-of", "2026-06-01")[1]
    assert "Gegenüber dem Stand 01.05.2026: 1 neu, 1 weggefallen, 1 geändert." in out
    assert f"geändert: {KEY} Drachen: theme: Alt -> Neu" in out
    kept = snapshots(tmp_path / FOLDER, "own")
    assert len(kept) == 2
    assert "'=1+1" in kept[1].path.with_suffix(".changes.csv").read_text("utf-8")
    assert "Drachen" in kompass("show", KEY)[1]


def test_a_table_that_is_wrong_changes_nothing(kompass, tmp_path):
    code, _, err = kompass("import", table(tmp_path, "LeiKa;Bezeichnung\n123;Drachen\n"))
    assert code == 2
    assert "kompass.csv: A2" in err
    assert not (tmp_path / FOLDER).exists()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (json.dumps({"items": [{"leistungsschluessel": KEY, "title": "Drachen", "typisierung": ["5"]}]}), "fim"),
        (f"leika_key;ars;online_status\n{KEY};059990001001;ok\n", "open-pvog"),
    ],
)
def test_the_kind_of_a_file_is_seen(kompass, tmp_path, text, source):
    code, out, _ = kompass("import", table(tmp_path, text, "datei.txt"))
    assert code == 0
    assert out.startswith(f"{source}, Stand ")


def test_an_answer_of_pvog_needs_the_municipality_it_is_about(kompass, tmp_path):
    answer = table(tmp_path, json.dumps({"content": [{"leikaIds": [KEY], "onlineServiceLinks": []}]}), "pvog.json")
    assert kompass("import", answer)[0] == 2
    assert kompass("import", answer, "--municipality", "Musterdorf")[1].startswith("pvog, Stand ")


def test_it_must_be_said_what_to_import(kompass, tmp_path):
    assert kompass("import")[0] == 2
    assert kompass("import", table(tmp_path, "x"), "--fetch", "fim")[0] == 2


def test_fetching_says_who_asks_or_does_not_ask(kompass):
    code, _, err = kompass("import", "--fetch", "fim")
    assert code == 2
    assert "operator" in err


def test_a_scan_knows_who_carries_a_service_and_keeps_the_hash_of_the_catalogue(kompass, tmp_path):
    kompass("import", table(tmp_path, f"LeiKa;Kommune;Träger\n{KEY};Musterdorf;Kreis Muster\n"))
    settings = load_settings(tmp_path)
    choice = Choice(("Musterdorf",), None, None, tmp_path / "registry.csv", settings)
    (town,) = choice.on(date.today())
    assert town.not_competent == (("gewerbe_anmeldung", "Kreis Muster"),)
    start(Plan("2026", (town,)), settings)
    (run,) = Results(open_database(settings.database_url)).runs()
    shown = kompass("counts")[1]
    assert f"Katalog {str(run.settings['kompass'])[:12]}" in shown


@pytest.mark.server
def test_an_import_by_the_interface_keeps_what_other_areas_reported(kompass, tmp_path):
    server = served(Interfaces())
    answered = table(tmp_path, f"leika_key;ars;online_status\n{KEY};059990001001;ok\n", "hub.csv")
    assert kompass("import", answered)[0] == 0
    known = {"G2B_OPERATOR": "Kreis", "G2B_CONTACT": "it@kreis.example", "G2B_PRIVATE": "127.0.0.0/8", "G2B_DELAY": "0"}
    address = {"G2B_KOMPASS_OPEN_PVOG": server.url("/hub/{ars}")}
    asked = ("--home", tmp_path, "kompass", "import", "--fetch", "open-pvog", "--municipality", "Musterstadt")
    command = [sys.executable, "-m", "scanner.cli", *map(str, asked), "--registry", str(tmp_path / "registry.csv")]
    environment, root = {**os.environ, **known, **address}, Path(__file__).parents[2]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment, cwd=root)
    server.close()
    assert done.returncode == 0, done.stderr
    assert "1 neu, 0 weggefallen, 0 geändert" in done.stdout
