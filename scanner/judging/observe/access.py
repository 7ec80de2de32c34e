"""What the site says and shows of logging in, paying, inboxes, secure channels and booking."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.language import AccessQuery
from scanner.archive.records import Purpose
from scanner.judging.asking import found, hidden, missing
from scanner.judging.context import Context, Scope
from scanner.judging.outcome import Finding
from scanner.judging.scopes import any_page, is_business, service_pages
from scanner.model.answer import Answer
from scanner.model.place import Place
from scanner.model.verdict import Doubt
from scanner.reading.facts import Quality
from scanner.reading.site_types import Access, OfferState
from scanner.reading.urls import host_key

_SCOPES = frozenset({"own_entry", "service_page", "target"})
_DENIED_TOO = 0.8  # a site that says and denies it: what is promised counts, with some doubt
_TOPICS = ("login", "payment", "inbox", "channel", "booking")


def access(context: Context, query: AccessQuery) -> Finding:
    """Answer whether access of this kind is open; what the text denies is none."""
    topic = next(topic for topic in _TOPICS if getattr(query, topic) is not None)
    kinds: tuple[str, ...] | None = _kinds(getattr(query, topic))
    found_here = list(_statements(context, query, topic))
    fitting = [one for one in found_here if kinds is None or one.kind in kinds]
    scope = Scope("accesses", (), *_complete(context, topic), (f"accesses:{topic}:{len(found_here)}",))
    places = [one.place for one in fitting if one.said.value == query.said]
    places += list(_of_offers(context, topic, kinds or ()))
    if places and any(one.said is Answer.NO for one in fitting):
        return found(places, scope, confidence=_DENIED_TOO, flags=(Doubt.DENIED_TOO,))
    if places:
        return found(places, scope)
    if any(one.said is Answer.UNKNOWN for one in fitting):
        return hidden("access_unclear", scope.searched)
    return missing(scope)


def _kinds(asked: str | tuple[str, ...]) -> tuple[str, ...] | None:
    if asked == "yes":
        return None
    return (asked,) if isinstance(asked, str) else asked


def _statements(context: Context, query: AccessQuery, topic: str) -> Iterator[Access]:
    where = context.scope.name if context.scope is not None and context.scope.name in _SCOPES else ""
    for one in context.site.accesses:
        if one.topic != topic or (where and one.scope != where):
            continue
        if context.service and not where and one.service != context.service:
            continue
        if query.service is None or (is_business(context.site, one.service) == (query.service == "business")):
            yield one


def _of_offers(context: Context, topic: str, kinds: tuple[str, ...]) -> Iterator[Place]:
    """Yield where the forms of the service at hand, or its pages, let a business log in or pay, or cost nothing."""
    if not context.service or (context.scope is not None and context.scope.name in _SCOPES):
        return
    for one in context.site.offers.get(context.service, ()):
        ways = {"login": one.logins, "payment": one.payments}.get(topic, frozenset())
        if one.state is OfferState.WORKS and not ways.isdisjoint(kinds):
            yield from (one.evidence_places or one.links)[:1]
    if topic == "payment" and "free" in kinds:
        for view in service_pages(context).views:
            nothing = (one for one in view.values() if one.kind == "fee" and one.amount == 0)
            yield from (view.place(one.path, one.text) for one in nothing)


def _complete(context: Context, topic: str) -> tuple[bool, str]:
    """Return whether a miss is a "no": what would say it was asked for and could be read."""
    site = context.site
    where = context.scope.name if context.scope is not None else ""
    if where == "target" and Purpose.TARGET in site.manifest.unasked:
        return False, "not_asked"
    if where == "own_entry" and (reason := _portal_unseen(context)):
        return False, reason
    if topic == "booking" and (reason := _booking_unseen(context)):
        return False, reason
    whole = any_page(context)
    return whole.complete, whole.reason


def _portal_unseen(context: Context) -> str:
    """Return why no page of the own portal could be read, or an empty string."""
    site = context.site
    pages = [page for page in site.pages.values() if host_key(page.url) in site.portal_hosts]
    reasons = [reason for url, reason in site.unseen.items() if host_key(url) in site.portal_hosts]
    if any(page.quality in (Quality.CONTENT, Quality.LOGIN) for page in pages) or not (pages or reasons):
        return ""
    return reasons[0] if reasons else pages[0].quality.value


def _booking_unseen(context: Context) -> str:
    """Return why a booking page that was wanted could not be read, or an empty string."""
    site = context.site
    hidden_pages = (
        reason
        for url, reason in sorted(site.unseen.items())
        if site.set.platforms.match(url, site.as_of, ("booking",)) is not None
    )
    return next(hidden_pages, "")
