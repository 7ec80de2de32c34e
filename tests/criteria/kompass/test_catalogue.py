"""The catalogue: one entry for each key, every fact with its source, and who is competent."""

from datetime import date
from pathlib import Path

import pytest

from criteria.kompass.competence import Basis
from criteria.kompass.keys import common_digits, is_rounded, normal_key
from criteria.kompass.levels import Level
from criteria.kompass.loading import load_catalogue
from criteria.kompass.local import LocalFact
from criteria.kompass.record import Addressee, Dated, Known, StateService
from criteria.services import load_services
from tests.criteria.kompass.records import CITY, KEY, KREIS, LEIKA, OWN, SET, TOWN, VILLAGE, WSP, catalogue, record

SERVICES = Path(__file__).parents[3] / "criteria" / "g2b-2026" / "services.csv"


@pytest.fixture(scope="module")
def built_in():
    return load_catalogue(load_services(SERVICES), name="g2b-2026")


@pytest.mark.parametrize(
    "written", ["99050012104000", "99 050 012 104 000", "urn:de:fim:leika:leistung:99050012104000"]
)
def test_a_key_is_read_as_people_and_programs_write_it(written):
    assert normal_key(written) == KEY


@pytest.mark.parametrize("written", ["", "9905001210400", "88050012104000", "9.9050012104E+13", "990500121040001"])
def test_what_is_no_key_is_none(written):
    assert normal_key(written) == ""


def test_a_key_that_a_spreadsheet_has_rounded_is_known_as_such():
    assert is_rounded("9,9050012104E+13")
    assert not is_rounded(KEY)


@pytest.mark.parametrize(
    ("other", "digits"),
    [("99050012104000", 14), ("99050012104007", 11), ("99050012001000", 8), ("99050013104000", 0)],
)
def test_keys_agree_on_14_on_11_or_on_8_digits(other, digits):
    assert common_digits(KEY, other) == digits


def test_keys_of_the_state_are_running_numbers_and_agree_as_a_whole_only():
    assert common_digits("77000000008063", "77000000008063") == 14
    assert common_digits("77000000008063", "77000000008064") == 0


def test_the_entry_of_a_key_is_found_else_its_nearest_relatives():
    known = catalogue(record("A"), record("B", "99050012104001"), record("C", "99050012001000"))
    assert [(one.entry.name, one.digits) for one in known.find(KEY)] == [("A", 14)]
    assert [(one.entry.name, one.digits) for one in known.find("99050012104009")] == [("A", 11), ("B", 11)]
    assert [(one.entry.name, one.digits) for one in known.find("99050012999000")] == [("A", 8), ("B", 8), ("C", 8)]
    assert known.find("99999999999999") == ()


def test_sources_of_one_key_make_one_entry_and_none_is_lost():
    entry = catalogue(
        record("Drachen Erlaubnis", law="DrachenG"), record("Drachen steigen lassen", source=SET, service="drachen")
    ).by_id[KEY]
    assert entry.name == "Drachen steigen lassen"
    assert entry.names == ("Drachen steigen lassen", "Drachen Erlaubnis")
    assert entry.text("law") == "DrachenG"
    assert [fact.source.id for fact in entry.facts("name")] == ["services", "leika-2019"]
    assert entry.fact("law").date == date(2019, 10, 1)


def test_where_sources_differ_both_are_kept_and_named_as_a_conflict():
    entry = catalogue(record(ozg_id="10001"), record(ozg_id="10002", source=OWN, line=7)).by_id[KEY]
    assert entry.text("ozg_id") == "10002"
    assert [[(fact.value, fact.source.id, fact.line) for fact in one] for one in entry.conflicts] == [
        [("10002", "krz", 7), ("10001", "leika-2019", 2)]
    ]


def test_services_without_a_key_are_told_apart_by_name():
    known = catalogue(record("Eins", ""), record("Zwei", ""), record("EINS", "", source=WSP))
    assert [entry.names for entry in known.entries] == [("EINS", "Eins"), ("Zwei",)]


def test_related_keys_speak_where_the_own_sources_are_silent_and_say_on_how_many_digits():
    known = catalogue(record(theme="Freizeit"), record("Drachen Prüfung", "99050012029000", source=WSP))
    fact = known.by_id["99050012029000"].fact("theme")
    assert (fact.value, fact.digits, fact.source.id) == ("Freizeit", 8, "leika-2019")


def test_related_keys_that_disagree_say_nothing():
    known = catalogue(
        record(theme="Freizeit"),
        record("B", "99050012104001", theme="Luftfahrt"),
        record("C", "99050012104002", source=WSP),
    )
    assert known.by_id["99050012104002"].theme == ""


def test_it_is_for_both_where_one_source_says_business_and_another_citizen():
    entry = catalogue(record(addressee=Addressee.CITIZEN), record(source=WSP, addressee=Addressee.BUSINESS)).by_id[KEY]
    assert entry.addressee is Addressee.BOTH


def test_a_service_a_term_and_a_state_service_hold_for_their_time():
    online = StateService("Antrag", "portal.example/a", valid_from=date(2022, 1, 1))
    term = Dated("Lenkdrachen", valid_to=date(2020, 12, 31))
    entry = catalogue(record(synonyms=(term,), state_service=online, valid_to=date(2025, 12, 31))).by_id[KEY]
    assert entry.synonyms(date(2019, 6, 1)) == ("Lenkdrachen",)
    assert entry.synonyms(date(2022, 6, 1)) == ()
    assert entry.state_services(date(2019, 6, 1)) == ()
    assert entry.state_services(date(2022, 6, 1)) == (online,)
    assert entry.on(date(2025, 12, 31))
    assert not entry.on(date(2026, 1, 1))


def answers(entry_of, *towns):
    entry = entry_of.by_id[KEY]
    return [entry_of.competent(entry, town).answer.value for town in towns]


@pytest.mark.parametrize(
    ("authority", "expected"),
    [
        ("Kommunale Ordnungsbehörden / Gemeinde (396 Städte und Gemeinden)", ["yes", "yes", "yes", "no"]),
        ("Untere Gesundheitsbehörden/ Kreise und kreisfreie Städte", ["no", "no", "no", "yes"]),
        ("Jugendämter / 186 Jugendämter in NRW", ["no", "unknown", "yes", "yes"]),
        ("Bezirksregierungen (alle) / Bezirksregierungen", ["no", "no", "no", "no"]),
        ("Kreispolizeibehörde / 47 Kreispolizeibehörden, davon 29 in 29 Kreisen", ["no", "no", "no", "no"]),
        ("LANUV / NRW weit ODER Kreisordnungsbehörden (abhängig von Betriebsart)", ["no", "no", "no", "yes"]),
        ("Verkehrsämter", ["unknown", "unknown", "unknown", "unknown"]),
        ("Amt für Sonstiges", ["unknown", "unknown", "unknown", "unknown"]),
    ],
)
def test_the_words_on_the_authority_say_which_size_classes_are_competent(authority, expected):
    known = catalogue(record(source=WSP, key=KEY, authority=authority))
    # key 99 050 is trade law, for which no rule by subject speaks
    assert answers(known, VILLAGE, TOWN, CITY, KREIS) == expected


@pytest.mark.parametrize(
    ("types", "town", "somewhere"),
    [(("1",), "no", "no"), (("5",), "yes", "yes"), (("2b",), "unknown", "yes"), (("2/3",), "unknown", "unknown")],
)
def test_the_typisierung_says_who_executes_as_far_as_it_does(types, town, somewhere):
    known = catalogue(record(types=types))
    assert answers(known, VILLAGE) == [town]
    assert known.by_id[KEY].competence.municipal == somewhere


def test_a_type_that_does_not_say_which_municipalities_is_narrowed_by_the_subject():
    known = catalogue(record(types=("2b",), law="Bundesmeldegesetz (BMG)"))
    assert answers(known, VILLAGE, KREIS) == ["yes", "no"]
    against = catalogue(record(types=("2b",), law="Agrarstatistikgesetz (AgrStatG)"))
    assert answers(against, VILLAGE, KREIS) == ["unknown", "unknown"]
    assert against.by_id[KEY].competence.municipal is Known.YES


def test_a_type_that_says_who_executes_wins_over_related_keys():
    relative = record("B", "99050012001000", source=WSP, authority="Kreisordnungsbehörden")
    assert answers(catalogue(record(types=("2a",)), relative), KREIS) == ["no"]
    assert answers(catalogue(record(types=("2/3",)), relative), KREIS) == ["yes"]


def test_what_nothing_speaks_of_stays_unknown():
    assert catalogue(record()).by_id[KEY].competence.basis is Basis.NONE


def test_the_method_wins_over_words_and_words_over_rules_by_subject():
    words = record(source=WSP, authority="Kreisordnungsbehörden", law="BMG")
    assert answers(catalogue(words), VILLAGE, KREIS) == ["no", "yes"]
    method = record(source=SET, service="drachen", levels=("gemeinde", "mittel"))
    assert answers(catalogue(words, method), VILLAGE, TOWN, CITY, KREIS) == ["yes", "yes", "no", "no"]


def test_no_levels_at_all_mean_that_no_municipality_is_competent():
    known = catalogue(record(source=SET, levels=()), record(source=LEIKA, types=("5",)))
    assert known.by_id[KEY].competence.municipal is Known.NO


def test_what_holds_in_a_town_wins_over_its_level():
    fact = LocalFact(OWN, 2, VILLAGE.ags, KEY, competent=Known.NO, carrier="Zweckverband", valid_from=date(2024, 1, 1))
    known = catalogue(record(types=("5",)), local=[fact])
    entry = known.by_id[KEY]
    there = known.competent(entry, VILLAGE, date(2026, 1, 1))
    assert (there.answer, there.carrier, there.basis, there.source) == (Known.NO, "Zweckverband", Basis.LOCAL, "krz")
    assert known.competent(entry, VILLAGE, date(2023, 1, 1)).answer is Known.YES
    assert known.competent(entry, TOWN, date(2026, 1, 1)).answer is Known.YES


def test_the_newer_word_on_a_town_wins():
    old = LocalFact(WSP, 9, VILLAGE.ags, KEY, joined=Known.NO)
    new = LocalFact(OWN, 2, VILLAGE.ags, KEY, joined=Known.YES)
    known = catalogue(record(), local=[old, new])
    assert known.joined(known.by_id[KEY], VILLAGE) is Known.YES
    assert known.joined(known.by_id[KEY], TOWN) is Known.UNKNOWN


def test_all_sources_that_come_along_are_in_it(built_in):
    assert len(built_in.entries) > 5400
    assert {source.id for source in built_in.sources} == {"leika-2019", "services", "wsp-nrw"}
    assert built_in.by_service["gewerbe_anmeldung"].text("ozg_name") == "Unternehmensanmeldung und -genehmigung"
    assert len(built_in.by_service) == 83


def test_every_authority_of_the_state_list_is_understood(built_in):
    said = [entry for entry in built_in.entries if entry.text("authority")]
    assert len(said) > 300
    assert [e.text("authority") for e in said if e.competence.basis not in (Basis.STATED, Basis.AUTHORITY)] == []


def test_services_that_nobody_in_the_state_offers_are_known_from_the_list(built_in):
    auction = built_in.by_id["99050036005000"]
    assert built_in.joined(auction, VILLAGE) is Known.NO
    assert built_in.joined(built_in.by_service["gewerbe_anmeldung"], VILLAGE) is Known.UNKNOWN


def test_the_size_class_of_a_town_decides(built_in):
    permit = built_in.by_service["bauantrag"]
    assert [built_in.competent(permit, town).answer for town in (VILLAGE, TOWN, CITY, KREIS)] == [
        "no",
        "yes",
        "yes",
        "yes",
    ]
    assert permit.competence.levels == {Level.KREIS, Level.INDEPENDENT, Level.LARGE, Level.MEDIUM}


def test_the_hash_tells_what_the_catalogue_was_made_of(built_in):
    again = load_catalogue(load_services(SERVICES), name="g2b-2026")
    assert again.hash == built_in.hash
    assert load_catalogue(load_services(SERVICES)[:-1]).hash != built_in.hash
