"""What a page tells under a heading: the whole page, or one of its sections, and how much of it is text of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from criteria.words import Lexicon, fold
from scanner.reading.facts import CONTENT, Block, PageFacts, Region, Section
from scanner.reading.negation import sentences

_LABEL = 7
_LONGEST_LABEL = 10  # words: what is longer is a sentence
_RUNNING = (
    20  # words: a shorter block with a number or mail in it is a contact, a longer one may tell of the matter, too
)
_SENTENCE = 5  # words
_REACHES = re.compile(
    r"@|\(at\)|\b\d{5} [A-ZÄÖÜ]|\b0\d{2,5}[ /–-]{1,3}\d|\d[ /-]\d{2,}-\d|\b\d{1,2}([.:]\d\d)? ?(Uhr|bis|–|-) ?\d{0,2}\b"
)


@dataclass(frozen=True)
class Told:
    """The whole page (section -1) or a section; blocks `first` to `last` (half-open), `words` of them are about it."""

    heading: str
    section: int
    first: int
    last: int
    words: int
    text: str


class Teller:
    """Reads what a page tells.

    Args:
        page: the page.
        lexicon: words of the criteria set; ``part_heading`` are headings of parts of a description, ``reach_heading``
            those of contacts, hours and offices.
        repeated: folded texts that belong to no page.
    """

    def __init__(self, page: PageFacts, lexicon: Lexicon, repeated: frozenset[str]) -> None:
        self._page, self._lexicon, self._repeated = page, lexicon, repeated
        self._where: dict[int, bool] = {}
        self._linked = {link.block: 0 for link in page.links}
        for link in page.links:
            self._linked[link.block] += len(link.text.split())
        self._reached = [fold(contact.text) for contact in page.contacts if contact.region in CONTENT]
        self._reach = frozenset(
            n for n, each in enumerate(page.sections) if self._headed(each.heading, "reach_heading")
        )

    def whole(self, heading: str) -> Told:
        """Return what the page tells as a whole."""
        return self._told(heading, -1, 0, len(self._page.blocks))

    def section(self, index: int) -> Told:
        """Return what a section tells."""
        section = self._page.sections[index]
        return self._told(section.heading, index, section.first, section.last)

    def sections(self) -> Iterator[int]:
        """Yield the sections that can describe something: no contacts, and no parts of a description."""
        for index, section in enumerate(self._page.sections):
            label = section.level == _LABEL and len(section.heading.split()) > _LONGEST_LABEL
            plain = section.region is Region.MAIN and section.level > 1 and not label
            if plain and not self._headed(section.heading, "part_heading"):
                yield index

    def parts(self, told: Told) -> int:
        """Return how many parts of a description (papers, fees, steps ...) have a heading and text below it."""
        return len({fold(section.heading) for section in self._page.sections if self._is_part(section, told)})

    def shared(self, told: Told) -> tuple[tuple[int, int], ...]:
        """Return the ranges of blocks that a page has for all its services.

        That is its side column, what stands before the first sub-heading, and the parts (contact, hours, forms ...) that
        stand beside the section rather than in another one.
        """
        found = [at for at, block in enumerate(self._page.blocks) if self._is_shared(at, block, told)]
        return tuple(_ranges(found))

    def _told(self, heading: str, section: int, first: int, last: int) -> Told:
        blocks = list(enumerate(self._page.blocks))[first:last]
        own = [(at, block) for at, block in blocks if block.region in CONTENT and block.kind != "heading"]
        words = (len(heading.split()) if section >= 0 else 0) + sum(self._words(at, block) for at, block in own)
        text = "\n".join(block.text for _, block in own if block.region is Region.MAIN)
        return Told(heading, section, first, last, words, text)

    def _words(self, at: int, block: Block) -> int:
        """Return how many words of a block tell of the matter: no contact or hours, nothing that stands on every page."""
        folded = fold(block.text)
        if folded in self._repeated or self._in_reach(block.section):
            return 0
        if any(folded in contact for contact in self._reached):
            return self._words_beside_contact(block.text)
        words, linked = len(block.text.split()), self._linked.get(at, 0)
        return words - linked if 2 * linked >= words else words

    def _words_beside_contact(self, text: str) -> int:
        """Return the words of the sentences of a running text that do not say whom to reach."""
        if len(text.split()) < _RUNNING:
            return 0
        told = [each for each in sentences(text, self._lexicon) if not _REACHES.search(each)]
        return sum(words for each in told if (words := len(each.split())) >= _SENTENCE)

    def _in_reach(self, section: int) -> bool:
        while section >= 0:
            if section in self._reach:
                return True
            section = self._page.sections[section].parent
        return False

    def _is_part(self, section: Section, told: Told) -> bool:
        inside = section.region in CONTENT and told.first <= section.first - 1 < told.last
        return inside and section.words > 0 and self._headed(section.heading, "part_heading")

    def _headed(self, heading: str, name: str) -> bool:
        return self._lexicon.expression(name).search(fold(heading)) is not None

    def _is_shared(self, at: int, block: Block, told: Told) -> bool:
        if told.first - 1 <= at < told.last or block.region not in CONTENT:
            return False
        if block.region is Region.ASIDE or block.section < 0:
            return True
        sections = self._page.sections
        around = set(self._above(told.section))
        outer = next((n for n in self._above(block.section) if n in around or sections[n].parent in {-1, *around}), -1)
        if outer in around:
            return True
        if outer not in self._where:
            self._where[outer] = sections[outer].level == 1 or self._tells_where(sections[outer])
        return self._where[outer]

    def _tells_where(self, section: Section) -> bool:
        """Whether a section is about reaching the office: by its heading, or because address and hours stand in it."""
        if any(self._headed(section.heading, name) for name in ("part_heading", "reach_heading")):
            return True
        first, last = section.first - 1, section.last
        inside = {n for n, each in enumerate(self._page.sections) if first <= each.first - 1 < last}
        return {value.kind for value in self._page.values if value.section in inside} >= {"address", "hours"}

    def _above(self, section: int) -> Iterator[int]:
        """Yield a section and those around it, from the inside out."""
        while section >= 0:
            yield section
            section = self._page.sections[section].parent


def _ranges(numbers: list[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for at, number in enumerate(numbers):
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            yield numbers[start], number + 1
            start = at + 1
