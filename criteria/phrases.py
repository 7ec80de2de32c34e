"""Says the parts of a rule, German or English, with the phrases of its set: conditions, places, bounds, members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.numbers import format_decimal, format_percent

from criteria.errors import UserError
from criteria.language import BOUNDS, OBSERVATIONS, Collection, Node, OfferQuery, PlaceQuery, SearchQuery
from criteria.language.base import Part
from criteria.loading import CriteriaSet
from criteria.words import WordList
from criteria.yaml_file import YamlFile, read_yaml

FILE = "phrases.yaml"
SHOWN = 5  # words of a list; who wants all of them opens words.yaml
_NO_FIELDS = ("is", "heads")
_RULED_OUT = ("without", "not_role")
_ALL_NEEDED = ("has",)  # every one of these must hold; of other lists one will do
_UNITS = {"y": "years"}


@lru_cache(maxsize=8)
def read_phrases(folder: Path) -> YamlFile:
    """Return the phrases of a set with their lines."""
    return read_yaml(folder / FILE)


class Phrases:
    """The phrases of a set in one language.

    Args:
        criteria_set: whose phrases and names are used.
        language: de or en.
        shown: how many words of a list are named.
        brief: leave out what a rule rules out, and how many words are left unnamed.
    """

    def __init__(
        self, criteria_set: CriteriaSet, language: str = "de", *, shown: int = SHOWN, brief: bool = False
    ) -> None:
        self._set, self.language = criteria_set, language
        self._shown, self._brief = shown, brief

    def say(self, *keys: str, **values: str) -> str:
        """Return a phrase with its values put in; UserError where the set has none."""
        phrase = self._find(keys)
        if not isinstance(phrase, str):
            raise self._problem(keys, f"has no phrase {self.language}.{'.'.join(keys)}", "add it")
        try:
            return phrase.format(**values)
        except (KeyError, IndexError, ValueError) as error:
            hint = f"known are {', '.join(f'{{{name}}}' for name in values) or 'none'}"
            raise self._problem(keys, f"this phrase asks for a value that is not there: {phrase!r}", hint) from error

    def _problem(self, keys: Sequence[str], what: str, hint: str) -> UserError:
        return read_phrases(self._set.folder).problem((self.language, *keys), what, hint)

    def _find(self, keys: Sequence[str]) -> object:
        phrase: Any = read_phrases(self._set.folder).data
        for key in (self.language, *keys):
            phrase = phrase.get(key) if isinstance(phrase, dict) else None
        return phrase

    def observed(self, node: Node) -> str:
        """Return what an observation asks for, as a noun with what narrows it: "a link with words like …"."""
        core, query = node.core, getattr(node, node.core)
        fields = dict(_given(query))
        head, said = self._head(core, fields)
        known = self._find(("observations", core))
        order = [name for name in known if name not in (*_NO_FIELDS, said)] if isinstance(known, dict) else []
        rest = [name for name in fields if name not in (*order, said)]  # `say` tells which phrase is missing
        left_out = _RULED_OUT if self._brief else ()
        parts = [self._field(core, name, fields) for name in [*order, *rest] if name in fields and name not in left_out]
        return _joined([head, *parts])

    def _head(self, core: str, fields: Mapping[str, Any]) -> tuple[str, str]:
        heads = self._find(("observations", core, "heads"))
        for name in heads if isinstance(heads, dict) else ():
            if name in fields:
                return self._phrase(("observations", core, "heads", name), name, fields), name
        return self.say("observations", core, "is"), ""

    def _field(self, core: str, name: str, fields: Mapping[str, Any]) -> str:
        return self._phrase(("observations", core, name), name, fields)

    def _phrase(self, keys: tuple[str, ...], name: str, fields: Mapping[str, Any]) -> str:
        """Return the phrase of a field; where it is a mapping, the phrases of its values."""
        value, phrase = fields[name], self._find(keys)
        values = {other: self.value(other, given) for other, given in fields.items()}
        if not isinstance(phrase, dict):
            return self.say(*keys, value=values[name], **{key: text for key, text in values.items() if key != "value"})
        given = [_key(one) for one in (value if isinstance(value, tuple) else (value,))]
        return self.listed([self._of_value(keys, phrase, one) for one in given], "or")

    def _of_value(self, keys: tuple[str, ...], phrase: Mapping[str, Any], value: str) -> str:
        return self.say(*keys, value if value in phrase else "else", value=self.name(value))

    def value(self, name: str, value: Any) -> str:  # noqa: ANN401 - any field of a query
        """Return a value of a field in words."""
        if isinstance(value, WordList):
            return self.words(value)
        if isinstance(value, tuple):
            return self.listed([self.name(one) for one in value], "both" if name in _ALL_NEEDED else "or")
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return self.number(value)
        return self._period(value) if name == "older_than" else self.name(_key(value))

    def _period(self, text: str) -> str:
        return self.say(_UNITS[text[-1]], n=text[:-1])

    def words(self, words: WordList) -> str:
        """Return the first words of a list, and how many more there are."""
        said = [self.say("quoted", word=_readable(word)) for word in words.patterns[: self._shown]]
        rest = len(words.patterns) - len(said)
        if rest <= 0 or self._brief:
            return self.listed(said, "or")
        return self.say("more", words=", ".join(said), n=str(rest))

    def listed(self, parts: Sequence[str], joined: str) -> str:
        """Return parts as a list, `joined` before the last one: "a, b or c"."""
        first, *rest = list(dict.fromkeys(parts)) or [""]
        rest = [part.lstrip(", ") for part in rest]
        return ", ".join([first, *rest[:-1]]) + (self.say(joined) + rest[-1] if rest else "")

    def name(self, value: str) -> str:
        """Return what a name of the language, or a service, is called."""
        service = self._set.service.get(value)
        names = self._find(("names",))
        known = names if isinstance(names, dict) else {}
        return str(known.get(value, service.name if service is not None else value))

    def place(self, place: PlaceQuery) -> str:
        """Return where a rule looks: "on the homepage"."""
        if place.page is not None:
            known = self._find(("places", "page", place.page)) is not None
            return self.say("places", "page", place.page if known else "else", value=self.name(place.page))
        if place.fullest_or is not None:
            return self.say("places", "fullest_or", value=self.say("places", place.fullest_or))
        return self.say("places", place.spot or "any_page")

    def members(self, collection: Collection) -> str:
        """Return what a mean runs over, without its article: "core services"."""
        kind, name = member_kind(collection)
        if collection.services is not None:
            return self.say("over", kind, value=self._of_services(collection))
        if collection.offers is not None:
            return self.say("over", kind, value=self.offers(collection))
        text = self.say("over", kind, name) if name else self.say("over", kind)
        return text if collection.least == 1 else f"{text} ({self.say('over', 'least', n=str(collection.least))})"

    def _of_services(self, collection: Collection) -> str:
        assert collection.services is not None
        roles = self.value("role", collection.services.role)
        return roles + (self.say("over", "competence") if collection.services.competence else "")

    def offers(self, collection: Collection) -> str:
        """Return which offers a mean runs over: "a PDF form of the municipality"."""
        query = collection.offers
        assert query is not None
        given = dict(_given(query))
        left = [self.value(name, value) for name, value in given.items() if name.startswith("not_")]
        asked = {name: value for name, value in given.items() if name in OfferQuery.model_fields}
        text = self.observed(Node(offer=OfferQuery(**asked)))
        return text + (self.say("over", "left_out", value=self.listed(left, "or")) if left else "")

    def each(self, collection: Collection) -> str:
        """Return the words for each member: "for each service"."""
        return self.say("each", member_kind(collection)[0])

    def bounds(self, node: Node, *, share: bool = False) -> str:
        """Return the bounds of a comparison; those of a share in per cent."""
        given = [(name, getattr(node, name)) for name in BOUNDS if getattr(node, name) is not None]
        shown = self.percent if share else self.number
        return self.say("both").join(self.say("bounds", name, n=shown(value)) for name, value in given)

    def points(self, worth: float) -> str:
        """Return a number of points."""
        return self.say("points", "one" if worth == 1 else "other", n=self.number(worth))

    def number(self, value: float) -> str:
        """Return a number as the language writes it."""
        return str(format_decimal(value, format="0.##", locale=self.language))

    def percent(self, value: float) -> str:
        """Return a share in per cent as the language writes it."""
        return str(format_percent(value, format=self.say("percent"), locale=self.language))


def is_share(node: Node | None) -> bool:
    """Whether a node is the share of the members for which a condition holds."""
    over = node.mean if node is not None else None
    return over is not None and over.worth.core in (*OBSERVATIONS, "all", "any", "not", "measure")


def member_kind(collection: Collection) -> tuple[str, str]:
    """Return what a collection holds: basket, terms, services, offers or entries, and which of them."""
    for kind in ("basket", "terms"):
        if (chosen := getattr(collection, kind)) is not None:
            return kind, str(chosen)
    return next((kind for kind in ("services", "offers") if getattr(collection, kind) is not None), "entries"), ""


def _given(query: Part) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a query that narrow it: those that are not as they are without saying so."""
    for name, field in type(query).model_fields.items():
        value = getattr(query, name)
        if value is not None and value != field.default:
            yield name, value
    if isinstance(query, SearchQuery) and query.found:
        yield "top", query.top


def _joined(parts: Sequence[str]) -> str:
    text = ""
    for part in parts:
        text += part if not text or not part or part.startswith(",") else f" {part}"
    return text


def _key(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _readable(pattern: str) -> str:
    return f"{pattern[:-1].rstrip()}…" if pattern.endswith("*") else pattern
