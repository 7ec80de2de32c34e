"""A verdict says where the rule leaves room, and why; doubt moves no score."""

from dataclasses import replace

from scanner.archive.records import Manifest
from scanner.judging.judge import judge
from scanner.model.verdict import Doubt
from tests.judging.builders import AS_OF, TOWN, Answer, access, link, page, site, with_service

INVOICE = "Rechnungen nehmen wir als XRechnung über das Portal entgegen."


def verdict(where, criterion):
    return next(one for one in judge(where, scanner_version="1").verdicts if one.criterion == criterion)


def test_one_mention_is_thin_and_two_are_not():
    once = verdict(site(page("/"), page("/rechnung", "Rechnungen", INVOICE)), "E7")
    twice = verdict(site(page("/", text=INVOICE), page("/rechnung", "Rechnungen", INVOICE)), "E7")

    assert (once.doubts, once.score) == ((Doubt.ONE_MENTION,), twice.score)
    assert once.confidence < twice.confidence == 1
    assert twice.doubts == ()


def test_what_is_surer_leaves_no_doubt():
    both = site(page("/", text=INVOICE, links=[link("https://xrechnung-bdr.de/", "E-Rechnung")]))

    assert Doubt.ONE_MENTION not in verdict(both, "E7").doubts


def test_a_promise_that_is_denied_elsewhere_is_told():
    said = access("channel", "demail", path="/impressum")
    where = site(accesses=(said, access("channel", "demail", Answer.NO, path="/kontakt")))

    assert verdict(where, "A6").doubts == (Doubt.DENIED_TOO,)
    assert verdict(site(accesses=(said,)), "A6").doubts == ()
    assert verdict(where, "A6").score == verdict(site(accesses=(said,)), "A6").score


def test_a_foreign_page_that_was_not_read_is_told():
    easy = verdict(site(page(links=[link("https://anderswo.example/b", "Barrierefreiheit")])), "U7")

    assert easy.doubts == (Doubt.FAR_LINK,)
    assert easy.confidence < 1


def test_a_share_of_which_a_part_was_not_seen_is_told():
    basket = site().set.baskets["gemeinde"]
    whole = with_service(searched=dict.fromkeys(basket, Answer.YES))
    in_part = with_service(searched=dict.fromkeys(basket[:-1], Answer.YES))

    assert verdict(whole, "F2").doubts == ()
    assert verdict(in_part, "F2").doubts == (Doubt.PART_UNSEEN,)


def test_a_crawl_that_broke_off_leaves_doubt_on_all_that_could_be_more():
    broken = Manifest(TOWN.ags, TOWN.name, TOWN.league, TOWN.homepage, AS_OF, complete=False, left_in_frontier=9)
    where = replace(with_service(), manifest=broken)

    assert Doubt.UNFINISHED in verdict(where, "F2").doubts
    assert verdict(where, "F2").score == verdict(with_service(), "F2").score
