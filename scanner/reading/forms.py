"""Forms as a reader sees them: labels, what is required, help, buttons. What they are for is told elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scanner.reading.drafts import Draft, FormDraft, Sheet
from scanner.reading.facts import Form
from scanner.reading.field_labels import Labels
from scanner.reading.inputs import Input, Scan
from scanner.reading.links import Base
from scanner.reading.tree import Attributes, Paths, attributes_of

_ABOUT = ("id", "class", "role", "name", "aria-label", "title")
_TOLD = frozenset({"role", "list", "aria-autocomplete", "autocomplete", "enctype", "onsubmit"})
_LONGEST_TEXT = 4_000
_MOST_DATA = 60


def build_forms(sheet: Sheet, labels: Labels, base: Base, paths: Paths) -> tuple[Form, ...]:
    """Return the forms of a page in reading order, and the inputs that stand in none, gathered by where they stand."""
    if not (sheet.forms or sheet.loose):
        return ()
    found = [(draft, _form(draft, labels, base, paths)) for draft in sheet.forms]
    found += [(draft, _loose(draft, labels, paths, base.charset)) for draft in sheet.loose]
    return tuple(replace(form, section=_section(draft, sheet.drafts)) for draft, form in sorted(found, key=_order))


def _order(found: tuple[FormDraft, Form]) -> int:
    return found[0].draft


def _form(draft: FormDraft, labels: Labels, base: Base, paths: Paths) -> Form:
    attributes = attributes_of(draft.element)
    scan = Scan(draft.element)
    return Form(
        base.absolute(attributes.get("action", "")) or base.url,
        (attributes.get("method") or "get").lower(),
        tuple(labels.field(each) for each in scan.inputs if not each.is_button),
        draft.region,
        paths.of(draft.element),
        scan.text[:_LONGEST_TEXT],
        _about(attributes),
        -1,
        tuple(dict.fromkeys(each.caption for each in scan.inputs if each.is_button and each.caption)),
        (attributes.get("accept-charset") or base.charset).split(",")[0].split()[0].lower(),
        _data(attributes, scan.inputs),
    )


def _loose(draft: FormDraft, labels: Labels, paths: Paths, charset: str) -> Form:
    inputs = [Input(element) for element in draft.inputs]
    fields = tuple(labels.field(each) for each in inputs)
    parent = draft.element.getparent()
    about = _about(attributes_of(draft.element)) + " " + (_about(attributes_of(parent)) if parent is not None else "")
    text = " ".join(field.label for field in fields)
    path = paths.of(draft.element)
    return Form("", "", fields, draft.region, path, text, about.strip(), -1, (), charset, _data({}, inputs))


def _section(draft: FormDraft, blocks: list[Draft]) -> int:
    before = blocks[draft.draft - 1] if 0 < draft.draft <= len(blocks) else None
    return before.section if before is not None and before.region is draft.region else -1


def _about(attributes: Attributes) -> str:
    return " ".join(filter(None, (attributes.get(name, "") for name in _ABOUT)))


def _data(attributes: Attributes, inputs: list[Input]) -> tuple[tuple[str, str], ...]:
    """Return what scripts are told, of the form first, then of its inputs."""
    kept = [pair for each in (attributes, *(one.attributes for one in inputs)) for pair in _told(each)]
    return tuple(dict.fromkeys(kept[:_MOST_DATA]))


def _told(attributes: Attributes) -> Iterator[tuple[str, str]]:
    return (pair for pair in attributes.items() if pair[0].startswith("data-") or pair[0] in _TOLD)
