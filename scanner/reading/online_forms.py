"""What an online form or a form PDF asks, shows and how it can be handed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from criteria.words import Lexicon, fold
from scanner.model.answer import Answer
from scanner.model.place import Place
from scanner.reading.evidence import asks_for_evidence, says_none_is_needed
from scanner.reading.facts import CONTENT, Block, Field, Form, PageFacts, Quality, Region, Section, Value
from scanner.reading.negation import Speech, Topic
from scanner.reading.seen import Seen, place_in

_TYPED = frozenset({"text", "email", "tel", "number", "url", "search", "textarea"})
_CHOSEN = frozenset({"select", "radio", "checkbox", "date", "datetime-local", "month", "week", "time", "file"})
_INPUTS = _TYPED | _CHOSEN
_SENTENCE = 3  # words that explain something


@dataclass(frozen=True)
class ServiceText:
    """What a municipal page says of one service: its blocks, those beside the link to the form, and its values."""

    page: PageFacts
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    near: tuple[Block, ...] = ()
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class FormFacts:
    """The part of an `Offer` that its target and the service's text say; names and values as there."""

    sent: str = "unknown"
    evidence: Answer = Answer.UNKNOWN
    notice: Answer = Answer.UNKNOWN
    login_first: Answer = Answer.UNKNOWN
    logins: frozenset[str] = frozenset()
    payments: frozenset[str] = frozenset()
    shows: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class _Reader:
    seen: Seen
    chain: tuple[PageFacts, ...]
    services: tuple[ServiceText, ...]

    @property
    def lexicon(self) -> Lexicon:
        return self.seen.set.lexicon

    @cached_property
    def speech(self) -> Speech:
        return Speech(self.lexicon)

    @cached_property
    def own(self) -> str:
        """The text of the form's own pages, with labels, options and buttons."""
        return "\n".join(part for page in self.chain for part in _spoken(page))

    @cached_property
    def near(self) -> str:
        return _lines(block for service in self.services for block in service.near)

    @cached_property
    def around(self) -> str:
        return _lines(block for service in self.services for block in service.blocks)

    @cached_property
    def forms(self) -> list[Form]:
        return [form for page in self.chain for form in page.forms if asks_something(form)]

    @cached_property
    def inputs(self) -> list[Field]:
        return [field for form in self.forms for field in form.fields if field.kind in _INPUTS]

    def topic(self, name: str) -> Topic:
        return topic_of(self.lexicon, name)

    def says(self, name: str, *texts: str) -> Answer:
        """Return what the first of the texts that takes a side says of a topic."""
        said = (self.speech.says(text, self.topic(name)) for text in texts)
        return next((answer for answer in said if answer is not Answer.UNKNOWN), Answer.UNKNOWN)

    def named(self, name: str, text: str) -> bool:
        return self.lexicon.expression(name).search(fold(text)) is not None


def topic_of(lexicon: Lexicon, name: str) -> Topic:
    """Return the question whether a folded text names what the expressions of that name describe."""
    machine = lexicon.expression(name)
    return lambda folded: machine.search(folded) is not None


def asks_something(form: Form) -> bool:
    """Whether a form has an input that a person fills in, a login's fields left aside."""
    typed = [field for field in form.fields if field.kind in _INPUTS]
    return bool(typed) and not asks_password(form) and form.region is not Region.CONSENT


def asks_password(form: Form) -> bool:
    """Whether a form is a login."""
    return any(field.kind == "password" for field in form.fields)


def read_online_form(seen: Seen, chain: tuple[PageFacts, ...], services: tuple[ServiceText, ...]) -> FormFacts:
    """Return what an online form shows.

    `chain` is its first page and what "Weiter" led to; `services` what the municipality's pages say about the service
    that link it. What later steps hold counts from these texts; where they are silent it stays unknown.
    """
    reader = _Reader(seen, chain, services)
    return FormFacts(
        sent=_sent(reader),
        evidence=_evidence(reader),
        notice=_notice(reader),
        login_first=_login_first(reader),
        logins=frozenset(_logins(reader)),
        payments=frozenset(_payments(reader)),
        shows=frozenset(_shows(reader)),
        places=tuple(_places(reader)),
    )


def read_pdf(seen: Seen, page: PageFacts | None, services: tuple[ServiceText, ...]) -> FormFacts:
    """Return how a form PDF may be handed in: by mail where the page or the PDF offers it, else on paper."""
    reader = _Reader(seen, (), services)
    inside = page.pdf.text if page is not None and page.pdf is not None else ""
    said = {_by_mail(reader, text) for text in (reader.around, inside)}
    if Answer.NO in said:
        return FormFacts(sent="print")
    if Answer.YES in said:
        return FormFacts(sent="mail")
    return FormFacts(sent="unknown" if page is None and not services else "print")


def _by_mail(reader: _Reader, text: str) -> Answer:
    """Return whether the filled-in form may come by mail: not what the office sends by mail, nor questions by mail."""
    said = reader.speech.statements(text, reader.topic("sent_by_mail"))
    about_form = {one.said for one in said if not reader.named("not_the_form", one.sentence)}
    return Answer.NO if Answer.NO in about_form else Answer.YES if about_form else Answer.UNKNOWN


def _sent(reader: _Reader) -> str:
    for text in (reader.own, reader.near):
        online = reader.says("sent_online", text)
        if online is Answer.NO or _must_be_printed(reader, text):
            return "print"
        if online is Answer.YES:
            return "online"
    buttons = " . ".join(button for form in reader.forms for button in form.buttons)
    if reader.named("send_button", buttons) or reader.says("sent_online", reader.around) is Answer.YES:
        return "online"
    return "unknown"


def _must_be_printed(reader: _Reader, text: str) -> bool:
    """Whether a text asks to print and to sign or post the form: a summary to print for oneself is none."""
    for line in text.splitlines():
        if not reader.named("on_paper", line):
            continue
        printed = reader.speech.affirms(line, reader.topic("prints"))
        if printed and reader.speech.affirms(line, reader.topic("signs_or_posts")):
            return True
    return reader.speech.affirms(text, reader.topic("print_button"))


def _evidence(reader: _Reader) -> Answer:
    uploaded = reader.says("uploads", reader.own)
    if uploaded is Answer.UNKNOWN and (_has_file_input(reader) or _has_evidence_step(reader)):
        uploaded = Answer.YES
    if uploaded is Answer.UNKNOWN:
        uploaded = reader.says("uploads", reader.near, reader.around)
    if uploaded is Answer.YES:
        return Answer.YES
    asked = _asks_for_evidence(reader)
    if asked is Answer.NO:
        return Answer.YES
    complete = bool(reader.forms) and not _goes_on(reader)
    return Answer.NO if asked is Answer.YES and (uploaded is Answer.NO or complete) else Answer.UNKNOWN


def _asks_for_evidence(reader: _Reader) -> Answer:
    if any(says_none_is_needed(line, reader.lexicon) for line in reader.own.splitlines()):
        return Answer.NO
    asked = [asks_for_evidence(service.blocks, service.sections, reader.lexicon) for service in reader.services]
    if reader.named("evidence_after", reader.own):
        return Answer.YES
    return Answer.YES if Answer.YES in asked else Answer.NO if asked else Answer.UNKNOWN


def _has_file_input(reader: _Reader) -> bool:
    return any(field.kind == "file" for field in reader.inputs)


def _has_evidence_step(reader: _Reader) -> bool:
    items = (block for page in reader.chain for block in page.blocks if block.kind == "item" and len(block.text) < 40)
    steps = any("progress" in page.uses for page in reader.chain)
    return steps and any(reader.named("evidence_step", block.text) for block in items)


def _goes_on(reader: _Reader) -> bool:
    buttons = " . ".join(button for form in reader.forms for button in form.buttons)
    return reader.named("next_button", buttons) and not reader.named("send_button", buttons)


def _notice(reader: _Reader) -> Answer:
    """Return whether the decision comes back digitally; how the application goes is another matter."""
    for text in (reader.own, reader.near, reader.around):
        said = reader.speech.statements(text, reader.topic("notice_digital"))
        about = {one.said for one in said if not reader.named("not_the_notice", one.sentence)}
        if about:
            return Answer.YES if Answer.YES in about else Answer.NO
    return Answer.NO if reader.named("notice_on_paper", f"{reader.own}\n{reader.near}") else Answer.UNKNOWN


def _login_first(reader: _Reader) -> Answer:
    if reader.inputs:
        return Answer.NO
    walled = any(page.quality is Quality.LOGIN for page in reader.chain)
    password = any(asks_password(form) for page in reader.chain for form in page.forms)
    if walled or password or reader.speech.affirms(reader.own, reader.topic("login_needed")):
        return Answer.YES
    return Answer.UNKNOWN


def _logins(reader: _Reader) -> Iterator[str]:
    for kind in ("organisation", "bundid", "ended"):
        if reader.says(f"login_{kind}", reader.own, reader.near, reader.around) is Answer.YES:
            yield kind
    if any(asks_password(form) for page in reader.chain for form in page.forms):
        yield "password"


def _payments(reader: _Reader) -> Iterator[str]:
    texts = (reader.own, reader.near, reader.around)
    if any(pays_electronically(reader.speech, reader.lexicon, text) for text in texts):
        yield "electronic"
    fees = [value for service in reader.services for value in service.values if value.kind == "fee"]
    nothing_to_pay = bool(fees) and all(value.amount == 0 for value in fees)
    if nothing_to_pay or reader.speech.affirms(reader.own, reader.topic("free_of_charge")):
        yield "free"


def pays_electronically(speech: Speech, lexicon: Lexicon, text: str) -> bool:
    """Whether a text offers to pay online; a card at the counter is none."""
    counter = lexicon.expression("pays_at_counter")
    said = speech.statements(text, topic_of(lexicon, "pays_electronically"))
    return any(one.said is Answer.YES and not counter.search(fold(one.sentence)) for one in said)


def _shows(reader: _Reader) -> Iterator[str]:
    if _marks_required(reader) and any(_explains(reader, form) for form in reader.forms):
        yield "required_and_help"
    if any("progress" in page.uses for page in reader.chain) or reader.named("progress", reader.own):
        yield "progress"
    if reader.speech.affirms(reader.own, reader.topic("saves_or_prefills")):
        yield "save_or_prefill"
    if reader.speech.affirms(reader.own, reader.topic("receipt_or_time")):
        yield "receipt_or_time"


def _marks_required(reader: _Reader) -> bool:
    marked = any(f.required or "*" in f.label or reader.named("required_mark", f.label) for f in reader.inputs)
    return marked or (bool(reader.inputs) and reader.named("all_required", reader.own))


def _explains(reader: _Reader, form: Form) -> bool:
    """Whether fields of a form come with help: told by the markup, or a text of its own behind a label."""
    fields = [field for field in form.fields if field.kind in _INPUTS]
    if any(field.help or reader.named("help_text", field.label) for field in fields):
        return True
    told = (_behind_label(form, field) for field in fields if field.label)
    return any(len(text.split()) >= _SENTENCE and not reader.named("no_help_text", text) for text in told)


def _behind_label(form: Form, field: Field) -> str:
    """Return the text of a form between a label and the next one, options and buttons left out."""
    text = form.text.partition(field.label)[2]
    for option in sorted(field.options, key=len, reverse=True):
        text = text.replace(option, " ", 1)
    others = [other.label for other in form.fields if other.label and other.label != field.label]
    ends = [at for end in (*others, *form.buttons) if end and (at := text.find(end)) >= 0]
    return text[: min(ends)] if ends else text


def _places(reader: _Reader) -> Iterator[Place]:
    for page in reader.chain:
        forms = [form for form in page.forms if asks_something(form)]
        text = [block.text for block in page.blocks if block.region in CONTENT]
        yield place_in(page, forms[0].path if forms else "", forms[0].text if forms else " ".join(text))


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
