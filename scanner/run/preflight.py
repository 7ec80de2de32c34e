"""Before the day: can each municipality be scanned? A few requests each, and what the run will take."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from protego import Protego

from criteria.loading import CriteriaSet
from criteria.registry import Municipality
from scanner.archive.reader import Archive, DamagedRecordError
from scanner.archive.records import Capture, Failure, Manifest, Purpose
from scanner.reading.facts import PageFacts, Quality
from scanner.reading.page import read_page
from scanner.reading.site import build_site
from scanner.reading.site_types import Site
from scanner.reading.urls import host_key, identity, with_scheme
from scanner.run.calendar import ZONE, Window
from scanner.run.judging import loaded_set
from scanner.run.looking import look_settings
from scanner.run.settings import Settings
from spiders.options import ROBOTS_TOKEN
from spiders.probing import Look, probe

_WALLS = frozenset({Quality.BOT_WALL, Quality.CONSENT_WALL, Quality.LOGIN})
_PORTALS = ("state_portal", "federal_portal", "portal_product")
_SATURDAY = 5


class Robots(StrEnum):
    """What robots.txt says of the homepage."""

    ALLOWED = "allowed"
    NONE = "none"  # there is none, which allows all
    FORBIDDEN = "forbidden"
    SILENT = "silent"  # it can't be had for now, which forbids all
    UNKNOWN = "unknown"  # the host can't be had


class Live(StrEnum):
    """Whether a live channel was met."""

    YES = "yes"
    NO = "no"
    LATER = "later"  # it is not office hours: its absence would say nothing


@dataclass(frozen=True)
class Checked:
    """What is known of a municipality before a run.

    `reached` is the address that the homepage ended at, empty where it was not to be had and `problem` says why; `wall` what
    stood in the way; `delay` seconds between requests (Crawl-delay counted); `search` the first search that can be asked;
    `portal` an address of it; `chat` and `booking` are live channels that the homepage shows.
    """

    municipality: Municipality
    reached: str
    problem: str = ""
    robots: Robots = Robots.UNKNOWN
    wall: str = ""
    delay: float = 0.0
    search: str = ""
    portal: str = ""
    chat: Live = Live.LATER
    booking: Live = Live.LATER

    @property
    def attention(self) -> bool:
        """Whether somebody should look into it before the day."""
        return not self.reached or bool(self.wall) or self.robots in (Robots.FORBIDDEN, Robots.SILENT)

    @property
    def moved(self) -> bool:
        """Whether the homepage is at another host than the registry says."""
        return bool(self.reached) and host_key(self.reached) != host_key(self.municipality.homepage)


def office_hours(moment: datetime, settings: Settings) -> bool:
    """Whether somebody is at work: a working day (holidays are not known), within the hours of the settings."""
    clock = moment.astimezone(ZONE)
    return clock.weekday() < _SATURDAY and Window.parse(settings.office_hours).contains(moment)


def preflight(towns: Sequence[Municipality], settings: Settings, now: datetime) -> list[Checked]:
    """Look at each municipality: homepage, robots.txt, the portal, and in office hours what it books by.

    Runs a reactor, so a process can call it once. What was seen is kept in the archive folder below ``preflight``.
    """
    criteria, live = loaded_set(settings.criteria), office_hours(now, settings)
    folder = settings.archive_folder / "preflight" / f"{now.astimezone(UTC):%Y%m%dT%H%M%S}"
    looks = [_look(town, folder, _Further(criteria, now.date(), live)) for town in towns]
    made = probe(looks, look_settings(settings)) if looks else []
    return [_checked(look, manifest, settings, live) for look, manifest in zip(looks, made, strict=True)]


def _look(town: Municipality, folder: Path, further: _Further) -> Look:
    urls = (town.homepage, *(with_scheme(url) for url in town.portal[:1]))
    return Look(town, folder / re.sub(r"\W", "", town.ags) / "look.warc.gz", urls, further)


@dataclass(frozen=True)
class _Further:
    """Finds on a homepage what else is looked at: where a portal or a booking is linked, one of each."""

    criteria: CriteriaSet
    day: date
    live: bool

    def __call__(self, capture: Capture, body: bytes) -> list[str]:
        if "html" not in capture.content_type:
            return []
        page = read_page(capture, body, self.criteria.lexicon)
        kinds = [_PORTALS, *([("booking",)] if self.live else [])]
        return [url for one in kinds if (url := linked(page, self.criteria, one, self.day))]


def linked(page: PageFacts, criteria: CriteriaSet, kinds: Sequence[str], day: date) -> str:
    """Return the first address that a page links on a platform of these kinds, empty for none."""
    urls = (link.url for link in page.links if link.url.startswith(("http://", "https://")))
    return next((url for url in urls if criteria.platforms.match(url, day, kinds)), "")


def _checked(look: Look, manifest: Manifest | None, settings: Settings, live: bool) -> Checked:
    town = look.municipality
    if manifest is None:
        return Checked(town, "", "stopped", delay=settings.delay)
    archive = Archive(look.archive, manifest)
    robots, delay = _robots(archive, town, settings.delay)
    home = _home(manifest, town)
    if home is None:
        return Checked(town, "", _problem(manifest), _of_missing(manifest, robots), delay=delay)
    site = build_site(archive, town, loaded_set(settings.criteria))
    page = site.pages.get(site.key(home.final))
    if page is None or home.status >= 400:
        wall = page.quality.value if page is not None and page.quality in _WALLS else ""
        return Checked(town, home.final if wall else "", "" if wall else f"status {home.status}", robots, wall, delay)
    wall = page.quality.value if page.quality in _WALLS else ""
    return Checked(
        town, home.final, "", robots, wall, delay, _search(site), _portal(site, page), *_live(site, page, live)
    )


def _home(manifest: Manifest, town: Municipality) -> Capture | None:
    """Return the capture of the homepage, in the spelling that could be had."""
    pages = [one for one in manifest.captures if one.purpose is Purpose.PAGE]
    same = [one for one in pages if host_key(one.url) == host_key(town.homepage)]
    wanted = [one for one in same if urlsplit(one.url).path.rstrip("/") == urlsplit(town.homepage).path.rstrip("/")]
    return next(iter(sorted(wanted, key=lambda one: one.status)), None)


def _problem(manifest: Manifest) -> str:
    missing = next((one for one in manifest.missing if one.purpose is Purpose.PAGE), None)
    return f"{missing.failure} {missing.detail}".strip() if missing else "unreachable"


def _of_missing(manifest: Manifest, robots: Robots) -> Robots:
    failures = {one.failure for one in manifest.missing if one.purpose is Purpose.PAGE}
    return Robots.SILENT if Failure.ROBOTS in failures and robots is not Robots.FORBIDDEN else robots


def _robots(archive: Archive, town: Municipality, delay: float) -> tuple[Robots, float]:
    """Return what robots.txt says of the homepage, and seconds between requests."""
    asked = [one for one in archive.captures if one.purpose is Purpose.ROBOTS]
    known = [one for one in asked if host_key(one.url) == host_key(town.homepage)]
    if not known:
        return Robots.UNKNOWN, delay
    if known[-1].status >= 500 or known[-1].status == 429:
        return Robots.SILENT, delay
    if known[-1].status >= 300:
        return Robots.NONE, delay
    try:
        rules = Protego.parse(archive.body(known[-1].id).decode("utf-8-sig", "replace"))
    except DamagedRecordError:
        return Robots.UNKNOWN, delay
    allowed = rules.can_fetch(town.homepage, ROBOTS_TOKEN)
    wait = max(delay, float(rules.crawl_delay(ROBOTS_TOKEN) or 0.0))
    return Robots.ALLOWED if allowed else Robots.FORBIDDEN, wait


def _search(site: Site) -> str:
    return next((engine.id for engine in site.engines if not engine.blocked), "")


def _portal(site: Site, home: PageFacts) -> str:
    named = {identity(with_scheme(url)) for url in site.municipality.portal}
    reached = (page.url for key, page in site.pages.items() if key in named or identity(page.asked) in named)
    return next(reached, "") or linked(home, site.set, _PORTALS, site.as_of)


def _live(site: Site, home: PageFacts, live: bool) -> tuple[Live, Live]:
    """Return whether chat and booking were met; what is not there outside of office hours says nothing."""
    absent = Live.NO if live else Live.LATER
    chat = Live.YES if "chat" in home.uses else absent
    url = linked(home, site.set, ("booking",), site.as_of)
    pages = [page for page in site.pages.values() if url and identity(page.asked) == identity(url)]
    booked = any(page.status < 400 and page.quality is Quality.CONTENT for page in pages)
    return chat, Live.YES if booked else absent
