"""What is still wanted of a site after what has been read: searches to ask, targets and pages to fetch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from criteria.words import fold
from scanner.archive.records import Engine, Purpose
from scanner.reading.access_booking import booking_links
from scanner.reading.access_login import is_login_link
from scanner.reading.documents import Sort, is_other_file, says_pdf, sort_of_link
from scanner.reading.facts import CONTENT, Link, Region
from scanner.reading.mentions import Mention, Mentions
from scanner.reading.naming import file_words
from scanner.reading.passages import ear_of, telling_pages
from scanner.reading.search_forms import find_engines, suggesting
from scanner.reading.seen import Seen
from scanner.reading.site_types import Kind
from scanner.reading.targets import FOLLOWED, leads_on, target_of
from scanner.reading.urls import acts, identity

_TYPED = 6  # letters after which suggestions are looked for
_BOOKINGS = 8
_HELP_PAGES = 12
_BUDGETS = 3
_YEAR = re.compile(r"20\d\d")
_WAYS = ("form_server", "redirector", "portal_product")
_FORM_PLACES = (Kind.FORMS, Kind.OVERVIEW, Kind.A_TO_Z, Kind.BUNDLE, Kind.PORTAL)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address to fetch once: `reason` is form, weiter, state, portal_start, booking, help, login or
    budget.

    `via` is the page that links it. `first` is the first page of the target where a "Weiter" leads on from it
    (`Capture.wanted`), else the address itself.
    """

    url: str
    reason: str
    via: str
    first: str = ""


@dataclass(frozen=True)
class Wants:
    """What to ask and fetch next; empty in all parts when nothing is wanted.

    `engines` are all searches found, `ask` (engine id, term) pairs not asked yet, `suggest` (engine id, typed
    beginning) pairs, `targets` documents, forms and portal pages on foreign hosts, `pages` those on own hosts, which
    the frontier may have left out.
    """

    engines: tuple[Engine, ...] = ()
    ask: tuple[tuple[str, str], ...] = ()
    suggest: tuple[tuple[str, str], ...] = ()
    targets: tuple[Wanted, ...] = ()
    pages: tuple[Wanted, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ask or self.suggest or self.targets or self.pages)


def wants(seen: Seen) -> Wants:
    """Return what is wanted beyond what `seen` holds: a pure function, so asking again after fetching returns less."""
    engines = find_engines(seen)
    asked = _asked_engines(engines)
    every = list(_every(seen))
    return Wants(
        engines=engines,
        ask=tuple(_questions(seen, asked)),
        suggest=tuple(_beginnings(seen, asked)),
        targets=tuple(_fresh(seen, (want for want in every if not seen.side(want.url)))),
        pages=tuple(_fresh(seen, (want for want in every if seen.side(want.url)))),
    )


def _asked_engines(engines: tuple[Engine, ...]) -> tuple[Engine, ...]:
    """Return the engine that is asked: the main site's own; the portal's own only where the main site has none."""
    main = [engine for engine in engines if engine.own == "main"]
    return tuple(engine for engine in (main or list(engines))[:1] if not engine.blocked)


def search_terms(seen: Seen) -> tuple[str, ...]:
    """Return what the searches of a league are asked: official and everyday terms, and the misspelt one."""
    lists = seen.set.terms[seen.municipality.league]
    return tuple(dict.fromkeys([*lists.official, *lists.everyday, *lists.misspelt]))


def _questions(seen: Seen, engines: Iterable[Engine]) -> Iterator[tuple[str, str]]:
    if Purpose.SEARCH in seen.manifest.unasked:
        return
    asked = (one.capture for one in seen.answers if one.capture.purpose is Purpose.SEARCH)
    done = {(capture.engine, fold(capture.term)) for capture in asked}
    done |= {(one.engine, fold(one.term)) for one in seen.manifest.missing if one.purpose is Purpose.SEARCH}
    for engine in engines:
        yield from ((engine.id, term) for term in search_terms(seen) if (engine.id, fold(term)) not in done)


def _beginnings(seen: Seen, engines: Iterable[Engine]) -> Iterator[tuple[str, str]]:
    """Yield what is typed to see suggestions: the beginning of the first official term.

    An engine that hints at suggestions but names no address for them is typed into by the browser.
    """
    if Purpose.SEARCH in seen.manifest.unasked:
        return
    done = {one.capture.engine for one in seen.answers if one.capture.purpose is Purpose.SUGGEST}
    done |= {one.engine for one in seen.manifest.missing if one.purpose is Purpose.SUGGEST}
    first = next(iter(seen.set.terms[seen.municipality.league].official))
    hinted = suggesting(seen)
    for engine in engines:
        if (engine.suggest or engine.id in hinted or engine.kind == "script") and engine.id not in done:
            yield engine.id, first[:_TYPED]


def _every(seen: Seen) -> Iterator[Wanted]:
    yield from _of_offers(seen)
    yield from _bookings(seen)
    yield from _help_and_login(seen)
    yield from _budgets(seen)


def _of_offers(seen: Seen) -> Iterator[Wanted]:
    """Yield forms, documents and state services that service pages and overviews link, and where "Weiter" leads."""
    done: set[str] = set()
    for mention in [*Mentions(seen).all(), *_of_lists(seen)]:
        address = identity(mention.link.url)
        if address not in done and (reason := _reason(seen, mention)):
            done.add(address)
            yield Wanted(mention.link.url, reason, mention.page.url)
            yield from _onward(seen, mention.link)


def _of_lists(seen: Seen) -> Iterator[Mention]:
    """Yield the links of form lists that name no service: the document behind may name one."""
    for key, page in seen.pages.items():
        if seen.is_kind(key, *_FORM_PLACES):
            yield from (Mention("", link, page, "list") for link in page.links if link.region in CONTENT)


def _reason(seen: Seen, mention: Mention) -> str:
    """Return why a link is wanted, empty where it can be no way to apply."""
    link = mention.link
    if seen.set.platforms.deep_link(link.url, seen.as_of) is not None:
        return "state"
    if _is_no_way(seen, mention):
        return ""
    if says_pdf(link):
        return "" if sort_of_link(link, "", seen.set.lexicon) is Sort.INFO else "form"
    return "form" if _may_apply(seen, mention) else ""


def _is_no_way(seen: Seen, mention: Mention) -> bool:
    """Whether a link acts, is no page, leads to something ended, to a log in, or to a platform of another kind."""
    url, platforms = mention.link.url, seen.set.platforms
    if acts(url) or is_other_file(url) or platforms.ended(url, seen.as_of) is not None:
        return True
    known = platforms.match(url, seen.as_of)
    other = known is not None and known.kind not in _WAYS
    login = mention.where == "list" and is_login_link(mention.link, ear_of(seen))
    return other or login or seen.set.lexicon.expression("no_offer_address").search(url.lower()) is not None


def _may_apply(seen: Seen, mention: Mention) -> bool:
    link = mention.link
    if seen.set.platforms.match(link.url, seen.as_of, ("form_server",)) is not None:
        return True
    own = bool(seen.side(link.url))
    words = fold(f"{link.text} {file_words(link.url)} {'' if own or mention.where == 'list' else link.context}")
    name = "apply_strong" if mention.where == "list" and not own else "apply"
    return seen.set.lexicon.expression(name).search(words) is not None


def _onward(seen: Seen, link: Link) -> Iterator[Wanted]:
    """Yield the "Weiter" of a target whose pages so far have no fields, twice at most."""
    target = target_of(seen, link)
    if not target.chain or target.forms or len(target.chain) > FOLLOWED or target.chain[-1].status >= 400:
        return
    last = target.chain[-1]
    shown = {identity(page.url) for page in target.chain}
    for step in leads_on(seen, last):
        if identity(step.url) not in shown and not acts(step.url):
            yield Wanted(step.url, "weiter", last.url, link.url)
            return


def _bookings(seen: Seen) -> Iterator[Wanted]:
    found = {identity(link.url): Wanted(link.url, "booking", page.url) for page, link in booking_links(seen)}
    yield from list(found.values())[:_BOOKINGS]


def _help_and_login(seen: Seen) -> Iterator[Wanted]:
    """Yield help, FAQ and login pages: of the portal, or linked from the homepage."""
    ear = ear_of(seen)
    found: dict[str, Wanted] = {}
    for key, page in telling_pages(seen):
        if seen.side(page.url) != "portal" and key != seen.home and not seen.is_kind(key, Kind.PORTAL):
            continue
        for link in page.links:
            if seen.side(link.url) and link.region is not Region.CONSENT and not acts(link.url):
                reason = "help" if ear.named("help_link", link.text) else "login" if is_login_link(link, ear) else ""
                if reason:
                    found.setdefault(identity(link.url), Wanted(link.url, reason, page.url))
    yield from list(found.values())[:_HELP_PAGES]


def _budgets(seen: Seen) -> Iterator[Wanted]:
    """Yield the newest documents that set the rates of taxes: where no page says them, these do."""
    machine = seen.set.lexicon.expression("budget_link")
    found: dict[str, tuple[str, Wanted]] = {}
    for page in seen.pages.values():
        for link in page.links:
            words = fold(f"{link.text} {file_words(link.url)}")
            if says_pdf(link) and machine.search(words):
                year = max(_YEAR.findall(words), default="")
                found.setdefault(identity(link.url), (year, Wanted(link.url, "budget", page.url)))
    newest = sorted(found.values(), key=lambda one: (one[0], one[1].url), reverse=True)
    yield from (want for _, want in newest[:_BUDGETS])


def _fresh(seen: Seen, wanted: Iterable[Wanted]) -> Iterator[Wanted]:
    """Yield each address once that was neither read nor tried."""
    done = set(seen.targets) | set(seen.unseen) | set(seen.final) | set(seen.pages)
    done |= {identity(page.url) for chain in seen.targets.values() for page in chain}
    for want in wanted:
        address = identity(want.url)
        if address not in done:
            done.add(address)
            yield want
