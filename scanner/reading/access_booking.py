"""Booking an appointment online: whether there is such a thing, and whether business matters can be booked."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.words import fold
from scanner.model.answer import Answer
from scanner.model.place import Place
from scanner.reading.facts import CONTENT, Link, PageFacts, Region
from scanner.reading.negation import sentences
from scanner.reading.passages import Ear, ear_of, telling_pages
from scanner.reading.seen import Seen, place_in
from scanner.reading.site_types import Access, Kind
from scanner.reading.urls import host_of, identity

_TYPED = frozenset({"textarea", "email", "search"})
_SLOTS = frozenset({"radio", "checkbox", "number", "select", "date", "time"})


def booking_accesses(seen: Seen) -> Iterator[Access]:
    """Yield whether times can be booked: `business` for business matters or offices, else `citizen`.

    A page with the matters decides; a link whose page was not read says that there is booking, and leaves open for
    whom. An event calendar, a phone number and "nach Vereinbarung" are none.
    """
    ear = ear_of(seen)
    for key, page in telling_pages(seen):
        if is_booking_page(page, ear) or (seen.is_kind(key, Kind.BOOKING) and _has_slots(page)):
            yield from _offered(page, ear)
    asked: set[str] = set()
    for page, link in booking_links(seen):
        address = identity(link.url)
        if address not in asked:
            asked.add(address)
            yield from _behind(seen, page, link, ear)


def booking_links(seen: Seen) -> Iterator[tuple[PageFacts, Link]]:
    """Yield the links that offer to book a time, with their page."""
    ear = ear_of(seen)
    books: dict[tuple[str, str], bool] = {}  # menus repeat their links on every page
    for _, page in telling_pages(seen):
        for link in page.links:
            if (link.url, link.text) not in books:
                books[link.url, link.text] = is_booking_link(seen, link, ear)
            if books[link.url, link.text] and link.region is not Region.CONSENT:
                yield page, link


def is_booking_link(seen: Seen, link: Link, ear: Ear) -> bool:
    """Whether a link leads to booking: by the platform behind it or by its words."""
    if seen.set.platforms.match(link.url, seen.as_of, ("booking",)) is not None:
        return True
    return ear.named("booking_link", link.text) and not ear.named("no_booking", link.text)


def is_booking_page(page: PageFacts, ear: Ear) -> bool:
    """Whether a page lets one choose a matter or a time: its title says so and it has choices, no free text."""
    titled = ear.named("booking_page", f"{page.title} . {page.h1}") or ear.named("booking_link", page.h1)
    return titled and not ear.named("no_booking", page.h1) and _has_slots(page)


def _books(page: PageFacts, ear: Ear, foreign: bool) -> bool:
    """Whether a page behind a booking link books: by choices, or on a host for it by a list of matters."""
    matters = [link for link in page.links if link.region in CONTENT and host_of(link.url) == host_of(page.url)]
    listed = foreign and len(matters) > 1 and ear.named("booking_page", f"{page.title} . {page.h1}")
    return listed or is_booking_page(page, ear) or _has_slots(page)


def _has_slots(page: PageFacts) -> bool:
    for form in page.forms:
        kinds = {field.kind for field in form.fields}
        if form.region is not Region.CONSENT and kinds & _SLOTS and not kinds & _TYPED:
            return True
    return False


def _behind(seen: Seen, page: PageFacts, link: Link, ear: Ear) -> Iterator[Access]:
    read = seen.targets.get(identity(link.url)) or tuple(filter(None, [seen.pages.get(seen.key(link.url))]))
    place = place_in(page, link.path, link.text)
    known = seen.set.platforms.match(link.url, seen.as_of, ("booking",)) is not None
    named = ear.named("booking_business", _business_words(link.text, ear))
    alive = [one for one in read if one.status < 400]
    foreign = not seen.side(link.url)
    if alive and (known or any(_books(one, ear, foreign) for one in alive)):
        for one in alive:
            yield from [Access("booking", "business", Answer.YES, place)] if named else _offered(one, ear)
    elif not read and named:
        yield Access("booking", "business", Answer.YES, place)
    elif not read:
        yield Access("booking", "citizen", Answer.YES, place)
        yield Access("booking", "business", Answer.UNKNOWN, place)


def _offered(page: PageFacts, ear: Ear) -> Iterator[Access]:
    private = any(ear.named("booking_private", block.text) for block in page.blocks if block.region in CONTENT)
    business = _business_place(page, ear) if not private else None
    if business is not None:
        yield Access("booking", "business", Answer.YES, business, scope="target", fact=True)
    else:
        text = " ".join(block.text for block in page.blocks if block.region in CONTENT)
        yield Access("booking", "citizen", Answer.YES, place_in(page, "", text), scope="target", fact=True)


def _business_place(page: PageFacts, ear: Ear) -> Place | None:
    for block in page.blocks:
        if block.region in CONTENT and _offers_business(block.text, ear):
            return place_in(page, block.path, block.text)
    for form in page.forms:
        labels = [text for field in form.fields for text in (field.label, *field.options)]
        for text in (*labels, form.text):
            if ear.named("booking_business", _business_words(text, ear)):
                return place_in(page, form.path, text)
    links = (link for link in page.links if link.region in CONTENT)
    found = (link for link in links if ear.named("booking_business", _business_words(link.text, ear)))
    return next((place_in(page, link.path, link.text) for link in found), None)


def _offers_business(text: str, ear: Ear) -> bool:
    """Whether a text names a business matter, and not to say that it is booked by phone or not at all."""
    if not ear.named("booking_business", _business_words(text, ear)):
        return False
    for sentence in sentences(text, ear.lexicon):
        said = ear.speech.says(sentence, lambda folded: ear.named("booking_business", _business_words(folded, ear)))
        if said is Answer.YES and not ear.named("no_booking", sentence):
            return True
    return False


def _business_words(text: str, ear: Ear) -> str:
    """Return a folded text without what only sounds like business."""
    return str(ear.lexicon.expression("booking_citizen").sub(" ", fold(text)))
