"""Links: what they say, where they stand, where they lead, and whether they work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from criteria.language import LinkQuery
from criteria.words import fold
from scanner.judging.asking import found, hidden, hit_or_miss
from scanner.judging.context import Context, Scope
from scanner.judging.leading import host_side, is_alive, is_own, leads_to, why_unseen
from scanner.judging.outcome import Finding
from scanner.judging.scopes import current
from scanner.judging.views import View
from scanner.model.answer import Answer, all_of
from scanner.model.place import Place
from scanner.model.verdict import Doubt
from scanner.reading.announcing import Announcing
from scanner.reading.facts import CONTENT, Link, Region
from scanner.reading.site_types import Site

_MENUS = frozenset({Region.NAV, Region.HEADER})
_FAR = 0.7  # a foreign page that was not read is what its link says, with some doubt


def link(context: Context, query: LinkQuery) -> Finding:
    """Answer whether a link like this stands at the place; over entries, whether the entry's own link is one."""
    if context.entry is not None:
        return _of_entry(context, context.entry.link, query)
    scope = current(context)
    sure: list[tuple[str, Place]] = []
    unsure: list[Link] = []
    far: list[Place] = []
    for view, one in _candidates(context, scope):
        if not _says(one, query) or not _is_under(view, one, query) or _announces(context, one, query):
            continue
        if query.to == "content" and context.site.key(one.url) == view.key:
            continue
        answer = _leads(context.site, one, query)
        if answer is Answer.YES:
            sure.append((f"{one.url} {one.text}", _place(view, one)))
        elif answer is Answer.UNKNOWN and query.words is not None:  # without words any unread page might be meant
            if is_own(context.site, one.url):
                unsure.append(one)
            else:
                far.append(_place(view, one))
    return _weighed(context.site, scope, sure, far, unsure)


def _weighed(
    site: Site,
    scope: Scope,
    sure: list[tuple[str, Place]],
    far: list[Place],
    unsure: list[Link],
) -> Finding:
    finding = hit_or_miss(sure, scope)
    if finding.answer is not Answer.NO or scope.every:
        return finding
    if far:
        return found(far, scope, confidence=_FAR, flags=(Doubt.FAR_LINK,))
    if unsure:
        return hidden(why_unseen(site, unsure[0].url), scope.searched)
    return finding


def _of_entry(context: Context, one: Link, query: LinkQuery) -> Finding:
    answer = _leads(context.site, one, query) if _says(one, query) else Answer.NO
    scope = current(context)
    place = _place(scope.views[0], one) if scope.views else context.site.place_at(one.url, one.text)
    reason = why_unseen(context.site, one.url) if answer is Answer.UNKNOWN else ""
    return Finding(answer, (place,), (f"link:{one.url}",), reason=reason)


def _candidates(context: Context, scope: Scope) -> Iterable[tuple[View, Link]]:
    if scope.name == "any_page":
        return context.memory.once("distinct_links", lambda: list(_distinct(scope)))
    return _all(scope)


def _all(scope: Scope) -> Iterator[tuple[View, Link]]:
    for view in scope.views:
        yield from ((view, one) for one in view.links(None if scope.all_regions else CONTENT))


def _distinct(scope: Scope) -> Iterator[tuple[View, Link]]:
    """Yield each pair of address and text once: menus repeat the same links on every page."""
    seen: set[tuple[str, str, str]] = set()
    for view, one in _all(scope):
        key = one.url, one.text, one.mark
        if key not in seen:
            seen.add(key)
            yield view, one


def _says(one: Link, query: LinkQuery) -> bool:
    folded = fold(one.text)
    if query.words is not None and not query.words.search_folded(folded):
        return False
    if query.without is not None and query.without.search_folded(folded):
        return False
    if query.mark is not None and query.mark.search(one.mark) is None:
        return False
    return query.place is None or any(_stands(one, spot) for spot in query.place)


def _is_under(view: View, one: Link, query: LinkQuery) -> bool:
    """Whether a link stands under a heading with the words asked for, in a block of this page alone."""
    if query.under is None:
        return True
    headed = view.page.sections[one.section].heading if 0 <= one.section < len(view.page.sections) else ""
    folded = fold(headed)
    if not query.under.search_folded(folded):
        return False
    if query.not_under is not None and query.not_under.search_folded(folded):
        return False
    block = view.page.blocks[one.block].text if 0 <= one.block < len(view.page.blocks) else one.text
    return fold(block) not in view.repeated


def _announces(context: Context, one: Link, query: LinkQuery) -> bool:
    """Whether a link that is told by its words only says what is to come ("Chatbot startet 2027")."""
    site = context.site
    return query.words is not None and Announcing(site.set.lexicon, site.as_of).announces(one.text)


def _stands(one: Link, spot: str) -> bool:
    if spot in ("menu", "menu_1"):
        return one.region in _MENUS and (one.depth == 1 if spot == "menu_1" else one.depth > 0)
    if spot == "tile":
        return one.tile
    return one.region in {"main": CONTENT, "header": _MENUS, "footer": {Region.FOOTER}}[spot]


def _leads(site: Site, one: Link, query: LinkQuery) -> Answer:
    answers = [Answer.YES]
    if query.host is not None:
        answers.append(Answer.of(host_side(site, one.url) in query.host))
    if query.to is not None:
        answers.append(leads_to(site, one.url, query.to))
    if query.not_to is not None:
        answers.append(leads_to(site, one.url, query.not_to).negated())
    if query.alive is not None:
        alive = is_alive(site, one.url)
        answers.append(alive if query.alive == "yes" else alive.negated())
    return all_of(answers)


def _place(view: View, one: Link) -> Place:
    return view.place(one.path, one.text or one.context or one.url)
