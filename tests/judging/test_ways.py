"""Ways to apply for a service: all that a site offers, the best first, with what they stand on."""

from scanner.judging.context import Context
from scanner.judging.findings import findings
from scanner.reading.site_types import Owner
from tests.judging.builders import HOST, Answer, OfferKind, OfferState, offer, with_service

MINE = "gewerbe_anmeldung"
DEEP = "https://service.wirtschaft.nrw/antrag/gewerbemeldung-leistungsauswahl/"


def ways(*offers):
    return findings(Context(with_service(offers={MINE: offers})))[0].ways


def test_the_best_way_comes_first_and_what_does_not_work_last():
    paper = offer(kind=OfferKind.PDF, fillable="no", sent="print", url=f"{HOST}/a.pdf")
    fillable = offer(kind=OfferKind.PDF, fillable="yes", sent="mail", url=f"{HOST}/b.pdf")
    start = offer(kind=OfferKind.PORTAL_START, url="https://service.wirtschaft.nrw/")
    dead = offer(sent="online", state=OfferState.DEAD, url=f"{HOST}/weg")
    online = offer(sent="online", evidence=Answer.YES, url=f"{HOST}/antrag")
    foreign = offer(sent="online", owner=Owner.OTHER, url="https://www.nachbarort.example/antrag")
    every = (paper, start, dead, foreign, fillable, online)

    found = [one.url.rpartition("/")[2] for one in ways(*every)]

    assert found == ["antrag", "b.pdf", "a.pdf", "service.wirtschaft.nrw", "antrag", "weg"]
    assert ways(*every) == ways(*reversed(every))


def test_a_deep_link_has_the_logins_and_payments_of_its_platform():
    (way,) = ways(offer(kind=OfferKind.STATE, owner=Owner.STATE, sent="online", evidence=Answer.YES, url=DEEP))

    assert (way.platform, way.vendor) == ("wsp_nrw", "Wirtschafts-Service-Portal.NRW")
    assert (way.kind, way.state, way.owner) == ("state_deep_link", "works", "state")
    assert way.logins == ("bundid", "organisation")
    assert way.payments == ("electronic",)


def test_an_own_form_says_what_it_shows_and_takes():
    given = offer(
        sent="online",
        evidence=Answer.YES,
        logins=frozenset({"organisation", "bundid"}),
        payments=frozenset({"electronic"}),
        shows=frozenset({"progress", "receipt_or_time"}),
    )
    (way,) = ways(given)

    assert (way.platform, way.upload, way.sent) == ("", "yes", "online")
    assert (way.logins, way.payments) == (("bundid", "organisation"), ("electronic",))
    assert way.shows == ("progress", "receipt_or_time")


def test_a_service_without_a_way_has_none():
    assert ways() == ()
