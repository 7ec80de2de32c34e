"""What each page is, by address, heading, breadcrumb and structure. All words stand in reading/kinds.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from criteria.words import Lexicon, fold
from scanner.reading.facts import PageFacts, Quality, Region
from scanner.reading.faqs import answers_business
from scanner.reading.further import is_pending, lists_tenders, offers_land, says, shows_plans, states_accessibility
from scanner.reading.promotion import has_promoter, with_people
from scanner.reading.purposes import is_application, is_dated, parts_of, reads_as_news
from scanner.reading.seen import Seen
from scanner.reading.site_types import Kind

_PARTS = 3  # of a description: it is no news, wherever it is filed
_HEADED = {
    Kind.SITEMAP: "sitemap_title",
    Kind.LEGAL: "legal_title",
    Kind.CONTACT: "contact_title",
    Kind.FAQ: "faq_title",
    Kind.LOGIN: "login_title",
    Kind.BOOKING: "booking_title",
}
_NOISY = {
    Kind.NEWS: ("news_path", "news_title", "news_trail"),
    Kind.EVENT: ("event_path", "event_title", "event_trail"),
    Kind.JOB: ("job_path", "job_title", "job_title"),
    Kind.BYLAW: ("bylaw_path", "bylaw_title", "bylaw_title"),
    Kind.COUNCIL: ("council_path", "council_title", "council_title"),
    Kind.STAFF: ("staff_path", "staff_title", "staff_title"),
}

_RATHER = {Kind.COUNCIL: "tenders_title"}  # headings that tell the page by another kind


@dataclass(frozen=True)
class _Signs:
    """What a page is told by: address, folded heading and breadcrumb."""

    path: str
    heading: str
    trail: str
    lexicon: Lexicon

    def path_has(self, name: str) -> bool:
        return self.lexicon.expression(name).search(self.path) is not None

    def headed(self, name: str) -> bool:
        return bool(name) and self.lexicon.expression(name).search(self.heading) is not None

    def below(self, name: str) -> bool:
        return self.lexicon.expression(name).search(self.trail) is not None


def heading_of(page: PageFacts) -> str:
    """Return what a page calls itself: its h1, else the first part of its title."""
    return page.h1 or page.title.split(" | ")[0].split(" – ")[0].split(" - ")[0].split(" / ")[0]


def _signs(page: PageFacts, lexicon: Lexicon) -> _Signs:
    parts = urlsplit(page.url)
    path = unquote(parts.path + ("?" + parts.query if parts.query else "")).lower()
    crumbs = [link.text for link in page.links if link.region is Region.BREADCRUMB]
    return _Signs(path, fold(heading_of(page)), fold(" / ".join(crumbs)), lexicon)


def kinds_of(seen: Seen) -> dict[str, frozenset[Kind]]:
    """Return the kinds of every page, by words, addresses and structure; needs hosts and pages only."""
    return with_people(seen, {key: frozenset(_kinds(seen, key, page)) for key, page in seen.pages.items()})


def _kinds(seen: Seen, key: str, page: PageFacts) -> Iterator[Kind]:
    if key == seen.home:
        yield Kind.HOMEPAGE
        return
    signs = _signs(page, seen.set.lexicon)
    if seen.side(page.url) == "portal":
        yield Kind.PORTAL
    noise = list(_noise(seen, page, signs))
    yield from noise
    if noise or page.quality is not Quality.CONTENT or page.pdf is not None:
        return
    yield from (kind for kind, name in _HEADED.items() if signs.headed(name))
    yield from _by_content(seen, page, signs)


def _noise(seen: Seen, page: PageFacts, signs: _Signs) -> Iterator[Kind]:
    if any(platform.kind == "council" for platform in seen.set.platforms.matches(page.url)):
        yield Kind.COUNCIL
    described = parts_of(page, signs.lexicon) >= _PARTS
    for kind, (path, title, trail) in _NOISY.items():
        if signs.headed(_RATHER.get(kind, "")):
            continue
        placed = signs.path_has(path) or signs.below(trail)
        if kind is Kind.EVENT and placed and (signs.path_has("services_path") or _permits(page, signs)):
            continue
        if signs.headed(title) or (placed and not described):
            yield kind
    if not described and reads_as_news(page, signs.lexicon):
        yield Kind.NEWS
    if signs.path_has("record_path") and not _permits(page, signs):
        yield Kind.RECORD


def _permits(page: PageFacts, signs: _Signs) -> bool:
    """Whether a page tells how to get a permission, though it is filed among events or clubs."""
    return signs.headed("permit_title") and not is_dated(page, signs.lexicon)


def _by_content(seen: Seen, page: PageFacts, signs: _Signs) -> Iterator[Kind]:
    lexicon = seen.set.lexicon
    if signs.headed("search_title") or (signs.path_has("search_path") and not signs.headed("services_title")):
        yield Kind.SEARCH
    if any(platform.kind == "booking" for platform in seen.set.platforms.matches(page.url)):
        yield Kind.BOOKING
    of_business = lexicon.list("business_page").search_folded(signs.heading) is not None
    promotes = of_business and (signs.path_has("wifoe_path") or has_promoter(page, lexicon))
    if promotes or signs.headed("wifoe_title"):
        yield Kind.WIFOE
    if of_business and not lexicon.list("kein_einstieg").search_folded(signs.heading):
        yield Kind.BUSINESS
    if signs.headed("unit_title") or signs.path_has("unit_path"):
        yield Kind.UNIT
    on_portal = seen.side(page.url) == "portal"
    answers = answers_business(page, signs.heading, lexicon, portal=on_portal, business=of_business)
    if answers and not is_pending(page, lexicon):
        yield Kind.FAQ_BUSINESS
    yield from _further(seen, page, signs)
    if is_application(page, lexicon) or seen.on_form_server(page.url):
        yield Kind.ONLINE_FORM


def _further(seen: Seen, page: PageFacts, signs: _Signs) -> Iterator[Kind]:
    """Yield what a page offers beside services, if its content keeps what the heading says."""
    lexicon = signs.lexicon
    if is_pending(page, lexicon):
        yield Kind.PENDING
        return
    if signs.headed("easy_title") or signs.path_has("easy_path"):
        yield Kind.EASY_LANGUAGE
    if signs.headed("accessibility_title") and states_accessibility(page, lexicon):
        yield Kind.ACCESSIBILITY
    if signs.headed("tenders_title") and not signs.headed("tenders_title_not") and lists_tenders(seen, page):
        yield Kind.TENDERS
    wide = signs.headed("land_wide") and says(page, lexicon, "land_commercial")
    if (wide or signs.headed("land_title")) and offers_land(page, lexicon):
        yield Kind.LAND
    if signs.headed("plans_title") and shows_plans(seen, page):
        yield Kind.PLANS
