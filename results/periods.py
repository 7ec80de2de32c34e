"""Says which scans a report rests on: which municipalities were scanned once more and why, and whether periods are mixed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from babel.dates import format_date

from results.queries import ScanInfo
from scanner.model.texts import Texts

TEXTS = Texts("results", "periods")
MOST_DAYS = 14
"""Days from the first scan of a run to the last that still count as one period: nights with a window, and a retry."""
_SHOWN = 6


def span(scans: Iterable[ScanInfo]) -> tuple[date, date] | None:
    """Return the days of the first and the last scan, None where nothing was begun."""
    days = sorted(scan.started.date() for scan in scans if scan.started is not None)
    return (days[0], days[-1]) if days else None


def mixed(scans: Iterable[ScanInfo]) -> bool:
    """Whether the scans lie so far apart that they show the sites in different periods."""
    found = span(scans)
    return found is not None and (found[1] - found[0]).days > MOST_DAYS


def told(scans: Iterable[ScanInfo], language: str) -> tuple[str, ...]:
    """Return the sentences that belong to a report on these scans of one run; none where each was made once, in one period.

    Of a municipality with several scans it is said which one is shown and why it was made; who is not called by name has
    no reason told.
    """
    return tuple(_told(list(scans), language))


def _told(scans: list[ScanInfo], language: str) -> Iterator[str]:
    found = span(scans)
    if found is not None and mixed(scans):
        first, last = (format_date(day, "medium", locale=language) for day in found)
        yield TEXTS.say("mixed", language, first=first, last=last, days=(found[1] - found[0]).days)
    again = [scan for scan in scans if scan.of > 1]
    for scan in again[:_SHOWN]:
        yield _again(scan, language)
    if len(again) > _SHOWN:
        yield TEXTS.say("more", language, count=len(again) - _SHOWN)


def _again(scan: ScanInfo, language: str) -> str:
    day = format_date(scan.started, "medium", locale=language) if scan.started else "–"
    key = "again" if scan.number > 1 else "first"
    reason = TEXTS.say("reason", language, reason=scan.reason) if scan.reason else ""
    return TEXTS.say(key, language, name=scan.name, number=scan.number, of=scan.of, day=day) + reason
