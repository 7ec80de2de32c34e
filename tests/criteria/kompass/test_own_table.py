"""A table of one's own: read by its usual headers or by a mapping, whole or not at all."""

from datetime import date

import pytest

from criteria.errors import UserError
from criteria.kompass.own_table import OwnMapping, checked_source, load_own_mapping, read_own_table
from criteria.kompass.record import Addressee, Dated, Known
from criteria.registry import Roll
from tests.criteria.kompass.records import KEY, OWN, TOWN, VILLAGE
from tests.criteria.sheets.books import workbook

ROLL = Roll((VILLAGE, TOWN), (), date(2026, 1, 1))


@pytest.fixture
def read(tmp_path):
    def run(text, mapping=None, file=None):
        path = tmp_path / "kompass.csv"
        path.write_text(text, "utf-8")
        return read_own_table(path, OWN, ROLL, mapping, file)

    return run


def refused(read, text, **more):
    with pytest.raises(UserError) as caught:
        read(text, **more)
    return caught.value


def test_an_export_is_read_by_its_usual_headers(read):
    table = read(
        "LeiKa-Schlüssel;Bezeichnung;Synonyme;OZG-ID;Themenfeld;Typisierung;Zielgruppe;Ebene;Onlinedienst;Link;Eigenes\n"
        "99 050 012 104 000;Drachen;Lenkdrachen | Kite@2020-01-01..2022-12-31;10001;Freizeit;2b, 5;Unternehmen;"
        "Gemeinden, MKS;Drachenantrag;https://land.example/drachen;x\n"
    )
    (one,) = table.content.records
    assert (one.key, one.name, one.ozg_id, one.theme, one.types) == (KEY, "Drachen", "10001", "Freizeit", ("2b", "5"))
    assert one.synonyms == (Dated("Lenkdrachen"), Dated("Kite", date(2020, 1, 1), date(2022, 12, 31)))
    assert one.addressee is Addressee.BUSINESS
    assert one.levels == ("gemeinde", "mittel")
    assert (one.state_service.name, one.state_service.address) == ("Drachenantrag", "land.example/drachen")
    assert one.line == 2
    assert table.unread == ("Eigenes",)


def test_a_row_with_a_town_says_what_holds_there_only(read):
    table = read(
        "Schlüssel;Leistung;Kommune;Träger;Angeschlossen;gültig ab\n".replace("Schlüssel", "LeiKa")
        + f"{KEY};Drachen;Musterdorf;Zweckverband;;01.01.2024\n{KEY};Drachen;05999002;;ja;\n"
    )
    first, second = table.content.local
    assert (first.ags, first.competent, first.carrier) == ("05999001", Known.NO, "Zweckverband")
    assert first.valid_from == date(2024, 1, 1)
    assert (second.ags, second.competent, second.joined) == ("05999002", Known.UNKNOWN, Known.YES)


def test_a_workbook_is_read_as_well(tmp_path):
    book, sheet = workbook()
    sheet.append(["Export des Kompasses"])
    sheet.append(["Leistungsschlüssel", "Leistungsbezeichnung", "gültig bis"])
    sheet.append([KEY, "Drachen", date(2025, 12, 31)])
    book.save(tmp_path / "kompass.xlsx")
    (one,) = read_own_table(tmp_path / "kompass.xlsx", OWN, ROLL).content.records
    assert (one.key, one.valid_to, one.line) == (KEY, date(2025, 12, 31), 3)


def test_a_mapping_says_what_other_headers_mean(read):
    mapping = OwnMapping(columns={"key": "Nr.", "name": "C"})
    (one,) = read(f"Nr.;Dings;Was\n{KEY};x;Drachen\n", mapping).content.records
    assert (one.key, one.name) == (KEY, "Drachen")


def test_a_mapping_that_names_no_column_is_told_with_its_line(read, tmp_path):
    path = tmp_path / "m.yaml"
    path.write_text("source: krz\ncolumns:\n  name: Bezeichnug\n", "utf-8")
    meaning, file = load_own_mapping(path)
    error = refused(read, f"LeiKa;Bezeichnung\n{KEY};Drachen\n", mapping=meaning, file=file)
    assert error.where == f"{path}:3"
    assert "Bezeichnung" in error.hint


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("LeiKa;Name\n123;Drachen\n", "A2", "'123' is no LeiKa key"),
        ("LeiKa;Name\n9,9050012104E+13;Drachen\n", "A2", "lost digits"),
        (f"LeiKa;Name;Zielgruppe\n{KEY};Drachen;Marsmenschen\n", "C2", "'Marsmenschen' is not known"),
        (f"LeiKa;Name;Ebene\n{KEY};Drachen;Bezirk\n", "C2", "'Bezirk' is no level"),
        (f"LeiKa;Name;gültig ab\n{KEY};Drachen;neulich\n", "C2", "'neulich' is no date"),
        (f"LeiKa;Name\n{KEY};Drachen\n{KEY};Drachen 2\n", "A3", "stands in row 2 already"),
        (f"LeiKa;Name;Kommune;Träger\n{KEY};Drachen;Anderswo;Kreis\n", "C2", "no municipality 'Anderswo'"),
        (f"LeiKa;Name;OZG-ID\n{KEY};{'x' * 2001};\n", "B2", "longer than 2000"),
    ],
)
def test_a_cell_that_can_not_be_understood_is_named(read, text, where, what):
    error = refused(read, text)
    assert error.where.endswith(f"kompass.csv: {where}")
    assert what in error.what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a;b\n1;2\n", "no row of headers"),
        ("LeiKa;Name\n", "holds no service"),
        ("", "empty"),
        (f"LeiKa;Leistungsschlüssel;Name\n{KEY};{KEY};x\n", "both mean key"),
    ],
)
def test_a_table_that_is_none_is_refused(read, text, what):
    assert what in refused(read, text).what


@pytest.mark.parametrize("name", ["../krz", "KRZ", "", "a" * 41])
def test_a_source_has_a_name_that_can_be_a_folder(name):
    with pytest.raises(UserError, match="can't be the name of a source"):
        checked_source(name)
