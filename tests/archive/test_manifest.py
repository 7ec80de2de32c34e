from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.errors import UserError
from scanner.archive.manifest import manifest_path, read_manifest, write_manifest
from scanner.archive.records import Capture, Engine, Failure, Manifest, Missing, Purpose

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
WHEN = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
PAIRS = st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple)
CAPTURES = st.builds(
    Capture,
    id=TEXT,
    url=TEXT,
    final=TEXT,
    purpose=st.sampled_from(Purpose),
    status=st.integers(100, 599),
    fetched=WHEN,
    redirects=st.lists(TEXT, max_size=2).map(tuple),
    truncated=st.booleans(),
    headers=PAIRS,
    offset=st.integers(-1, 2**40),
)
ENGINES = st.builds(Engine, id=TEXT, page=TEXT, action=TEXT, field=TEXT, fixed=PAIRS)
MANIFESTS = st.builds(
    Manifest,
    ags=TEXT,
    name=TEXT,
    league=TEXT,
    homepage=TEXT,
    as_of=WHEN,
    started=st.none() | WHEN,
    unasked=st.lists(st.sampled_from(Purpose), max_size=2).map(tuple),
    engines=st.lists(st.builds(Engine, id=TEXT, page=TEXT, action=TEXT, field=TEXT, fixed=PAIRS), max_size=2).map(
        tuple
    ),
    captures=st.lists(CAPTURES, max_size=3).map(tuple),
    missing=st.lists(
        st.builds(Missing, url=TEXT, purpose=st.sampled_from(Purpose), failure=st.sampled_from(Failure)), max_size=3
    ).map(tuple),
    figures=st.lists(st.tuples(TEXT, st.floats(0, 1e6)), max_size=2).map(tuple),
)
SMALL = Manifest(
    "05999001", "Musterfeld", "gemeinde", "http://www.musterfeld.example/", datetime(2026, 3, 4, tzinfo=UTC)
)


@given(MANIFESTS)
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, manifest: Manifest) -> None:
    path = tmp_path_factory.mktemp("manifest") / "a.manifest.json"
    write_manifest(path, manifest)
    assert read_manifest(path) == manifest


def test_it_stands_beside_the_archive() -> None:
    assert manifest_path(Path("run/05999001.warc.gz")) == Path("run/05999001.manifest.json")
    assert manifest_path(Path("old.site.warc")) == Path("old.site.manifest.json")


def test_writing_again_replaces_the_file_and_leaves_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "a.manifest.json"
    write_manifest(path, SMALL)
    write_manifest(path, replace(SMALL, complete=False))
    assert not read_manifest(path).complete
    assert [file.name for file in tmp_path.iterdir()] == ["a.manifest.json"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no manifest of an archive: file"),
        ('{"ags": "05999001"}', "no manifest of an archive: name"),
        ('{"ags": 5, "name": "", "league": "", "homepage": "", "as_of": "2026-03-04T00:00:00Z"}', "ags"),
    ],
)
def test_another_file_is_refused_with_its_name_and_field(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "a.manifest.json"
    path.write_text(text)
    with pytest.raises(UserError, match=says) as caught:
        read_manifest(path)
    assert caught.value.where == str(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be read: No such file"):
        read_manifest(tmp_path / "a.manifest.json")
