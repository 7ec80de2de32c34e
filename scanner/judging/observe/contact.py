"""Who can be reached at the pages at hand: persons, offices, by phone and mail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from criteria.language import ContactQuery
from criteria.words import fold
from scanner.judging.asking import hit_or_miss
from scanner.judging.context import Context
from scanner.judging.outcome import Finding
from scanner.judging.scopes import current
from scanner.reading.facts import Contact
from scanner.reading.site_types import Site

_SHORT = 3  # letters of a town's name that tell it from others in a host name


def contact(context: Context, query: ContactQuery) -> Finding:
    """Answer whether enough distinct contacts like this stand in the content or its side column.

    Without a service at hand only contacts of the municipality itself count, unless the rule asks for others.
    """
    scope = current(context)
    hits = (
        (fold(one.name or one.mail or one.phone or one.text), view.place(one.path, one.text or _shown(one)))
        for view in scope.views
        for one in view.contacts()
        if _fits(one, query) and _is_of(one, query.owner, context)
    )
    return hit_or_miss(hits, scope, at_least=query.at_least)


def _shown(one: Contact) -> str:
    return ", ".join(part for part in (one.name, one.role or one.task, one.unit, one.phone, one.mail) if part)


def _fits(one: Contact, query: ContactQuery) -> bool:
    if query.kind is not None and one.kind not in query.kind:
        return False
    about = fold(f"{one.role} {one.task} {one.unit}")
    if query.not_role is not None and query.not_role.search_folded(about):
        return False
    if not all(_HAS[name](one) for name in query.has):
        return False
    return not query.any_of or any(_HAS[name](one) for name in query.any_of)


def _direct(one: Contact) -> bool:
    return bool(one.phone) and one.phone_kind != "switchboard"


_HAS: dict[str, Callable[[Contact], bool]] = {
    "phone": lambda one: bool(one.phone),
    "mail": lambda one: bool(one.mail),
    "direct": _direct,
    "extension": _direct,
    "task": lambda one: bool(one.task or one.role),
}


def _is_of(one: Contact, owner: str | None, context: Context) -> bool:
    if owner is None and context.service:
        return True  # the authority that a service's page names may be another one (METHOD.md 1.8)
    return is_foreign(one, context.site) == (owner == "other")


def is_foreign(one: Contact, site: Site) -> bool:
    """Whether a contact belongs to another body: its mail is on a foreign host, or it names a regional agency."""
    if one.mail:
        return not _own_mail(one.mail, site)
    agencies = site.set.lexicon.words.get("other_agency", ())
    hit = site.set.lexicon.list("other_agency").search(f"{one.unit} {one.text}") if agencies else None
    return hit is not None and hit.text not in fold(site.municipality.name).split()


def _own_mail(mail: str, site: Site) -> bool:
    host = mail.rpartition("@")[2].strip().lower()
    own = [one.removeprefix("www.").split(":")[0] for one in site.own_hosts]
    own.append((urlsplit(site.municipality.homepage).hostname or "").removeprefix("www."))
    if any(host == one or host.endswith(f".{one}") or one.endswith(f".{host}") for one in own):
        return True
    return any(name in fold(host.replace(".", " ").replace("-", " ")).replace(" ", "") for name in _names(site))


def _names(site: Site) -> Iterator[str]:
    """Yield the parts of the municipality's name that are not its kind."""
    kind = set(fold(site.municipality.kind).split())
    yield from (part for part in fold(site.municipality.name).split() if len(part) > _SHORT and part not in kind)
