"""What a business can log in with: in the own portal, on a login page, or in an own form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from criteria.words import fold
from scanner.model.answer import Answer
from scanner.reading.facts import Link, PageFacts, Region
from scanner.reading.form_reader import asks_password
from scanner.reading.passages import Ear, Passage, ear_of, passages, telling_pages
from scanner.reading.seen import Seen, place_in
from scanner.reading.site_types import Access, Kind, Offer, OfferKind, Owner

_KINDS = ("organisation", "bundid", "ended")
_ENTRY = (Kind.LOGIN, Kind.PORTAL, Kind.FAQ, Kind.FAQ_BUSINESS)
_OWN = "own_entry"


def login_accesses(seen: Seen, offers: Mapping[str, tuple[Offer, ...]]) -> Iterator[Access]:
    """Yield what can be logged in with, by the own portal (links, login forms, words) and by own business forms.

    A sentence on another page counts where it speaks of the own portal or of an account that has ended; what is said of
    a state portal is not the municipality's.
    """
    ear = ear_of(seen)
    for key, page in telling_pages(seen):
        entry = seen.side(page.url) == "portal" or seen.is_kind(key, *_ENTRY)
        if entry:
            yield from _buttons(seen, page, ear)
            yield from _password(page, ear)
        for passage in passages(page):
            yield from _said(page, passage, ear, entry)
    business = {service.id for service in seen.set.services if service.business}
    yield from _in_forms({service: found for service, found in offers.items() if service in business})


def _buttons(seen: Seen, page: PageFacts, ear: Ear) -> Iterator[Access]:
    for link in page.links:
        kind = _account_behind(seen, link) if link.region is not Region.CONSENT else ""
        if kind and not _denied(ear, link, kind) and not ear.named("state_portal_named", link.context):
            yield Access("login", kind, Answer.YES, place_in(page, link.path, link.text), scope=_OWN, fact=True)


def _account_behind(seen: Seen, link: Link) -> str:
    """Return the kind of account that a link leads to, ended where it had ended on the day."""
    platforms, day = seen.set.platforms, seen.as_of
    if any(found.account for found in platforms.matches(link.url, ("account",))) and platforms.ended(link.url, day):
        return "ended"
    platform = platforms.match(link.url, day, ("account",))
    return platform.account if platform is not None else ""


def _denied(ear: Ear, link: Link, kind: str) -> bool:
    said = {statement.said for statement in ear.hear(link.context, f"login_{kind}")}
    return Answer.NO in said and Answer.YES not in said


def _password(page: PageFacts, ear: Ear) -> Iterator[Access]:
    if ear.named("other_login", f"{page.title} . {page.h1}"):
        return
    for form in page.forms:
        if asks_password(form) and not ear.named("other_login", f"{form.about} {form.text[:200]}"):
            yield Access("login", "password", Answer.YES, place_in(page, form.path, form.text), scope=_OWN, fact=True)


def _said(page: PageFacts, passage: Passage, ear: Ear, entry: bool) -> Iterator[Access]:
    if not ear.named("account_any", passage.text):
        return
    for kind in (*_KINDS, "password"):
        for statement in ear.hear(passage.text, f"login_{kind}"):
            if _counts(statement.sentence, passage, kind, ear, entry):
                place = place_in(page, passage.block.path, statement.sentence)
                yield Access("login", kind, statement.said, place, scope=_OWN)


def _counts(sentence: str, passage: Passage, kind: str, ear: Ear, entry: bool) -> bool:
    if ear.of_state(sentence, passage.text) or ear.named("other_login", sentence):
        return False
    if kind == "ended":
        return True
    in_context = kind == "password" or ear.named("login_context", f"{sentence} {passage.text}")
    return in_context and (entry or ear.of_own_portal(passage.text))


def _in_forms(offers: Mapping[str, tuple[Offer, ...]]) -> Iterator[Access]:
    for service, found in offers.items():
        for offer in found:
            if offer.kind is OfferKind.ONLINE and offer.owner is Owner.OWN:
                place = (offer.evidence_places or offer.links)[0]
                for kind in sorted(offer.logins):
                    yield Access("login", kind, Answer.YES, place, service, _OWN, fact=True)


def is_login_link(link: Link, ear: Ear) -> bool:
    """Whether a link leads to logging in by its words ("Anmelden", "Login")."""
    return ear.lexicon.expression("login_link").search(fold(link.text)) is not None
