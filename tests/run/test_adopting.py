"""`g2b scan --from-archive`: whose archive it is, what is kept of it, and clear words where it can't be used."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest

from results.database import open_database
from results.queries import Results
from scanner.archive.reader import Archive
from tests.archive.making import passes_warcio_check
from tests.calling import called
from tests.reading.test_adopting import CRAWL, TOWN, crawl


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    registry = tmp_path / "registry.csv"
    with registry.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["ags", "name", "league", "homepage"])
        table.writerow([TOWN.ags, TOWN.name, TOWN.league, TOWN.homepage])
        table.writerow(["05999002", "Fernab", "gemeinde", "http://www.fernab.example/"])
    monkeypatch.setenv("G2B_LANG", "de")

    def run(*arguments):
        reach = ("--home", tmp_path / "home", "scan", "--registry", registry)
        return called(monkeypatch, capsys, *reach, *arguments)

    return run


def test_a_wacz_is_judged_for_whoever_is_in_it(tmp_path, call):
    foreign = crawl(tmp_path, CRAWL)
    packed = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(packed, "w") as wacz:
        wacz.write(foreign.path, "archive/data.warc.gz")
    code, out, _ = call("--from-archive", packed, "--label", "Netz")
    assert (code, out) == (0, "1 von 1 Kommunen geprüft. Ergebnis: g2b show Netz\n")
    results = Results(open_database(f"sqlite:///{tmp_path / 'home' / 'g2b.sqlite'}"))
    info = results.run("Netz")
    assert (info.source, info.as_of) == ("file", foreign.manifest.as_of)
    (scan,) = results.scans("Netz")
    kept = Archive(Path(scan.archive))
    assert {one.id for one in kept.captures} < {one.id for one in foreign.manifest.captures}
    assert kept.body(kept.captures[0].id) == CRAWL[TOWN.homepage][2].encode()
    assert passes_warcio_check(Path(scan.archive))


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["fernab", "--label", "x"], "die Startseite ist nicht im Archiv: Fernab (http://www.fernab.example/)"),
        (["--label", "x", "--resume"], "immer eine neue Erhebung"),
        (["--run", "x"], "immer eine neue Erhebung"),
        (["--label", "x", "--as-of", "2019-06-01"], "ohne --run, --resume und --as-of"),
    ],
)
def test_a_wrong_use_is_told_and_nothing_is_stored(tmp_path, call, more, says):
    code, _, err = call("--from-archive", crawl(tmp_path, CRAWL).path, *more)
    assert code == 2
    assert says in err
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<html>", "no WARC file"),
        (b"", "keine Antwort eines Webservers"),
        (b"\x1f\x8b\x08" + b"x" * 400, "kein Eintrag darin ist lesbar"),
    ],
)
def test_a_file_that_is_no_archive_is_told(tmp_path, call, content, says):
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(content)
    code, _, err = call("--from-archive", path, "--label", "x")
    assert code == 2
    assert says in err
    assert str(path) in err


def test_an_archive_of_strangers_is_told(tmp_path, call):
    foreign = crawl(tmp_path, {"http://www.fremd.example/": CRAWL["http://www.fremd.example/"]})
    code, _, err = call("--from-archive", foreign.path, "--label", "x")
    assert code == 2
    assert "von keiner Kommune des Verzeichnisses die Startseite" in err
