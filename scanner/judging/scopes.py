"""Where a rule looks: from the places of the language to views of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from criteria.language import PlaceQuery
from criteria.words import fold
from scanner.judging.context import Context, Scope
from scanner.judging.views import View, service_view, view_of
from scanner.model.answer import Answer
from scanner.reading.facts import PageFacts, Quality
from scanner.reading.site_types import NOISE, Kind, ServicePage, Site
from scanner.reading.urls import host_key
from scanner.reading.waiting import waits_for_script

UNREADABLE = frozenset({Quality.BOT_WALL, Quality.CONSENT_WALL, Quality.LOGIN, Quality.SHELL, Quality.INCOMPLETE})
MOST_UNREADABLE = 0.2  # of the pages, as in a share (METHOD.md 1.4)
_SHOWN = 8
_SCRIPT = Quality.SHELL.value
_BUSINESS = (Kind.BUSINESS, Kind.WIFOE, Kind.BUNDLE)
_ENTRY = (Kind.PORTAL, Kind.LOGIN)
_CALLED = {  # expressions of the reading lists that tell a kind of page by what it is called
    Kind.A_TO_Z: "a_to_z",
    Kind.FORMS: "forms_title",
    Kind.WIFOE: "wifoe_title",
    Kind.FAQ_BUSINESS: "faq_title",
    Kind.TENDERS: "tenders_title",
    Kind.LAND: "land_title",
    Kind.PLANS: "plans_title",
    Kind.ACCESSIBILITY: "accessibility_title",
    Kind.EASY_LANGUAGE: "easy_title",
}


def look(context: Context, place: PlaceQuery, fullest: Callable[[Context], ServicePage | None]) -> list[Scope]:
    """Return the places to look at, of which the best counts.

    Args:
        context: the site and the service at hand.
        place: as the rule says.
        fullest: tells the page of the service at hand that says most.
    """
    if place.page is not None:
        return pages_of_kind(context, Kind(place.page))
    if place.fullest_or is not None:
        return [_with_units(context, fullest(context))]
    if place.spot == "fullest":
        return [of_page(context, fullest(context))]
    if place.spot is None:
        return [any_page(context)]
    return [_SPOTS[place.spot](context)]


def current(context: Context) -> Scope:
    """Return where to look if the rule does not say: at the service at hand, else at every page."""
    if context.scope is not None:
        return context.scope
    return service_pages(context) if context.service else any_page(context)


def pages_of_kind(context: Context, kind: Kind) -> list[Scope]:
    """Return one scope for each page of a kind; an A-Z is all its letters on one host."""
    views = _views(context, lambda key: kind in context.site.kinds.get(key, ()))
    if not views:
        blind = _blind(context) or _linked_unseen(context, kind)
        return [Scope(kind.value, (), not blind, blind, (f"no_page:{kind.value}", *any_page(context).searched))]
    groups: dict[str, list[View]] = {}
    for view in views:
        groups.setdefault(host_key(view.page.url) if kind is Kind.A_TO_Z else view.key, []).append(view)
    return [_read(context.site, kind.value, group) for group in groups.values()]


def _read(site: Site, name: str, views: list[View], *, all_regions: bool = False) -> Scope:
    """Return some pages as a place; a page that a script would fill says "no" to nothing."""
    reason = _SCRIPT if any(waits_for_script(view.page, site.manifest) for view in views) else ""
    return Scope(name, tuple(views), not reason, reason, _named(views), all_regions=all_regions)


def _linked_unseen(context: Context, kind: Kind) -> str:
    """Return why a page that a link calls one of this kind was not seen, or an empty string."""
    lexicon, name = context.site.set.lexicon, _CALLED.get(kind, "")
    closed = context.memory.once("closed", lambda: _closed(context.site))
    if name not in lexicon.expressions or not closed:
        return ""
    machine = lexicon.expression(name)
    for view in any_page(context).views:
        for link in view.page.links:
            reason = closed.get(context.site.key(link.url))
            if reason and machine.search(fold(link.text)):
                return reason
    return ""


def _closed(site: Site) -> dict[str, str]:
    """Return the addresses that were wanted and not seen, or seen and not readable, with the reason."""
    walls = {key: page.quality.value for key, page in site.pages.items() if page.quality in UNREADABLE}
    scripts = {key: _SCRIPT for key, page in site.pages.items() if waits_for_script(page, site.manifest)}
    return {**site.unseen, **scripts, **walls}


def any_page(context: Context) -> Scope:
    """Return every own page that was read and is no news, event, job, by-law, council paper or record."""
    return context.memory.once("any_page", lambda: _any_page(context))


def _any_page(context: Context) -> Scope:
    noise = NOISE
    views = tuple(_views(context, lambda key: noise.isdisjoint(context.site.kinds.get(key, ()))))
    blind = _blind(context)
    return Scope("any_page", views, not blind, blind, (f"pages:{len(views)}",), all_regions=True)


def _views(context: Context, wanted: Callable[[str], bool]) -> list[View]:
    pages = context.site.pages.items()
    return [_view(context, key) for key, page in pages if _readable(page) and page.pdf is None and wanted(key)]


def _view(context: Context, key: str) -> View:
    return context.memory.once(("view", key), lambda: view_of(context.site, key))


def _readable(page: PageFacts) -> bool:
    return page.quality is Quality.CONTENT


def _blind(context: Context) -> str:
    """Return why too many own pages could not be read to say that something is not there, or an empty string."""
    qualities = [page.quality for page in context.site.pages.values() if page.pdf is None]
    walls = [quality for quality in qualities if quality in UNREADABLE]
    if walls and len(walls) > MOST_UNREADABLE * len(qualities):
        return max(sorted(set(walls)), key=walls.count).value
    return ""


def _named(views: Iterable[View]) -> tuple[str, ...]:
    return tuple(f"page:{view.page.url}" for view in views)[:_SHOWN]


def _homepage(context: Context) -> Scope:
    home = context.site.pages.get(context.site.home)
    if home is None or not _readable(home):
        reason = home.quality.value if home is not None else context.site.unseen.get(context.site.home, "unseen")
        return Scope("homepage", (), complete=False, reason=reason)
    return _read(context.site, "homepage", [_view(context, context.site.home)], all_regions=True)


def _every_header(context: Context) -> Scope:
    whole = any_page(context)
    searched = (f"headers:{len(whole.views)}",)
    return Scope("every_header", whole.views, whole.complete, whole.reason, searched, every=True, all_regions=True)


def service_pages(context: Context) -> Scope:
    """Return the pages of the service at hand, or of all business services."""
    site = context.site
    if context.service:
        return _of_service(context, "service_page", site.services.get(context.service, ()))
    business = [found for service, found in site.services.items() if is_business(site, service)]
    views = {(page.page, page.section): service_view(site, page) for found in business for page in found}
    shown = tuple(views.values())
    return Scope("service_page", shown, not _blind(context), _blind(context), (f"service_pages:{len(shown)}",))


def is_business(site: Site, service: str) -> bool:
    """Whether a service of the catalogue counts for a score by itself."""
    row = site.set.service.get(service)
    return row is not None and row.business


def of_page(context: Context, page: ServicePage | None) -> Scope:
    """Return one page of the service at hand, as a place where offers count only if this page links them."""
    return _of_service(context, "fullest", _one(page))


def _one(page: ServicePage | None) -> tuple[ServicePage, ...]:
    return (page,) if page is not None else ()


def _of_service(context: Context, name: str, pages: Iterable[ServicePage]) -> Scope:
    views = tuple(_service_view(context, page) for page in pages)
    if not views:
        complete = searched_in_full(context.site, context.service) is Answer.YES
        return Scope(name, (), complete, "service_not_found", (f"no_service_page:{context.service}",), bound=True)
    return Scope(name, views, searched=_named(views), bound=name == "fullest")


def _service_view(context: Context, page: ServicePage) -> View:
    return context.memory.once(("service", page), lambda: service_view(context.site, page))


def searched_in_full(site: Site, service: str) -> Answer:
    """Return whether the search for a service was complete, so that not finding it is a "no"."""
    return site.searched.get(service, Answer.UNKNOWN)


def _with_units(context: Context, page: ServicePage | None) -> Scope:
    scope = _of_service(context, "fullest_or_unit", _one(page))
    keys = context.site.unit_pages.get(page.page, ()) if page is not None else ()
    units = tuple(_view(context, key) for key in keys if _readable(context.site.pages[key]))
    searched = scope.searched + _named(units)
    return Scope(scope.name, scope.views + units, scope.complete, scope.reason, searched)


def _unit_pages(context: Context) -> Scope:
    pages = context.site.services.get(context.service, ())
    keys = dict.fromkeys(key for page in pages for key in context.site.unit_pages.get(page.page, ()))
    views = [_view(context, key) for key in keys if _readable(context.site.pages[key])]
    return Scope("unit_page", tuple(views), searched=_named(views))


def _of_kinds(name: str, kinds: tuple[Kind, ...]) -> Callable[[Context], Scope]:
    def scope(context: Context) -> Scope:
        views = _views(context, lambda key: not context.site.kinds.get(key, frozenset()).isdisjoint(kinds))
        searched = _named(views) or tuple(f"no_page:{kind.value}" for kind in kinds)
        return Scope(name, tuple(views), not _blind(context), _blind(context), searched)

    return scope


def _targets(context: Context) -> Scope:
    pages = [(key, page) for key, chain in context.site.targets.items() for page in chain]
    views = tuple(View(key, page) for key, page in pages if _readable(page))
    return Scope("target", views, searched=(f"targets:{len(views)}",))


def _pdfs(context: Context) -> Scope:
    own = list(context.site.pages.items())
    linked = [(key, page) for key, chain in context.site.targets.items() for page in chain]
    views = tuple(View(key, page) for key, page in own + linked if page.pdf is not None)
    return Scope("pdf", views, searched=(f"documents:{len(views)}",))


def _main(context: Context) -> Scope:
    scope = service_pages(context)
    return Scope("main", scope.views, scope.complete, scope.reason, scope.searched)


_SPOTS: dict[str, Callable[[Context], Scope]] = {
    "homepage": _homepage,
    "every_header": _every_header,
    "any_page": any_page,
    "main": _main,
    "service_page": service_pages,
    "unit_page": _unit_pages,
    "own_entry": _of_kinds("own_entry", _ENTRY),
    "target": _targets,
    "booking_page": _of_kinds("booking_page", (Kind.BOOKING,)),
    "business_page": _of_kinds("business_page", _BUSINESS),
    "pdf": _pdfs,
}
