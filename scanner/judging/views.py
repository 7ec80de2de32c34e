"""A page as far as a rule looks at it: the whole page, or the section of a service with the blocks shared by all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from criteria.words import fold
from scanner.model.place import Place, clip
from scanner.reading.facts import CONTENT, Block, Contact, Link, PageFacts, Region, Section, Value
from scanner.reading.site_types import ServicePage, Site


@dataclass(frozen=True)
class View:
    """A page, or ranges of its blocks (half-open; none means all of it).

    `repeated` holds folded texts that stand on every page of the host: they belong to no page.
    """

    key: str
    page: PageFacts
    ranges: tuple[tuple[int, int], ...] = ()
    repeated: frozenset[str] = field(default=frozenset(), repr=False, compare=False)

    def place(self, where: str = "", snippet: str = "") -> Place:
        """Return a place in this page; it always says something."""
        shown = clip(snippet) or clip(self.page.title or self.page.h1 or self.page.url)
        return Place(self.page.url, self.page.fetched, where, shown, self.page.record)

    @cached_property
    def opening(self) -> Place:
        """The place that shows what the page or section is about."""
        start = self.ranges[0][0] if self.ranges else 0
        around = self.page.blocks[max(start - 1, 0) :]
        heading = next((b for b in around if b.kind == "heading" and b.region in CONTENT), None)
        text = next((b.text for b in around if b.kind != "heading" and b.region in CONTENT), "")
        if heading is None:
            return self.place("", f"{self.page.title} {text}".strip())
        return self.place(heading.path, f"{heading.text} {text}")

    def blocks(self, regions: frozenset[Region] = CONTENT) -> Iterator[tuple[int, Block]]:
        """Yield the blocks with their index, those that stand on every page left out."""
        for at, block in enumerate(self.page.blocks):
            if block.region in regions and self._inside(at) and fold(block.text) not in self.repeated:
                yield at, block

    def sections(self) -> Iterator[Section]:
        """Yield the sections of the content, those of which the heading lies in the view."""
        for section in self.page.sections:
            if section.region in CONTENT and self._inside(section.first, section.first - 1):
                yield section

    def values(self) -> Iterator[Value]:
        """Yield the typed values of the content."""
        for value in self.page.values:
            at = self._block_of(value.path, -1, value.section)
            ours = at < 0 or fold(self.page.blocks[at].text) not in self.repeated
            if value.region in CONTENT and ours and self._inside(at):
                yield value

    def contacts(self) -> Iterator[Contact]:
        """Yield the contacts of the content."""
        for contact in self.page.contacts:
            if contact.region not in CONTENT or fold(contact.text) in self.repeated:
                continue
            if not self.ranges or self._inside(self._block_of(contact.path, -1, contact.section)):
                yield contact

    def links(self, regions: frozenset[Region] | None = None) -> Iterator[Link]:
        """Yield the links, in some regions or in all but the consent layer."""
        for link in self.page.links:
            wanted = link.region in regions if regions is not None else link.region is not Region.CONSENT
            if wanted and (not self.ranges or self._inside(self._block_of(link.path, link.block, link.section))):
                yield link

    @cached_property
    def words(self) -> int:
        """Words of the content, headings and what stands on every page left out."""
        return sum(len(block.text.split()) for _, block in self.blocks() if block.kind != "heading")

    def _inside(self, *indices: int) -> bool:
        return not self.ranges or any(first <= at < last for first, last in self.ranges for at in indices)

    def _block_of(self, path: str, block: int, section: int) -> int:
        """Return the index of the block that something stands in: as told, by path, else the first of its section."""
        if block >= 0:
            return block
        if (path, section) in self._by_path_and_section:
            return self._by_path_and_section[path, section]
        above = path
        while above:
            if above in self._by_path:
                return self._by_path[above]
            above = above.rpartition(" > ")[0]
        below = f"{path} > "
        inner = next((at for at, one in enumerate(self.page.blocks) if path and one.path.startswith(below)), -1)
        if inner >= 0:
            return inner
        if 0 <= section < len(self.page.sections):
            return self.page.sections[section].first
        return -1

    @cached_property
    def _by_path(self) -> Mapping[str, int]:
        return {block.path: at for at, block in reversed(list(enumerate(self.page.blocks)))}

    @cached_property
    def _by_path_and_section(self) -> Mapping[tuple[str, int], int]:
        """The first block of each element in each section: old layouts hold many sections in one element."""
        return {(block.path, block.section): at for at, block in reversed(list(enumerate(self.page.blocks)))}


def view_of(site: Site, key: str) -> View:
    """Return the whole page of a key."""
    return View(key, site.pages[key], (), site.repeated)


def service_view(site: Site, found: ServicePage) -> View:
    """Return what a service's page, or its section with the shared blocks, shows."""
    page = site.pages[found.page]
    ranges = ((found.first, found.last), *found.shared) if found.section >= 0 else ()
    return View(found.page, page, ranges, site.repeated)
