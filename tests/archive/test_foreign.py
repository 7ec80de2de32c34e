from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from criteria.errors import UserError
from scanner.archive.foreign import copy_records, joined
from scanner.archive.reader import Archive
from tests.archive.making import archive, passes_warcio_check

PAGES = [b"<p>eins</p>", b"<p>zwei</p>", b"<p>drei</p>"]


@pytest.fixture
def warc(tmp_path: Path) -> Path:
    path = tmp_path / "one.warc.gz"
    archive(path, PAGES)
    return path


def bodies(path: Path) -> list[bytes]:
    read = Archive(path)
    return [read.body(capture.id) for capture in read.captures]


def wacz(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("datapackage.json", "{}")
        for name, data in members.items():
            packed.writestr(f"archive/{name}.warc.gz", data)
    return path


def test_a_warc_is_taken_as_it_is(tmp_path: Path, warc: Path) -> None:
    assert joined([warc], tmp_path) == warc


def test_the_warcs_of_a_wacz_and_of_several_files_are_read_one_after_the_other(tmp_path: Path, warc: Path) -> None:
    archive(tmp_path / "two.warc.gz", [b"<p>vier</p>"])
    packed = wacz(tmp_path / "crawl.wacz", b=warc.read_bytes(), a=(tmp_path / "two.warc.gz").read_bytes())
    assert bodies(joined([packed], tmp_path)) == [b"<p>vier</p>", *PAGES]
    assert bodies(joined([warc, packed], tmp_path)) == [*PAGES, b"<p>vier</p>", *PAGES]


@pytest.mark.parametrize(("content", "says"), [(b"PK\x03\x04...", "damaged"), (b"<html>", "no WARC file")])
def test_what_is_no_archive_is_refused_by_name(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "crawl.wacz"
    path.write_bytes(content)
    with pytest.raises(UserError, match=says) as caught:
        joined([path], tmp_path)
    assert caught.value.where == str(path)


def test_a_zip_without_a_warc_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no WACZ"):
        joined([wacz(tmp_path / "other.zip")], tmp_path)
    with pytest.raises(UserError, match="can't be read"):
        joined([tmp_path / "gone.wacz"], tmp_path)


def test_a_cut_off_wacz_is_damaged(tmp_path: Path, warc: Path) -> None:
    packed = wacz(tmp_path / "crawl.wacz", a=warc.read_bytes())
    packed.write_bytes(packed.read_bytes()[:-100])
    with pytest.raises(UserError, match="damaged"):
        joined([packed], tmp_path)


@pytest.mark.parametrize("plain", [False, True])
def test_records_are_copied_as_they_are_and_found_at_their_new_place(tmp_path: Path, warc: Path, plain: bool) -> None:
    source = warc
    if plain:
        source = tmp_path / "plain.warc"
        source.write_bytes(_unpacked(warc))
    old = Archive(source)
    target = tmp_path / "copy.warc.gz"
    places = copy_records(source, target, lambda record: record.url.endswith("/1"))
    new = Archive(target)
    (capture,) = new.captures
    assert (capture.id, capture.fetched) == (old.captures[1].id, old.captures[1].fetched)
    assert new.body(capture.id) == PAGES[1]
    assert places[old.captures[1].offset] == capture.offset
    assert passes_warcio_check(target)


def _unpacked(path: Path) -> bytes:
    import gzip

    return gzip.decompress(path.read_bytes())
