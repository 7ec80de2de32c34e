"""Labels, help texts and required marks of inputs, written in any of the ways that forms have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from scanner.reading.facts import Field
from scanner.reading.inputs import Input, one_line
from scanner.reading.reader import Reader
from scanner.reading.tree import Element, text_of

_MOST_OPTIONS = 80
_TICKED = frozenset({"checkbox", "radio"})
_WRAPPED = 6  # levels up to which a label is looked for around an input
_LONGEST = 200
_ENDS = frozenset({"form", "fieldset", "body", "table", "tbody"})  # what holds more than one field
_TELLING = ("title", "aria-label", "data-content", "data-original-title", "data-tooltip", "data-bs-title", "data-tip")


class Labels:
    """Answers for the inputs of one page."""

    def __init__(self, root: Element, reader: Reader) -> None:
        self._root, self._names = root, reader.names
        self._required = reader.vocabulary.pattern("field_required")
        self._examples = reader.vocabulary.pattern("field_example")
        self._helps: dict[Element, str | None] = {}  # by box, which all its inputs share

    @cached_property
    def _labelling(self) -> dict[str, Element]:
        """Labels by the id that they are for."""
        return {label.get("for", ""): label for label in self._root.iter("label") if label.get("for")}

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {wanted: one_line(text_of(label)) for wanted, label in self._labelling.items()}

    @cached_property
    def _by_id(self) -> dict[str, Element]:
        return {element.get("id", ""): element for element in self._root.iter() if element.get("id")}

    def field(self, each: Input) -> Field:
        """Return the facts of an input."""
        attributes = each.attributes
        label = self.label(each)
        return Field(
            attributes.get("name", ""),
            each.kind,
            label,
            self._is_required(each, label),
            attributes.get("value", "")[:_LONGEST],
            tuple(self._options(each)),
            self._help(each, label),
        )

    def _options(self, each: Input) -> Iterator[str]:
        """Yield what can be chosen from a list, or is suggested by one (its values, as many hold no text)."""
        suggested = self._by_id.get(each.attributes["list"]) if "list" in each.attributes else None
        chosen = each.element if each.kind == "select" else suggested
        if chosen is not None:
            options = list(chosen.iter("option"))[:_MOST_OPTIONS]
            yield from filter(None, (one_line(text_of(one) or one.get("value", "")) for one in options))

    def label(self, each: Input) -> str:
        """Return what the input asks for."""
        return next((text[:_LONGEST] for text in self._said(each) if text), "")

    def _said(self, each: Input) -> Iterator[str]:
        attributes = each.attributes
        yield self._labels.get(attributes.get("id", ""), "") if "id" in attributes else ""
        yield _around(each.element)
        yield self._texts_of(attributes.get("aria-labelledby", ""))
        for name in ("aria-label", "placeholder", "title"):
            yield one_line(attributes.get(name, ""))
        yield each.after if each.kind in _TICKED else each.before

    def _texts_of(self, ids: str) -> str:
        found = (self._by_id.get(one) for one in ids.split()) if ids else ()
        return one_line(" ".join(text_of(element) for element in found if element is not None))

    def _is_required(self, each: Input, label: str) -> bool:
        attributes = each.attributes
        if "required" in attributes or attributes.get("aria-required") == "true":
            return True
        if "required" in self._names.of(attributes.get("class", "")) or self._box_is_required(each):
            return True
        return (label if each.kind in _TICKED else f"{label} {each.before[-30:]}") in self._required

    def _box_is_required(self, each: Input) -> bool:
        """Whether label or box of an input are marked, as content management systems do it."""
        label = self._labelling.get(each.attributes.get("id", ""))
        box = each.element.getparent()
        around = [] if box is None or box.tag in _ENDS else [box]
        if around and (outer := around[0].getparent()) is not None and outer.tag not in _ENDS:
            around.append(outer)
        marked = [*([] if label is None else label.iter()), *around]
        return any(isinstance(one.tag, str) and self._is_mark(one) for one in marked)

    def _is_mark(self, element: Element) -> bool:
        if "required" in self._names.of(element.get("class", "")):
            return True
        return element.tag == "img" and (element.get("alt") or element.get("title") or "") in self._required

    def _help(self, each: Input, label: str) -> str:
        attributes = each.attributes
        said = self._texts_of(attributes.get("aria-describedby", "")) or self._beside(each.element)
        title, example = (one_line(attributes.get(name, "")) for name in ("title", "placeholder"))
        if not said and title in (label, ""):
            return example[:_LONGEST] if example != label and example in self._examples else ""
        return (said or title)[:_LONGEST]

    def _beside(self, element: Element) -> str:
        """Return the help text that stands in the box of an input."""
        box = element.getparent()
        for _ in range(2):
            if box is None or box.tag in _ENDS:
                return ""
            if box not in self._helps:
                self._helps[box] = self._help_in(box)
            if self._helps[box] is not None or box.tag == "tr":
                return self._helps[box] or ""
            box = box.getparent()
        return ""

    def _help_in(self, box: Element) -> str | None:
        for near in box:
            marked = near.tag == "small" or "help" in self._names.of(near.get("class", ""))
            if marked and next(near.iter("input", "select", "textarea"), None) is None:
                told = (text_of(near), *(near.get(name, "") for name in _TELLING))
                return next((text for each in told if (text := one_line(each))), None)
        return None


def _around(element: Element) -> str:
    at = element.getparent()
    for _ in range(_WRAPPED):
        if at is None or at.tag == "form":
            return ""
        if at.tag == "label":
            return one_line(" ".join(text for text in _shown(at)))
        at = at.getparent()
    return ""


def _shown(label: Element) -> Iterator[str]:
    """Yield the texts of a label, without the options of a list in it."""
    if label.text:
        yield label.text
    for child in label:
        if child.tag not in ("select", "textarea", "script"):
            yield from _shown(child)
        if child.tail:
            yield child.tail
