import pytest

from scanner.archive.records import Failure, Purpose
from scanner.practice.request_log import most_at_once
from spiders.jobs import Ending, Told
from tests.spiders.towns import WORDS, Town, crawled, path_of

pytestmark = pytest.mark.server


def links(*paths: str) -> str:
    return "".join(f'<p><a href="{path}">{path.strip("/") or "Start"}</a></p>' for path in paths)


def test_a_small_site_is_read_once_and_completely(tmp_path):
    town = Town().page("/", links("/gewerbe", "/rathaus", "/")).page("/gewerbe", WORDS + links("/", "/taxi?print=1"))
    town.page("/rathaus", links("/gewerbe/", "https://MUSTERDORF.example/gewerbe#oben")).page("/taxi", WORDS)
    done = crawled(tmp_path, town)
    assert sorted(done.paths()) == ["/", "/gewerbe", "/rathaus", "/taxi"]
    assert done.one.ending is Ending.FINISHED
    manifest = done.manifest
    assert manifest.complete
    assert manifest.own_hosts == ("musterdorf.example",)
    assert dict(manifest.figures)["captures.page"] == 4
    assert "vantage.proxy=yes" in manifest.notes
    assert done.events[0].told is Told.STARTED
    assert done.events[-1].told is Told.FINISHED


def test_the_budget_goes_to_what_promises_most_and_the_rest_is_named(tmp_path):
    news = [f"/aktuelles/meldung-{number}" for number in range(30)]
    town = Town().page("/", links(*news, "/dienstleistungen"))
    town.page("/dienstleistungen", links("/gewerbe-anmelden", "/gaststaettenerlaubnis"))
    for path in (*news, "/gewerbe-anmelden", "/gaststaettenerlaubnis"):
        town.page(path, WORDS + path)
    done = crawled(tmp_path, town, budget=6)
    assert done.paths()[:4] == ["/", "/dienstleistungen", "/gewerbe-anmelden", "/gaststaettenerlaubnis"]
    assert len(done.paths()) == 6
    assert not done.manifest.complete
    assert done.manifest.left_in_frontier > 0


def test_traps_end(tmp_path):
    months = [f"/kalender?monat=2031-{number:02}" for number in range(1, 13)]
    chains = [f"/gewerbe?pfad={'x' * number}" for number in range(1, 40)]
    town = Town().page("/", links("/kalender", "/gewerbe", "/rund/", "/sitzung;jsessionid=A1?x=1", *chains, *months))
    town.page("/gewerbe", WORDS + links(*chains)).page("/sitzung?x=1", WORDS)
    town.hosts[town.host]["missing"] = {"status": 200, "file": "immer.html"}
    town.hosts[town.host]["_files"] = {"immer.html": f"<h1>Immer</h1>{WORDS}<a href='rund/'>weiter</a>"}
    for month in months:
        town.page(month, month + WORDS)
    done = crawled(tmp_path, town, budget=100)
    assert len([path for path in done.paths() if "monat" in path]) == 3
    assert len([path for path in done.paths() if "rund" in path]) < 8
    assert "/sitzung?x=1" in done.paths()
    assert done.manifest.complete


def test_links_that_act_and_files_are_not_fetched_as_pages(tmp_path):
    town = Town().page("/", links("/x?p_p_lifecycle=1", "/c/portal/logout", "/bild.jpg", "/plan.zip"))
    assert crawled(tmp_path, town).paths() == ["/"]


def test_an_own_portal_on_another_domain_is_read_and_a_foreign_host_is_not(tmp_path):
    portal, foreign = "www.mein-amt.example", "www.nachbardorf.example"
    town = Town().page(
        "/",
        f'<a href="http://{portal}/">Zum Serviceportal</a> <a href="http://{foreign}/">Nachbarn</a>'
        f'<a href="http://verbund.example/link?id=7">Hier</a>',
    )
    town.page("/", links("/gewerbe-anmelden"), host=portal, title="Serviceportal Musterdorf")
    town.page("/gewerbe-anmelden", WORDS, host=portal).page("/", WORDS, host=foreign)
    town.raw("/link?id=7", host="verbund.example", redirect="http://wirtschaft-musterdorf.example/", status=302)
    town.page("/", links("/standort"), host="wirtschaft-musterdorf.example", title="Wirtschaft")
    town.page("/standort", WORDS, host="wirtschaft-musterdorf.example")
    done = crawled(tmp_path, town)
    assert set(done.manifest.own_hosts) == {
        "musterdorf.example",
        "mein-amt.example",
        "wirtschaft-musterdorf.example",
    }
    assert done.manifest.portal_hosts == ("mein-amt.example",)
    assert {"/gewerbe-anmelden", "/standort"} <= set(done.paths())
    assert done.asked(host=foreign) == []


def test_a_homepage_that_only_sends_on_is_followed(tmp_path):
    away = '<html><head><meta http-equiv="refresh" content="0; url=http://www.neudorf.example/start"></head></html>'
    town = Town().raw("/", away).page("/start", links("/gewerbe"), host="www.neudorf.example")
    town.page("/gewerbe", WORDS, host="www.neudorf.example")
    assert crawled(tmp_path, town).paths() == ["/", "/start", "/gewerbe"]


def test_the_sitemap_is_read(tmp_path):
    listed = "<urlset><url><loc>http://www.musterdorf.example/versteckt/gewerbe-anmelden</loc></url></urlset>"
    town = Town().page("/", WORDS).raw("/karte.xml", listed, content_type="text/xml")
    town.raw("/robots.txt", "Sitemap: http://www.musterdorf.example/karte.xml", content_type="text/plain")
    town.page("/versteckt/gewerbe-anmelden", WORDS)
    assert "/versteckt/gewerbe-anmelden" in crawled(tmp_path, town).paths()


def test_what_robots_txt_hides_is_not_asked(tmp_path):
    town = Town().page("/", links("/offen", "/geheim/x")).page("/offen", WORDS).page("/geheim/x", WORDS)
    town.raw("/robots.txt", "User-agent: *\nDisallow: /geheim/", content_type="text/plain")
    done = crawled(tmp_path, town)
    assert "/geheim/x" not in done.asked()
    assert [(path_of(one.url), one.failure) for one in done.manifest.missing if one.purpose is Purpose.PAGE] == [
        ("/geheim/x", Failure.ROBOTS)
    ]


def test_queries_of_links_keep_the_charset_of_the_page(tmp_path):
    town = Town().page("/", '<a href="/liste?ort=Höfe">Orte</a>')
    town.hosts[town.host]["charset"] = "iso-8859-1"
    assert "/liste?ort=H%F6fe" in crawled(tmp_path, town).asked()


def test_a_site_that_is_not_there_hurts_no_other(tmp_path):
    there, gone = Town().page("/", WORDS), Town("Gemeinde Fernab", "www.fernab.example", "05999002")
    ill = Town("Gemeinde Krank", "www.krank.example", "05999003").raw("/", "kaputt", status=500)
    gone.hosts = {"andere.example": {}}
    done = crawled(tmp_path, there, gone, ill)
    endings = {name: outcome.ending for name, outcome in done.outcomes.items()}
    assert endings == {
        "Gemeinde Musterdorf": Ending.FINISHED,
        "Gemeinde Fernab": Ending.UNREACHABLE,
        "Gemeinde Krank": Ending.UNREACHABLE,
    }
    assert done.outcomes["Gemeinde Fernab"].failure is not None
    assert "500" in done.outcomes["Gemeinde Krank"].detail
    ends = {event.name: event.told for event in done.events if event.told in (Told.FINISHED, Told.UNREACHABLE)}
    assert [ends[f"Gemeinde {name}"] for name in ("Musterdorf", "Fernab", "Krank")] == [
        Told.FINISHED,
        Told.UNREACHABLE,
        Told.UNREACHABLE,
    ]


def test_forty_crawls_ask_each_host_one_thing_at_a_time(tmp_path):
    towns = [
        Town(f"Gemeinde Ort{n}", f"www.ort{n}.example", f"059991{n:02}").page("/", links("/a", "/b")).page("/a", WORDS)
        for n in range(12)
    ]
    done = crawled(tmp_path, *towns, at_once=6)
    assert {outcome.ending for outcome in done.outcomes.values()} == {Ending.FINISHED}
    assert set(most_at_once(done.practice.log.requests).values()) == {1}


def test_twins_that_were_waiting_are_not_fetched_when_they_are_known_as_such(tmp_path):
    """Systems put the page one comes from into each link: every page has as many addresses as links to it."""
    topics = ["rathaus", "wirtschaft", "freizeit", "bauen", "leben", "umwelt", "schule", "kultur"]

    def menu(origin):
        return "".join(f'<p><a href="/{topic}?nn={origin}">Zum Thema {topic} im Ort</a></p>' for topic in topics)

    town = Town().page("/", menu(1))
    for at, topic in enumerate(topics):
        for origin in range(1, 10):
            town.raw(
                f"/{topic}?nn={origin}",
                f"<html><body><main><h1>{topic} und mehr davon</h1>{menu(at + 2)}</main></body></html>",
            )
    asked = crawled(tmp_path, town).paths()
    assert {path.partition("?")[0] for path in asked} == {"/", *(f"/{topic}" for topic in topics)}
    assert len(asked) <= 2 * len(topics)
