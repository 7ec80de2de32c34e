"""From what an outcome lacks to its cause: each observation knows what it means that it does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from criteria.language import OBSERVATIONS, Node
from criteria.words import WordList
from scanner.judging.blame import Blame, keeper, page_of, portal_of
from scanner.judging.context import Context
from scanner.judging.lacking import Lack, placed
from scanner.judging.observe.search import engine_of
from scanner.judging.offer_causes import held_offer, lacking_offer, no_page, quality_of_offer
from scanner.judging.outcome import Outcome
from scanner.model.cause import Cause
from scanner.model.verdict import Changer
from scanner.reading.site_types import Kind, SearchEngine

_VALUES = {"unit": Cause.NO_OFFICE, "address": Cause.NO_ADDRESS, "hours": Cause.NO_OPENING_HOURS}
_ACCESS = {
    "login": Cause.NO_LOGIN,
    "payment": Cause.NO_PAYMENT,
    "inbox": Cause.NO_INBOX,
    "channel": Cause.NO_SECURE_CHANNEL,
    "booking": Cause.NO_BOOKING,
}
_OF_PORTAL = frozenset({Cause.NO_LOGIN, Cause.NO_PAYMENT, Cause.NO_INBOX})
_JOINED = frozenset({"all", "any", "against"})
_SAYS_LITTLE = frozenset({Cause.NO_LINK, Cause.NOT_SEEN, Cause.BELOW_STEP})
_PERSON, _OFFICE = "person", "office"


@dataclass(frozen=True)
class Subject:
    """What lacks something: the member at hand in its context, and the scale that says what it has so far."""

    context: Context
    scale: Outcome


def blame(lack: Lack, subject: Subject) -> Blame:
    """Return the cause of a lack; where several things would do or are missing, the first that says most."""
    context = subject.context
    if lack.core == "no_page":
        return no_page(context)
    leaves = list(leaves_of(lack))
    if not leaves:
        return Blame(Cause.BELOW_STEP)
    if lack.core == "against":
        return _against(leaves[0], context)
    offers = [leaf.node.offer for leaf in leaves if leaf.node is not None and leaf.node.offer is not None]
    if offers and not all(leaf.reason for leaf in leaves):
        return lacking_offer(context, offers)
    found = [_leaf(leaf, subject) for leaf in leaves]
    return next((one for one in found if one.cause not in _SAYS_LITTLE), found[0])


def leaves_of(lack: Lack) -> Iterator[Lack]:
    """Yield the observations and numbers that a lack is made of, each with the place it is looked for at."""
    if lack.core not in _JOINED:
        yield lack
    for part in lack.parts:
        yield from (placed(leaf, lack.place) for leaf in leaves_of(part))


def _against(leaf: Lack, context: Context) -> Blame:
    """Return the cause where something holds that should not."""
    node = leaf.node
    if node is not None and node.offer is not None:
        return held_offer(context, node.offer)
    if node is not None and node.service is not None and node.service.differs:
        twins = context.site.twins.get(context.service, ())
        said = [twin for twin in twins if set(twin.differs) & set(node.service.differs)]
        return Blame(
            Cause.CONTRADICTION, said[0].differs[0] if said else "", url=page_of(context.site, context.service)
        )
    return Blame(Cause.BELOW_STEP)


def _leaf(leaf: Lack, subject: Subject) -> Blame:
    site = subject.context.site
    if leaf.core == "members":
        return Blame(Cause.NOTHING_TO_COUNT)
    if leaf.reason:
        return Blame(Cause.NOT_SEEN, leaf.reason, url=page_of(site, subject.context.service))
    kind = leaf.place.page if leaf.place is not None else None
    if kind is not None and not any(Kind(kind) in kinds for kinds in site.kinds.values()):
        return Blame(Cause.NO_SUCH_PAGE, kind)
    if leaf.node is None or leaf.core not in OBSERVATIONS:
        return Blame(Cause.BELOW_STEP)
    return _OBSERVED[leaf.core](leaf.node, subject)


def _said(node: Node, subject: Subject) -> Blame:
    """Return that a text, a section or a value is missing."""
    context = subject.context
    url = page_of(context.site, context.service)
    if node.value is not None:
        first = node.value.kind[0]
        cause = _VALUES.get(first) if context.service else None
        return Blame(cause or Cause.FIELD_MISSING, "" if cause else first, url=url)
    query = node.section or node.text
    words = getattr(query, "heading", None) or getattr(query, "items", None) or getattr(query, "words", None)
    return Blame(Cause.FIELD_MISSING, name_of(context, words), url=url)


def _contact(node: Node, subject: Subject) -> Blame:
    context, asked = subject.context, node.contact
    url = page_of(context.site, context.service)
    has = _held_kind(subject.scale)
    if asked is None or not asked.kind or _PERSON not in asked.kind:
        return Blame(Cause.NO_CONTACT, url=url)
    if has == _PERSON:
        return Blame(Cause.CONTACT_INCOMPLETE if "task" in asked.has else Cause.NO_DIRECT_CONTACT, url=url)
    anybody = any(_asks_for(step.node, _OFFICE) for step in subject.scale.children)
    return Blame(Cause.NO_CONTACT if anybody and not has else Cause.NO_NAMED_PERSON, url=url)


def _held_kind(scale: Outcome) -> str:
    """Return whom the step that held names: person, office or nobody."""
    held = next((step.node for step in scale.children if step.holds), None)
    return next((kind for kind in (_PERSON, _OFFICE) if _asks_for(held, kind)), "")


def _asks_for(node: Node | None, kind: str) -> bool:
    return node is not None and node.contact is not None and kind in (node.contact.kind or ())


def _service(_: Node, subject: Subject) -> Blame:
    context = subject.context
    pages = context.site.services.get(context.service, ())
    if not pages:
        return no_page(context)
    reached = any(page.page in context.site.clicks for page in pages)
    return Blame(Cause.TOO_DEEP if reached else Cause.NOT_REACHED, url=page_of(context.site, context.service))


def _form(node: Node, subject: Subject) -> Blame:
    query = node.form
    if query is not None and query.shows is not None:
        return quality_of_offer(subject.context, query.shows)
    if query is not None and query.choice is not None:
        return Blame(Cause.NOT_MARKED)
    return Blame(Cause.NO_SUCH_FORM, name_of(subject.context, query.purpose if query is not None else None))


def _access(node: Node, subject: Subject) -> Blame:
    """Return which access is missing: what a portal gives is for the data centre to change, if there is a portal."""
    site = subject.context.site
    name, asked = next(((name, asked) for name in _ACCESS if (asked := getattr(node.access, name))), ("", ""))
    cause = _ACCESS.get(name, Cause.BELOW_STEP)
    detail = asked if isinstance(asked, str) else asked[0]
    portal = portal_of(site) if cause in _OF_PORTAL else ""
    changer = Changer.DATA_CENTRE if portal else Changer.MUNICIPALITY
    return Blame(cause, "" if detail == "yes" else detail, changer, portal)


def _search(node: Node, subject: Subject) -> Blame:
    context, query = subject.context, node.search
    engine = engine_of(context.site)
    if engine is None or query is None:
        return Blame(Cause.NO_SEARCH)
    if query.field:
        return Blame(Cause.SEARCH_NOT_AT_HAND, url=_where(engine))
    if query.suggests:
        return _of_engine(engine, context, Cause.NO_SUGGESTIONS)
    if query.filter is not None:
        return _of_engine(engine, context, Cause.NO_SEARCH_FILTER)
    if query.term is not None or query.did_you_mean:
        return _of_engine(engine, context, Cause.NO_SPELLING_HELP)
    site, service = context.site, context.service
    if service and not site.services.get(service) and not site.offers.get(service):
        return Blame(Cause.NOTHING_TO_FIND, service)
    return _of_engine(engine, context, Cause.NOT_IN_SEARCH, service)


def _of_engine(engine: SearchEngine, context: Context, cause: Cause, detail: str = "") -> Blame:
    """Return a cause that the search is at fault for: that of a portal is for who keeps the portal to change."""
    url = _where(engine)
    portal = engine.own == "portal"
    changer = Changer.DATA_CENTRE if portal else keeper(context.site, url) if url else Changer.MUNICIPALITY
    return Blame(cause, detail, changer, url)


def _where(engine: SearchEngine) -> str:
    place = engine.form or next((one.place for one in engine.answers.values() if one.place is not None), None)
    return place.url if place is not None else ""


def _entries(node: Node, _: Subject) -> Blame:
    query = node.entries
    if query is None:
        return Blame(Cause.BELOW_STEP)
    if query.lists:
        return Blame(Cause.NOT_LISTED)
    if query.marked is not None:
        return Blame(Cause.NOT_MARKED)
    return Blame(Cause.LIST_TOO_SHORT if query.groups is None else Cause.NO_GROUPS)


def _link(node: Node, subject: Subject) -> Blame:
    query = node.link
    if query is None:
        return Blame(Cause.BELOW_STEP)
    if query.alive == "yes":
        return Blame(Cause.DEAD_LINK)
    if query.mark is not None or query.under is not None:
        return Blame(Cause.NOT_MARKED)
    words = name_of(subject.context, query.words)
    return Blame(Cause.NO_LINK, words or (query.to or ""))


def _page(node: Node, _: Subject) -> Blame:
    query = node.page
    if query is None:
        return Blame(Cause.BELOW_STEP)
    if query.kind is not None:
        return Blame(Cause.NO_SUCH_PAGE, query.kind)
    if query.language is not None:
        return Blame(Cause.NO_FOREIGN_LANGUAGE)
    if query.viewport is not None:
        return Blame(Cause.NOT_MOBILE)
    return Blame(Cause.NOT_USED, query.uses) if query.uses is not None else Blame(Cause.BELOW_STEP)


def _offer(node: Node, subject: Subject) -> Blame:
    assert node.offer is not None
    return lacking_offer(subject.context, (node.offer,))


_OBSERVED: Mapping[str, Callable[[Node, Subject], Blame]] = {
    "text": _said,
    "section": _said,
    "value": _said,
    "contact": _contact,
    "service": _service,
    "form": _form,
    "access": _access,
    "search": _search,
    "entries": _entries,
    "link": _link,
    "page": _page,
    "offer": _offer,
}


def name_of(context: Context, words: WordList | None) -> str:
    """Return the name of a word list of the set, empty where it has none of its own."""
    if words is None:
        return ""
    names: dict[Any, str] = context.memory.once("names_of_words", lambda: _names(context))
    return names.get(words.patterns, "")


def _names(context: Context) -> dict[tuple[str, ...], str]:
    return {tuple(patterns): name for name, patterns in context.site.set.lexicon.words.items()}
