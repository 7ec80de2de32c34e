"""Lawful erasure in an archive: what is gone is gone, everything else stays, and a tombstone says so."""

import json
from datetime import UTC, datetime

import pytest
from warcio.archiveiterator import ArchiveIterator

from scanner.archive.checking import check
from scanner.archive.manifest import manifest_path, read_manifest, write_manifest
from scanner.archive.reader import Archive
from scanner.archive.records import Failure
from scanner.archive.redacting import TOMBSTONE, find, prune, redact
from tests.archive.making import archive, passes_warcio_check

WHEN = datetime(2026, 12, 1, 9, tzinfo=UTC)
NAMED = b"<p>Zust\xc3\xa4ndig ist Frau Beispiel.</p>" * 30


@pytest.fixture
def made(tmp_path):
    path = tmp_path / "scan.warc.gz"
    manifest = archive(path, [NAMED, b"<p>andere</p>", NAMED, b"<p>letzte</p>"], encoding="")
    write_manifest(manifest_path(path), manifest)
    (tmp_path / "scan.ledger.sqlite").write_bytes(b"requests")
    return path, manifest.captures


def test_a_record_and_every_repetition_of_it_are_found(made):
    path, captures = made
    found = find(path, lambda item: item.url.endswith("/2"))
    assert [item.id for item in found] == [captures[0].id, captures[2].id]


def test_what_is_erased_is_gone_and_the_rest_reads_as_before(made):
    path, captures = made
    stones = redact(path, find(path, lambda item: b"Beispiel" in item.body), "Antrag", WHEN)
    assert [stone.record for stone in stones] == [captures[0].id, captures[2].id]
    with path.open("rb") as file:
        records = [
            (one.rec_headers.get_header("WARC-Target-URI") or "", one.content_stream().read())
            for one in ArchiveIterator(file)
        ]
    assert not any(b"Beispiel" in body for _, body in records)
    told = [json.loads(body) for url, body in records if url.startswith(TOMBSTONE)]
    assert [(one["reason"], one["erased"][:10], len(one["digest"])) for one in told] == [
        ("Antrag", "2026-12-01", 64)
    ] * 2
    assert passes_warcio_check(path)
    read = Archive(path)
    assert [read.body(one.id) for one in read.captures] == [b"<p>andere</p>", b"<p>letzte</p>"]
    assert check(path, read.captures).problems == ()
    assert not path.with_name("scan.ledger.sqlite").exists()


def test_the_manifest_lists_it_as_erased_and_no_more_as_seen(made):
    path, captures = made
    stones = redact(path, find(path, lambda item: item.id == captures[1].id), "Antrag", WHEN)
    kept = read_manifest(manifest_path(path))
    assert captures[1].id not in {one.id for one in kept.captures}
    assert [(one.url, one.failure) for one in kept.missing] == [(captures[1].url, Failure.ERASED)]
    assert kept.erased == stones


def test_erasing_twice_keeps_both_tombstones(made):
    path, _ = made
    for name in ("/1", "/3"):
        redact(path, find(path, lambda item, name=name: item.url.endswith(name)), "Antrag", WHEN)  # type: ignore[misc]
    assert len(read_manifest(manifest_path(path)).erased) == 2
    assert find(path, lambda item: item.url.startswith(TOMBSTONE)) == ()


def test_a_pruned_archive_leaves_its_manifest_with_a_tombstone(made):
    path, _ = made
    stone = prune(path, "Frist", WHEN)
    kept = read_manifest(manifest_path(path))
    assert (stone.record, stone.how, len(stone.digest)) == ("", "prune", 64)
    assert (kept.captures, kept.erased, kept.name) == ((), (stone,), "Musterfeld")
    assert not path.exists()
    assert not path.with_name("scan.ledger.sqlite").exists()
