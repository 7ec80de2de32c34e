"""The site's own search: where its field stands, what it finds, and how it helps."""

from __future__ import annotations

from dataclasses import replace

from criteria.language import SearchQuery
from criteria.words import fold
from scanner.archive.records import Purpose
from scanner.judging.asking import found, hidden, missing
from scanner.judging.context import Context, Scope
from scanner.judging.leading import led_to, why_unseen
from scanner.judging.outcome import Finding
from scanner.judging.scopes import any_page, current
from scanner.model.answer import Answer
from scanner.model.place import Place, clip
from scanner.reading.naming import names_of
from scanner.reading.site_types import SearchAnswer, SearchEngine, SearchResult, Site
from scanner.reading.urls import identity

_BY_OTHERS = "third_party_search"


def search(context: Context, query: SearchQuery) -> Finding:
    """Answer what the rule asks of the search; without any search everything is no."""
    if query.field:
        return _field(context)
    engine = engine_of(context.site)
    if engine is None:
        whole = any_page(context)
        if query.unseen is None and any(_BY_OTHERS in view.page.uses for view in whole.views):
            return hidden("third_party_script", ("no_search:", *whole.searched))
        return missing(Scope("search", (), whole.complete, whole.reason, ("no_search:", *whole.searched)))
    if query.suggests:
        return _suggests(engine)
    if query.filter is not None:
        return _filters(context, engine, query)
    return _answers(context, engine, query)


def engine_of(site: Site) -> SearchEngine | None:
    """Return the search that is asked: the main site's own, the portal's only if that has none."""
    for own in ("main", "portal"):
        engines = [engine for engine in site.engines if engine.own == own]
        if engines:
            return max(engines, key=_rank)
    return None


def _rank(engine: SearchEngine) -> tuple[int, int, int, int]:
    asked = sum(answer.asked is Answer.YES for answer in engine.answers.values())
    return asked, int(engine.on_homepage), int(engine.in_every_header), len(engine.pages)


def _field(context: Context) -> Finding:
    scope = current(context)
    engines = [engine for engine in context.site.engines if _stands(engine, scope)]
    if engines:
        return found((_place(context.site, engine) for engine in engines), scope)
    return missing(scope)


def _stands(engine: SearchEngine, scope: Scope) -> bool:
    if scope.name == "homepage":
        return engine.on_homepage
    if scope.every:
        return engine.in_every_header
    return any(view.key in engine.pages for view in scope.views)


def _place(site: Site, engine: SearchEngine) -> Place:
    place = engine.form
    if place is None:
        return site.place_at(engine.pages[0] if engine.pages else site.municipality.homepage, engine.id)
    return replace(place, snippet=place.snippet or engine.id)


def _suggests(engine: SearchEngine) -> Finding:
    searched = (f"suggestions:{engine.id}",)
    places = tuple(place for place in (engine.suggest_place or engine.form,) if place is not None)
    if engine.suggests is Answer.YES:
        return Finding(Answer.YES, places, searched)
    return Finding(engine.suggests, (), searched, reason=_why(engine, "") if engine.suggests is Answer.UNKNOWN else "")


def _filters(context: Context, engine: SearchEngine, query: SearchQuery) -> Finding:
    asked = [answer for answer in engine.answers.values() if answer.asked is Answer.YES]
    labels = [(label, engine.form) for label in engine.filters]
    labels += [(label, answer.place) for answer in asked for label in answer.filters]
    hits = [(label, place) for label, place in labels if query.filter is not None and query.filter.search(label)]
    searched = (f"filters:{len(labels)}",)
    if hits:
        shown = hits[0][1] or _place(context.site, engine)
        names = clip(" | ".join(dict.fromkeys(label for label, _ in hits)))
        return Finding(Answer.YES, (replace(shown, snippet=names),), searched)
    decided = bool(asked) or query.unseen is not None
    return Finding(Answer.NO, (), searched) if decided else hidden(_why(engine, ""), searched)


def _answers(context: Context, engine: SearchEngine, query: SearchQuery) -> Finding:
    term, service = _asked(context, query)
    searched = (f"term:{term}",)
    answer = engine.answers.get(fold(term))
    if answer is not None and answer.asked is Answer.NO:
        return Finding(Answer.NO, (), searched)
    if answer is None or answer.asked is not Answer.YES:
        reason = answer.reason if answer is not None else ""
        return hidden(_why(engine, reason) if not _unasked(context.site) else "not_asked", searched)
    if query.did_you_mean:
        return _offers_spelling(context.site, answer, service, searched)
    return _among_first(context, answer, service, query)


def _asked(context: Context, query: SearchQuery) -> tuple[str, str]:
    if query.term is None:
        return context.term, context.service
    return next(iter(context.site.set.terms[context.site.municipality.league].misspelt.items()))


def _unasked(site: Site) -> bool:
    return Purpose.SEARCH in site.manifest.unasked


def _why(engine: SearchEngine, reason: str) -> str:
    return engine.blocked or reason or "not_asked"


def _offers_spelling(site: Site, answer: SearchAnswer, service: str, searched: tuple[str, ...]) -> Finding:
    offered = bool(answer.did_you_mean) and service in names_of(site.set.services).find(answer.did_you_mean)
    if offered and answer.place is not None:
        return Finding(Answer.YES, (replace(answer.place, snippet=clip(answer.did_you_mean)),), searched)
    return Finding(Answer.of(offered), (), searched)


def _among_first(context: Context, answer: SearchAnswer, service: str, query: SearchQuery) -> Finding:
    first = answer.results[: query.top]
    searched = (f"term:{answer.term}", *(f"result:{result.url}" for result in first))
    for rank, result in enumerate(first, 1):
        if _is_hit(context, result, service, query.found):
            return Finding(Answer.YES, (_hit_place(context.site, answer, result, rank),), searched)
    unread = [result for result in first if _is_hidden(context.site, result)]
    return hidden(why_unseen(context.site, unread[0].url), searched) if unread else Finding(Answer.NO, (), searched)


def _is_hit(context: Context, result: SearchResult, service: str, kinds: tuple[str, ...]) -> bool:
    here = [led_to(context, address) for address in dict.fromkeys((result.key, result.url))]
    if "service_page" in kinds and any(service in led.pages | led.sections for led in here):
        return True
    return "online_form" in kinds and any(service in led.online for led in here)


def _is_hidden(site: Site, result: SearchResult) -> bool:
    """Whether a result was wanted and could not be read: it may be the page of the service."""
    return result.key not in site.pages and (result.key in site.unseen or identity(result.url) in site.unseen)


def _hit_place(site: Site, answer: SearchAnswer, result: SearchResult, rank: int) -> Place:
    place = answer.place or site.place_at(result.url)
    return replace(place, snippet=clip(f"{answer.term}: {rank}. {result.title or result.url}"))
