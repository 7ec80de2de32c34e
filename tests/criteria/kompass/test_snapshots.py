"""Imports are kept as files that are never written over; the newest of each source speaks."""

import json
from dataclasses import replace
from datetime import date

import pytest

from criteria.errors import UserError
from criteria.kompass.changes import Kind, changes, counted
from criteria.kompass.loading import catalogue_hash, load_catalogue, with_carriers
from criteria.kompass.local import LocalFact
from criteria.kompass.record import Dated, Known, StateService
from criteria.kompass.reported import Reported
from criteria.kompass.snapshots import FOLDER, Content, hashed, keep, newest, read, snapshots
from criteria.services import Service
from tests.criteria.kompass.records import KEY, OWN, TOWN, VILLAGE, record

SERVICE = Service("drachen", "Drachen", (), KEY, "core", ("gemeinde", "stadt"), ("G",), source="own")


def content(*records, local=(), reported=(), day=date(2026, 5, 1)):
    source = replace(OWN, date=day)
    told = [tuple(replace(one, source=source) for one in part) for part in (records, local, reported)]
    return hashed(Content(source, *told))


def kept(folder, what):
    path = keep(folder, what)
    assert path is not None
    return path


FULL = content(
    record(
        "Drachen",
        synonyms=(Dated("Kite", date(2020, 1, 1)),),
        levels=(),
        types=("2b",),
        state_service=StateService("Dienst", "land.example/d", Known.NO),
    ),
    local=(LocalFact(OWN, 3, VILLAGE.ags, KEY, competent=Known.NO, carrier="Kreis"),),
    reported=(Reported(OWN, 4, "059990001001", KEY, works=Known.YES),),
)


def test_what_is_kept_comes_back_as_it_was(tmp_path):
    assert read(kept(tmp_path, FULL)) == FULL


def test_the_same_once_more_is_not_kept_a_second_time(tmp_path):
    assert keep(tmp_path, FULL) is not None
    assert keep(tmp_path, FULL) is None
    assert len(snapshots(tmp_path, "krz")) == 1


def test_a_newer_state_is_kept_beside_the_older_and_speaks(tmp_path):
    old, new = content(record("Alt")), content(record("Neu"), day=date(2026, 6, 1))
    first, second = kept(tmp_path, new), kept(tmp_path, old)
    assert first.exists()
    assert second.exists()
    assert [read(one.path).records[0].name for one in newest(tmp_path)] == ["Neu"]
    assert [read(one.path).records[0].name for one in newest(tmp_path, until=date(2026, 5, 31))] == ["Alt"]


def test_of_two_imports_for_one_day_the_later_speaks(tmp_path):
    keep(tmp_path, content(record("Erst")))
    keep(tmp_path, content(record("Dann")))
    keep(tmp_path, content(record("Erst")))
    assert [read(one.path).records[0].name for one in newest(tmp_path)] == ["Erst"]
    assert len(snapshots(tmp_path, "krz")) == 3


@pytest.mark.parametrize(
    "spoil", [lambda text: text[:-20], lambda text: text.replace("Drachen", "Drache"), lambda _: "[]"]
)
def test_a_damaged_file_is_told_and_not_believed(tmp_path, spoil):
    path = kept(tmp_path, FULL)
    path.write_text(spoil(path.read_text("utf-8")), "utf-8")
    with pytest.raises(UserError, match="no imported catalogue, or a damaged one") as caught:
        read(path)
    assert caught.value.where == str(path)


def test_a_file_holds_one_line_for_each_service(tmp_path):
    lines = kept(tmp_path, content(record("A"), record("B", "99050012104001"))).read_text("utf-8").splitlines()
    assert sum('"name": "A"' in line or '"name": "B"' in line for line in lines) == 2
    assert json.loads("\n".join(lines))["source"]["id"] == "krz"


def test_the_catalogue_has_what_was_imported_and_another_hash(tmp_path):
    before = load_catalogue([SERVICE], tmp_path)
    keep(tmp_path / FOLDER, FULL)
    after = load_catalogue([SERVICE], tmp_path)
    assert after.by_id[KEY].names == ("Drachen", "Gewerbe Anmeldung")
    assert after.by_id[KEY].synonyms() == ("Kite",)
    assert before.hash != after.hash == catalogue_hash([SERVICE], tmp_path)
    assert load_catalogue([SERVICE], tmp_path, until=date(2026, 4, 30)).hash == before.hash
    assert [one.key for one in after.reported_in(VILLAGE)] == [KEY]


def test_carriers_that_were_imported_reach_the_registry(tmp_path):
    keep(tmp_path / FOLDER, FULL)
    village, town = with_carriers([VILLAGE, TOWN], [SERVICE], tmp_path, date(2026, 6, 1))
    assert village.not_competent == (("drachen", "Kreis"),)
    assert town.not_competent == ()


def test_what_the_registry_says_of_carriers_stays(tmp_path):
    keep(tmp_path / FOLDER, FULL)
    own = replace(VILLAGE, not_competent=(("drachen", "AöR"),))
    assert with_carriers([own], [SERVICE], tmp_path, date(2026, 6, 1)) == (own,)


def test_a_carrier_of_other_years_does_not_count(tmp_path):
    ended = LocalFact(OWN, 3, VILLAGE.ags, KEY, competent=Known.NO, carrier="Kreis", valid_to=date(2020, 1, 1))
    keep(tmp_path / FOLDER, content(local=(ended,)))
    assert with_carriers([VILLAGE], [SERVICE], tmp_path, date(2026, 6, 1)) == (VILLAGE,)


def test_what_came_went_and_changed_is_told_by_field():
    before = content(record("A", theme="Alt"), record("B", "99050012104001"))
    after = content(record("A", theme="Neu", line=9), record("C", "99050012104002"))
    found = changes(before, after)
    assert [(one.kind, one.about, one.name) for one in found] == [
        (Kind.CAME, "99050012104002", "C"),
        (Kind.WENT, "99050012104001", "B"),
        (Kind.CHANGED, KEY, "A"),
    ]
    assert (found[2].field, found[2].before, found[2].after) == ("theme", "Alt", "Neu")
    assert counted(found) == {Kind.CAME: 1, Kind.WENT: 1, Kind.CHANGED: 1}


def test_another_order_of_the_same_is_no_change():
    a, b = record("A"), record("B", "99050012104001")
    assert changes(content(a, b), content(replace(b, line=2), replace(a, line=3))) == ()


def test_local_facts_and_reports_are_compared_by_town():
    fact = LocalFact(OWN, 3, VILLAGE.ags, KEY, competent=Known.NO, carrier="Kreis")
    found = changes(content(local=(fact,)), content(local=(replace(fact, carrier="AöR"),)))
    assert [(one.about, one.field, one.before, one.after) for one in found] == [
        (f"{KEY} 05999001", "carrier", "Kreis", "AöR")
    ]
