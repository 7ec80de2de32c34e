"""What is heard of a form: the words of its pages, and what the municipality's pages say around the link to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from criteria.words import Lexicon, fold
from scanner.model.answer import Answer
from scanner.reading.facts import CONTENT, Block, Field, Form, PageFacts, Region, Section, Value
from scanner.reading.negation import Speech, Topic
from scanner.reading.seen import Seen

_TYPED = frozenset({"text", "email", "tel", "number", "url", "search", "textarea"})
_CHOSEN = frozenset({"select", "radio", "checkbox", "date", "datetime-local", "month", "week", "time", "file"})
INPUTS = _TYPED | _CHOSEN


@dataclass(frozen=True)
class ServiceText:
    """What a municipal page says of one service: its blocks, those beside the link to the form, and its values."""

    page: PageFacts
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    near: tuple[Block, ...] = ()
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class FormReader:
    """The pages of a form (`chain`: the first and what "Weiter" led to) with what is said of its service."""

    seen: Seen
    chain: tuple[PageFacts, ...]
    services: tuple[ServiceText, ...]

    @property
    def lexicon(self) -> Lexicon:
        """The words of the criteria set."""
        return self.seen.set.lexicon

    @cached_property
    def speech(self) -> Speech:
        """The reader of yes and no."""
        return Speech(self.lexicon, self.seen.as_of)

    @cached_property
    def own(self) -> str:
        """The text of the form's own pages, with labels, options and buttons."""
        return "\n".join(part for page in self.chain for part in _spoken(page))

    @cached_property
    def near(self) -> str:
        """What stands beside the links to the form."""
        return _lines(block for service in self.services for block in service.near)

    @cached_property
    def around(self) -> str:
        """All that is said of the service."""
        return _lines(block for service in self.services for block in service.blocks)

    @cached_property
    def forms(self) -> list[Form]:
        """The forms of its pages that ask for something."""
        return [form for page in self.chain for form in page.forms if asks_something(form)]

    @cached_property
    def inputs(self) -> list[Field]:
        """The fields that are filled in."""
        return [field for form in self.forms for field in form.fields if field.kind in INPUTS]

    def topic(self, name: str) -> Topic:
        """Return the question whether a folded text names what the expressions of that name describe."""
        return topic_of(self.lexicon, name)

    def says(self, name: str, *texts: str) -> Answer:
        """Return what the first of the texts that takes a side says of a topic."""
        said = (self.speech.says(text, self.topic(name)) for text in texts)
        return next((answer for answer in said if answer is not Answer.UNKNOWN), Answer.UNKNOWN)

    def named(self, name: str, text: str) -> bool:
        """Whether an unfolded text names a topic."""
        return self.lexicon.expression(name).search(fold(text)) is not None


def topic_of(lexicon: Lexicon, name: str) -> Topic:
    """Return the question whether a folded text names what the expressions of that name describe."""
    machine = lexicon.expression(name)
    return lambda folded: machine.search(folded) is not None


def asks_something(form: Form) -> bool:
    """Whether a form has an input that a person fills in, a login's fields left aside."""
    typed = [field for field in form.fields if field.kind in INPUTS]
    return bool(typed) and not asks_password(form) and form.region is not Region.CONSENT


def asks_password(form: Form) -> bool:
    """Whether a form is a login."""
    return any(field.kind == "password" for field in form.fields)


def _spoken(page: PageFacts) -> Iterator[str]:
    yield from (block.text for block in page.blocks if block.region in CONTENT)
    for form in page.forms:
        if form.region is Region.CONSENT:
            continue
        for field in form.fields:
            yield from (text for text in (field.label, field.help, ", ".join(field.options)) if text)
        yield from form.buttons
    yield from (link.text for link in page.links if link.region in CONTENT)


def _lines(blocks: Iterable[Block]) -> str:
    return "\n".join(block.text for block in blocks)
