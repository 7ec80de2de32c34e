"""How far the search for each service was complete: a "no" needs it (METHOD.md 1.4)."""

from __future__ import annotations

from collections.abc import Iterable

from criteria.words import fold
from scanner.archive.records import Purpose
from scanner.model.answer import Answer
from scanner.reading.facts import PageFacts, Quality
from scanner.reading.mentions import Mentions
from scanner.reading.seen import Seen
from scanner.reading.site_types import SearchEngine
from scanner.reading.urls import acts, identity
from scanner.reading.waiting import waits_for_script

_UNREADABLE = frozenset({Quality.SHELL, Quality.BOT_WALL, Quality.CONSENT_WALL, Quality.INCOMPLETE})


def searched(seen: Seen, engines: Iterable[SearchEngine], listed: Iterable[str]) -> dict[str, Answer]:
    """Return by service id yes, or unknown where an A-Z, search, link or sitemap could not be followed to the end."""
    missed = _missed_texts(seen, listed)
    names = Mentions(seen).names
    named = frozenset(service for text in missed for service in names.find(text))
    unasked = {term for engine in engines for term, answer in engine.answers.items() if answer.asked is not Answer.YES}
    asked = frozenset(service for term in unasked for service in names.find(term))
    blind = Purpose.PAGE in seen.manifest.unasked or any(_hides_services(seen, page) for page in seen.pages.values())
    return {
        service.id: Answer.UNKNOWN if blind or service.id in named | asked else Answer.YES
        for service in seen.set.services
    }


def _missed_texts(seen: Seen, listed: Iterable[str]) -> set[str]:
    """Return what names addresses of own hosts that were not read: links to them, and entries of the XML sitemap."""
    read = set(seen.pages) | set(seen.targets) | set(seen.final)
    texts = {url.rpartition("/")[2].replace("-", " ") for url in listed if seen.side(url) and identity(url) not in read}
    for page in seen.pages.values():
        for link in page.links:
            if seen.side(link.url) and not acts(link.url) and identity(link.url) not in read:
                texts.add(link.text)
    return texts


def _hides_services(seen: Seen, page: PageFacts) -> bool:
    """Whether a page is a directory of services by its title, and could not be read."""
    if page.quality not in _UNREADABLE and not waits_for_script(page, seen.manifest):
        return False
    folded = fold(f"{page.title} {page.h1}")
    return any(seen.set.lexicon.expression(name).search(folded) for name in ("services_title", "a_to_z"))
