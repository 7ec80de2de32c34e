from __future__ import annotations

import gzip
import pickle
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from criteria.errors import UserError
from scanner.archive.manifest import manifest_path, write_manifest
from scanner.archive.members import DamagedRecordError
from scanner.archive.reader import Archive
from scanner.archive.records import Manifest, Purpose
from scanner.archive.writer import ArchiveWriter
from tests.archive.making import NOON, archive, exchange

PAGES = [f"<h1>Seite {number}</h1>".encode() * 20 for number in range(6)]


@pytest.fixture
def warc(tmp_path: Path) -> Path:
    return tmp_path / "05999001.warc.gz"


def test_bodies_are_read_in_any_order_through_the_manifest_beside_it(warc: Path) -> None:
    write_manifest(manifest_path(warc), archive(warc, PAGES))
    read = Archive(warc)
    assert read.manifest.name == "Musterfeld"
    assert [read.body(capture.id) for capture in reversed(read.captures)] == PAGES[::-1]
    assert read.problems() == ()


def test_an_archive_can_be_handed_to_another_process(warc: Path) -> None:
    manifest = archive(warc, PAGES)
    read = pickle.loads(pickle.dumps(Archive(warc, manifest)))
    assert read.body(manifest.captures[3].id) == PAGES[3]


def test_of_a_capped_body_there_is_what_was_received(warc: Path) -> None:
    whole = gzip.compress(b"".join(b"%d " % number for number in range(5000)))
    with ArchiveWriter(warc, software="test/1") as writer:
        writer.exchange(exchange("/", whole[:4000], truncated="length", headers=(("Content-Encoding", "gzip"),)))
    read = Archive(warc)
    assert read.captures[0].truncated
    assert read.body(read.captures[0].id).startswith(b"0 1 2 3 ")


def test_an_unknown_capture_is_a_key_error(warc: Path) -> None:
    with pytest.raises(KeyError):
        Archive(warc, archive(warc, PAGES)).body("urn:uuid:other")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest, bytes]:
    path = tmp_path_factory.mktemp("sound") / "a.warc.gz"
    manifest = archive(path, PAGES)
    return path, manifest, path.read_bytes()


@given(data=st.data())
def test_damage_costs_only_the_records_it_hits(sound: tuple[Path, Manifest, bytes], data: st.DataObject) -> None:
    path, manifest, whole = sound
    start = data.draw(st.integers(0, len(whole) - 1))
    noise = data.draw(st.binary(min_size=1, max_size=200))
    path.write_bytes(whole[:start] + noise[: len(whole) - start] + whole[start + len(noise) :])
    for read in (_opened(path, manifest), _opened(path)):
        for capture, page in zip(manifest.captures, PAGES, strict=True):
            hit = capture.offset < start + len(noise) and start < capture.offset + capture.length
            assert hit or read is None or read.body(capture.id) == page


def _opened(path: Path, manifest: Manifest | None = None) -> Archive | None:
    try:
        return Archive(path, manifest)
    except UserError:  # the very first bytes were hit: it is no WARC any more
        return None


def test_a_damaged_record_says_so_and_is_listed(warc: Path) -> None:
    manifest = archive(warc, PAGES)
    hit = manifest.captures[2]
    raw = bytearray(warc.read_bytes())
    raw[hit.offset + 40 : hit.offset + 60] = b"\xff" * 20
    warc.write_bytes(raw)
    read = Archive(warc, manifest)
    with pytest.raises(DamagedRecordError):
        read.body(hit.id)
    assert read.body(manifest.captures[3].id) == PAGES[3]
    assert any(problem.startswith(f"byte {hit.offset}:") for problem in read.problems())
    assert any(hit.id in problem for problem in read.problems())


def test_a_file_cut_by_a_full_disk_keeps_what_is_before(warc: Path) -> None:
    manifest = archive(warc, PAGES)
    warc.write_bytes(warc.read_bytes()[: manifest.captures[4].offset + 30])
    read = Archive(warc)
    assert [read.body(capture.id) for capture in read.captures] == PAGES[:4]
    assert read.manifest.notes == ("1 damaged records",)


def test_a_changed_body_fails_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(_foreign({"http://a.example/": (200, b"Amt")}).replace(b"Amt", b"Uhr"))
    (problem,) = Archive(path).problems()
    assert "digest failed" in problem


@pytest.mark.parametrize("content", [b"<html>", b"PK\x03\x04zip"])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    with pytest.raises(UserError, match="no WARC file"):
        Archive(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be read: No such file"):
        Archive(tmp_path / "a.warc.gz")


def test_a_file_compressed_as_one_piece_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(_foreign({"http://a.example/": (200, b"a"), "http://a.example/b": (200, b"b")})))
    with pytest.raises(UserError, match="one piece") as caught:
        Archive(path)
    assert "warcio recompress" in caught.value.hint


def test_an_empty_archive_has_no_captures(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"")
    assert Archive(path).captures == ()


# An archive that another crawler made


def _foreign(
    pages: dict[str, tuple[int, bytes]], headers: dict[str, str] | None = None, compress: bool = False
) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=compress)
    for number, (url, (status, body)) in enumerate(pages.items()):
        http = StatusAndHeaders(f"{status} OK", list((headers or {}).items()), protocol="HTTP/1.1")
        if status in (301, 302):
            http.add_header("Location", body.decode())
        when = (NOON + timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
        record = writer.create_warc_record(
            url, "response", BytesIO(body), len(body), http_headers=http, warc_headers_dict={"WARC-Date": when}
        )
        writer.write_record(record)
    return out.getvalue()


@pytest.mark.parametrize("compress", [True, False])
def test_captures_are_derived_from_a_foreign_archive(tmp_path: Path, compress: bool) -> None:
    path = tmp_path / "past.warc"
    pages = {
        "http://a.example/robots.txt": (404, b"none"),
        "http://a.example/": (200, b"Start"),
        "dns:a.example": (200, b"1.2.3.4"),
    }
    path.write_bytes(_foreign(pages, {"Content-Type": "text/html"}, compress))
    read = Archive(path)
    assert [(c.url, c.purpose, c.status) for c in read.captures] == [
        ("http://a.example/robots.txt", Purpose.ROBOTS, 404),
        ("http://a.example/", Purpose.PAGE, 200),
    ]
    assert read.body(read.captures[1].id) == b"Start"
    assert read.captures[1].content_type == "text/html"
    assert read.manifest.source == "file"
    assert read.manifest.as_of == NOON + timedelta(minutes=1)
    assert read.manifest.unasked == (Purpose.SEARCH, Purpose.SUGGEST, Purpose.TARGET)


def test_its_redirects_are_followed_and_loops_left(tmp_path: Path) -> None:
    path = tmp_path / "past.warc"
    pages = {
        "http://a.example/": (301, b"/start"),
        "http://a.example/start": (302, b"http://www.a.example/home#top"),
        "http://www.a.example/home": (200, b"Hallo"),
        "http://a.example/x": (302, b"/y"),
        "http://a.example/y": (302, b"/x"),
        "http://a.example/out": (302, b"http://b.example/"),
    }
    path.write_bytes(_foreign(pages))
    read = Archive(path)
    first = read.captures[0]
    assert (first.url, first.redirects, first.final) == (
        "http://a.example/",
        ("http://a.example/start",),
        "http://www.a.example/home",
    )
    assert read.body(first.id) == b"Hallo"
    assert [c.status for c in read.captures[3:]] == [302, 302, 302]


def test_chunked_and_encoded_answers_of_other_crawlers_are_undone(tmp_path: Path) -> None:
    path = tmp_path / "past.warc"
    packed = gzip.compress(b"Gewerbeamt")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    headers = {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}
    path.write_bytes(_foreign({"http://a.example/": (200, chunked)}, headers))
    read = Archive(path)
    assert read.body(read.captures[0].id) == b"Gewerbeamt"


def test_a_revisit_shows_the_body_it_refers_to(tmp_path: Path) -> None:
    path = tmp_path / "past.warc"
    first = _foreign({"http://a.example/": (200, b"Start")})
    out = BytesIO(first)
    out.seek(0, 2)
    writer = WARCWriter(out, gzip=False)
    digest = next(line for line in first.decode().splitlines() if line.startswith("WARC-Payload-Digest"))
    again = writer.create_revisit_record(
        "http://a.example/index", digest.split(": ")[1], "http://a.example/", "2026-03-04T12:00:00Z"
    )
    writer.write_record(again)
    path.write_bytes(out.getvalue())
    read = Archive(path)
    assert [c.url for c in read.captures] == ["http://a.example/", "http://a.example/index"]
    assert read.body(read.captures[1].id) == b"Start"


def test_a_rendered_page_stands_for_its_page(warc: Path) -> None:
    with ArchiveWriter(warc, software="test/1") as writer:
        writer.exchange(exchange("/app", b"<div id=root></div>"))
        writer.resource("urn:g2b:rendered:http://www.musterfeld.example/app", "text/html", b"<h1>Amt</h1>", NOON)
    read = Archive(warc)
    assert [c.purpose for c in read.captures] == [Purpose.PAGE, Purpose.RENDERED]
    assert read.captures[1].url == read.captures[0].url
    assert read.body(read.captures[1].id) == b"<h1>Amt</h1>"


def test_the_body_of_a_revisit_is_that_of_the_first(tmp_path: Path) -> None:
    body = b"<p>Dieselbe Seite</p>" * 60
    manifest = archive(tmp_path / "a.warc.gz", [body, b"<p>andere</p>", body], encoding="")
    reader = Archive(tmp_path / "a.warc.gz", manifest)
    first, _, again = manifest.captures
    assert again.id != first.id
    assert reader._record(again).kind == "revisit"
    assert reader.body(again.id) == reader.body(first.id) == body
    unplaced = replace(manifest, captures=(replace(again, offset=-1, length=-1),))
    assert Archive(tmp_path / "a.warc.gz", unplaced).body(again.id) == body


def test_a_revisit_whose_first_is_damaged_is_damaged_and_costs_no_other(tmp_path: Path) -> None:
    body = b"<p>Dieselbe Seite</p>" * 60
    path = tmp_path / "a.warc.gz"
    manifest = archive(path, [body, b"<p>andere</p>", body], encoding="")
    first, other, again = manifest.captures
    data = bytearray(path.read_bytes())
    data[first.offset + 60 : first.offset + 90] = bytes(30)
    path.write_bytes(data)
    reader = Archive(path, manifest)
    for one in (first, again):
        with pytest.raises(DamagedRecordError):
            reader.body(one.id)
    assert reader.body(other.id) == b"<p>andere</p>"
