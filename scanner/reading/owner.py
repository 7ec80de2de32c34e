"""Whose a host, a page or a form is (METHOD.md 1.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile
from urllib.parse import unquote, urlsplit

from criteria.municipality import same_ags
from criteria.platforms import owner_ags
from criteria.words import Lexicon, fold, word_list
from scanner.reading.facts import Link, PageFacts
from scanner.reading.seen import Seen
from scanner.reading.site_types import Owner

_STATE = ("state_portal", "federal_portal", "account")
_NAME_WORDS = 3
_ALIKE, _LEAST_ALIKE = 0.75, 5  # share and number of letters with which nearly the same names begin
_LONGEST_REST = 3  # letters after the whole name that still make another one: Musterfelde, Musterfelden
_PARTS = re.compile(r"[ _.-]+")


def owner_of(seen: Seen, url: str, pages: tuple[PageFacts, ...] = (), *, link: Link | None = None) -> Owner:
    """Return whose the target at `url` is.

    `pages` are the pages it led to as far as they were read, `link` the link of an own page to it. A host of the
    municipality and an AGS in the address are proof, except that towns may share a form server; else the names of towns
    and post codes in the target decide, its headings first, then the steps of its address, and a target that names no
    other town belongs to the page that links it. Another authority is `NAMED` where the words around the link call it
    competent. Unknown is what was not read.
    """
    if seen.set.platforms.matches(url, _STATE):
        return Owner.STATE
    if seen.side(url) and not seen.on_form_server(url):
        return Owner.OWN
    asked = link.url if link is not None else url
    ags = next((found for at in (url, asked, *(page.url for page in pages)) if (found := owner_ags(at))), None)
    if ags is not None:
        return Owner.OWN if same_ags(ags, seen.municipality.ags) else _other(seen, link)
    own = _says_own(seen, [page for page in pages if page.status < 400], url)
    if own is None:
        return Owner.OWN if seen.side(url) or pages else Owner.UNKNOWN
    return Owner.OWN if own else _other(seen, link)


def _says_own(seen: Seen, read: list[PageFacts], url: str) -> bool | None:
    """Return whether a target names the municipality (true) or another one (false): in its headings, text or address."""
    heads = [f"{page.title}\n{page.h1}" for page in read]
    for texts in (heads, [_shown(page) for page in read]):
        if any(_names_own(seen, text) for text in texts):
            return True
        if any(True for text in texts for _ in authorities(text, seen.set.lexicon)):
            return False
    return False if names_another(urlsplit(url).path, core_name(seen.municipality.name, seen.set.lexicon)) else None


def _other(seen: Seen, link: Link | None) -> Owner:
    said = fold(link.context) if link is not None else ""
    return Owner.NAMED if seen.set.lexicon.expression("competent_elsewhere").search(said) else Owner.OTHER


def _names_own(seen: Seen, text: str) -> bool:
    town = seen.municipality
    if town.postcode and town.postcode in text:
        return True
    core = core_name(town.name, seen.set.lexicon)
    return bool(core) and word_list([core]).search(text) is not None


def names_another(path: str, name: str) -> bool:
    """Whether a step of a path is the name of a town nearly like this one: they begin alike and go on otherwise."""
    own = "".join(name.split())
    steps = ([*words, "".join(words)] for step in path.split("/") if (words := _PARTS.split(fold(unquote(step)))))
    return any(own not in words and any(_is_nearly(word, own) for word in words) for words in steps)


def _is_nearly(word: str, name: str) -> bool:
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, name, strict=False)))
    if same < max(len(name) * _ALIKE, _LEAST_ALIKE) or same == len(word):
        return False
    return same < len(name) or len(word) - same <= _LONGEST_REST


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
