"""The regional report: what a reader finds in it, for every kind of survey and every kind of reader."""

import re
from dataclasses import replace

import pytest

from results.audience import Names
from results.reports.region.areas import area_map
from results.reports.region.borders import Borders, bundled_borders, read_borders
from results.reports.region.charts import unbroken
from results.reports.region.heat import heat_maps
from results.reports.region.method import paragraphs
from results.reports.region.report import Choice, regional_report
from results.reports.region.scope import TEXTS
from results.reports.region.summary import sentences
from results.veil import veiled
from results.worksheets.agreement import Agreement, Interval
from scanner.model.review import BY_HAND
from scanner.model.stage import Stage
from scanner.model.verdict import State
from tests.results.reports.region.samples import (
    HOSTILE,
    SOURCE,
    TOWNS,
    YEARS,
    borders,
    criteria,
    parsed,
    run,
    scope,
    survey,
    table,
    tree,
    words,
)

GEMEINDE = "Übrige Städte und Gemeinden"


@pytest.fixture(scope="module")
def squares(tmp_path_factory):
    return borders(tmp_path_factory.mktemp("map"))


@pytest.fixture(scope="module")
def html(squares):
    """The report on three years, as text: reports cost a second each, so that tests share them."""
    return regional_report(scope(), borders=squares)


@pytest.fixture(scope="module")
def page(html):
    return parsed(html)


@pytest.fixture(scope="module")
def released():
    """A released survey alone, without anything before it, whose verdicts say nothing of losses."""

    def bare(found):
        found.update({key: replace(verdict, losses=()) for key, verdict in found.items()})

    return tree(scope(survey(2026, stage=Stage.RELEASED, change=dict.fromkeys(TOWNS, bare))))


def section(page, name):
    return page.get_element_by_id(name)


def test_ranks_stand_within_leagues_and_say_why_there_is_none(page):
    rows = table(page, f"{GEMEINDE}: Gesamtwert und Rang")
    assert rows[0][:4] == ["Rang", "Kommune", "Gesamt", "S"]
    assert rows[1][:3] == ["1", "Gemeinde Ahorn", "90,0"]
    assert rows[1][8:10] == ["100 %", "+5,0 Website"]
    assert rows[-1][1] == "Gemeinde Linde nicht abrufbar kein Rang: nichts bewertet"
    staedte = table(page, "Große und mittlere kreisangehörige Städte: Gesamtwert und Rang")
    assert [row[0] for row in staedte[1:]] == ["–", "–"]
    assert all("weniger als 5 Kommunen" in row[1] for row in staedte[1:])


def test_who_is_level_is_told_with_the_width_and_where_it_comes_from(page):
    assert (
        "Wer höchstens 2,0 Punkte auseinanderliegt (so weit lagen Scanner und Menschen auf Probeseiten auseinander), ist gleichauf."
        in words(section(page, "leagues"))
    )


def test_summary_says_how_many_what_rose_and_what_could_not_be_seen(page):
    told = words(section(page, "summary"))
    assert "9 / 10" in told
    assert f"{GEMEINDE}: Gesamtwert im Median 55,0 von 100 (6 Kommunen, von 10,0 bis 90,0)." in told
    assert "Nicht abrufbar waren 1: Gemeinde Linde." in told
    assert "Änderung des Gesamtwerts im Median +5,0 Punkte" in told
    assert "ist ein Entwurf" in told


def test_summary_says_how_many_scores_people_decided(page):
    def change(found):
        found["S2"] = replace(found["S2"], reason=BY_HAND)
        found["S3"] = replace(found["S3"], reason=BY_HAND)

    told = list(sentences(scope(survey(2026, change={"05999003": change}))))
    assert (
        "2 Bewertungen (Kommunen: 1) haben Menschen entschieden (Prüfvermerke); sie gelten statt der gemessenen."
        in told
    )
    assert "Menschen entschieden" not in words(section(page, "summary"))


def test_heat_map_shows_a_number_or_a_sign_with_its_word_in_each_square(page):
    rows = {row[0]: row for row in table(page, f"{GEMEINDE}: erreichte Punkte je Kriterium in Prozent")}
    at = rows["Kommune"].index("S1")
    assert len(rows["Kommune"]) == 2 + 32
    assert rows["Gemeinde Ahorn"][at] == "90"
    assert set(rows["Gemeinde Linde"][2:]) == {"× nicht abrufbar"}
    assert rows["Mittel"][at] == "52"
    assert set(page.xpath("//table[contains(@class,'grid')]//td[.='90']/@class")) == {"s4"}


def test_states_without_a_score_are_told_apart_in_the_heat_map():
    def change(found):
        found["S2"] = replace(found["S2"], state=State.NOT_TESTABLE, score=None, low=0.0, high=1.0)
        found["U5"] = replace(found["U5"], state=State.NOT_APPLICABLE, score=None)
        del found["E7"]

    maps = {one.league: one for one in heat_maps(scope(survey(2026, change={"05999003": change})))}
    ahorn = next(row for row in maps["gemeinde"].rows if row.name == "Gemeinde Ahorn")
    shown = dict(zip([one.id for one in criteria().criteria], ahorn.squares, strict=True))
    assert [(shown[one].text, shown[one].told) for one in ("S1", "S2", "U5", "E7")] == [
        ("90", ""), ("?", "nicht prüfbar"), ("–", "entfällt"), ("·", "nicht erhoben"),
    ]  # fmt: skip
    assert len({shown[one].kind for one in ("S2", "U5", "E7")}) == 3


def test_a_survey_with_criteria_of_its_own_has_no_heat_map():
    def change(found):
        one = found.pop("S1")
        found.clear()
        found["S Suchfeld"] = replace(one, criterion="S Suchfeld")

    assert heat_maps(scope(survey(2026, "sheet", change=dict.fromkeys(TOWNS, change)))) == ()


def test_the_spread_of_categories_stands_beside_its_chart(page):
    rows = table(page, f"{GEMEINDE}: Verteilung")
    assert rows[0] == ["Kategorie", "Kommunen", "kleinster", "25 %", "Median", "75 %", "größter"]
    assert rows[1] == ["Gesamt", "6", "10,0", "35,0", "55,0", "67,5", "90,0"]
    assert rows[2][0] == "Suchfunktionalitäten"
    assert len(section(page, "spread").xpath(".//*[local-name()='svg']")) == 3


def test_services_are_shown_with_level_as_number_and_word(page):
    reach = table(page, f"{GEMEINDE}: wie viele Kommunen bei welchem Reifegrad")
    assert reach[0][1:6] == ["0 kein Angebot", "1 Information", "2 Formular", "3 online", "4 ganz online"]
    assert reach[1] == ["Gewerbeanmeldung", "6", "0", "0", "0", "0", "1", "0", "0 %"]
    towns = {row[0]: row for row in table(page, f"{GEMEINDE}: Reifegrad je Kommune und Leistung")}
    assert towns["Gemeinde Ahorn"][1:5] == ["0 kein Angebot", "1 Information", "2 Formular", "3 online"]
    assert set(towns["Gemeinde Linde"][1:]) == {"× nicht abrufbar"}


def test_the_map_shows_each_area_with_its_value_and_the_source_of_the_borders(page):
    towns = section(page, "map").xpath(".//figure[@class='towns']")[0]
    told = [words(one) for one in towns.xpath(".//*[local-name()='g']/*[local-name()='title']")]
    assert len(towns.xpath(".//*[contains(@class,'ground')]")) == 7
    assert "Stadt Musterfeld: 80,0" in told
    assert words(towns.find("figcaption")) == f"Grenzen: {SOURCE}"
    assert "Ohne Grenzen in dieser Karte: " in words(section(page, "map"))
    assert "Gemeinde Linde" in words(section(page, "map"))


def test_kreise_are_drawn_apart_over_their_towns(page):
    kreise = section(page, "map").xpath(".//*[local-name()='svg'][contains(@class,'kreis')]")[0]
    assert len(kreise.xpath(".//*[contains(@class,'ground')]")) == 7
    assert [words(one) for one in kreise.xpath(".//*[@class='value']")] == ["50"]


def test_the_map_of_the_project_names_bkg_where_one_of_its_borders_is_shown(page, released):
    assert "BKG" not in words(page)
    assert "Keine Kommune dieser Erhebung hat Grenzen" in words(section(released, "map"))
    known = read_borders(bundled_borders())
    with_known = area_map(
        scope(), Borders(known.source, {"05999001": replace(known.areas["05758004"], ags="05999001")})
    )
    assert with_known is not None
    assert with_known.source == "© GeoBasis-DE / BKG 2021 (VG5000, Daten verändert), dl-de/by-2-0"


def test_a_break_is_told_and_drawn_where_surveys_were_made_in_different_ways():
    shown = tree(scope(survey(2019, "past"), survey(2022), survey(2026)))
    course = section(shown, "course")
    assert "Bruch zwischen 2019 (Webarchiv) und 2022." in words(course)
    rows = table(shown, f"{GEMEINDE}: Gesamtwert über die Erhebungen")
    assert [row[2] for row in rows[1:]] == ["–", "Bruch", "vergleichbar"]
    charts = course.xpath(".//*[local-name()='svg']")
    assert len(charts) == 3
    assert all("Bruch" in words(chart) for chart in charts)


def test_no_line_is_drawn_across_a_break_or_a_gap():
    broken = scope(survey(2019, "past"), survey(2022), survey(2026))
    assert unbroken(broken, (1.0, 2.0, 3.0)) == [(0, 1.0, 0), (1, 2.0, 1), (2, 3.0, 1)]
    assert [piece for _, _, piece in unbroken(scope(), (1.0, None, 3.0))] == [0, 1]
    assert [piece for _, _, piece in unbroken(scope(), (1.0, 2.0, 3.0))] == [0, 0, 0]


def test_any_label_of_a_run_stands_under_the_course():
    label = """Probe "A" d'Or \\"""
    surveys = survey(2022), replace(survey(2026), run=replace(run(2026), label=label))
    course = section(tree(scope(*surveys, label=label)), "course")
    assert label in [text.text for text in course.iterfind(".//{*}text")]


def test_the_course_names_every_municipality_with_its_change(page):
    rows = {row[0]: row[1:] for row in table(page, f"{GEMEINDE}: Gesamtwert jeder Kommune")}
    assert rows["Gemeinde Ahorn"] == ["80,0", "85,0", "90,0", "+10,0"]
    assert rows["Gemeinde Linde"] == ["–", "–", "–", "nicht gesehen"]


def test_losses_are_grouped_by_cause_and_by_who_can_change_it(page):
    rows = table(page, "Ursachen, die am meisten kosten")
    assert rows[1][:2] == ["no_page: 288", "Kommune"]
    mean = sum(100 * (1 - score) for _, _, score in TOWNS.values() if score is not None) / 9
    assert rows[1][2] == f"{mean:.1f}".replace(".", ",")
    assert rows[1][3] == "9"


def test_without_losses_there_is_no_such_section(released):
    assert released.xpath("//section[@id='lacks']") == []
    assert released.xpath("//a[@href='#lacks']") == []


def test_how_far_scanner_and_people_agreed_stands_in_it_where_people_looked():
    looked = Agreement(24, 22, Interval(0.833, 0.641, 0.933), Interval(0.63, 0.34, 0.93), 15.6, ())
    told = " ".join(paragraphs(scope(replace(survey(), looked=lambda: looked))))
    assert "24 Ergebnisse entschieden" in told
    assert "83 % davon gleich (95-%-Bereich 64 % bis 93 %)" in told
    assert "Kappa mit linearen Gewichten: 0,63 (95-%-Bereich 0,34 bis 0,93)." in told
    assert "Kappa" not in " ".join(paragraphs(scope(replace(survey(), looked=lambda: replace(looked, kappa=None)))))
    assert "Zweitprüfung" not in " ".join(paragraphs(scope()))


def test_method_and_limits_stand_in_it_with_versions_dates_and_hashes(page):
    told = words(section(page, "method"))
    assert "Erhebungsquote" in told
    rows = table(page, "Die Erhebungen dieses Berichts")
    assert rows[-1] == [
        "2026",
        "16. November 2026",
        "Websites",
        "10",
        "g2b-2026 (aaaaaaaaaaaa)",
        "0.1.0",
        "Entwurf, erhoben",
    ]


def test_it_is_there_in_english(squares):
    assert TEXTS.keys("de") == TEXTS.keys("en")
    shown = tree(scope(language="en"), borders=squares)
    assert shown.get("lang") == "en"
    rows = table(shown, "Other towns and municipalities: total and rank")
    assert rows[1][:3] == ["1", "Gemeinde Ahorn", "90.0"]
    assert not [word for word in ("Kommune", "Gesamt", "Erhebung") if word in words(shown.body)]


def test_names_of_municipalities_are_text_and_nothing_else(html):
    assert HOSTILE not in html
    assert "<script" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("veil", [True, False])
def test_who_is_not_to_be_named_is_named_nowhere_and_not_given_away_by_the_map(squares, veil):
    own = "05999003"
    surveys = tuple(survey(year) for year in YEARS)
    hidden = scope(*surveys, names=Names.OWN, own=own)
    if veil:
        seen, audience = veiled(surveys, hidden.audience)
        hidden = scope(*seen, names=Names.OWN, own=own, aliases=audience.aliases)
    html = regional_report(hidden, borders=squares)
    for ags, (name, _, _) in TOWNS.items():
        assert (name.partition(" ")[2] in html) == (ags == own), name
        assert ags == own or not re.search(rf"\b{ags}\b", html)
    assert "Kommune A" in html
    shown = parsed(html)
    towns = section(shown, "map").xpath(".//figure[@class='towns']")[0]
    assert [words(one) for one in towns.xpath(".//*[@class='value']") if words(one) != "·"] == ["90"]
    assert "9 Kommunen werden hier nicht mit Namen genannt" in words(section(shown, "map"))


def test_where_nobody_is_named_there_is_no_map(squares):
    assert area_map(scope(names=Names.GROUP), read_borders(squares)) is None


def test_a_run_that_is_not_released_says_so_and_a_released_one_does_not(page, released):
    assert "ENTWURF" in words(page.body)
    assert "ENTWURF" not in words(released.body)
    assert "ist ein Entwurf" not in words(released.body)


def test_a_survey_of_one_is_one_of_one():
    told = [Choice().told(scope(survey(2026, only=only))) for only in ({"05999003"}, {"05999003", "05999004"})]
    assert [one.partition(",")[0] for one in told] == ["1 Kommune", "2 Kommunen"]


def test_of_a_part_only_that_part_is_shown_and_ranks_stay_those_of_the_league():
    only = {"05999004", "05999005"}
    part = scope(*(survey(year, only=only) for year in YEARS))
    shown = tree(part, choice=Choice(group="Birke und Eiche"))
    assert words(shown.body).count("Gemeinde Ahorn") == 0
    assert "Gruppe Birke und Eiche: 2 Kommunen" in words(shown.body)
    rows = table(shown, f"{GEMEINDE}: Gesamtwert und Rang")
    assert [row[:2] for row in rows[1:]] == [["2", "Gemeinde Birke"], ["4", "Gemeinde Eiche"]]


def test_one_municipality_alone_has_a_report_without_statistics():
    alone = scope(*(survey(year, only={"05999004"}) for year in YEARS))
    shown = tree(alone)
    assert "Über eine einzelne Kommune lässt sich keine statistische Aussage treffen." in words(
        section(shown, "course")
    )
    assert table(shown, f"{GEMEINDE}: Gesamtwert und Rang")[1][1] == "Gemeinde Birke"


def test_one_survey_alone_has_no_course(released):
    assert "Es gibt keine frühere Erhebung" in words(section(released, "course"))
    assert table(released, f"{GEMEINDE}: Gesamtwert und Rang")[0][-1] == "Rangspanne"


def test_the_same_survey_gives_the_same_bytes(html, squares):
    assert regional_report(scope(), borders=squares) == html


def test_it_asks_nothing_from_elsewhere_and_runs_no_script(page):
    addresses = [value for value in page.xpath("//@href | //@src") if not value.startswith("#")]
    assert addresses == []
    assert page.xpath("//script") == []


def test_all_tables_have_captions_and_all_charts_a_title(page):
    assert all(one.find("caption") is not None for one in page.xpath("//table"))
    charts = page.xpath("//*[local-name()='svg']")
    assert len(charts) == 2 + 3 + 3
    for chart in charts:
        named = chart.get("aria-labelledby").split()
        assert all(chart.xpath(f".//*[@id='{name}']") for name in named)
