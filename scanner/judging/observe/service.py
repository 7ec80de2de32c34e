"""The service at hand: whether it is described, how far away it is, whether its pages contradict each other."""

from __future__ import annotations

from dataclasses import replace

from criteria.language import ServiceQuery
from scanner.judging.asking import found, hidden
from scanner.judging.context import Context
from scanner.judging.outcome import Finding
from scanner.judging.scopes import service_pages
from scanner.judging.views import service_view
from scanner.model.answer import Answer
from scanner.model.place import Place, clip
from scanner.reading.site_types import ServicePage, Twin


def service(context: Context, query: ServiceQuery) -> Finding:
    """Answer whether the service at hand has a page, how many clicks it takes, or whether two pages differ."""
    if query.clicks:
        return _clicks(context, query.missing)
    if query.differs:
        return _differs(context, query.differs)
    return _has_page(context)


def _has_page(context: Context) -> Finding:
    scope = service_pages(context)
    if scope.views:
        return found((view.opening for view in scope.views), scope)
    return Finding(Answer.NO if scope.complete else Answer.UNKNOWN, (), scope.searched, reason=_reason(scope.complete))


def _reason(complete: bool) -> str:
    return "" if complete else "service_not_found"


def _clicks(context: Context, if_missing: float | None) -> Finding:
    scope = service_pages(context)
    pages = context.site.services.get(context.service, ())
    reached = [(context.site.clicks[page.page], page) for page in pages if page.page in context.site.clicks]
    if reached:
        (clicks, path), page = min(reached, key=lambda one: (one[0][0], one[1].page))
        place = _with_path(context, page, path)
        return Finding(Answer.YES, (place,), scope.searched, number=float(clicks))
    if pages or scope.complete:
        return Finding(Answer.NO, (), scope.searched, number=if_missing)
    return hidden("service_not_found", scope.searched)


def _with_path(context: Context, page: ServicePage, path: tuple[str, ...]) -> Place:
    """Return the service's page; its snippet is the way there."""
    opening = service_view(context.site, page).opening
    steps = clip(" > ".join(_title(context, key) for key in path))
    return replace(opening, snippet=steps or opening.snippet)


def _title(context: Context, key: str) -> str:
    page = context.site.pages.get(key)
    return (page.h1 or page.title or page.url) if page is not None else key


def _differs(context: Context, asked: tuple[str, ...]) -> Finding:
    twins = [twin for twin in context.site.twins.get(context.service, ()) if set(twin.differs) & set(asked)]
    scope = service_pages(context)
    if twins:
        flags = tuple(dict.fromkeys(f"differs_{what}" for twin in twins for what in twin.differs if what in asked))
        return found((place for twin in twins for place in _places(context, twin)), scope, flags=flags)
    return Finding(Answer.NO, tuple(view.opening for view in scope.views)[:2], scope.searched)


def _places(context: Context, twin: Twin) -> tuple[Place, ...]:
    return twin.places or tuple(context.site.place(key) for key in twin.pages if key in context.site.pages)
