"""Says what is missing, German or English, with the phrases of the criteria set: a noun for each condition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from criteria.language import OBSERVATIONS, Collection, Node, PlaceQuery
from criteria.loading import CriteriaSet
from criteria.phrases import Phrases, is_share
from scanner.judging.lacking import Lack
from scanner.model.texts import Texts, chosen_language

TEXTS = Texts(__package__, "phrases")
_WORDS = 3  # of a list: enough to know what is meant
_MEMBERS = 8
_ANYWHERE = "any_page"
_NOWHERE = ("no_page", "measure", "unseen")

Names = Mapping[str, str]


class Wording:
    """Says lacks in one language.

    Args:
        criteria_set: whose phrases are used.
        language: de or en, else as the user set it.
    """

    def __init__(self, criteria_set: CriteriaSet, language: str | None = None) -> None:
        self._language = chosen_language(language)
        self._phrases = Phrases(criteria_set, self._language, shown=_WORDS, brief=True)

    def whole(self, lack: Lack) -> tuple[str, tuple[str, ...]]:
        """Return what is missing, and the members that a number misses for, which then stand apart."""
        members = tuple(self._member(label, value, is_share(lack.over)) for label, value in lack.members)
        return self.lack(replace(lack, members=())), members

    def lack(self, lack: Lack) -> str:
        """Return what is missing, as a noun: "on the homepage a link with words like …"."""
        text = self._there(lack.place, self._core(lack), lack)
        return (
            text if not lack.reason else self._say("lack.not_seen", what=text, cause=cause(lack.reason, self._language))
        )

    def _there(self, place: PlaceQuery | None, text: str, lack: Lack) -> str:
        if place is None or lack.core in _NOWHERE or place.spot == _ANYWHERE or _is_the_page(lack.node, place):
            return text
        where = self._phrases.place(place)
        if lack.parts:
            return self._phrases.say("in", place=where.rstrip(","), condition=text)
        return self._phrases.say("at", place=where, condition=text)

    def _core(self, lack: Lack) -> str:
        if lack.core in ("all", "any"):
            return self._several(lack)
        if lack.core == "against":
            return self._say(
                "lack.against", what=self._phrases.listed([self.lack(part) for part in lack.parts], "both")
            )
        if lack.core == "measure":
            return self._measured(lack)
        if lack.core == "members":
            return self._say("lack.members", what=self._counted(lack.node))
        if lack.core in OBSERVATIONS and lack.node is not None:
            return self._phrases.observed(lack.node)
        return self._say(f"lack.{lack.core}")

    def _several(self, lack: Lack) -> str:
        said = [self.lack(part) for part in lack.parts]
        if lack.core == "all" and any(part.core == "any" for part in lack.parts):
            said = [
                self._say("lack.either", what=text) if part.core == "any" else text
                for part, text in zip(lack.parts, said, strict=True)
            ]
        joined = "or" if lack.core == "any" else "both"
        if len(set(said)) > 1 and any(", " in text for text in said):
            return f";{self._phrases.say(joined)}".join(dict.fromkeys(said))
        return self._phrases.listed(said, joined)

    def _measured(self, lack: Lack) -> str:
        over = _collection(lack.over)
        if over is None or lack.node is None:
            return self._say("lack.unseen_number")
        share = is_share(lack.over)
        what = self._worth(over, lack.place)
        bounds = self._phrases.bounds(lack.node, share=share) if lack.node.bounded else self._say("lack.more")
        key = "lack.share" if share else "lack.mean" if lack.over is not None and lack.over.mean else "lack.median"
        text = self._say(key, bounds=bounds, members=self._phrases.members(over), what=what)
        return text if lack.number is None else f"{text} ({self._so_far(lack, share)})"

    def _worth(self, over: Collection, place: PlaceQuery | None) -> str:
        node = over.worth
        said = self._phrases.observed(node) if node.core in OBSERVATIONS else self._say("lack.value")
        where = node.place or over.place or place
        return said if where is None else self._phrases.say("at", place=self._phrases.place(where), condition=said)

    def _so_far(self, lack: Lack, share: bool) -> str:
        number = lack.number or 0.0
        shown = self._phrases.percent(round(number, 3)) if share else self._phrases.number(number)
        text = self._say("lack.so_far", number=shown)
        if not lack.members:
            return text
        names = [self._member(label, value, share) for label, value in lack.members[:_MEMBERS]]
        rest = len(lack.members) - len(names)
        listed = ", ".join(names) + (self._say("lack.rest", n=str(rest)) if rest > 0 else "")
        return text + self._say("lack.missing_at" if share else "lack.beyond", members=listed)

    def _member(self, label: str, value: float, share: bool) -> str:
        name = self._phrases.name(label)
        return name if share else f"{name} ({self._phrases.number(value)})"

    def _counted(self, node: Node | None) -> str:
        over = _collection(node)
        if over is None:
            return ""
        return self._phrases.offers(over) if over.offers is not None else self._phrases.members(over)

    def _say(self, key: str, **values: str) -> str:
        return TEXTS.say(key, self._language, **values)


def cause(code: str, language: str | None = None) -> str:
    """Return why something was not seen, or what a page is."""
    head, _, status = code.partition("_")
    if head == "status" and status.isdigit():
        return TEXTS.say("cause.status", language, status=status)
    known = TEXTS.keys(chosen_language(language))
    key = next((f"{room}.{code}" for room in ("cause", "why_not", "kind") if f"{room}.{code}" in known), "")
    return TEXTS.say(key, language) if key else code


def _collection(node: Node | None) -> Collection | None:
    return (node.mean or node.median) if node is not None else None


def _is_the_page(node: Node | None, place: PlaceQuery) -> bool:
    """Whether what is missing is the very page to look at."""
    return node is not None and node.page is not None and node.page.kind is not None and node.page.kind == place.page
