"""Says a rule in words, German or English: the same tree that is judged, with the phrases of the set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from criteria.language import OBSERVATIONS, Collection, Criterion, Node
from criteria.loading import CriteriaSet
from criteria.phrases import Phrases, is_share


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


class Explainer:
    """Walks rules and says them with the phrases of one language."""

    def __init__(self, criteria_set: CriteriaSet, language: str = "de") -> None:
        self._set = criteria_set
        self._phrases = Phrases(criteria_set, language)
        self._say = self._phrases.say

    def criterion(self, criterion: Criterion) -> Iterator[Line]:
        """Yield the lines of a criterion: head, question, source, rule."""
        title, question = (text.get(self._phrases.language) for text in (criterion.title, criterion.question))
        scale = self._say("share") if criterion.max == 1 else self._say("scale", n=self._phrases.points(criterion.max))
        yield Line(0, self._say("head", id=criterion.id, title=title, version=criterion.version, scale=scale))
        yield Line(0, self._say("question", text=question))
        yield Line(0, self._say("source", text=criterion.source))
        yield from self.rule(criterion.rule, 0, "{}")

    def rule(self, node: Node, depth: int, frame: str) -> Iterator[Line]:
        """Yield the lines of a node; `frame` is the text around its first line, with ``{}`` for it."""
        if node.place is not None:
            frame = frame.format(self._there(node, self._phrases.place(node.place)))
        if node.leagues:
            leagues = self._phrases.listed([self._phrases.name(league) for league in node.leagues], "both")
            frame = self._say("leagues", leagues=leagues, condition=frame)
        if node.flag:
            frame = f"{frame} ({self._say('flag', name=self._phrases.name(node.flag))})"
        yield from self._core(node, depth, frame)
        yield from self._else(node, depth)

    def _there(self, node: Node, place: str) -> str:
        if node.core in OBSERVATIONS:
            return self._say("at", place=place, condition="{}")
        return self._say("in", place=place.rstrip(","), condition="{}")

    def _core(self, node: Node, depth: int, frame: str) -> Iterator[Line]:
        if node.let is not None:
            yield Line(depth, frame.format(self._say("let")))
            yield from self.rule(node.let, depth + 1, "{}")
            frame = "{}"
        core = node.core
        if core in OBSERVATIONS:
            yield Line(depth, frame.format(self._phrases.observed(node)))
        elif core in ("steps", "sum"):
            yield from self._scale(node, depth, frame)
        elif node.mean is not None or node.median is not None:
            yield from self._over(node, depth, frame)
        elif core:
            yield from self._logic(node, depth, frame)
        elif node.bounded:
            yield Line(depth, frame.format(self._say("compared", bounds=self._phrases.bounds(node))))
        else:
            yield Line(depth, frame.format(self._say("state", node.state) if node.state else "").rstrip(" :"))

    def _scale(self, node: Node, depth: int, frame: str) -> Iterator[Line]:
        name, part = ("steps", "step") if node.steps is not None else ("sum", "part")
        yield Line(depth, frame.format(self._say(name)))
        for below in node.steps or node.sum or ():
            if is_share(node.let) and below.bounded and not below.core:
                bounds = self._phrases.bounds(below, share=True)
                yield Line(depth + 1, self._worth(below, part).format(self._say("compared", bounds=bounds)))
            else:
                yield from self.rule(below, depth + 1, self._worth(below, part))
        if node.steps is not None:
            yield Line(depth + 1, self._say("otherwise"))

    def _worth(self, node: Node, part: str) -> str:
        return "{}" if node.worth is None else self._say(part, points=self._phrases.points(node.worth), condition="{}")

    def _over(self, node: Node, depth: int, frame: str) -> Iterator[Line]:
        collection = node.mean or node.median
        assert collection is not None
        members, each = self._phrases.members(collection), self._each(collection)
        name = "mean_share" if is_share(node) else "mean" if node.mean is not None else "median"
        yield Line(depth, frame.format(self._say(name, members=members, each=each)))
        yield from self.rule(collection.worth, depth + 1, self._worth(collection.worth, "member"))

    def _each(self, collection: Collection) -> str:
        each = self._phrases.each(collection)
        return f"{each} {self._phrases.place(collection.place)}" if collection.place is not None else each

    def _logic(self, node: Node, depth: int, frame: str) -> Iterator[Line]:
        if node.use is not None:
            yield from self._definition(node.use, depth, frame)
        elif node.measure is not None:
            yield from self._measured(node, node.measure, depth, frame)
        elif node.negated is not None and node.negated.core in OBSERVATIONS:
            yield Line(depth, frame.format(self._say("none", condition=self._phrases.observed(node.negated))))
        else:
            yield Line(depth, frame.format(self._say(node.core)))
            for below in node.all or node.any or ((node.negated,) if node.negated is not None else ()):
                yield from self.rule(below, depth + 1, "- {}")

    def _definition(self, name: str, depth: int, frame: str) -> Iterator[Line]:
        rule = self._set.defines[name]
        if rule.core in OBSERVATIONS and rule.place is None:
            yield from self.rule(rule, depth, frame)
            return
        named = self._say("use", name=self._say("defines", name), rule="{}")
        yield from self.rule(rule, depth, frame.format(named))

    def _measured(self, node: Node, measure: Node, depth: int, frame: str) -> Iterator[Line]:
        share = is_share(measure)
        collection = measure.mean
        if share and collection is not None:
            values = {"bounds": self._phrases.bounds(node, share=True), "members": self._phrases.members(collection)}
            yield Line(depth, frame.format(self._say("measured_share", each=self._each(collection), **values)))
            yield from self.rule(collection.worth, depth + 1, "{}")
        else:
            yield Line(depth, frame.format(self._say("measure", bounds=self._phrases.bounds(node))))
            yield from self.rule(measure, depth + 1, "{}")

    def _else(self, node: Node, depth: int) -> Iterator[Line]:
        if node.otherwise:
            yield Line(depth, self._say("else"))
        for option in node.otherwise:
            given = self._phrases.points(option.worth) if option.worth is not None else ""
            text = given or self._say("state", option.state or "")
            if option.when is None:
                yield Line(depth + 1, text)
            else:
                yield from self.rule(option.when, depth + 1, text + self._say("when", condition="{}"))
