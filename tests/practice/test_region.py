"""The generated region: the same on every machine, served whole, with the faults it claims and the figures it promises."""

import subprocess
import sys
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from criteria.registry import Registry
from scanner.practice.content.model import YEARS
from scanner.practice.content.towns import towns
from scanner.practice.content.years import town_year
from scanner.practice.country.country import COLUMNS, Country
from scanner.practice.country.hosts import TownHosts
from scanner.practice.pages.blocks import links_of
from scanner.practice.skins.products import PRODUCTS

DIGEST = """
import hashlib
from scanner.practice.country.country import Country
country, seen = Country(2022), hashlib.sha256()
for town in country.towns[:40:7]:
    for path in ("/", "/impressum.html", "/robots.txt"):
        seen.update(country.answer(f"www.{town.slug}.example", "GET", path, secure=True).body)
print(seen.hexdigest(), country.registry_rows()[5])
"""


def hosts(number, year=2026, **changes):
    return TownHosts(town_year(replace(towns()[number], **changes), year))


def get(made, address):
    parts = urlsplit(address)
    return made.answer(parts.hostname, "GET", parts.path + (f"?{parts.query}" if parts.query else ""), b"")


def test_forty_towns_in_three_leagues_and_three_states_with_ten_products():
    found = towns()
    leagues = [town.league for town in found]
    assert [leagues.count(league) for league in ("kreis", "stadt", "gemeinde")] == [3, 13, 24]
    assert {town.state for town in found} == {"05", "03", "06"}
    assert {town.skin for town in found} == set(PRODUCTS)
    assert len(PRODUCTS) >= 10
    assert len({town.slug for town in found}) == len({town.ags for town in found}) == 40


def test_the_same_seed_gives_the_same_region_in_every_process_and_another_seed_another():
    said = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert {town.name for town in towns(40, "other")} != {town.name for town in towns()}


@pytest.mark.parametrize("year", YEARS)
def test_the_registry_of_each_year_can_be_read(year, tmp_path):
    rows = Country(year).registry_rows()
    lines = [";".join(COLUMNS)] + [";".join(row[column].replace(";", ",") for column in COLUMNS) for row in rows]
    (tmp_path / "r.csv").write_text("\n".join(lines).replace(",", "|").replace(";", ","), "utf-8")
    assert len(Registry.load(tmp_path / "r.csv").on(YEARS[year]).select([])) == 40


def test_five_towns_of_one_state_work_together_and_three_of_them_are_in_a_demo_of_ten():
    rows = Country(2026).registry_rows()
    members = [row for row in rows if row["groups"] == "kooperation-g2b"]
    assert [row["ags"][:2] for row in members] == ["05"] * 5
    assert {row["league"] for row in members} == {"stadt", "gemeinde"}
    assert sum(row["groups"] != "" for row in rows[::4]) == 3


@pytest.mark.parametrize("skin", PRODUCTS)
def test_every_page_and_paper_has_an_address_of_its_own_and_is_served(skin):
    made = hosts(21, skin=skin, fault="")
    site = made.face.site
    addresses = {key: made.face.address(key) for key in [*site.pages, *site.papers]}
    assert len(set(addresses.values())) == len(addresses)
    for key, address in addresses.items():
        assert get(made, address).status == 200, (key, address)


@pytest.mark.parametrize("number", range(40))
def test_links_lead_somewhere_unless_the_model_says_that_they_are_dead(number):
    made = hosts(number, fault="")
    for page in made.face.site.pages.values():
        for link in links_of(page):
            kind = link.to.partition(":")[0]
            address = made.face.address(link.to)
            if made.town.town.slug in address and kind not in ("dead", "gone", "soft404"):
                assert get(made, address).status == 200, (page.key, link)


def test_dead_links_give_404_and_soft_ones_an_error_page_with_200():
    seen = set()
    for number in range(40):
        made = hosts(number, fault="")
        if made.face.skin.name == "script":
            continue
        for offered in made.town.offerings.values():
            if offered.form.kind in ("dead", "soft404"):
                reply = get(made, made.face.address(offered.form.address))
                assert reply.status == (404 if offered.form.kind == "dead" else 200)
                assert "nicht gefunden" in reply.body.decode(made.face.skin.charset)
                seen.add(offered.form.kind)
    assert seen == {"dead", "soft404"}


def test_a_calendar_never_ends_and_a_session_id_is_no_other_page():
    made = hosts(7)
    assert b"05/2035" in get(made, made.face.address("calendar:102")).body
    made = hosts(33)
    first = get(made, f"{made.town.scheme}://{made.town.host}/").body.decode("utf-8")
    assert "PHPSESSID=" in first
    assert made.face.key_of(made.town.host, "/seite/1/?PHPSESSID=ab1") == made.face.key_of(made.town.host, "/seite/1/")


def test_walls_downtime_and_moves_are_played():
    country = Country(2022)
    by_fault = {town.fault: town for town in country.towns if town.fault}
    assert len(by_fault) == 12

    def home(fault):
        return country.answer(f"www.{by_fault[fault].slug}.example", "GET", "/", secure=True)

    assert home("down").status == 502
    assert home("bot_wall").status == 403
    assert b"Cookies" in home("consent_wall").body
    assert home("slow").delay > 0
    old = country.answer(f"www.{by_fault['moved'].slug}-online.example", "GET", "/", secure=True)
    assert (old.status, old.headers["Location"]) == (301, f"https://www.{by_fault['moved'].slug}.example/")
    assert (
        b"Crawl-delay"
        in country.answer(f"www.{by_fault['crawl_delay'].slug}.example", "GET", "/robots.txt", secure=True).body
    )
    huge = replace(by_fault["huge"], skin="static")
    assert (
        len(
            get(
                TownHosts(town_year(huge, 2022)), f"http://www.{huge.slug}.example/verwaltungsgebuehrensatzung.html"
            ).body
        )
        > 2_000_000
    )
    with pytest.raises(UnicodeDecodeError):
        home("wrong_charset").body.decode("utf-8")


def test_a_thousand_towns_are_ready_at_once_and_keep_only_the_sites_asked_last():
    country = Country(2026, 1000)
    assert len(country.towns) == len({town.slug for town in country.towns}) == 1000
    for town in country.towns[:120]:
        country.answer(f"www.{town.slug}.example", "GET", "/", secure=True)
    assert country._hosts.cache_info().currsize <= 48


def test_the_largest_region_has_names_and_numbers_for_all():
    found = towns(5000)
    assert len({town.ags for town in found}) == len({town.slug for town in found}) == 5000
    assert {len(town.ags) for town in found} == {5, 8}


def test_ambition_pays_and_nobody_falls_back_who_does_not_lose_it():
    for town in towns():
        if list(town.path) == sorted(town.path):
            described = [sum(one.described for one in town_year(town, year).offerings.values()) for year in YEARS]
            assert described == sorted(described), town.name
