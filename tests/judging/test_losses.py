"""What the rest of a score hangs on: by cause and by who can change it, and together what is missing."""

from dataclasses import replace
from datetime import date

import pytest

from criteria.language import OfferQuery
from criteria.loading import load_set
from scanner.judging.context import Context
from scanner.judging.judge import judge, verdict
from scanner.judging.losses import losses
from scanner.judging.offer_causes import lacking_offer
from scanner.judging.outcome import Outcome
from scanner.model.cause import Cause
from scanner.model.verdict import Changer, State, Verdict
from scanner.reading.site_types import Owner, Twin
from tests.judging.builders import (
    HOST,
    Answer,
    Contact,
    Kind,
    OfferKind,
    OfferState,
    Region,
    Value,
    access,
    answered,
    described,
    engine,
    entry,
    key,
    offer,
    page,
    site,
    the_set,
    with_service,
)

MINE = "gewerbe_anmeldung"
SHARES = {one.id for one in load_set().criteria if one.rule.core in ("mean", "median", "sum")}
ALL_BUT_ONE = frozenset(the_set().baskets["gemeinde"]) - {MINE}


def verdicts(where):
    return {one.criterion: one for one in judge(where, scanner_version="1").verdicts}


def lost(where, criterion, member=None):
    """The losses of one criterion, those of one member if it is given."""
    every = verdict(Context(where), the_set().criterion(criterion))[0].losses
    return [one for one in every if member is None or one.member == member]


def causes(where, criterion, member=None):
    return {one.cause for one in lost(where, criterion, member)}


def offering(*offers, **more):
    return with_service(offers={MINE: offers}, **more)


def only(where, criterion, member=MINE):
    """The one loss of a member."""
    (one,) = lost(where, criterion, member)
    return one


SITES = {
    "empty": site(),
    "one service": with_service(),
    "pdf": offering(offer(kind=OfferKind.PDF, fillable="no", sent="print")),
    "state": offering(offer(kind=OfferKind.STATE, owner=Owner.STATE, sent="online", evidence=Answer.YES)),
    "search": with_service(engines=(engine(*(answered(t) for t in the_set().terms["gemeinde"].official)),)),
}


@pytest.mark.parametrize("name", SITES)
def test_the_losses_of_shares_and_sums_are_together_what_is_missing(name):
    for told in verdicts(SITES[name]).values():
        if told.state is not State.SCORED:
            continue
        missing = sum(one.score for one in told.losses)
        if told.criterion in SHARES:
            assert missing == pytest.approx(1 - told.score, abs=1e-4), told.criterion
        assert missing <= 1 - told.score + 1e-4, told.criterion
        assert bool(told.losses) == (told.score < 1), told.criterion


@pytest.mark.parametrize("name", SITES)
def test_every_cause_is_one_of_the_list_and_says_more_than_that_a_step_is_not_reached(name):
    found = {one.cause for told in verdicts(SITES[name]).values() for one in told.losses}

    assert found <= set(Cause) - {Cause.BELOW_STEP, Cause.NOTHING_TO_COUNT}


def test_what_has_no_score_and_what_has_all_of_it_lacks_nothing():
    every = verdicts(site(page(viewport="width=device-width"), engines=(engine(on_homepage=True),)))

    assert every["S1"].score == 1
    assert every["S1"].losses == ()
    assert every["U5"].state is State.NOT_APPLICABLE
    assert every["U5"].losses == ()


def test_a_service_that_is_not_described_lacks_its_page_wherever_it_counts():
    where = with_service()

    for criterion in ("E1", "E2", "E3", "F2", "F4", "F5", "U2", "U6", "A2", "A3", "E6"):
        assert causes(where, criterion, "gestattung") == {Cause.NO_PAGE}, criterion
    assert {one.member for one in lost(where, "A2") if one.cause == Cause.NO_PAGE} == ALL_BUT_ONE


def test_a_page_that_only_refers_is_told_with_its_address():
    where = site(page("/verweis"), referrals={MINE: (key("/verweis"),)})
    one = only(where, "F2")

    assert (one.cause, one.url) == (Cause.REFERRAL_ONLY, f"{HOST}/verweis")


def test_a_share_says_what_each_member_would_add():
    one = only(with_service(), "F2")

    assert one.score == pytest.approx(1 / 13, abs=1e-5)
    assert (one.cause, one.changer, one.url) == (Cause.NO_FORM, Changer.MUNICIPALITY, f"{HOST}/gewerbe")


OFFERS = {  # what is offered -> criterion, cause
    "start page": (offer(kind=OfferKind.PORTAL_START), "F2", Cause.PORTAL_START_PAGE),
    "ended": (offer(kind=OfferKind.ENDED), "F4", Cause.ENDED_OFFER),
    "dead": (offer(kind=OfferKind.PDF, state=OfferState.DEAD), "F2", Cause.DEAD_LINK),
    "dead over all links": (offer(kind=OfferKind.PDF, state=OfferState.DEAD), "F7", Cause.DEAD_LINK),
    "error page": (offer(state=OfferState.SOFT_404), "F7", Cause.SOFT_404),
    "other file": (offer(kind=OfferKind.PDF, state=OfferState.WRONG_TYPE), "F7", Cause.WRONG_FILE),
    "ended over all links": (offer(kind=OfferKind.ENDED), "F7", Cause.ENDED_OFFER),
    "old": (offer(kind=OfferKind.PDF, printed=date(2012, 1, 1)), "F7", Cause.OUTDATED),
    "flat": (offer(kind=OfferKind.PDF, fillable="no"), "F3", Cause.PDF_FLAT),
    "signature": (offer(kind=OfferKind.PDF, fillable="signature"), "F3", Cause.PDF_SIGNATURE_ONLY),
    "xfa": (offer(kind=OfferKind.PDF, fillable="xfa"), "F3", Cause.PDF_XFA),
    "flat as a level": (offer(kind=OfferKind.PDF, fillable="no"), "E3", Cause.PDF_FLAT),
    "pdf only": (offer(kind=OfferKind.PDF, fillable="yes"), "E2", Cause.NO_ONLINE_FORM),
    "printed": (offer(kind=OfferKind.PDF, sent="print"), "F5", Cause.PRINT_ONLY),
    "mailed": (offer(sent="mail", evidence=Answer.NO), "F5", Cause.MAIL_ONLY),
    "no evidence": (offer(sent="online", evidence=Answer.NO), "F5", Cause.NO_UPLOAD),
    "no evidence as a level": (offer(sent="online", evidence=Answer.NO), "E2", Cause.NO_UPLOAD),
    "no notice": (
        offer(sent="online", evidence=Answer.YES, notice=Answer.NO, logins=frozenset({"organisation"})),
        "E3",
        Cause.NO_DIGITAL_NOTICE,
    ),
    "no login": (offer(sent="online", evidence=Answer.YES, notice=Answer.YES), "E3", Cause.NO_LOGIN),
    "state only": (offer(kind=OfferKind.STATE, owner=Owner.STATE), "E3", Cause.STATE_SERVICE_ONLY),
    "not of the state": (offer(kind=OfferKind.PDF), "E6", Cause.STATE_SERVICE_NOT_LINKED),
    "quality": (offer(login_first=Answer.NO, shows=frozenset({"progress"})), "F6", Cause.FORM_QUALITY),
}


@pytest.mark.parametrize("name", OFFERS)
def test_a_way_to_apply_says_what_it_fails_by(name):
    offered, criterion, cause = OFFERS[name]

    assert causes(offering(offered), criterion, MINE) == {cause}


def test_a_rule_may_ask_for_what_this_set_does_not():
    other = Context(offering(offer(owner=Owner.OTHER))).of_service(MINE)
    first = Context(offering(offer(login_first=Answer.YES))).of_service(MINE)

    assert lacking_offer(other, [OfferQuery(kind=("online",), owner=("own",))]).cause is Cause.FOREIGN_FORM
    assert lacking_offer(first, [OfferQuery(login_first="no")]).cause is Cause.LOGIN_FIRST
    assert lacking_offer(first, [OfferQuery(service="sepa", kind=("pdf",))]).detail == "sepa"


def test_a_form_that_only_another_page_links_is_not_linked():
    elsewhere = replace(offer(kind=OfferKind.PDF), links=(replace(offer().links[0], url=f"{HOST}/formulare"),))

    assert Cause.FORM_NOT_LINKED in causes(offering(elsewhere), "U6", MINE)
    assert Cause.NO_FORM in causes(with_service(), "U6", MINE)


def test_a_link_that_fails_is_told_by_its_page_and_its_target():
    one = only(offering(offer(kind=OfferKind.PDF, state=OfferState.DEAD, url=f"{HOST}/weg.pdf")), "F7")

    assert one.url == f"{HOST}/gewerbe"
    assert one.detail.endswith("/weg.pdf")


def test_the_data_centre_keeps_portals_and_form_servers_and_the_state_its_own():
    own = only(offering(offer(sent="online", evidence=Answer.NO)), "F5")
    portal = f"{HOST.replace('www', 'serviceportal')}/antrag"
    hosted = offering(
        offer(sent="online", evidence=Answer.NO, url=portal),
        portal_hosts=frozenset({"serviceportal.musterfeld.example"}),
    )
    deep = "https://service.wirtschaft.nrw/antrag/gewerbemeldung-leistungsauswahl/"
    gone = offering(offer(kind=OfferKind.STATE, state=OfferState.DEAD, owner=Owner.STATE, url=deep))

    assert own.changer is Changer.MUNICIPALITY
    assert (only(hosted, "F5").changer, only(hosted, "F5").url) == (Changer.DATA_CENTRE, portal)
    assert (only(gone, "F2").cause, only(gone, "F2").changer) == (Cause.DEAD_LINK, Changer.STATE)
    start = only(offering(offer(kind=OfferKind.PORTAL_START, url="https://service.wirtschaft.nrw/")), "F4")
    assert start.changer is Changer.MUNICIPALITY  # the link is theirs to mend


def test_a_number_over_members_is_lost_by_those_that_miss_it():
    clicks = {key("/gewerbe"): (5, ())}
    where = with_service(clicks=clicks)
    every = lost(where, "U2")

    assert only(where, "U2").cause == Cause.TOO_DEEP
    assert sum(one.score for one in every) == pytest.approx(1 / 3, abs=1e-4)  # the next step of three
    assert len(every) == 13
    assert only(with_service(), "U2").cause == Cause.NOT_REACHED


def _with_contacts(*contacts):
    shown = page("/gewerbe", "Gewerbeanmeldung", contacts=list(contacts))
    return with_service(pages=(shown,))


def test_contacts_say_how_much_of_a_person_is_missing():
    office = Contact("office", unit="Ordnungsamt", phone="05999 1-20", phone_kind="direct")
    person = Contact("person", "Ute Muster", phone="05999 1-21", phone_kind="direct")

    assert only(with_service(), "A2").cause == Cause.NO_CONTACT
    assert only(_with_contacts(office), "A2").cause == Cause.NO_NAMED_PERSON
    assert only(_with_contacts(person), "A2").cause == Cause.NO_DIRECT_CONTACT
    promotion = site(page("/wifoe", contacts=[person]), kinds={key("/wifoe"): frozenset({Kind.WIFOE})})
    assert causes(promotion, "A1") == {Cause.CONTACT_INCOMPLETE}
    nobody = site(page("/wifoe"), kinds={key("/wifoe"): frozenset({Kind.WIFOE})})
    assert causes(nobody, "A1") == {Cause.NO_NAMED_PERSON}
    assert [(one.cause, one.detail) for one in lost(site(), "A1")] == [(Cause.NO_SUCH_PAGE, "wirtschaftsfoerderung")]


def test_what_a_page_does_not_say_is_told_field_by_field():
    shown = page("/gewerbe", "Gewerbeanmeldung", values=[Value("fee", "26 Euro", Region.MAIN, "p")])
    fields = {one.detail for one in lost(with_service(pages=(shown,)), "U6", MINE) if one.cause == "field_missing"}

    assert fields == {"ablauf", "voraussetzungen", "unterlagen", "deadline", "law", "text_date"}
    assert causes(with_service(), "A3", MINE) == {Cause.NO_OFFICE, Cause.NO_ADDRESS, Cause.NO_OPENING_HOURS}


def test_pages_that_contradict_each_other_are_told_with_what_they_differ_in():
    names = the_set().baskets["gemeinde"][:4]
    pages = [page(f"/{name}", name) for name in names]
    twin = Twin(names[0], (key(f"/{names[0]}"), key(f"/{names[1]}")), ("fee",))
    where = site(*pages, services={name: (described(name, f"/{name}"),) for name in names}, twins={names[0]: (twin,)})

    assert [(one.member, one.cause, one.detail) for one in lost(where, "U5")] == [
        (names[0], Cause.CONTRADICTION, "fee")
    ]


def _searching(**more):
    terms = the_set().terms["gemeinde"]
    known = {*terms.official, *terms.everyday, *terms.misspelt}
    return engine(*(answered(term) for term in sorted(known)), suggests=Answer.NO, **more)


def test_the_search_says_what_it_does_not_do():
    where = with_service(engines=(_searching(),))

    assert causes(site(), "S2") == {Cause.NO_SEARCH}
    assert causes(site(), "S1") == {Cause.NO_SEARCH}
    assert causes(with_service(engines=(_searching(pages=(key("/gewerbe"),)),)), "S1") == {Cause.SEARCH_NOT_AT_HAND}
    assert causes(where, "S4") == {Cause.NO_SUGGESTIONS, Cause.NO_SEARCH_FILTER, Cause.NO_SPELLING_HELP}
    found = {(one.member, one.cause, one.detail) for one in lost(where, "S2")}
    assert ("Gewerbeanmeldung", Cause.NOT_IN_SEARCH, MINE) in found
    assert {cause for _, cause, detail in found if detail != MINE} == {Cause.NOTHING_TO_FIND}


def test_the_search_of_a_portal_is_for_the_data_centre_to_change():
    portal = replace(_searching(), own="portal")

    assert {one.changer for one in lost(with_service(engines=(portal,)), "S4")} == {Changer.DATA_CENTRE}
    assert {one.changer for one in lost(with_service(engines=(_searching(),)), "S4")} == {Changer.MUNICIPALITY}


def test_accounts_and_channels_are_for_the_data_centre_where_there_is_a_portal():
    portal = site(
        page("/portal"), kinds={key("/portal"): frozenset({Kind.PORTAL})}, accesses=(access("inbox", "portal"),)
    )

    assert [(one.cause, one.detail, one.changer) for one in lost(portal, "A6")] == [
        (Cause.NO_INBOX, "organisation", Changer.DATA_CENTRE)
    ]
    assert [(one.cause, one.changer) for one in lost(site(), "A6")] == [(Cause.NO_SECURE_CHANNEL, Changer.MUNICIPALITY)]
    assert causes(site(), "E4") == {Cause.NO_LOGIN}
    assert causes(site(), "A5") == {Cause.NO_BOOKING}
    assert causes(site(accesses=(access("payment", "electronic"),)), "E5") == {Cause.NO_PAYMENT}


def test_lists_say_what_is_not_in_them():
    az = frozenset({Kind.A_TO_Z})
    listed = site(page("/az"), kinds={key("/az"): az}, entries={key("/az"): (entry("/", "Anmeldung", (MINE,)),)})
    forms = site(page("/formulare"), kinds={key("/formulare"): frozenset({Kind.FORMS})})

    assert causes(listed, "S5") == {Cause.NOT_LISTED}
    assert [one.detail for one in lost(site(), "S5")] == ["a_to_z_services"]
    assert causes(forms, "F1") == {Cause.LIST_TOO_SHORT}
    assert causes(with_service(), "U4") == {Cause.NOT_MARKED}


def test_pages_and_tools_of_the_site_are_told_by_their_kind():
    every = {(one.cause, one.detail) for name in ("A4", "E7", "U1", "U7") for one in lost(site(), name)}

    assert every >= {
        (Cause.NO_SUCH_PAGE, "tenders"),
        (Cause.NO_SUCH_PAGE, "easy_language"),
        (Cause.NO_SUCH_PAGE, "business_page"),
        (Cause.NO_SUCH_FORM, "kontakt"),
        (Cause.NOT_USED, "chat"),
        (Cause.NO_LINK, "erklaerung_barrierefreiheit"),
        (Cause.FIELD_MISSING, "tax_rate"),
        (Cause.NOT_MOBILE, ""),
        (Cause.NO_FOREIGN_LANGUAGE, ""),
    }


def test_where_nothing_is_there_to_count_a_form_is_missing():
    assert causes(site(), "F3") == {Cause.NO_FORM}
    assert causes(site(), "F6") == {Cause.NO_ONLINE_FORM}


@pytest.mark.parametrize("core", ["steps", "sum", "all"])
def test_a_rule_that_names_nothing_missing_breaks_no_judgement(core):
    given = Verdict("S1", "1", State.SCORED, 0.5)
    found = losses(Context(site()), the_set().criterion("S1"), Outcome(0.5, 0.5, 0.5, core), given)
    assert sum(one.score for one in found) <= 0.5


def test_what_was_not_seen_is_told_as_that():
    where = offering(offer(kind=OfferKind.PDF, state=OfferState.UNSEEN))

    assert [(one.cause, one.detail) for one in lost(where, "U6", MINE) if one.cause == Cause.NOT_SEEN] == [
        (Cause.NOT_SEEN, "target_unseen")
    ]
    assert lost(where, "F2", MINE) == []  # not counted, so not lost
