"""Entries of a list page: what they list, where they lead, how they are grouped and marked."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.language import EntriesQuery
from criteria.words import fold
from scanner.judging.anchors import at_anchor
from scanner.judging.asking import found, hidden, missing
from scanner.judging.context import Context
from scanner.judging.leading import is_alive, is_document, leads_to, led_to, target_of, why_unseen
from scanner.judging.outcome import Finding
from scanner.judging.scopes import current
from scanner.judging.views import View
from scanner.model.answer import Answer
from scanner.model.place import Place
from scanner.reading.site_types import Entry, Kind
from scanner.reading.urls import identity

_FORM_PLATFORMS = ("form_server",)


def entries(context: Context, query: EntriesQuery) -> Finding:
    """Answer whether enough entries like these stand on the pages at hand.

    Counted are distinct groups where groups are asked for, distinct forms where forms of services are, distinct
    services where services are, else entries by where they lead.
    """
    scope = current(context)
    counted: dict[str, Place] = {}
    unsure: list[str] = []
    for view, entry in _listed(context, scope.views):
        answer, names = _counts(context, entry, query)
        if answer is Answer.YES:
            for name in names:
                counted.setdefault(name, view.place(entry.link.path, entry.text or entry.link.text))
        elif answer is Answer.UNKNOWN:
            unsure.append(entry.link.url)
    if len(counted) >= query.at_least:
        return found(counted.values(), scope)
    if len(counted) + len(unsure) >= query.at_least:
        return hidden(why_unseen(context.site, unsure[0]), scope.searched)
    return missing(scope)


def _listed(context: Context, views: tuple[View, ...]) -> Iterator[tuple[View, Entry]]:
    for view in views:
        yield from ((view, entry) for entry in context.site.entries.get(view.key, ()))


def _counts(context: Context, entry: Entry, query: EntriesQuery) -> tuple[Answer, tuple[str, ...]]:
    """Return whether an entry counts, and under which names."""
    if query.marked is not None and not _is_marked(fold(entry.mark), query):
        return Answer.NO, ()
    if query.groups is not None and not query.groups.search_folded(fold(entry.group)):
        return Answer.NO, ()
    services = _services(context, entry, query)
    if (query.lists or query.services) and not services:
        return Answer.NO, ()
    if query.lists and context.service in services and _ends_in_nothing(context, entry):
        return Answer.NO, ()
    answer = _leads(context, entry, query, services)
    return answer, _names(entry, query, services)


def _is_marked(mark: str, query: EntriesQuery) -> bool:
    marked = query.marked is not None and query.marked.search_folded(mark) is not None
    return marked and not (query.without and query.without.search_folded(mark))


def _names(entry: Entry, query: EntriesQuery, services: frozenset[str]) -> tuple[str, ...]:
    if query.groups is not None:
        return (fold(entry.group),)
    if query.services and query.to != "form":
        return tuple(sorted(services))
    return (identity(entry.link.url),)


def _services(context: Context, entry: Entry, query: EntriesQuery) -> frozenset[str]:
    """Return the services that count for an entry: the one at hand, or those of the roles asked for."""
    led = led_to(context, entry.link.url)
    named = frozenset(entry.services)
    anchored = at_anchor(context, entry.link)
    sections = led.sections & named if anchored is None else anchored
    leads = led.pages | led.online | sections
    if query.lists:
        listed = leads | led.forms | named | (frozenset() if sections or anchored is not None else led.sections)
        return listed & {context.service}
    roles = query.services or ()
    if query.to == "form":
        leads = led.forms | frozenset(entry.services)
    rows = context.site.set.service
    return frozenset(service for service in leads if service in rows and rows[service].role in roles)


def _ends_in_nothing(context: Context, entry: Entry) -> bool:
    """Whether the link is dead, or its page only says that another authority is competent."""
    key = context.site.key(entry.link.url)
    refers = key in context.site.referrals.get(context.service, ())
    return refers or is_alive(context.site, entry.link.url) is Answer.NO


def _leads(context: Context, entry: Entry, query: EntriesQuery, services: frozenset[str]) -> Answer:
    if query.to is None:
        return Answer.YES
    led, url = led_to(context, entry.link.url), entry.link.url
    if query.to == "form":
        return Answer.of(_is_form(context, url))
    if query.to == "online_form":
        deep = leads_to(context.site, url, "state_deep_link") is Answer.YES
        return Answer.of(bool(led.online) or deep)
    at_hand = frozenset({context.service}) if context.service else services
    described = led.pages | led.sections
    if described & at_hand or (described and not at_hand):
        return Answer.YES
    unread = target_of(context.site, url) is None and is_alive(context.site, url) is Answer.UNKNOWN
    return Answer.UNKNOWN if unread and at_hand & frozenset(entry.services) else Answer.NO


def _is_form(context: Context, url: str) -> bool:
    site = context.site
    page = target_of(site, url)
    if led_to(context, url).forms or is_document(url, page):
        return True
    online = Kind.ONLINE_FORM in site.kinds.get(site.key(url), ())
    served = site.set.platforms.match(url, site.as_of, _FORM_PLATFORMS) is not None
    return online or served or leads_to(site, url, "state_deep_link") is Answer.YES
