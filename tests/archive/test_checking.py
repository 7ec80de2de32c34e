"""What is told of damage: it costs the record it stands in, and no other."""

from dataclasses import replace

import pytest

from scanner.archive.checking import check
from scanner.archive.reader import Archive
from tests.archive.making import archive

BODY = b"<p>Dieselbe Seite, mit vielen Worten.</p>" * 40


@pytest.fixture
def made(tmp_path):
    path = tmp_path / "a.warc.gz"
    return path, archive(path, [BODY, b"<p>andere</p>", BODY, b"<p>letzte</p>"], encoding="")


def kinds(path, manifest):
    return [problem.kind for problem in check(path, manifest.captures).problems]


def test_a_sound_archive_has_figures_and_no_problem(made):
    path, manifest = made
    found = check(path, manifest.captures)
    assert (found.records, found.repeated, found.pages, found.problems) == (9, 1, 4, ())
    assert found.bytes_per_page == path.stat().st_size / 4
    assert found.pages_per_second > 0


def test_damage_costs_one_record_and_what_refers_to_it(made):
    path, manifest = made
    data = bytearray(path.read_bytes())
    hit = manifest.captures[0]
    data[hit.offset + 80 : hit.offset + 100] = bytes(20)
    path.write_bytes(data)
    assert sorted(kinds(path, manifest)) == ["bodiless", "damaged", "lost"]
    assert Archive(path, manifest).body(manifest.captures[1].id) == b"<p>andere</p>"


def test_a_file_that_is_cut_off_loses_its_last_record(made):
    path, manifest = made
    last = manifest.captures[-1]
    path.write_bytes(path.read_bytes()[: last.offset + last.length // 2])
    assert kinds(path, manifest) == ["damaged", "lost"]


def test_a_record_that_stands_elsewhere_is_told(made):
    path, manifest = made
    moved = replace(manifest, captures=(replace(manifest.captures[1], offset=7),))
    assert kinds(path, moved) == ["misplaced"]
    assert "it stands at byte" in str(check(path, moved.captures).problems[0])
