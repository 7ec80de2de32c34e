"""Answers of FIM-Portal, Data Hub and PVOG become facts; what is none of them is told with its place."""

import json
from datetime import date

import pytest

from criteria.errors import UserError
from criteria.kompass.answers import Answer
from criteria.kompass.fim import parse_fim
from criteria.kompass.pvog import Searched, parse_open_pvog, parse_pvog
from criteria.kompass.record import Addressee, Known, Source
from criteria.kompass.reported import ars_of
from criteria.kompass.snapshots import hashed, keep
from tests.criteria.kompass.records import KEY, KREIS, TOWN, VILLAGE

SOURCE = Source("fim", "fim", "FIM-Portal")
ARS = "059990001001"
HEAD = "leika_key,leika_name,ars,ozgid,ozg_bezeichnung,url,online_status,aktiv,art_flaechendeckung"


def page(*items, **more):
    return Answer(json.dumps({"items": list(items), "total_count": len(items), **more}), "page 1")


def steckbrief(**more):
    return {"leistungsschluessel": KEY, "title": "Drachensteigen", "typisierung": ["2b"], **more}


def test_a_steckbrief_becomes_a_record():
    item = steckbrief(
        leistungsadressat=["002"], ozg=[{"id": 10001, "name": "Freizeit", "themenfeld_label": "Hobby"}], sdg=["x"]
    )
    (one,) = parse_fim([page(item)], SOURCE).records
    assert (one.key, one.name, one.types) == (KEY, "Drachensteigen", ("2b",))
    assert (one.ozg_id, one.ozg_name, one.theme) == ("10001", "Freizeit", "Hobby")
    assert one.addressee is Addressee.BUSINESS


@pytest.mark.parametrize(
    ("codes", "whom"),
    [
        (["001"], "citizen"),
        (["001", "002"], "both"),
        ([], "unknown"),
        (None, "unknown"),
        ([{"code": "002"}], "business"),
    ],
)
def test_the_addressee_is_read_from_its_codes(codes, whom):
    (one,) = parse_fim([page(steckbrief(leistungsadressat=codes))], SOURCE).records
    assert one.addressee == whom


def test_keys_in_lists_and_bare_lists_are_understood():
    item = steckbrief(leistungsschluessel=[KEY], ozg=["10001"], unbekannt={"neu": [1]})
    (one,) = parse_fim([Answer(json.dumps([item]), "file")], SOURCE).records
    assert (one.key, one.ozg_id) == (KEY, "10001")


def test_codes_with_a_label_are_taken_by_their_code():
    (one,) = parse_fim([page(steckbrief(typisierung=[{"code": "2B", "label": "Typ 2b"}]))], SOURCE).records
    assert one.types == ("2b",)


def test_a_service_that_moved_between_two_pages_is_one():
    assert len(parse_fim([page(steckbrief()), page(steckbrief(title="Neu"))], SOURCE).records) == 1


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("<html>Wartung</html>", "is no JSON (line 1, column 1)", "page 1"),
        ('{"items": 1}', "holds no list of services", "page 1"),
        ('{"items": [1]}', "is no service", "page 1: item 1"),
        ('{"items": [{"title": "x"}]}', "'' is no LeiKa key", "page 1: item 1"),
        ("[" * 100_000, "is no JSON", "page 1"),
    ],
)
def test_an_answer_that_is_none_is_told_with_its_place(text, what, where):
    with pytest.raises(UserError) as caught:
        parse_fim([Answer(text, "page 1")], SOURCE)
    assert what in caught.value.what
    assert caught.value.where == where


def test_open_data_become_what_is_reported():
    line = f"{KEY},Drachen,{ARS},10001,Freizeit,https://dorf.example/a,nicht ok,ja,landesweit flächendeckend"
    (one,) = parse_open_pvog([Answer(f"{HEAD}\n{line}\n", "export")], SOURCE).reported
    assert (one.key, one.ars, one.url, one.ozg_id) == (KEY, ARS, "https://dorf.example/a", "10001")
    assert (one.works, one.active, one.coverage) == (Known.NO, Known.YES, "landesweit flächendeckend")
    assert one.is_of(VILLAGE)
    assert not one.is_of(TOWN)


def test_a_line_of_open_data_that_moved_between_two_pages_is_one():
    item = {"leika_key": KEY, "ars": ARS, "url": "https://dorf.example/a"}
    pages = [{"content": [item, {**item, "url": "https://dorf.example/b"}]}, {"content": [item]}]
    found = parse_open_pvog([Answer(json.dumps(page), "page") for page in pages], SOURCE).reported
    assert [(one.line, one.url) for one in found] == [(1, "https://dorf.example/a"), (2, "https://dorf.example/b")]


def test_signs_that_no_file_can_hold_are_left_out(tmp_path):
    item = {"leistungsschluessel": KEY, "title": "Drachen\ud800 \x00steigen"}
    source = Source("fim", "fim", "FIM-Portal", date(2026, 1, 1))
    content = parse_fim([Answer(json.dumps([item]), "page")], source)
    assert content.records[0].name == "Drachen steigen"
    assert keep(tmp_path, hashed(content)) is not None


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{HEAD.replace(',', ';')}\r\n{KEY};Drachen;{ARS};;;;ok;;\r\n",  # semicolons, BOM
        f"leikaKey;ars;onlineStatus\n{KEY};{ARS};ok\n",  # other spelling of the columns
        f"leika_key,ars,online_status\n{KEY},{ARS[1:]},ok\n",  # a spreadsheet took the leading zero
        json.dumps({"content": [{"leika_key": KEY, "ars": ARS, "online_status": "ok"}]}),  # pages of JSON
    ],
)
def test_open_data_are_read_in_every_form_they_come_in(text):
    (one,) = parse_open_pvog([Answer(text, "export")], SOURCE).reported
    assert (one.key, one.ars, one.works) == (KEY, ARS, Known.YES)


@pytest.mark.parametrize(
    ("line", "what", "place"),
    [
        (f"123,{ARS},ok", "'123' is no LeiKa key", "line 2, leika_key"),
        (f"{KEY},0599,ok", "'0599' is no ARS", "line 2, ars"),
        (f"{KEY},{ARS},kaputt", "'kaputt' is not known", "line 2, online_status"),
    ],
)
def test_a_value_that_is_none_is_told_with_line_and_column(line, what, place):
    with pytest.raises(UserError) as caught:
        parse_open_pvog([Answer(f"leika_key,ars,online_status\n{line}\n", "export")], SOURCE)
    assert what in caught.value.what
    assert caught.value.where == f"export: {place}"


def test_a_table_of_something_else_is_refused():
    with pytest.raises(UserError, match="the column leika_key is missing"):
        parse_open_pvog([Answer("name,ars\nx,y\n", "export")], SOURCE)


def test_the_search_of_pvog_names_links_or_that_there_is_none():
    links = [{"title": "Antrag", "uri": "https://dorf.example/a"}, {"title": "Antrag", "uri": "https://dorf.example/a"}]
    answer = Answer(json.dumps({"content": [{"name": "Drachen", "onlineServiceLinks": links}, {"name": "Zwei"}]}), "a")
    found = parse_pvog([Searched(answer, ARS, KEY)], SOURCE).reported
    assert [(one.key, one.name, one.url) for one in found] == [
        (KEY, "Drachen", "https://dorf.example/a"),
        (KEY, "Zwei", ""),
    ]


def test_without_a_key_asked_for_the_answer_must_name_one():
    named = Answer(json.dumps({"content": [{"leikaIds": [KEY], "name": "Drachen"}]}), "a")
    assert parse_pvog([Searched(named, ARS)], SOURCE).reported[0].key == KEY
    with pytest.raises(UserError, match="names no LeiKa key"):
        parse_pvog([Searched(Answer('{"content": [{"name": "Drachen"}]}', "a"), ARS)], SOURCE)


def test_an_area_is_made_of_the_ags():
    assert ars_of(VILLAGE) == ARS
    assert ars_of(KREIS) == "059990000000"
