"""Makes a municipality's manifest of an archive that others made: what in it is hers, and what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from criteria.loading import CriteriaSet
from criteria.registry import Municipality
from scanner.archive.reader import Archive
from scanner.archive.records import Capture, Engine, Failure, Manifest, Missing, Purpose
from scanner.reading.captures import Readings, read_captures
from scanner.reading.documents import is_other_file, says_pdf
from scanner.reading.facts import PageFacts
from scanner.reading.hosts import Hosts, own_hosts
from scanner.reading.search_forms import find_engines
from scanner.reading.seen import Asked, Seen
from scanner.reading.site import see
from scanner.reading.targets import FOLLOWED
from scanner.reading.urls import acts, host_key, identity, with_scheme
from scanner.reading.wants import wants

_PAGES = ("html", "text/plain")
_DOCUMENTS = ("pdf", "msword", "officedocument", "opendocument", "rtf")


@dataclass(frozen=True)
class Foreign:
    """An archive of others: its file, and the manifest derived from its records."""

    path: Path
    manifest: Manifest


def homepage_in(manifest: Manifest, municipality: Municipality) -> str:
    """Return which homepage of the municipality, the one of now or an earlier one, was captured; empty if none."""
    held = {identity(capture.url) for capture in manifest.captures if _shows(capture) and capture.status < 300}
    named = (with_scheme(url) for url in (municipality.homepage, *municipality.homepage_before))
    return next((url for url in named if identity(url) in held), "")


def adopt(foreign: Foreign, municipality: Municipality, criteria: CriteriaSet) -> Manifest:
    """Return the manifest of what belongs to a municipality whose homepage is in the archive.

    Pages of her hosts are pages, questions to her own search are searches, what her pages link elsewhere are targets.
    What they link and the archive does not hold is missing (`not_archived`), so it is never taken for absent. Offsets
    are those of the archive.
    """
    known = replace(
        foreign.manifest,
        ags=municipality.ags,
        name=municipality.name,
        league=municipality.league,
        homepage=municipality.homepage,
        captures=tuple(_home_first(_told(foreign.manifest.captures), municipality)),
    )
    readings = read_captures(Archive(foreign.path, known), criteria.lexicon)
    hosts = own_hosts(readings, known, municipality, criteria)
    mine = _Mine(hosts, readings)
    known = replace(known, own_hosts=tuple(sorted(hosts.own)), portal_hosts=tuple(sorted(hosts.portal)))
    seen = see(mine.readings(), known, municipality, criteria)
    mine.engines = find_engines(seen)
    known = replace(known, engines=mine.engines, captures=tuple(mine.captures(known.captures)))
    answered = mine.readings()
    return _lacking(known, see(answered, known, municipality, criteria) if answered.answers else seen)


class _Mine:
    """What of an archive is a municipality's; `engines` are her searches, once they are known."""

    def __init__(self, hosts: Hosts, readings: Readings) -> None:
        self._own, self._readings = hosts.own, readings
        self.engines: tuple[Engine, ...] = ()
        self._linked = _links(page for capture, page in readings.pages if self._is_own(capture))
        # "Weiter" leads from a target to its next page, and from there once more.
        for _ in range(FOLLOWED):
            self._linked |= _links(page for capture, page in readings.pages if identity(capture.url) in self._linked)

    def captures(self, captures: Iterable[Capture]) -> Iterator[Capture]:
        """Yield her captures: foreign pages that hers link are targets, other foreign ones are left out."""
        for capture in captures:
            if self._is_own(capture):
                yield self._asked(capture)
            elif capture.purpose in (Purpose.PAGE, Purpose.TARGET) and identity(capture.url) in self._linked:
                yield replace(capture, purpose=Purpose.TARGET)
            elif capture.purpose is Purpose.RENDERED and identity(capture.url) in self._linked:
                yield capture

    def readings(self) -> Readings:
        """Return the readings of her captures."""
        own = [(self._asked(capture), page) for capture, page in self._readings.pages if self._is_own(capture)]
        others = (pair for pair in self._readings.pages if not self._is_own(pair[0]))
        targets = (pair for pair in (*self._readings.targets, *others) if self._is_target(pair[0]))
        return replace(
            self._readings,
            pages=tuple(pair for pair in own if pair[0].purpose is Purpose.PAGE),
            targets=tuple(targets),
            answers=tuple(Asked(capture, page) for capture, page in own if capture.purpose is Purpose.SEARCH),
            listed=tuple(url for url in self._readings.listed if host_key(url) in self._own),
        )

    def _asked(self, capture: Capture) -> Capture:
        """Return a page as the answer of a search where its address is a question to one."""
        parts = urlsplit(capture.url)
        for engine in self.engines if capture.purpose is Purpose.PAGE else ():
            action = urlsplit(engine.action)
            if (host_key(engine.action), action.path) == (host_key(capture.url), parts.path):
                terms = parse_qs(parts.query, encoding=engine.charset, errors="replace").get(engine.field, [])
                if terms:
                    return replace(capture, purpose=Purpose.SEARCH, term=terms[0], engine=engine.id)
        return capture

    def _is_own(self, capture: Capture) -> bool:
        return host_key(capture.final) in self._own

    def _is_target(self, capture: Capture) -> bool:
        return self._is_own(capture) or identity(capture.url) in self._linked


def _links(pages: Iterable[PageFacts]) -> set[str]:
    return {identity(link.url) for page in pages for link in page.links}


def _lacking(known: Manifest, seen: Seen) -> Manifest:
    """Return the manifest with what the archive should hold and does not."""
    wanted = wants(seen)
    pages = {identity(one.url): one for one in _unread(seen)}
    targets = [
        Missing(one.url, Purpose.TARGET, Failure.NOT_ARCHIVED, via=one.via)
        for one in (*wanted.targets, *wanted.pages)
        if identity(one.url) not in pages
    ]
    counted = Counter(capture.purpose.value for capture in known.captures)
    return replace(
        known,
        complete=not pages,
        missing=(*pages.values(), *targets),
        figures=tuple((f"captures.{purpose}", float(number)) for purpose, number in sorted(counted.items())),
    )


def _unread(seen: Seen) -> Iterator[Missing]:
    """Yield pages of own hosts that are linked and were not captured."""
    read = set(seen.pages) | set(seen.targets) | set(seen.final)
    for page in seen.pages.values():
        for link in page.links:
            if not seen.side(link.url) or identity(link.url) in read or acts(link.url):
                continue
            if not (says_pdf(link) or is_other_file(link.url)):
                yield Missing(link.url, Purpose.PAGE, Failure.NOT_ARCHIVED, via=page.url)


def _told(captures: Iterable[Capture]) -> Iterator[Capture]:
    """Yield captures with their purpose by what they are; redirects into nothing and what was sent are left out."""
    for capture in captures:
        if _shows(capture):
            yield replace(capture, purpose=_purpose(capture))


def _shows(capture: Capture) -> bool:
    return capture.method == "GET" and capture.status >= 200 and not 300 <= capture.status < 400


def _purpose(capture: Capture) -> Purpose:
    if capture.purpose is not Purpose.PAGE:
        return capture.purpose
    kind, path = capture.content_type.lower(), urlsplit(capture.final).path.lower()
    if path.endswith((".xml", ".xml.gz")) or ("xml" in kind and "html" not in kind):
        return Purpose.SITEMAP if "sitemap" in path else Purpose.ASSET
    if any(name in kind for name in _DOCUMENTS) or path.endswith(".pdf"):
        return Purpose.TARGET
    return Purpose.PAGE if not kind or any(name in kind for name in _PAGES) else Purpose.ASSET


def _home_first(captures: Iterable[Capture], municipality: Municipality) -> list[Capture]:
    home = identity(municipality.homepage)
    return sorted(captures, key=lambda capture: identity(capture.url) != home or capture.purpose is not Purpose.PAGE)
