"""Judging an archive again, as a user does it: the same bytes twice, other rules beside the first, what was not asked."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from criteria.loading import folder_of, load_set
from results.database import open_database
from results.queries import Results
from results.store import ScanFacts, Store
from scanner.archive.manifest import manifest_path, read_manifest
from scanner.archive.records import Purpose
from scanner.model.verdict import State
from scanner.run.judging import judge_archive
from spiders.jobs import Ending
from tests.spiders.towns import crawled
from tests.whole.test_kill import town

pytestmark = [pytest.mark.server, pytest.mark.slow]

JUDGE = """
import sys
from pydantic import TypeAdapter
from results.database import open_database
from results.queries import Results
from scanner.model.verdict import Judgement
from scanner.run.judging import loaded_set
from scanner.run.rescore import rescore_scan
(scan,) = Results(open_database(sys.argv[1])).scans("2026")
sys.stdout.buffer.write(TypeAdapter(Judgement).dump_json(rescore_scan(scan, loaded_set("g2b-2026")).judgement))
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """A town that was crawled: two hosts, a search, forms."""
    done = crawled(tmp_path_factory.mktemp("town"), town()).one
    assert done.ending is Ending.FINISHED
    return done.job.archive


@pytest.fixture
def url(tmp_path, archive):
    """A database with the scan of the town."""
    url = f"sqlite:///{tmp_path}/g2b.sqlite"
    engine, known, made = open_database(url), load_set(), town().municipality
    store = Store(engine)
    store.keep_criteria(known.hash, known.name, known.version, known.texts)
    manifest = read_manifest(manifest_path(archive))
    run = store.start_run("2026", source="live", as_of=manifest.as_of, settings={})
    facts = ScanFacts(made, "done", manifest.started, manifest.finished, str(archive))
    store.add_scan(run, facts, judge_archive(archive, made, "g2b-2026"))
    engine.dispose()
    return url


@pytest.fixture
def other_rules(tmp_path):
    """A set with one rule more generous and two terms more."""
    folder = tmp_path / "rules"
    shutil.copytree(folder_of("g2b-2026"), folder)
    _change(folder / "set.yaml", "name: g2b-2026", "name: probe")
    for term in ("Ausschankgenehmigung", "Schankerlaubnis", "Wirteerlaubnis"):
        _change(
            folder / "set.yaml",
            "      Gestattung: gestattung",
            f"      {term}: gestattung\n      Gestattung: gestattung",
        )
    _change(folder / "S.yaml", 'S1:\n  version: "1"', 'S1:\n  version: "2"')
    _change(folder / "S.yaml", "  max: 2\n", "  max: 4\n")
    return folder


def _change(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def g2b(url, *arguments):
    command = [sys.executable, "-m", "scanner.cli", *map(str, arguments), "--database", url]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("G2B_")}
    environment |= {"G2B_LANG": "de", "COLUMNS": "200"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def published(url):
    engine = open_database(url)
    found = Results(engine).scan("2026", "05999001").judgement
    engine.dispose()
    return found


def test_judging_twice_in_two_processes_gives_the_same_bytes(url):
    told = []
    for seed in ("0", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        ended = subprocess.run([sys.executable, "-c", JUDGE, url], capture_output=True, env=environment, check=True)
        told.append(ended.stdout)
    assert told[0] == told[1]
    assert len(json.loads(told[0])["verdicts"]) == 32


def test_the_same_rules_ask_nothing_that_the_archive_was_not_asked(url):
    ended = g2b(url, "rescore", "2026")
    assert ended.returncode == 0, ended.stderr
    assert "nicht gefragt" not in ended.stdout


def test_new_terms_are_listed_and_not_testable_and_what_is_published_stays(url, other_rules):
    before = published(url)
    ended = g2b(url, "rescore", "2026", "--criteria", other_rules)
    assert ended.returncode == 0, ended.stderr
    assert "nicht gefragt, deshalb nicht prüfbar: Suchbegriffe Ausschankgenehmigung, Schankerlaubnis" in ended.stdout
    assert published(url) == before
    engine = open_database(url)
    results = Results(engine)
    (_, new) = results.judgements(results.scan("2026", "05999001").id)
    engine.dispose()
    s2 = next(one for one in new.judgement.verdicts if one.criterion == "S2")
    assert (s2.state, s2.reason) == (State.NOT_TESTABLE, "not_asked")


def test_rules_are_compared_by_name_folder_hash_and_number(url, other_rules):
    ended = g2b(url, "compare", "--rules", "g2b-2026", other_rules, "--run", "2026")
    assert ended.returncode == 0, ended.stderr
    assert "S1" in ended.stdout
    assert "1 → 2" in ended.stdout
    assert "die Regel, ihre Wörter oder Bausteine" in ended.stdout
    assert "andere Dateien des Katalogs (set.yaml)" in ended.stdout
    engine = open_database(url)
    (kept,) = Results(engine).criteria_sets()  # comparing has stored nothing
    engine.dispose()
    g2b(url, "rescore", "2026", "--criteria", other_rules)
    by_hash = g2b(url, "compare", "--rules", kept.hash[:10], load_set(other_rules).hash, "--run", "2026", "musterdorf")
    by_number = g2b(url, "compare", "--rules", "1", "2", "--run", "2026")
    assert by_hash.stdout == ended.stdout == by_number.stdout


def test_a_rule_that_only_looks_otherwise_moves_nothing(url, tmp_path):
    folder = tmp_path / "same"
    shutil.copytree(folder_of("g2b-2026"), folder)
    _change(folder / "S.yaml", "# Suchfunktionalitäten", "# Suche")
    ended = g2b(url, "compare", "--rules", "g2b-2026", folder, "--run", "2026")
    assert "keine Änderung, 32 Kriterien gleich" in ended.stdout


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (("g2b-2026", "g2b-2062"), "there is no criteria set 'g2b-2062'"),
        (("1", "99"), "no municipality of the run has the judgement 1 and 99"),
    ],
)
def test_sides_that_are_not_there_are_told(url, rules, message):
    ended = g2b(url, "compare", "--rules", *rules, "--run", "2026")
    assert (ended.returncode, message in ended.stderr) == (2, True)


def test_an_archive_that_is_gone_is_named_and_the_exit_code_says_so(url, archive, other_rules):
    hidden = archive.rename(archive.with_name("gone.warc.gz"))
    try:
        ended = g2b(url, "compare", "--rules", "g2b-2026", other_rules, "--run", "2026")
    finally:
        hidden.rename(archive)
    assert ended.returncode == 1
    assert "Musterdorf · 2026: kein Archiv" in ended.stdout


def test_an_archive_of_the_past_names_what_could_not_be_asked_at_all(url, archive):
    manifest = manifest_path(archive)
    kept = manifest.read_text("utf-8")
    told = json.loads(kept)
    told["unasked"] = [Purpose.SEARCH.value, Purpose.TARGET.value]
    told["captures"] = [one for one in told["captures"] if one["purpose"] != "search"]
    manifest.write_text(json.dumps(told), "utf-8")
    try:
        ended = g2b(url, "rescore", "2026")
    finally:
        manifest.write_text(kept, "utf-8")
    assert "nicht prüfbar: die Suche der Website, Ziele von Formularlinks" in ended.stdout
