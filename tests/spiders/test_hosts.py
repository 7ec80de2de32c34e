import pytest

from criteria.platforms import Platform, Platforms
from criteria.registry import Municipality
from spiders.hosts import OwnHosts, Side, Verdict
from tests.spiders.crawling import lexicon, page


def hosts(
    name: str = "Stadt Bad Musterdorf", homepage: str = "https://www.bad-musterdorf.example/", **more
) -> OwnHosts:
    league = "kreis" if "Kreis" in name else "stadt"
    return OwnHosts(Municipality("05999001", name, "", league, homepage, **more), lexicon())


@pytest.mark.parametrize(
    ("url", "said", "side"),
    [
        ("http://bad-musterdorf.example/x", "", Side.MAIN),
        ("https://serviceportal.bad-musterdorf.example/", "Anmelden", Side.PORTAL),
        ("https://badmusterdorf-digital.example/", "Onlinedienste", Side.PORTAL),
        ("https://badmusterdorf.kommunalportal.example/", "", Side.PORTAL),
        ("https://wirtschaft-bad-musterdorf.example/", "Unser Standort", Side.BUSINESS),
        ("https://geo.bad-musterdorf.example/", "Karten", Side.MAIN),
    ],
)
def test_hosts_that_name_the_municipality_are_its_own(url, said, side):
    own = hosts()
    assert own.consider(url, 1, said) is Verdict.OWN
    assert own.side(url) is side


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://www.stadtwerke-bad-musterdorf.example/", "Strom und Gas"),
        ("https://www.musterdorf.example/", "Nachbarstadt"),
        ("https://www.facebook.example/badmusterdorf", "Folgen Sie uns"),
        ("https://www.kreis-bad-musterdorf.example/", "Zum Kreis"),
    ],
)
def test_others_are_foreign(url, said):
    assert hosts().consider(url, 1, said) is Verdict.FOREIGN


def test_a_district_does_not_take_the_town_that_bears_its_name():
    own = hosts("Kreis Musterburg", "https://www.kreis-musterburg.example/")
    assert own.consider("https://musterburg.example/", 1, "Serviceportal der Stadt") is not Verdict.OWN
    assert own.consider("https://kreismusterburg.portal.example/", 1, "Serviceportal") is Verdict.OWN
    title = "<title>Serviceportal der Stadt Musterburg</title>"
    assert not own.judge(page(title, "https://musterburg.example/"), "https://musterburg.example/", 1, "Serviceportal")
    title = "<title>Serviceportal des Kreises</title><h1>Kreis Musterburg</h1>"
    assert own.judge(page(title, "https://buerger-portal.example/"), "https://buerger-portal.example/", 1)


def test_a_portal_under_another_name_is_asked_and_its_page_decides():
    own = hosts()
    url = "https://www.mein-amt.example/"
    assert own.consider(url, 1, "Zum Serviceportal") is Verdict.ASK
    assert own.consider(url, 1, "Zum Serviceportal") is Verdict.FOREIGN  # once is enough
    assert own.judge(page("<title>Serviceportal Bad Musterdorf</title>", url), url, 1, "Zum Serviceportal")
    assert own.hosts(Side.PORTAL) == ("mein-amt.example",)


def test_a_portal_of_another_town_stays_foreign():
    url = "https://www.mein-amt.example/"
    for title in ("Serviceportal Niederdorf", "Serviceportal Musterdorf", "Serviceportal Kreis Bad Musterdorf"):
        assert not hosts().judge(page(f"<title>{title}</title>", url), url, 1, "Zum Serviceportal")


def test_of_a_host_that_towns_share_only_the_own_folder_is_own():
    own = hosts()
    url = "https://portal.verbund.example/bad-musterdorf/dienste"
    assert own.judge(page("<title>Serviceportal Bad Musterdorf</title>", url), url, 1)
    assert own.side("https://portal.verbund.example/bad-musterdorf/a") is Side.PORTAL
    assert own.side("https://portal.verbund.example/niederdorf/a") is None


def test_where_a_redirector_ends_counts():
    own = hosts()
    link = "https://webportal.verbund.example/link?id=77"
    assert own.consider(link, 1, "Hier geht es weiter") is Verdict.ASK
    there = page("<title>Willkommen</title>", "https://onlinedienste-badmusterdorf.example/start")
    assert own.judge(there, link, 1, "Hier geht es weiter")


def test_what_lies_more_than_two_clicks_away_is_not_looked_at():
    assert hosts().consider("https://badmusterdorf-digital.example/", 3, "Onlinedienste") is Verdict.FOREIGN


def test_the_registry_names_portals_and_what_is_known_outlives_a_kill():
    own = hosts(portal=("amt24.example",))
    own.consider("https://serviceportal.bad-musterdorf.example/", 1)
    again = OwnHosts(Municipality("1", "Stadt Bad Musterdorf", "", "stadt", "http://x.example"), lexicon(), own.state)
    assert set(own.hosts(Side.PORTAL)) == {"amt24.example", "serviceportal.bad-musterdorf.example"}
    assert set(own.hosts()) < set(again.hosts())


def test_a_form_server_that_names_the_municipality_is_no_site_of_its_own():
    vendor = Platform(id="forms", kind="form_server", urls=("/intelliform/",), source="own")
    own = OwnHosts(
        Municipality("1", "Stadt Musterdorf", "", "stadt", "http://x.example"), lexicon(), None, Platforms((vendor,))
    )
    url = "http://portal.formdienst.example/intelliform/forms/musterdorf/gewerbe"
    assert own.consider(url, 1, "Serviceportal") is Verdict.FOREIGN
    assert own.judge(page("<title>Serviceportal Musterdorf</title>", url), url, 1) is False
    assert own.side(url) is None
