"""What an online form or a form PDF asks, shows and how it can be handed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from criteria.words import Lexicon, fold
from scanner.model.answer import Answer
from scanner.model.place import Place
from scanner.reading.evidence import asks_for_evidence, says_none_is_needed, takes_no_files
from scanner.reading.facts import CONTENT, PageFacts, Quality
from scanner.reading.form_quality import shown_by
from scanner.reading.form_reader import FormReader, ServiceText, asks_password, asks_something, topic_of
from scanner.reading.negation import Speech
from scanner.reading.seen import Seen, place_in

_ADDRESS = re.compile(r"\s*(?:@|\(at\)|\[at\])\s*")  # folding would lose the sign


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


def read_online_form(seen: Seen, chain: tuple[PageFacts, ...], services: tuple[ServiceText, ...]) -> FormFacts:
    """Return what an online form shows.

    `chain` is its first page and what "Weiter" led to; `services` what the municipality's pages say about the service
    that link it. What later steps hold counts from these texts; where they are silent it stays unknown.
    """
    reader = FormReader(seen, chain, services)
    return FormFacts(
        sent=_sent(reader),
        evidence=_evidence(reader),
        notice=_notice(reader),
        login_first=_login_first(reader),
        logins=frozenset(_logins(reader)),
        payments=frozenset(_payments(reader)),
        shows=frozenset(shown_by(reader)),
        places=tuple(_places(reader)),
    )


def read_pdf(seen: Seen, page: PageFacts | None, services: tuple[ServiceText, ...]) -> FormFacts:
    """Return how a form PDF may be handed in: by mail where the page or the PDF offers it, else on paper."""
    reader = FormReader(seen, (), services)
    inside = page.pdf.text if page is not None and page.pdf is not None else ""
    said = {_by_mail(reader, text) for text in (reader.around, inside)}
    if Answer.NO in said:
        return FormFacts(sent="print")
    if Answer.YES in said:
        return FormFacts(sent="mail")
    return FormFacts(sent="unknown" if page is None and not services else "print")


def _by_mail(reader: FormReader, text: str) -> Answer:
    """Return whether the filled-in form may come by mail: not what the office sends by mail, nor questions by mail."""
    return _of_form(reader, _ADDRESS.sub(" atmail ", text), "sent_by_mail")


def _of_form(reader: FormReader, text: str, name: str) -> Answer:
    """Return what a text says of a topic where it speaks of the form itself."""
    said = reader.speech.statements(text, reader.topic(name))
    about_form = {one.said for one in said if not reader.named("not_the_form", one.sentence)}
    return Answer.NO if Answer.NO in about_form else Answer.YES if about_form else Answer.UNKNOWN


def _sent(reader: FormReader) -> str:
    for text in (reader.own, reader.near):
        if reader.named("on_paper", text) and reader.speech.affirms(text, reader.topic("signed_by_mail")):
            return "mail"
        online = reader.says("sent_online", text)
        if online is Answer.NO or _must_be_printed(reader, text):
            return "print"
        if online is Answer.YES:
            return "online"
    buttons = " . ".join(button for form in reader.forms for button in form.buttons)
    if reader.named("send_button", buttons) or reader.says("sent_online", reader.around) is Answer.YES:
        return "online"
    return "unknown"


def _must_be_printed(reader: FormReader, text: str) -> bool:
    """Whether a text asks to print and to sign or post the form: a summary to print for oneself is none."""
    for line in text.splitlines():
        if not reader.named("on_paper", line):
            continue
        if reader.speech.affirms(line, reader.topic("signed_by_post")):
            return True
        printed = reader.speech.affirms(line, reader.topic("prints"))
        if printed and reader.speech.affirms(line, reader.topic("signs_or_posts")):
            return True
    return reader.speech.affirms(text, reader.topic("print_button"))


def _evidence(reader: FormReader) -> Answer:
    uploaded = reader.says("uploads", reader.own)
    if any(takes_no_files(text, reader.lexicon) for text in (reader.own, reader.near, reader.around)):
        uploaded = Answer.NO
    if uploaded is Answer.UNKNOWN and (_has_file_input(reader) or _has_evidence_step(reader)):
        uploaded = Answer.YES
    if uploaded is Answer.UNKNOWN:
        uploaded = reader.says("uploads", reader.near, reader.around)
    if uploaded is Answer.YES:
        return Answer.YES
    if uploaded is Answer.UNKNOWN and _comes_apart(reader):
        uploaded = Answer.NO
    asked = _asks_for_evidence(reader)
    if asked is Answer.NO:
        return Answer.YES
    complete = bool(reader.forms) and not _goes_on(reader)
    return Answer.NO if asked is Answer.YES and (uploaded is Answer.NO or complete) else Answer.UNKNOWN


def _comes_apart(reader: FormReader) -> bool:
    """Whether papers are to come by another way than the form."""
    apart = any(reader.named("evidence_apart", text) for text in (reader.near, reader.around))
    return apart or reader.named("evidence_after", reader.own)


def _asks_for_evidence(reader: FormReader) -> Answer:
    if any(says_none_is_needed(line, reader.lexicon) for line in reader.own.splitlines()):
        return Answer.NO
    asked = [asks_for_evidence(service.blocks, service.sections, reader.lexicon) for service in reader.services]
    if _comes_apart(reader):
        return Answer.YES
    return Answer.YES if Answer.YES in asked else Answer.NO if asked else Answer.UNKNOWN


def _has_file_input(reader: FormReader) -> bool:
    return any(field.kind == "file" for field in reader.inputs)


def _has_evidence_step(reader: FormReader) -> bool:
    items = (block for page in reader.chain for block in page.blocks if block.kind == "item" and len(block.text) < 40)
    steps = any("progress" in page.uses for page in reader.chain)
    return steps and any(reader.named("evidence_step", block.text) for block in items)


def _goes_on(reader: FormReader) -> bool:
    buttons = " . ".join(button for form in reader.forms for button in form.buttons)
    return reader.named("next_button", buttons) and not reader.named("send_button", buttons)


def _notice(reader: FormReader) -> Answer:
    """Return whether the decision comes back digitally, as far as form or service say so.

    Who sends notices digitally says it; silence of texts that were read is no promise.
    """
    for text in (reader.own, reader.near, reader.around):
        said = reader.speech.statements(text, reader.topic("notice_digital"))
        about = {one.said for one in said if not reader.named("not_the_notice", one.sentence)}
        if about:
            return Answer.YES if Answer.YES in about else Answer.NO
    return Answer.NO if reader.own or reader.around else Answer.UNKNOWN


def _login_first(reader: FormReader) -> Answer:
    if reader.inputs:
        return Answer.NO
    walled = any(page.quality is Quality.LOGIN for page in reader.chain)
    password = any(asks_password(form) for page in reader.chain for form in page.forms)
    if walled or password or reader.speech.affirms(reader.own, reader.topic("login_needed")):
        return Answer.YES
    return Answer.UNKNOWN


def _logins(reader: FormReader) -> Iterator[str]:
    for kind in ("organisation", "bundid", "ended"):
        if reader.says(f"login_{kind}", reader.own, reader.near, reader.around) is Answer.YES:
            yield kind
    if any(asks_password(form) for page in reader.chain for form in page.forms):
        yield "password"


def _payments(reader: FormReader) -> Iterator[str]:
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


def _places(reader: FormReader) -> Iterator[Place]:
    for page in reader.chain:
        forms = [form for form in page.forms if form.region in CONTENT and asks_something(form)]
        text = [block.text for block in page.blocks if block.region in CONTENT]
        yield place_in(page, forms[0].path if forms else "", forms[0].text if forms else " ".join(text))
