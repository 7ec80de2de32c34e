"""Small sites made by hand: facts as reading would give them, without reading anything."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from zlib import crc32

from criteria.language import Node
from criteria.loading import load_set
from criteria.registry import Municipality
from criteria.words import fold
from scanner.archive.records import Manifest
from scanner.judging.context import Context
from scanner.judging.evaluate import evaluate
from scanner.model.answer import Answer
from scanner.model.place import Place
from scanner.reading.facts import Block, Contact, Form, Link, PageFacts, Quality, Region, Section, Value
from scanner.reading.site_types import (
    Access,
    Entry,
    Kind,
    Offer,
    OfferKind,
    OfferState,
    SearchAnswer,
    SearchEngine,
    SearchResult,
    ServicePage,
    Site,
)
from scanner.reading.urls import identity

HOST = "http://www.musterfeld.example"
HOME = f"{HOST}/"
AS_OF = datetime(2026, 11, 24, 8, tzinfo=UTC)
TOWN = Municipality("05999001", "Gemeinde Musterfeld", "Gemeinde", "gemeinde", HOME)
WORDS = "Wer in Musterfeld ein stehendes Gewerbe beginnt zeigt das bei der Gemeinde an " * 4


@lru_cache(maxsize=1)
def the_set():
    """The criteria set of the project."""
    return load_set()


def at(path="/", snippet="Beleg", record="urn:uuid:1"):
    """A place on the town's host."""
    return Place(HOST + path if path.startswith("/") else path, AS_OF, "main", snippet, record)


def block(text, kind="text", region=Region.MAIN, level=0, section=-1, path=""):
    """A block; its path is made from its text where none is given."""
    return Block(kind, text, region, path or f"main > p#b{crc32(text.encode())}", level, section)


def link(path, text, region=Region.MAIN, **more):
    """A link to a path of the town or to an address."""
    url = HOST + path if path.startswith("/") else path
    return Link(url, text, region, f"a[href='{path}']", **more)


def page(path="/", title="Musterfeld", text=WORDS, **more):
    """A page with a heading and a text; everything of PageFacts can be given."""
    url = HOST + path if path.startswith("/") else path
    blocks = more.pop("blocks", None) or (block(title, "heading", level=1), block(text, section=0))
    words = more.pop("words", len(text.split()))
    return PageFacts(
        url,
        url,
        f"urn:uuid:{path}",
        AS_OF,
        more.pop("status", 200),
        more.pop("quality", Quality.CONTENT),
        "text/html",
        title=title,
        h1=title,
        blocks=tuple(blocks),
        words=words,
        **{name: tuple(value) if isinstance(value, list) else value for name, value in more.items()},  # type: ignore[arg-type]
    )


def described(service, path, **more):
    """A whole page that describes a service."""
    return ServicePage(service, key(path), **more)


def key(path):
    """The key of a path in a site."""
    return identity(HOST + path if path.startswith("/") else path)


def offer(service="gewerbe_anmeldung", kind=OfferKind.ONLINE, state=OfferState.WORKS, url="", **more):
    """A way to apply, linked from the service's page."""
    url = url or f"{HOST}/form/{service}-{kind.value}"
    return Offer(service, identity(url), kind, state, links=(at("/gewerbe", f"Antrag {service}"),), **more)


def access(topic, kind, said=Answer.YES, path="/", **more):
    """A statement about access."""
    return Access(topic, kind, said, at(path, f"{topic} {kind}"), **more)


def entry(path, text, services=(), group="", mark="", **more):
    """An entry of a list."""
    return Entry(link(path, text, mark=mark, **more), text, tuple(services), group, mark)


def result(path, title="Treffer"):
    """A hit of a search."""
    url = HOST + path
    return SearchResult(identity(url), url, title)


def answered(term, *results, **more):
    """What a search answered to a term."""
    return SearchAnswer("main", term, Answer.YES, tuple(results), place=at("/suche", term), **more)


def engine(*answers, **more):
    """The site's own search with its answers."""
    known = {fold(answer.term): answer for answer in answers}
    return SearchEngine("main", "main", form=at("/", "Suche"), answers=known, **more)


def site(*pages, town=TOWN, manifest=None, **parts):
    """A site of some pages, the homepage put in where it is missing. Kinds, services, offers and others by name."""
    shown = {identity(one.url): one for one in pages}
    if identity(HOME) not in shown:
        shown = {identity(HOME): page()} | shown
    empty: dict[str, dict[str, object]] = {
        name: {}
        for name in (
            "targets",
            "entries",
            "services",
            "referrals",
            "offers",
            "twins",
            "clicks",
            "unit_pages",
            "unseen",
            "kinds",
        )
    }
    found = manifest or Manifest(town.ags, town.name, town.league, town.homepage, AS_OF)
    fixed = {
        "municipality": town,
        "set": the_set(),
        "manifest": found,
        "as_of": date(2026, 11, 24),
        "home": identity(HOME),
        "pages": shown,
        "engines": (),
        "accesses": (),
        "repeated": frozenset(),
        "searched": {service.id: Answer.YES for service in the_set().services},
        "own_hosts": frozenset({"musterfeld.example"}),
        "portal_hosts": frozenset(),
    }
    return Site(**(empty | fixed | parts))


def with_service(service="gewerbe_anmeldung", path="/gewerbe", **more):
    """A site with one service page, and what else is given."""
    pages = more.pop("pages", (page(path, "Gewerbeanmeldung"),))
    services = more.pop("services", {service: (described(service, path),)})
    return site(*pages, services=services, **more)


def ask(where, rule, **at_hand):
    """The outcome of a rule, written as in YAML, in a site; `at_hand` may name a service, a term, an offer."""
    return evaluate(Node.model_validate(rule), replace(Context(where), **at_hand))


def says(where, rule, **at_hand):
    """The answer of a rule."""
    return ask(where, rule, **at_hand).truth


__all__ = [
    "AS_OF",
    "HOME",
    "HOST",
    "TOWN",
    "WORDS",
    "Answer",
    "Contact",
    "Form",
    "Kind",
    "OfferKind",
    "OfferState",
    "Region",
    "Section",
    "Value",
    "access",
    "answered",
    "ask",
    "at",
    "block",
    "described",
    "engine",
    "entry",
    "key",
    "link",
    "offer",
    "page",
    "result",
    "says",
    "site",
    "the_set",
    "with_service",
]
