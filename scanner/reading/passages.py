"""What a site's own pages say, passage by passage, with the place of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from criteria.words import Lexicon, fold
from scanner.reading.facts import CONTENT, Block, PageFacts, Quality, Region
from scanner.reading.negation import Speech, Statement, Topic
from scanner.reading.seen import Seen
from scanner.reading.site_types import NOISE

_SHORT = 8  # words of a heading that what follows is said of


@dataclass(frozen=True, slots=True)
class Passage:
    """A block with the heading, label or lead-in that it is said under."""

    text: str
    block: Block


@dataclass(frozen=True)
class Ear:
    """Hears statements by the words of a criteria set, as of a date."""

    lexicon: Lexicon
    as_of: date

    @cached_property
    def speech(self) -> Speech:
        """The reader of yes and no."""
        return Speech(self.lexicon, self.as_of)

    def topic(self, name: str) -> Topic:
        """Return the question whether a folded text names what the expressions of that name describe."""
        machine = self.lexicon.expression(name)
        return lambda folded: machine.search(folded) is not None

    def named(self, name: str, text: str) -> bool:
        """Whether an unfolded text names a topic."""
        return self.lexicon.expression(name).search(fold(text)) is not None

    def hear(self, text: str, name: str) -> Iterator[Statement]:
        """Yield what a text says of a topic; what is announced for later than the date counts as denied."""
        return iter(self.speech.statements(text, self.topic(name)))

    def of_state(self, sentence: str, passage: str) -> bool:
        """Whether a sentence speaks of a state portal: it names one, or its passage does and it names no other."""
        if self.named("state_portal_named", sentence):
            return True
        return self.named("state_portal_named", passage) and not self.of_own_portal(sentence)

    def of_own_portal(self, text: str) -> bool:
        """Whether a text names the own portal; "Wirtschafts-Service-Portal" is the state's."""
        rest = str(self.lexicon.expression("state_portal_named").sub(" ", fold(text)))
        return self.lexicon.expression("own_portal_named").search(rest) is not None


def ear_of(seen: Seen) -> Ear:
    """Return the ear for a site."""
    return Ear(seen.set.lexicon, seen.as_of)


def telling_pages(seen: Seen) -> Iterator[tuple[str, PageFacts]]:
    """Yield the own pages that speak for the municipality: no news, events, jobs, by-laws or council papers."""
    for key, page in seen.pages.items():
        if page.quality in (Quality.CONTENT, Quality.LOGIN) and page.pdf is None and not seen.is_kind(key, *NOISE):
            yield key, page


def passages(page: PageFacts, regions: frozenset[Region] = CONTENT) -> Iterator[Passage]:
    """Yield the blocks of a page, each with the short heading, label or lead-in ("... nicht:") before it."""
    lead, listing = "", False
    for block in page.blocks:
        if block.region not in regions:
            continue
        if block.kind in ("heading", "label"):
            yield Passage(block.text, block)
            lead, listing = (block.text if len(block.text.split()) <= _SHORT else ""), False
        elif lead and (block.kind == "item" or not listing):
            yield Passage(_said_under(lead, block.text), block)
            lead = lead if block.kind == "item" and listing else ""
        else:
            yield Passage(block.text, block)
        if block.kind == "text" and block.text.endswith(":"):
            lead, listing = block.text, True


def _said_under(lead: str, text: str) -> str:
    return f"{lead} {text}" if lead[-1] in "?:!." else f"{lead}: {text}"
