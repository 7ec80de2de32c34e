"""What an operator sees of ``g2b archive`` and of evidence that is opened."""

import json
import re
from dataclasses import replace
from zipfile import ZipFile

import lxml.html
import pytest

from criteria.loading import load_set
from results.store import ScanFacts
from scanner.archive.manifest import manifest_path, write_manifest
from scanner.cli import evidence
from scanner.cli.archive import _TEXTS as ARCHIVE
from scanner.model.place import Place
from tests.archive.making import archive, passes_warcio_check
from tests.calling import called
from tests.results.samples import AS_OF, TOWN, judgement, opened, verdict

HOME = "http://www.musterfeld.example/0"
NAMED = "<html><title>Amt</title><body><p>Guten Tag</p><p>Zuständig ist Frau Beispiel.</p></body></html>".encode()
OTHER = b"<html><body><p>Suche</p></body></html>"


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Run a command in a fresh home; returns (exit code, standard output, standard error)."""
    for name in ("OPERATOR", "CONTACT", "HOME", "DATABASE", "PROXY", "LANG", "KEEP_DAYS"):
        monkeypatch.delenv(f"G2B_{name}", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(evidence, "has_display", lambda: False)

    def run(*arguments):
        return called(monkeypatch, capsys, "--home", tmp_path, *arguments)

    return run


@pytest.fixture
def warc(tmp_path):
    """Store a re-scan whose archive is there, and return its WARC."""
    path = tmp_path / "archives" / "2026" / "05999001-2" / "scan.warc.gz"
    manifest = archive(path, [NAMED, OTHER])
    manifest = replace(manifest, captures=tuple(replace(one, content_type="text/html") for one in manifest.captures))
    write_manifest(manifest_path(path), manifest)
    first, other = manifest.captures
    engine, store, run = opened(tmp_path)
    store.keep_criteria(load_set().hash, "g2b-2026", "1", {})
    places = (
        Place(HOME, AS_OF, "html > body > p:nth-child(2)", "Zuständig ist Frau Beispiel.", first.id),
        Place(other.url, AS_OF, "body > p:nth-child(1)", "Suche", other.id),
    )
    notes = ("reserved:meta:2:http://www.musterfeld.example/0",)
    judged = replace(judgement(replace(verdict("A1", 0.5), evidence=places), digest=load_set().hash), notes=notes)
    store.add_scan(run, ScanFacts(TOWN, "done", AS_OF, AS_OF, str(path)), judged)
    engine.dispose()
    return path


def test_every_text_stands_in_both_languages():
    assert ARCHIVE.keys("de") == ARCHIVE.keys("en")
    assert evidence._TEXTS.keys("de") == evidence._TEXTS.keys("en")


def test_a_sound_file_is_verified_with_figures(call, warc):
    code, out, _ = call("archive", "verify", warc)
    assert code == 0
    assert re.search(
        r"in Ordnung; 5 Datensätze.*2 Seiten, [\d,]+ KiB, [\d,]+ KiB je Seite; [\d.]+ Seiten je Sekunde", out
    )


def test_damage_is_told_and_ends_with_1(call, warc):
    data = bytearray(warc.read_bytes())
    data[-120:-100] = bytes(20)
    warc.write_bytes(data)
    code, out, _ = call("--lang", "en", "archive", "verify", "2026", "musterfeld")
    assert code == 1
    assert "can't be read" in out
    assert "No such file" in out  # the archive of the first scan is not there: that costs the second nothing


def test_what_is_missing_is_one_message(call, warc):
    assert call("archive", "verify", warc.with_name("weg.warc.gz"))[0] == 2
    code, _, err = call("archive", "verify", "2062")
    assert (code, "2026" in err) == (2, True)


def test_archives_are_exported_as_internal(call, warc, tmp_path):
    folder = tmp_path / "out"
    assert call("archive", "export", warc, "--output", folder)[0] == 0
    assert passes_warcio_check(folder / "scan-intern.warc.gz")
    code, out, _ = call("archive", "export", warc, "--output", tmp_path / "a.wacz", "--wacz")
    assert (code, "intern" in out) == (0, True)
    with ZipFile(tmp_path / "a.wacz") as package:
        assert "internen Gebrauch" in json.loads(package.read("datapackage.json"))["description"]
        assert [json.loads(line).get("title") for line in package.read("pages/pages.jsonl").decode().splitlines()] == [
            "All Pages", "Amt", "http://www.musterfeld.example/1",
        ]  # fmt: skip
    code, _, err = call("archive", "export", warc, "--output", tmp_path / "a.warc.gz", "--wacz")
    assert (code, ".wacz" in err) == (2, True)


def test_evidence_opens_with_the_place_marked(call, warc):
    code, out, _ = call("why", "2026", "musterfeld", "a1", "--open")
    assert code == 0
    path = out.strip().rpartition(": ")[2]
    page = lxml.html.parse(path)
    assert page.find(".//*[@id='g2b-mark']").text == "Zuständig ist Frau Beispiel."
    assert page.find(".//script") is None
    assert "default-src 'none'" in page.find(".//meta[@http-equiv]").get("content")
    assert HOME in page.find(".//header").text_content()
    assert call("why", "2026", "musterfeld", "A1", "--open", "--place", "3")[0] == 2
    assert call("why", "2026", "musterfeld", "S9", "--open")[0] == 2
    warc.unlink()
    assert call("why", "2026", "musterfeld", "A1", "--open")[0] == 2


def test_nothing_is_erased_without_a_yes(call, warc):
    before = warc.read_bytes()
    code, out, _ = call("archive", "redact", "2026", "musterfeld", "--text", "Frau Beispiel", "--reason", "Antrag")
    assert (code, "--yes" in out, "/0" in out) == (0, True, True)
    call("archive", "prune", "--older-than", "0d")
    assert warc.read_bytes() == before


@pytest.mark.parametrize("what", [("--text", "frau  BEISPIEL"), ("--url", HOME)])
def test_what_is_redacted_is_gone_and_the_verdict_says_so(call, warc, what):
    call("why", "2026", "musterfeld", "A1", "--open")
    code, _, _ = call("archive", "redact", "2026", "musterfeld", *what, "--reason", "Antrag 7", "--yes")
    assert code == 0
    assert call("archive", "verify", warc)[0] == 0
    assert not list(warc.parents[3].glob("evidence/*/*/*.html"))
    code, _, err = call("why", "2026", "musterfeld", "A1", "--open")
    assert (code, "Antrag 7" in err) == (2, True)
    assert call("why", "2026", "musterfeld", "A1", "--open", "--place", "2")[0] == 0
    shown = call("show", "2026", "musterfeld", "--evidence")[1]
    assert "gelöscht (Antrag 7)" in " ".join(shown.replace("│", " ").split())
    assert "Frau Beispiel" not in shown
    call("export", "--run", "2026", "--format", "json", "--output", warc.parents[3] / "x.json")
    assert "Antrag 7" in (warc.parents[3] / "x.json").read_text("utf-8")


def test_archives_that_were_kept_long_enough_go(call, warc, monkeypatch):
    assert call("archive", "prune")[0] == 2
    assert call("archive", "prune", "--older-than", "bald")[0] == 2
    monkeypatch.setenv("G2B_KEEP_DAYS", "30000")
    assert "Archive: 0" in call("archive", "prune", "--yes")[1]
    assert "Archive: 1" in call("archive", "prune", "--older-than", "0", "--yes")[1]
    assert not warc.exists()
    code, out, _ = call("archive", "verify", "2026", "musterfeld")
    assert "gelöscht" in out
    code, out, _ = call("why", "2026", "musterfeld", "A1")
    assert (code, "Frau Beispiel" in out, "gelöscht" in out) == (0, True, True)


@pytest.mark.usefixtures("warc")
def test_redacting_needs_to_know_what_and_why(call):
    assert call("archive", "redact", "2026", "musterfeld", "--reason", "x")[0] == 2
    assert call("archive", "redact", "2026", "musterfeld", "--text", "ab", "--reason", "x", "--yes")[0] == 2


def test_a_reservation_is_shown(call, warc):
    shown = " ".join(call("show", "2026", "musterfeld")[1].split())
    assert "Vorbehalt gegen Text und Data Mining (Meta-Angabe tdm-reservation), Seiten: 2" in shown
    assert "data-protection.md" in call("archive", "export", "2026", "musterfeld", "--output", warc.parents[3] / "o")[1]
    assert len(list((warc.parents[3] / "o").iterdir())) == 1
