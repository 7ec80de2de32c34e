"""Inboxes and secure channels: what is said to be open, and what is said to be closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from criteria.words import fold
from scanner.model.answer import Answer
from scanner.reading.facts import CONTENT, PageFacts, Region
from scanner.reading.negation import Statement, sentences
from scanner.reading.passages import Ear, Passage, ear_of, passages, telling_pages
from scanner.reading.seen import Seen, place_in
from scanner.reading.site_types import Access, Kind, Offer, OfferKind, Owner

_CHANNELS = ("demail", "bebpo", "qes")
_ADDRESSED = ("demail", "bebpo")  # those that are reached by an address of their own
_LONGEST_ADDRESS = 10  # words
_WITH_FOOTER = CONTENT | {Region.FOOTER}
_OFFICIAL = (Kind.LEGAL, Kind.CONTACT, Kind.FAQ, Kind.FAQ_BUSINESS, Kind.PORTAL, Kind.HOMEPAGE, Kind.LOGIN)


def channel_accesses(seen: Seen) -> Iterator[Access]:
    """Yield which secure channels official pages open or close; the footer is read on the homepage only."""
    ear = ear_of(seen)
    for key, page in telling_pages(seen):
        if not _is_official(seen, key, page, ear):
            continue
        for passage in passages(page, _WITH_FOOTER if key == seen.home else CONTENT):
            yield from _channels(page, passage, ear)


def _is_official(seen: Seen, key: str, page: PageFacts, ear: Ear) -> bool:
    title = f"{page.title} . {page.h1}"
    return seen.is_kind(key, *_OFFICIAL) or ear.named("official_page", title) or ear.named("channel_any", title)


def _channels(page: PageFacts, passage: Passage, ear: Ear) -> Iterator[Access]:
    if not ear.named("channel_any", passage.text):
        return
    closed = {one for one in sentences(passage.text, ear.lexicon) if _closes(one, ear)}
    if closed:
        yield Access("channel", "electronic", Answer.NO, place_in(page, passage.block.path, passage.block.text))
    for kind in _CHANNELS:
        for statement in ear.hear(passage.text, f"channel_{kind}"):
            said = Answer.NO if statement.sentence in closed else statement.said
            if said is Answer.NO or _opens(statement.sentence, kind, ear):
                yield Access("channel", kind, said, place_in(page, passage.block.path, statement.sentence))


def _closes(sentence: str, ear: Ear) -> bool:
    """Whether a sentence says that no access is opened, for nobody and by no way."""
    return ear.named("no_access", sentence) and not ear.named("opens_for_some", sentence)


def _opens(sentence: str, kind: str, ear: Ear) -> bool:
    """Whether a sentence offers a channel: by a verb, by an address, or as the label of one ("beBPo: Stadt X")."""
    if "@" in sentence or ear.named("opens_channel", sentence):
        return True
    label, _, address = sentence.partition(":")
    labelled = kind in _ADDRESSED and ear.named(f"channel_{kind}", label)
    return labelled and 0 < len(address.split()) <= _LONGEST_ADDRESS


def inbox_accesses(seen: Seen, offers: Mapping[str, tuple[Offer, ...]]) -> Iterator[Access]:
    """Yield whose inbox notices can come to: the portal's own, that of the BundID, or that of an organisation account.

    Read are the own pages and the own online forms; a postal box, a mailbox and a state portal's inbox are none.
    """
    ear = ear_of(seen)
    for key, page in telling_pages(seen):
        in_portal = seen.side(page.url) == "portal" or seen.is_kind(key, Kind.PORTAL, Kind.LOGIN)
        yield from _inboxes(page, ear, "", in_portal)
    for offer in _own_forms(offers):
        for page in seen.targets.get(offer.url, ()):
            yield from _inboxes(page, ear, offer.service, in_portal=True)


def _own_forms(offers: Mapping[str, tuple[Offer, ...]]) -> Iterator[Offer]:
    every = (offer for found in offers.values() for offer in found)
    return (offer for offer in every if offer.kind is OfferKind.ONLINE and offer.owner is Owner.OWN)


def _inboxes(page: PageFacts, ear: Ear, service: str, in_portal: bool) -> Iterator[Access]:
    scope = "target" if service else "site"
    for passage in passages(page):
        if not ear.named("inbox", passage.text):
            continue
        for statement in ear.hear(passage.text, "inbox"):
            kinds = list(_inbox_kinds(statement.sentence, passage.text, ear, in_portal))
            for kind in kinds:
                said = _said_of_account(statement, kind, len(kinds) > 1, ear)
                place = place_in(page, passage.block.path, statement.sentence)
                yield Access("inbox", kind, said, place, service, scope)
    if in_portal:
        yield from _inbox_links(page, ear, service, scope)


def _inbox_kinds(sentence: str, passage: str, ear: Ear, in_portal: bool) -> Iterator[str]:
    rest = ear.lexicon.expression("no_inbox").sub(" ", fold(sentence))
    if not ear.topic("inbox")(rest) or ear.of_state(sentence, passage):
        return
    accounts = [kind for kind in ("organisation", "bundid") if ear.named(f"login_{kind}", sentence)]
    yield from accounts
    purpose = ear.named("inbox_purpose", passage)
    if not accounts and purpose and (in_portal or ear.of_own_portal(passage)):
        yield "portal"


def _said_of_account(statement: Statement, kind: str, several: bool, ear: Ear) -> Answer:
    """Return what is said of the inbox of one account; where a sentence names two, each has its own clause."""
    if kind == "portal":
        return statement.said
    own = {one.said for one in ear.hear(statement.sentence, f"login_{kind}")}
    if Answer.NO in own:
        return Answer.NO
    return Answer.YES if several and own else statement.said


def _inbox_links(page: PageFacts, ear: Ear, service: str, scope: str) -> Iterator[Access]:
    for link in page.links:
        if link.region is not Region.CONSENT and ear.lexicon.expression("inbox_link").search(fold(link.text)):
            place = place_in(page, link.path, link.text)
            yield Access("inbox", "portal", Answer.YES, place, service, scope, fact=True)
