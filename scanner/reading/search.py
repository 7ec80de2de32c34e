"""The site's own search: where it stands, and what it answered."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from criteria.words import fold
from scanner.archive.records import Engine, Purpose
from scanner.model.answer import Answer
from scanner.model.place import Place
from scanner.reading.facts import CONTENT, Block, Form, Link, PageFacts, Quality, Region
from scanner.reading.search_filters import filters_of, filters_of_form
from scanner.reading.search_forms import engine_of, find_engines, is_site_search
from scanner.reading.search_results import ResultPages, as_result, json_hits, key_of_hit, main_text
from scanner.reading.seen import Asked, Seen, place_in
from scanner.reading.site_types import SearchAnswer, SearchEngine, SearchResult
from scanner.reading.suggestions import capture_place, suggests

__all__ = ["find_engines", "is_site_search", "read_searches"]

_TOP = frozenset({Region.HEADER, Region.NAV})
_EVERY = 0.9  # of the pages: error pages and print views go without a header
_LABEL = 60


def read_searches(seen: Seen) -> tuple[SearchEngine, ...]:
    """Return every search with its answers, read from `seen.answers`; keys are folded terms.

    Engines are those the shopper asked (manifest) and those found in the pages; a term that was not asked has no answer
    or one with `asked` unknown.
    """
    asked = {engine.id: engine for engine in seen.manifest.engines}
    found = {engine.id: engine for engine in find_engines(seen)}
    where = _where_forms_stand(seen)
    return tuple(_engine(engine, seen, where.get(engine.id, [])) for engine in (found | asked).values())


def _where_forms_stand(seen: Seen) -> dict[str, list[tuple[str, PageFacts, Form]]]:
    where: dict[str, list[tuple[str, PageFacts, Form]]] = {}
    for key, page in seen.pages.items():
        for form in page.forms:
            if is_site_search(form, page, seen):
                where.setdefault(engine_of(form, page, seen).id, []).append((key, page, form))
    return where


def _engine(engine: Engine, seen: Seen, stands: list[tuple[str, PageFacts, Form]]) -> SearchEngine:
    answers = _answers(engine, seen)
    blocked = engine.blocked or _unanswered(list(answers.values()))
    suggested, suggest_place = suggests(
        replace(engine, blocked=blocked), seen, [(page, form) for _, page, form in stands]
    )
    forms = [form for _, _, form in stands[:1]]
    given = (label for answer in answers.values() for label in answer.filters)
    return SearchEngine(
        id=engine.id,
        own=engine.own,
        on_homepage=any(key == seen.home for key, _, _ in stands),
        in_every_header=_in_every_header(engine, seen, stands),
        pages=tuple(dict.fromkeys(key for key, _, _ in stands)),
        form=place_in(stands[0][1], stands[0][2].path, stands[0][2].text) if stands else None,
        answers=answers,
        suggests=suggested,
        suggest_place=suggest_place,
        filters=tuple(dict.fromkeys([*(f for form in forms for f in filters_of_form(form, seen)), *given])),
        blocked=blocked,
    )


def _unanswered(answers: list[SearchAnswer]) -> str:
    """Return why a search that was asked never answered, empty where it did or was not asked."""
    silent = bool(answers) and all(answer.asked is Answer.UNKNOWN for answer in answers)
    return min(answer.reason for answer in answers) if silent else ""


def _in_every_header(engine: Engine, seen: Seen, stands: list[tuple[str, PageFacts, Form]]) -> bool:
    pages = [
        key
        for key, page in seen.pages.items()
        if page.quality is Quality.CONTENT and page.pdf is None and seen.side(page.url) == engine.own
    ]
    with_form = {key for key, _, form in stands if form.region in _TOP}
    if seen.home in pages and seen.home not in with_form:
        return False
    return bool(pages) and sum(key in with_form for key in pages) >= _EVERY * len(pages)


def _answers(engine: Engine, seen: Seen) -> dict[str, SearchAnswer]:
    asked = [a for a in seen.answers if a.capture.engine == engine.id and a.capture.purpose is Purpose.SEARCH]
    pages = {fold(a.capture.term): a.page for a in asked if a.page is not None and _answered(a.page, seen)}
    results = ResultPages(engine, pages, seen.set.lexicon)
    answers = {fold(a.capture.term): _answer(a, results, seen) for a in asked}
    for missing in seen.manifest.missing:
        if missing.engine == engine.id and missing.purpose is Purpose.SEARCH:
            unasked = SearchAnswer(engine.id, missing.term, Answer.UNKNOWN, reason=missing.failure.value)
            answers.setdefault(fold(missing.term), unasked)
    return answers


def _answered(page: PageFacts, seen: Seen) -> bool:
    """Whether a page is an answer; some say "no hits" with the status of a page that is not there."""
    if page.quality is Quality.ERROR and page.status == HTTPStatus.NOT_FOUND:
        return seen.set.lexicon.expression("no_hits").search(fold(main_text(page))) is not None
    return page.quality in (Quality.CONTENT, Quality.SOFT_404, Quality.EMPTY)


def _answer(asked: Asked, results: ResultPages, seen: Seen) -> SearchAnswer:
    engine, capture, page = results.engine, asked.capture, asked.page
    if page is None or not _answered(page, seen) or page.content_type.endswith("json"):
        return _raw_answer(asked, engine, seen)
    text = main_text(page)
    if seen.set.lexicon.expression("refused").search(fold(text)) and results.says_none(page):
        return SearchAnswer(engine.id, capture.term, Answer.NO, reason="refused", place=place_in(page))
    hits = results.hits(fold(capture.term))
    found = tuple(as_result(link, key_of_hit(link.url, capture.term, seen), seen.set.lexicon) for link in hits)
    meant, meant_block = _did_you_mean(page, capture.term, seen)
    return SearchAnswer(
        engine=engine.id,
        term=capture.term,
        asked=Answer.YES,
        results=found,
        did_you_mean=meant,
        filters=tuple(dict.fromkeys(filters_of(page, engine, capture.term, seen))),
        place=_place(page, hits, meant_block),
    )


def _raw_answer(asked: Asked, engine: Engine, seen: Seen) -> SearchAnswer:
    """Return the answer that is JSON, or unknown where nothing readable came back."""
    term, status = asked.capture.term, asked.capture.status
    if asked.text and status < 400:
        hits = tuple(_with_key(hit, term, seen) for hit in json_hits(asked.text, asked.capture.final) if hit.url)
        return SearchAnswer(engine.id, term, Answer.YES, results=hits, place=capture_place(asked.capture))
    reason = asked.page.quality.value if asked.page is not None else f"status {status}"
    return SearchAnswer(engine.id, term, Answer.UNKNOWN, reason=reason, place=capture_place(asked.capture))


def _with_key(hit: SearchResult, term: str, seen: Seen) -> SearchResult:
    return SearchResult(key_of_hit(hit.url, term, seen), hit.url, hit.title, hit.kind)


def _place(page: PageFacts, hits: list[Link], meant: Block | None) -> Place:
    if hits:
        return place_in(page, hits[0].path, " | ".join(link.text for link in hits[:5]))
    if meant is not None:
        return place_in(page, meant.path, meant.text)
    shown = [block.text for block in page.blocks if block.region in CONTENT]
    return place_in(page, "", " ".join(shown))


def _did_you_mean(page: PageFacts, term: str, seen: Seen) -> tuple[str, Block | None]:
    """Return the spelling that an answer offers: the link in that place, else the words after or in the cue."""
    cue = seen.set.lexicon.expression("did_you_mean")
    for at, block in enumerate(page.blocks):
        folded = fold(block.text)
        if block.region not in CONTENT or not (match := cue.search(folded)):
            continue
        beside = (link.text for link in page.links if link.block in (at, at + 1) and link.region in CONTENT)
        near = [text for text in beside if fold(text) != fold(term)]
        after = folded[match.end() :].strip() or _next_text(page, at)
        offered = near[0] if near else after if after and fold(term) not in after else folded
        if offered:
            return offered, block
    return "", None


def _next_text(page: PageFacts, at: int) -> str:
    following = [block.text for block in page.blocks[at + 1 : at + 2] if block.region in CONTENT]
    return following[0] if following and len(following[0]) < _LABEL else ""
