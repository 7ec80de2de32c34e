"""Says a rule in words, German or English: the same tree that is judged, with the phrases of the set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.numbers import format_decimal

from criteria.errors import UserError
from criteria.language import BOUNDS, OBSERVATIONS, Collection, Criterion, Node, PlaceQuery
from criteria.language.base import Part
from criteria.loading import CriteriaSet
from criteria.words import WordList
from criteria.yaml_file import read_yaml

FILE = "phrases.yaml"
_SHOWN = 5  # words of a list; who wants all of them opens words.yaml
_ALL_NEEDED = ("has",)  # every one of these must hold; of other lists one will do


@dataclass(frozen=True)
class Line:
    """One line of an explanation and how far it is indented."""

    depth: int
    text: str


def explain(criteria_set: CriteriaSet, criterion: str, language: str = "de") -> str:
    """Return a criterion in words.

    Raises:
        UserError: there is no such criterion, or the set has no phrases for it.
    """
    lines = Explainer(criteria_set, language).criterion(criteria_set.criterion(criterion))
    return "\n".join("  " * line.depth + line.text for line in lines)


@lru_cache(maxsize=8)
def _phrases(folder: Path) -> Mapping[str, Any]:
    phrases: Mapping[str, Any] = read_yaml(folder / FILE).data
    return phrases


class Explainer:
    """Walks rules and says them with the phrases of one language."""

    def __init__(self, criteria_set: CriteriaSet, language: str = "de") -> None:
        self._set, self._language = criteria_set, language

    def criterion(self, criterion: Criterion) -> Iterator[Line]:
        """Yield the lines of a criterion: head, question, source, rule."""
        title, question = criterion.title.get(self._language), criterion.question.get(self._language)
        scale = self._points(criterion.max)
        yield Line(0, self.say("head", id=criterion.id, title=title, version=criterion.version, scale=scale))
        yield Line(0, self.say("question", text=question))
        yield Line(0, self.say("source", text=criterion.source))
        yield from self.rule(criterion.rule, 0, "{}")

    def say(self, *keys: str, **values: str) -> str:
        """Return a phrase with its values put in; UserError where the set has none."""
        phrase: Any = _phrases(self._set.folder).get(self._language, {})
        for key in keys:
            phrase = phrase.get(key) if isinstance(phrase, dict) else None
        if not isinstance(phrase, str):
            raise UserError(
                f"has no phrase {self._language}.{'.'.join(keys)}", where=str(self._set.folder / FILE), hint="add it"
            )
        return phrase.format(**values)

    def rule(self, node: Node, depth: int, frame: str) -> Iterator[Line]:
        """Yield the lines of a node; `frame` is the text around its first line, with ``{}`` for it."""
        place = node.place or (node.mean or node.median or _Nowhere).place
        if place is not None:
            frame = frame.format(self.say("in", place=self._place(place), condition="{}"))
        if node.leagues:
            frame = f"{frame} ({self.say('leagues', leagues=self._names(node.leagues))})"
        if node.flag:
            frame = f"{frame} ({self.say('flag', name=self._name(node.flag))})"
        yield from self._core(node, depth, frame)
        yield from self._else(node, depth)

    def _core(self, node: Node, depth: int, frame: str) -> Iterator[Line]:
        if node.let is not None:
            yield Line(depth, frame.format(self.say("let")))
            yield from self.rule(node.let, depth + 1, "{}")
            frame = "{}"
        core = node.core
        if core in OBSERVATIONS:
            yield Line(depth, frame.format(self.say("sees", what=self._asked(core, getattr(node, core)))))
        elif core in ("steps", "sum"):
            yield from self._scale(node, depth, frame)
        elif node.mean is not None or node.median is not None:
            yield from self._over(node, depth, frame)
        elif core:
            yield from self._logic(node, depth, frame)
        elif node.bounded:
            yield Line(depth, frame.format(self.say("compared", bounds=self._bounds(node))))
        else:
            yield Line(depth, frame.format(self.say("state", node.state) if node.state else "").rstrip(" :"))

    def _scale(self, node: Node, depth: int, frame: str) -> Iterator[Line]:
        name, part = ("steps", "step") if node.steps is not None else ("sum", "part")
        yield Line(depth, frame.format(self.say(name)))
        for below in node.steps or node.sum or ():
            yield from self.rule(below, depth + 1, self._worth(below, part))
        if node.steps is not None:
            yield Line(depth + 1, self.say("otherwise"))

    def _worth(self, node: Node, part: str) -> str:
        return "{}" if node.worth is None else self.say(part, points=self._points(node.worth), condition="{}")

    def _over(self, node: Node, depth: int, frame: str) -> Iterator[Line]:
        name, collection = ("mean", node.mean) if node.mean is not None else ("median", node.median)
        if collection is not None:
            yield Line(depth, frame.format(self.say(name, members=self._members(collection))))
            yield from self.rule(collection.worth, depth + 1, self._worth(collection.worth, "member"))

    def _logic(self, node: Node, depth: int, frame: str) -> Iterator[Line]:
        if node.use is not None:
            name = self.say("defines", node.use)
            yield Line(depth, frame.format(self.say("use", name=name)))
            yield from self.rule(self._set.defines[node.use], depth + 1, "{}")
        elif node.measure is not None:
            yield Line(depth, frame.format(self.say("measure", bounds=self._bounds(node))))
            yield from self.rule(node.measure, depth + 1, "{}")
        else:
            yield Line(depth, frame.format(self.say(node.core)))
            for below in node.all or node.any or ((node.negated,) if node.negated is not None else ()):
                yield from self.rule(below, depth + 1, "- {}")

    def _else(self, node: Node, depth: int) -> Iterator[Line]:
        if node.otherwise:
            yield Line(depth, self.say("else"))
        for option in node.otherwise:
            given = self._points(option.worth) if option.worth is not None else ""
            text = given or self.say("state", option.state or "")
            if option.when is None:
                yield Line(depth + 1, text)
            else:
                yield from self.rule(option.when, depth + 1, text + self.say("when", condition="{}"))

    def _members(self, collection: Collection) -> str:
        for name in ("basket", "terms"):
            chosen = getattr(collection, name)
            if chosen is not None:
                return self._at_least(collection, self.say("over", name, chosen))
        if collection.services is not None:
            return self.say("over", "services", value=self._fields("roles", collection.services))
        if collection.offers is not None:
            return self.say("over", "offers", value=self._fields("offer", collection.offers))
        return self.say("over", "entries")

    def _at_least(self, collection: Collection, text: str) -> str:
        if collection.least == 1:
            return text
        return f"{text} ({self.say('over', 'least', value=str(collection.least))})"

    def _asked(self, core: str, query: Part) -> str:
        what, fields = self.say("observations", core, "is"), self._fields(core, query)
        return f"{what}, {fields}" if what and fields else what or fields

    def _fields(self, core: str, query: Part) -> str:
        given = {name: getattr(query, name) for name in type(query).model_fields}
        shown = {name: self._value(name, value) for name, value in given.items() if value is not None}
        chosen = [name for name, field in type(query).model_fields.items() if given[name] != field.default]
        phrases = [self.say("observations", core, name, value=shown[name], **_others(shown, name)) for name in chosen]
        return self.say("and").join(phrase for phrase in phrases if phrase)

    def _value(self, name: str, value: Any) -> str:  # noqa: ANN401 - any field of a query
        if isinstance(value, WordList):
            return self._words(value)
        if isinstance(value, tuple):
            return self._names(value, "both" if name in _ALL_NEEDED else "or")
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return self._number(value)
        return self._name(str(value)) if isinstance(value, str) else ""

    def _words(self, words: WordList) -> str:
        shown = self.say("or").join(self.say("quoted", word=_shown(word)) for word in words.patterns[:_SHOWN])
        rest = len(words.patterns) - _SHOWN
        return self.say("more", words=shown, n=str(rest)) if rest > 0 else shown

    def _names(self, values: tuple[str, ...], joined: str = "or") -> str:
        return self.say(joined).join(self._name(value) for value in values)

    def _name(self, value: str) -> str:
        service = self._set.service.get(value)
        known = _phrases(self._set.folder).get(self._language, {}).get("names", {})
        return str(known.get(value, service.name if service is not None else value))

    def _place(self, place: PlaceQuery) -> str:
        if place.page is not None:
            return self.say("places", "page", value=self._name(place.page))
        if place.fullest_or is not None:
            return self.say("places", "fullest_or", value=self.say("places", place.fullest_or))
        return self.say("places", place.spot or "any_page")

    def _bounds(self, node: Node) -> str:
        given = [(name, getattr(node, name)) for name in BOUNDS if getattr(node, name) is not None]
        return self.say("and").join(self.say("bounds", name, n=self._number(value)) for name, value in given)

    def _points(self, worth: float) -> str:
        return self.say("points", "one" if worth == 1 else "other", n=self._number(worth))

    def _number(self, value: float) -> str:
        return str(format_decimal(value, format="0.##", locale=self._language))


class _Nowhere:
    place: PlaceQuery | None = None


def _shown(pattern: str) -> str:
    return f"{pattern[:-1].rstrip()}…" if pattern.endswith("*") else pattern


def _others(shown: Mapping[str, str], name: str) -> dict[str, str]:
    return {other: text for other, text in shown.items() if other not in (name, "value")}
