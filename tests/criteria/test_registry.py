"""The registry: dated rows, selection by AGS, name, group and league, and what is said of a wrong one."""

from datetime import date

import pytest

from criteria.errors import UserError
from criteria.registry import Registry

DAY = date(2026, 6, 1)
HEAD = "ags,name,league,homepage"


@pytest.fixture(scope="module")
def roll():
    return Registry.load().on(DAY)


@pytest.fixture
def registry(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "registry.csv"
        path.write_bytes(text.encode(encoding))
        return Registry.load(path)

    return write


def test_the_built_in_registry_has_40_municipalities_in_three_leagues(roll):
    leagues = [town.league for town in roll.municipalities]
    assert len(leagues) == 40
    assert leagues.count("kreis") == 3
    assert all(town.source for town in roll.municipalities)


@pytest.mark.parametrize("name", ["05770012", "5770012", "hille", "HILLE", "Gemeinde Hille", "hill"])
def test_a_municipality_is_found_by_ags_name_or_beginning(roll, name):
    assert [town.name for town in roll.select([name])] == ["Hille"]


@pytest.mark.parametrize("name", ["Luebbecke", "lübbecke", "LÜBBECKE"])
def test_umlauts_may_be_written_either_way(roll, name):
    assert [town.ags for town in roll.select([name])] == ["05770020"]


def test_a_kreis_is_found_by_five_or_eight_digits(roll):
    assert roll.select(["05758"]) == roll.select(["05758000"]) == roll.select(["Kreis Herford"])


def test_a_town_that_shares_its_name_with_a_kreis_is_the_town(roll):
    assert [town.league for town in roll.select(["Herford"])] == ["stadt"]


def test_the_order_is_that_of_the_registry_and_nothing_comes_twice(roll):
    assert [town.name for town in roll.select(["Lage", "hille", "05770012"])] == ["Hille", "Lage"]


def test_groups_are_data(roll):
    names = {town.name for town in roll.select(group="kooperation-g2b")}
    assert names == {"Hiddenhausen", "Hille", "Oerlinghausen", "Porta Westfalica", "Spenge"}
    assert len(roll.select(group="verbandsgebiet-2019", league="kreis")) == 3


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"names": ["Hile"]}, r"no municipality 'Hile' in the registry\n  did you mean Hille"),
        (
            {"names": ["Bad"]},
            r"'Bad' may be several\n  name one by its AGS: Bad Oeynhausen \(05770004\), Bad Salzuflen",
        ),
        ({"names": ["05999999"]}, r"no municipality '05999999' in the registry\n  .* \(--registry CSV\)"),
        ({"group": "kooperation"}, r"no group 'kooperation'\n  did you mean kooperation-g2b"),
        ({"group": "xyz"}, r"no group 'xyz'\n  known are verbandsgebiet-2019, kooperation-g2b"),
        ({"league": "dorf"}, r"no league 'dorf'\n  leagues are kreis, stadt, gemeinde"),
        ({"names": ["hille"], "league": "kreis"}, "no municipality is left by this choice"),
    ],
)
def test_a_choice_that_leads_nowhere_is_told(roll, asked, said):
    with pytest.raises(UserError, match=said):
        roll.select(**asked)


def test_only_four_columns_are_needed_and_empty_ones_are_fine(registry):
    (town,) = (
        registry(f"{HEAD},portal,groups\n05999001,Musterfeld,gemeinde,http://www.musterfeld.example/,,\n")
        .on(DAY)
        .select()
    )
    assert (town.ags, town.portal, town.groups, town.population) == ("05999001", (), (), None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252"])
def test_what_excel_writes_is_understood(registry, encoding):
    text = "AGS;Name;League;Homepage;population_2024;valid_from;postcode\r\n5999001;Münzfeld;Gemeinde;https://m.example/;16.274;31.12.2020;1234\r\n"
    (town,) = registry(text, encoding).on(DAY).select(["muenzfeld"])
    assert (town.ags, town.population, town.valid_from, town.postcode) == (
        "05999001",
        16274,
        date(2020, 12, 31),
        "01234",
    )


def test_carriers_slots_and_consent_are_read(registry):
    cells = "rz,taxi=Stadt Anderswo; vao=Land,A. Muster 2026-01-01: all,portal.k.example; p2.k.example"
    head = f"{HEAD},slot,not_competent,robots_consent,portal"
    text = f"{head}\n05999,Kreis Musterland,kreis,http://k.example/,{cells}\n"
    (town,) = registry(text).on(DAY).select()
    assert town.not_competent == (("taxi", "Stadt Anderswo"), ("vao", "Land"))
    assert (town.slot, town.robots_consent[:9], town.portal) == (
        "rz",
        "A. Muster",
        ("portal.k.example", "p2.k.example"),
    )


def test_rows_of_one_municipality_follow_each_other_in_time(registry):
    known = registry(
        f"{HEAD},valid_from,valid_to\n05999001,Altfeld,gemeinde,http://alt.example/,,2021-12-31\n"
        "05999001,Neufeld,gemeinde,http://neu.example/,2022-01-01,\n"
    )
    assert known.on(date(2019, 6, 1)).select()[0].homepage == "http://alt.example/"
    assert known.on(DAY).select(["05999001"])[0].name == "Neufeld"


def test_a_municipality_that_merged_says_where_it_went(registry):
    known = registry(
        f"{HEAD},valid_to,successor\n05999001,Altfeld,gemeinde,http://alt.example/,2021-12-31,05999002\n"
        "05999002,Neufeld,gemeinde,http://neu.example/,,\n"
    )
    with pytest.raises(
        UserError, match=r"Altfeld is not in the registry on 2026-06-01\n  it is there until 2021-12-31, its succ"
    ):
        known.on(DAY).select(["altfeld"])


def test_memberships_have_dates(registry):
    known = registry(
        f"{HEAD},groups\n05999001,Musterfeld,gemeinde,http://m.example/,alt@..2020-12-31; neu@2021-01-01..; immer\n"
    )
    assert known.on(date(2019, 1, 1)).select()[0].groups == ("alt", "immer")
    assert known.on(DAY).groups == ("neu", "immer")


ROW = "05999001,Musterfeld,gemeinde,http://m.example/"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ags,name,league,homepge\n", r":1: the column homepage is missing\n  is 'homepge' meant\?"),
        ("ags,name,league\n", r":1: the column homepage is missing\n  needed are ags, name, league, homepage"),
        (f"{HEAD},portl\n{ROW},\n", r":1: the column 'portl' is not known\n  did you mean portal"),
        (f"{HEAD},name\n{ROW},\n", r":1: the column 'name' stands there twice"),
        (f"{HEAD}\n{ROW}\n{ROW}\n", r":3: ags: 05999001 stands in line 2 already"),
        (
            f"{HEAD}\n12,M,gemeinde,http://m.example/\n",
            r":2: ags: '12' is no AGS\n  it has 8 digits, that of a Kreis 5",
        ),
        (f"{HEAD}\n05999001,,gemeinde,http://m.example/\n", r":2: name: must not be empty"),
        (f"{HEAD}\n05999001,M,dorf,http://m.example/\n", r":2: league: 'dorf' is no league"),
        (f"{HEAD}\n05999001,M,stadt,m.example\n", r":2: homepage: 'm.example' is no address\n  write it as https"),
        (f"{HEAD}\n05999001,M,stadt,http://[::1\n", r":2: homepage: .* is no address"),
        (f"{HEAD},valid_to\n{ROW},2022\n", r":2: valid_to: '2022' is no date"),
        (f"{HEAD},valid_from,valid_to\n{ROW},2022-01-01,2021-01-01\n", r":2: valid_to: lies before valid_from"),
        (f"{HEAD},not_competent\n{ROW},taxi\n", r":2: not_competent: 'taxi' does not say who carries it"),
        (f"{HEAD},postcode\n{ROW},A1\n", r":2: postcode: 'A1' is no post code"),
        (f"{HEAD},groups\n{ROW},a@b..\n", r":2: groups: 'b' is no date"),
        (f"{HEAD},population_2024\n{ROW},many\n", r":2: population: 'many' is no number"),
        (f"{HEAD},portal\n{ROW},not a host\n", r":2: portal: 'not a host' is no host"),
        (f"{HEAD}\n{ROW},x\n", r":2: there are 5 cells for 4 columns"),
        (f"{HEAD}\n\n\n05999001,M,dorf,http://m.example/\n", r":4: league"),
    ],
)
def test_a_wrong_registry_is_told_with_line_and_field(registry, text, said):
    with pytest.raises(UserError, match=said):
        registry(text)


def test_a_registry_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UserError, match=r"nowhere\.csv: can't be read: No such file"):
        Registry.load(tmp_path / "nowhere.csv")


def test_a_column_for_notes_is_left_alone(registry):
    assert registry(f"{HEAD},Bemerkung\n{ROW},nett\n").on(DAY).select()


def test_a_kreis_keeps_the_digits_it_is_written_with_and_stands_there_once(registry):
    (town,) = registry(f"{HEAD}\n05999000,Kreis Musterland,kreis,http://k.example/\n").on(DAY).select(["05999"])
    assert town.ags == "05999000"
    with pytest.raises(UserError, match="stands in line 2 already"):
        registry(f"{HEAD}\n05999000,A,kreis,http://a.example/\n05999,B,kreis,http://b.example/\n")


@pytest.mark.parametrize(
    ("name", "found"), [("oeynhausen", "Bad Oeynhausen"), ("lippe", "Kreis Lippe"), ("herford", "Herford")]
)
def test_the_word_before_a_name_may_be_left_out(roll, name, found):
    assert [town.name for town in roll.select([name])] == [found]
