"""Whose a host, a page or a form is (METHOD.md 1.8)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from criteria.municipality import same_ags
from criteria.platforms import owner_ags
from criteria.words import Lexicon, fold, word_list
from scanner.reading.facts import Link, PageFacts
from scanner.reading.seen import Seen
from scanner.reading.site_types import Owner

_STATE = ("state_portal", "federal_portal", "account")
_NAME_WORDS = 3


def owner_of(seen: Seen, url: str, pages: tuple[PageFacts, ...] = (), *, link: Link | None = None) -> Owner:
    """Return whose the target at `url` is.

    `pages` are the pages it led to as far as they were read, `link` the link of an own page to it. A host of the
    municipality and an AGS in the address are proof; else the names of towns and post codes in the target decide, and a
    target that names no other town belongs to the page that links it. Another authority is `NAMED` where the words
    around the link call it competent. Unknown is what was not read.
    """
    if seen.set.platforms.matches(url, _STATE):
        return Owner.STATE
    if seen.side(url):
        return Owner.OWN
    ags = owner_ags(url) or next((found for page in pages if (found := owner_ags(page.url))), None)
    if ags is not None:
        return Owner.OWN if same_ags(ags, seen.municipality.ags) else _other(seen, link)
    read = [page for page in pages if page.status < 400]
    if not read:
        return Owner.UNKNOWN
    if any(_names_own(seen, page) for page in read):
        return Owner.OWN
    return _other(seen, link) if any(_other_names(seen, page) for page in read) else Owner.OWN


def _other(seen: Seen, link: Link | None) -> Owner:
    said = fold(link.context) if link is not None else ""
    return Owner.NAMED if seen.set.lexicon.expression("competent_elsewhere").search(said) else Owner.OTHER


def _names_own(seen: Seen, page: PageFacts) -> bool:
    town, text = seen.municipality, _shown(page)
    if town.postcode and town.postcode in text:
        return True
    core = core_name(town.name, seen.set.lexicon)
    return bool(core) and word_list([core]).search(text) is not None


def _other_names(seen: Seen, page: PageFacts) -> bool:
    return any(True for _ in authorities(_shown(page), seen.set.lexicon))


def authorities(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the names of towns and districts that a text gives after "Stadt", "Gemeinde" or "Kreis", folded."""
    for match in lexicon.expression("authority").finditer(text):
        words = fold(match.group(1)).split()[:_NAME_WORDS]
        if words and not lexicon.expression("no_town_name").search(" ".join(words[:1])):
            yield " ".join(words)


@lru_cache(maxsize=256)
def _core(name: str, kinds: tuple[str, ...]) -> str:
    folded = fold(name)
    for kind in kinds:
        folded = folded.removeprefix(fold(kind) + " ")
    return folded


def core_name(name: str, lexicon: Lexicon) -> str:
    """Return the name of a municipality without what it is: "Gemeinde Musterfeld" gives ``musterfeld``."""
    return _core(name, lexicon.words["kinds_of_municipality"])


@lru_cache(maxsize=4_096)
def _joined(texts: tuple[str, ...]) -> str:
    return "\n".join(texts)


def _shown(page: PageFacts) -> str:
    """Return all text of a page, head and foot included: a form server names its client there."""
    inside = page.pdf.text if page.pdf is not None else ""
    return _joined((page.title, inside, *(block.text for block in page.blocks)))
