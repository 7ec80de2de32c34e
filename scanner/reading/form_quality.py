"""How well an online form helps: marked fields with help, progress, saving, a receipt or the time it takes."""

from __future__ import annotations

from collections.abc import Iterator

from scanner.model.answer import Answer
from scanner.reading.facts import CONTENT, Field, Form
from scanner.reading.form_reader import INPUTS, FormReader

_LINE = 8  # words of a line that says at which step one is
_SENTENCE = 3  # words that explain something


def shown_by(reader: FormReader) -> Iterator[str]:
    """Yield the quality points that a form shows, by the names of `Offer.shows`."""
    if _marks_required(reader) and any(_explains(reader, form) for form in reader.forms):
        yield "required_and_help"
    if _shows_progress(reader):
        yield "progress"
    saved = reader.speech.statements(reader.own, reader.topic("saves_or_prefills"))
    if any(one.said is Answer.YES and not reader.named("not_saving", one.sentence) for one in saved):
        yield "save_or_prefill"
    if reader.speech.affirms(reader.own, reader.topic("receipt_or_time")):
        yield "receipt_or_time"


def _shows_progress(reader: FormReader) -> bool:
    if any("progress" in page.uses for page in reader.chain) or reader.named("progress", reader.own):
        return True
    lines = (block.text for page in reader.chain for block in page.blocks if block.region in CONTENT)
    return any(len(line.split()) <= _LINE and reader.named("progress_line", line) for line in lines)


def _marks_required(reader: FormReader) -> bool:
    if not reader.inputs:
        return False
    labels = [field.label for field in reader.inputs]
    if any(f.required or "*" in f.label for f in reader.inputs) or reader.named("all_required", reader.own):
        return True
    marked = any(reader.named(mark, label) for label in labels for mark in ("required_mark", "optional_mark"))
    return marked or reader.speech.affirms(reader.own, reader.topic("marks_required"))


def _explains(reader: FormReader, form: Form) -> bool:
    """Whether fields of a form come with help: told by the markup, or a text of its own behind a label."""
    fields = [field for field in form.fields if field.kind in INPUTS]
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
