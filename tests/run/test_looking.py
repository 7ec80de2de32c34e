"""Whether a page shows the same once more: what a reader sees decides, not what changes in the markup with each visit."""

from dataclasses import replace

import pytest

from results.compare.flips import Flip
from results.erasures import ArchiveInfo
from scanner.archive.manifest import manifest_path, write_manifest
from scanner.archive.reader import Archive
from scanner.archive.records import Failure, Missing, Purpose
from scanner.archive.writer import ArchiveWriter
from scanner.run.confirm import PER_VERDICT, Doubted, _same, _urls
from scanner.run.erasing import _drop_copies
from scanner.run.looking import UNSEEN, what_it_showed
from scanner.run.settings import load_settings
from tests.archive.making import archive as made
from tests.archive.making import capture, exchange
from tests.results.compare.surveys_of import scan
from tests.results.samples import AS_OF, verdict
from tests.spiders.crawling import lexicon

URL = "http://www.musterfeld.example/0"


def shown(folder, html, url=URL, **changes):
    path = folder / "scan.warc.gz"
    folder.mkdir()
    manifest = made(path, [])
    with ArchiveWriter(path, software="test/1", end=path.stat().st_size) as writer:
        answer = exchange("/0", html.encode(), **changes)
        seen = replace(capture(writer.exchange(answer), answer), content_type="text/html; charset=utf-8")
    missing = (Missing("http://www.musterfeld.example/tot", Purpose.PAGE, Failure.TIMEOUT),)
    write_manifest(manifest_path(path), replace(manifest, captures=(seen,), missing=missing))
    return what_it_showed(Archive(path), url, lexicon())


FORM = "<main><h1>Gewerbe</h1><form action=/s><input name=q>{}</form></main>"
PAGE = f"<html lang=de><head><title>Gewerbe</title></head><body>{FORM}</body></html>"


def test_tokens_and_whitespace_are_no_change_but_words_links_and_fields_are(tmp_path):
    first = shown(tmp_path / "a", PAGE.format("<input type=hidden name=t value=1>"))
    assert shown(tmp_path / "b", PAGE.format("\n <input type=hidden name=t value=2>")) == first
    others = ["<a href=/x>Gewerbe anmelden</a>", "<p>Neu</p>", "<input name=ort>"]
    assert first not in [shown(tmp_path / f"c{at}", PAGE.format(one)) for at, one in enumerate(others)]


def test_an_error_a_failure_and_what_was_never_asked_for_have_words(tmp_path):
    assert shown(tmp_path / "a", "weg", status=404) == "status 404"
    assert shown(tmp_path / "b", "x", url="http://www.musterfeld.example/tot") == "failed timeout"
    assert shown(tmp_path / "c", "x", url="http://www.musterfeld.example/nie") == UNSEEN


@pytest.mark.parametrize(
    ("then", "now", "same"),
    [
        ("ab", "ab", True),
        ("ab", "cd", False),
        ("ab", "status 404", False),
        ("failed timeout", "ab", False),
        ("failed timeout", "failed timeout", True),
        ("unseen", "status 404", True),
        ("unseen", "failed dns", True),
        ("unseen", "ab", False),
        ("unseen", "status 503", False),
    ],
)
def test_what_the_scan_did_not_come_across_is_the_same_where_it_is_not_there(then, now, same):
    assert _same(then, now) is same


def test_evidence_of_both_runs_is_looked_at_within_bounds():
    old, new = verdict("S1", 1.0), verdict("S1", 0.0)
    places = [replace(old.evidence[0], url=f"http://www.musterfeld.example/{at}", fetched=AS_OF) for at in range(9)]
    old = replace(old, evidence=tuple(places))
    new = replace(new, evidence=(), searched=("header", "page:http://www.musterfeld.example/neu", "page:kind"))
    sides = scan("05999001", old), scan("05999001", new)
    found = Doubted(Flip(*sides, old, new), "2025", tuple(_urls(Flip(*sides, old, new)))).urls
    assert found == (*(f"http://www.musterfeld.example/{at}" for at in (0, 1)), "http://www.musterfeld.example/neu")
    assert len(found) <= PER_VERDICT


def test_what_was_looked_at_once_more_goes_when_the_archive_is_erased(tmp_path):
    folder = tmp_path / "2026" / "05999001-1"
    folder.mkdir(parents=True)
    kept = [folder / name for name in ("confirm-1.warc.gz", "confirm-1.manifest.json", "confirm-1.ledger.sqlite")]
    for path in kept:
        path.write_bytes(b"x")
    archive = ArchiveInfo(1, "2026", "05999001", "Musterfeld", 1, AS_OF, str(folder / "scan.warc.gz"))
    _drop_copies(archive, load_settings(tmp_path))
    assert not any(path.exists() for path in kept)
