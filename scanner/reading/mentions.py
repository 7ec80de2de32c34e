"""Which links of the municipality's pages stand for which service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from criteria.words import Lexicon, fold
from scanner.reading.facts import CONTENT, Block, Link, PageFacts, Section
from scanner.reading.form_reader import ServiceText
from scanner.reading.namer import Namer
from scanner.reading.naming import file_words, readable, short_names
from scanner.reading.seen import Seen
from scanner.reading.site_types import Kind, ServicePage
from scanner.reading.urls import identity

_NEAR = 12  # blocks of a section that still speaks of the link in it


@dataclass(frozen=True, slots=True)
class Mention:
    """A link that a page gives for a service; `where` is service_page or forms_overview, `heading` stands over it."""

    service: str
    link: Link
    page: PageFacts
    where: str
    heading: str = ""
    text: ServiceText | None = None


@dataclass(frozen=True)
class Mentions:
    """Finds the links of service pages and of overviews."""

    seen: Seen
    _named_before: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict, compare=False, repr=False)
    """By page and target the services that the words of any link to it name."""

    @cached_property
    def names(self) -> Namer:
        """Tells which services a text names."""
        return Namer(self.seen)

    def all(self) -> Iterator[Mention]:
        """Yield every link that stands for a service."""
        for service, pages in self.seen.services.items():
            for own in pages:
                yield from self._on_service_page(service, own)
        for key, page in self.seen.pages.items():
            if self.seen.is_kind(key, Kind.FORMS, Kind.OVERVIEW, Kind.A_TO_Z):
                yield from self._on_overview(key, page)

    def _on_service_page(self, service: str, own: ServicePage) -> Iterator[Mention]:
        page = self.seen.pages[own.page]
        others = self._others_on(own.page)
        named_by = self._named_on(own.page)
        for link in page.links:
            if link.region not in CONTENT or self._repeated(page, link) or self.seen.key(link.url) == own.page:
                continue
            heading = heading_over(page, link)
            named = named_by.get(identity(link.url)) or self._named_around(link, heading, others)
            if self._belongs(service, own, link, named, others):
                yield Mention(service, link, page, "service_page", heading, service_text(page, own, link))

    def _others_on(self, key: str) -> dict[str, str]:
        """Return the services of a page with what tells their names apart."""
        ids = [service for service, pages in self.seen.services.items() if any(p.page == key for p in pages)]
        return dict.fromkeys(ids, "") | short_names(ids, self.seen.set.services)

    def _named_on(self, key: str) -> dict[str, frozenset[str]]:
        """Return by target the services that any of the page's links to it names ("Herunterladen" names none).

        What stands around a link speaks for that link alone.
        """
        if key not in self._named_before:
            page, others = self.seen.pages[key], self._others_on(key)
            named: dict[str, frozenset[str]] = {}
            for link in page.links:
                if link.region in CONTENT:
                    found = self._named(link, others)
                    named[identity(link.url)] = named.get(identity(link.url), frozenset()) | found
            self._named_before[key] = named
        return self._named_before[key]

    def _belongs(
        self, service: str, own: ServicePage, link: Link, named: frozenset[str], others: dict[str, str]
    ) -> bool:
        inside = own.section < 0 or own.first <= link.block < own.last or self._in_section(own, link)
        shared = any(first <= link.block < last for first, last in own.shared)
        if named:
            return service in named and (inside or shared or len(named) < len(others) or own.section < 0)
        return inside or shared

    def _in_section(self, own: ServicePage, link: Link) -> bool:
        sections, at = self.seen.pages[own.page].sections, link.section
        while 0 <= at < len(sections):
            if at == own.section:
                return True
            at = sections[at].parent
        return False

    def _named(self, link: Link, others: dict[str, str]) -> frozenset[str]:
        """Return the services a link names by its words or its file.

        A state portal calls its services by other names; the catalogue says for which they are.
        """
        if self._is_of_state(link):
            named = self.names.find(link.text) if len(others) > 1 else frozenset()
            return with_covered(named, self.seen.set.lexicon) & frozenset(others)
        return self._first_named((link.text, file_words(link.url)), others)

    def _named_around(self, link: Link, heading: str, others: dict[str, str]) -> frozenset[str]:
        """Return the services that heading and entry of a link name, on a page of several."""
        alone = len(others) < 2 or self._is_of_state(link)
        return frozenset() if alone else self._first_named((heading, link.context), others)

    def _is_of_state(self, link: Link) -> bool:
        return bool(self.seen.set.platforms.matches(link.url, ("state_portal", "federal_portal")))

    def _first_named(self, texts: Iterable[str], others: dict[str, str]) -> frozenset[str]:
        named = (self.names.find(text) | self._short(text, others) for text in texts)
        return with_covered(next(filter(None, named), frozenset()), self.seen.set.lexicon)

    def _short(self, text: str, others: dict[str, str]) -> frozenset[str]:
        words = readable(text).split()
        return frozenset(service for service, short in others.items() if short and short in words)

    def _on_overview(self, key: str, page: PageFacts) -> Iterator[Mention]:
        entries = self.seen.entries.get(key)
        if entries is not None:
            for entry in entries:
                for service in entry.services:
                    yield Mention(service, entry.link, page, "forms_overview", entry.group or page.h1)
            return
        for link in page.links:
            if link.region in CONTENT:
                heading = heading_over(page, link) or page.h1
                for service in self.names.find(link.text) or self.names.find(link.context):
                    yield Mention(service, link, page, "forms_overview", heading)

    def _repeated(self, page: PageFacts, link: Link) -> bool:
        text = page.blocks[link.block].text if 0 <= link.block < len(page.blocks) else link.context
        return bool(text) and fold(text) in self.seen.repeated


def with_covered(named: frozenset[str], lexicon: Lexicon) -> frozenset[str]:
    """Return services with those that their forms are good for, too."""
    pairs = (pair.split() for pair in lexicon.words["covering_services"])
    return named | frozenset(covered for broad, covered in pairs if broad in named)


def heading_over(page: PageFacts, link: Link) -> str:
    """Return the heading that a link stands under, below the page's own."""
    section = page.sections[link.section] if 0 <= link.section < len(page.sections) else None
    return section.heading if section is not None and section.level > 1 else ""


def service_text(page: PageFacts, own: ServicePage, link: Link | None = None) -> ServiceText:
    """Return what a page says of a service: the blocks that belong to it, and those beside the link."""
    first, last = (0, len(page.blocks)) if own.section < 0 else (own.first, own.last)
    ranges = [(first, last), *own.shared]
    inside = [at for at in range(len(page.blocks)) if any(a <= at < b for a, b in ranges)]
    blocks = tuple(page.blocks[at] for at in inside if page.blocks[at].region in CONTENT)
    sections = tuple(_moved(section, page, blocks) for section in page.sections if section.region in CONTENT)
    values = [v for v in page.values if v.region in CONTENT]
    values = [v for v in values if own.section < 0 or _under(page, v.section, own.section)]
    near = _beside(page, link) if link is not None else ()
    return ServiceText(page, blocks, tuple(s for s in sections if s.last > s.first), near, tuple(values))


def _moved(section: Section, page: PageFacts, blocks: tuple[Block, ...]) -> Section:
    """Return a section with its range counted in the blocks of the service."""
    at = {id(block): position for position, block in enumerate(blocks)}
    inside = [at[id(b)] for b in page.blocks[section.first : section.last] if id(b) in at]
    first, last = (min(inside), max(inside) + 1) if inside else (0, 0)
    return replace(section, first=first, last=last)


def _under(page: PageFacts, section: int, wanted: int) -> bool:
    while 0 <= section < len(page.sections) and section != wanted:
        section = page.sections[section].parent
    return section == wanted


def _beside(page: PageFacts, link: Link) -> tuple[Block, ...]:
    """Return the block of a link and its neighbours in the same small section, the heading included."""
    near = [link.block] if 0 <= link.block < len(page.blocks) else []
    if 0 <= link.section < len(page.sections):
        section = page.sections[link.section]
        if section.last - section.first <= _NEAR and section.level > 1:
            near = sorted({*near, *range(max(section.first - 1, 0), section.last)})
    return tuple(page.blocks[at] for at in near)
