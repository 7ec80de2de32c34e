"""What the municipality says and shows about logging in, paying, inboxes, secure channels and booking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scanner.model.answer import Answer
from scanner.reading.access_booking import booking_accesses
from scanner.reading.access_login import login_accesses
from scanner.reading.access_payment import payment_accesses
from scanner.reading.access_text import channel_accesses, inbox_accesses
from scanner.reading.seen import Seen
from scanner.reading.site_types import Access, Offer


def read_accesses(seen: Seen, offers: Mapping[str, tuple[Offer, ...]]) -> tuple[Access, ...]:
    """Return the statements on access, each with its place, whether it is denied, and its scope (see `Access`).

    Where a site says yes and no to the same thing, what it shows (a button, a form) outweighs what it says, and a
    denial in words outweighs a promise in words: who writes "not yet" knows of the promise elsewhere.
    """
    return tuple(_settled(list(_all(seen, offers))))


def _all(seen: Seen, offers: Mapping[str, tuple[Offer, ...]]) -> Iterator[Access]:
    yield from login_accesses(seen, offers)
    yield from inbox_accesses(seen, offers)
    yield from channel_accesses(seen)
    yield from payment_accesses(seen, offers)
    yield from booking_accesses(seen)


def _settled(found: list[Access]) -> Iterator[Access]:
    shown = {_subject(one) for one in found if one.said is Answer.YES and one.fact}
    denied = {_subject(one) for one in found if one.said is Answer.NO}
    for one in dict.fromkeys(found):
        outweighed = one.said is Answer.YES and not one.fact and _subject(one) in denied
        if _subject(one) in shown and one.said is Answer.NO:
            continue
        if not outweighed or _subject(one) in shown:
            yield one


def _subject(one: Access) -> tuple[str, str, str]:
    return one.topic, one.kind, one.service
