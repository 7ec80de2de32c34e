"""Reads the files of a criteria set and keeps every problem it meets, so that `check` can show them all at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from criteria.errors import UserError
from criteria.hashing import digest, used_definitions
from criteria.language import Category, Criterion, League, Node
from criteria.language.base import Part
from criteria.lexicon import Expansion, read_lexicon
from criteria.mistakes import mistakes, nearest
from criteria.platforms import PlatformFile, Platforms
from criteria.services import Service, load_services
from criteria.words import Lexicon
from criteria.yaml_file import YamlFile, read_yaml

LETTERS = "SUAFE"
_NAMES = ("set", "define", "words", "platforms", *LETTERS)
P = TypeVar("P", bound=Part)
T = TypeVar("T")
Step = int | str


class TermList(Part):
    """What is asked of the search in one league: term -> service id; `misspelt` is one term."""

    official: dict[str, str]
    everyday: dict[str, str]
    misspelt: dict[str, str]

    def about(self, services: Collection[str]) -> TermList:
        """Return the terms that are about some services."""
        lists = {name: getattr(self, name) for name in ("official", "everyday", "misspelt")}
        return TermList(**{name: {t: s for t, s in terms.items() if s in services} for name, terms in lists.items()})


class SetFile(Part):
    """`set.yaml`: name, version, date, categories, terms, and the letter of each league's basket in services.csv."""

    name: str
    version: str
    valid_from: date
    categories: tuple[Category, ...]
    terms: Mapping[League, TermList]
    baskets: Mapping[League, str]


class SetReader:
    """The parts of a set; `problems` holds all that is wrong with them, in the order of the files.

    Parts that are wrong are left out, so a set may be made of it only while there are no problems.
    """

    head: SetFile
    platforms: Platforms

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[UserError] = []
        self.files: dict[str, YamlFile] = dict(self._read())
        self.lexicon: Lexicon = read_lexicon(self.files, self.problems)
        self._expansion = Expansion(self.lexicon, self.problems)
        self.services: tuple[Service, ...] = self._try(lambda: load_services(folder / "services.csv")) or ()
        self._put_in: dict[str, Any] = {}
        if not self._complete():
            return
        self._read_head()
        self.defines: dict[str, Node] = dict(self._definitions())
        self.criteria: tuple[Criterion, ...] = tuple(self._criteria())

    @cached_property
    def baskets(self) -> dict[str, tuple[str, ...]]:
        """Ids of the core services by league."""
        letters = self.head.baskets.items()
        return {league: tuple(s.id for s in self.services if letter in s.baskets) for league, letter in letters}

    @cached_property
    def hashes(self) -> dict[str, str]:
        """Hash of what decides each criterion."""
        definitions = {name: rule for name, rule in self._put_in.items() if name in self.defines}
        return {one.id: self._hash_of(one, definitions) for one in self.criteria}

    def _hash_of(self, criterion: Criterion, definitions: Mapping[str, Any]) -> str:
        rule = self._put_in[criterion.id]["rule"]
        scale = [criterion.max, dict(criterion.max_in), list(criterion.leagues)]
        return digest([scale, rule, used_definitions(rule, definitions)])

    @cached_property
    def hash(self) -> str:
        """Hash of all that decides: parsed files, words and definitions among them, and the catalogue."""
        return digest([{name: file.data for name, file in self.files.items()}, [vars(s) for s in self.services]])

    @cached_property
    def texts(self) -> dict[str, str]:
        """All files that decide, as text."""
        paths = [*(file.path for file in self.files.values()), self.folder / "services.csv"]
        return {path.relative_to(self.folder).as_posix(): path.read_text("utf-8") for path in sorted(paths)}

    def _read(self) -> Iterator[tuple[str, YamlFile]]:
        named = [self.folder / f"{name}.yaml" for name in _NAMES]
        for path in named + sorted((self.folder / "reading").glob("*.yaml")):
            file = self._try(partial(read_yaml, path))
            if file is not None and not isinstance(file.data, dict):
                self.problems.append(file.problem((), "must be a mapping: name: value"))
            elif file is not None:
                yield path.relative_to(self.folder).as_posix(), file

    def _complete(self) -> bool:
        return all(f"{name}.yaml" in self.files for name in _NAMES)

    def _try(self, make: Callable[[], T]) -> T | None:
        try:
            return make()
        except UserError as error:
            self.problems.append(error)
            return None

    def _model(self, name: str, model: type[P], data: object, at: tuple[Step, ...] = ()) -> P | None:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.problems += mistakes(self.files[name], model, error, at)
            return None

    def _read_head(self) -> None:
        head = self._model("set.yaml", SetFile, self.files["set.yaml"].data)
        platforms = self._model("platforms.yaml", PlatformFile, self.files["platforms.yaml"].data)
        if head is not None:
            self.head = head
        if platforms is not None:
            self.platforms = Platforms(platforms.platforms)

    def _definitions(self) -> Iterator[tuple[str, Node]]:
        file = self.files["define.yaml"]
        for name, rule in file.data.items():
            self._put_in[name] = self._expansion.of(rule, file, (name,))
            node = self._model("define.yaml", Node, self._put_in[name], (name,))
            self._know_uses(file, rule, (name,))
            if node is not None:
                yield name, node

    def _criteria(self) -> Iterator[Criterion]:
        for letter in LETTERS:
            file = self.files[f"{letter}.yaml"]
            for key, rule in file.data.items():
                criterion = self._criterion(file, letter, str(key), rule)
                if criterion is not None:
                    yield criterion

    def _criterion(self, file: YamlFile, letter: str, key: str, rule: object) -> Criterion | None:
        if not key.startswith(letter):
            what = f"{key!r} does not belong into this file"
            self.problems.append(file.problem((key,), what, f"ids here start with {letter}"))
            return None
        if not isinstance(rule, dict):
            self.problems.append(file.problem((key,), "must be a mapping: version, title, question, source, rule"))
            return None
        self._put_in[key] = self._expansion.of(rule, file, (key,))
        self._know_uses(file, rule, (key,))
        return self._model(f"{letter}.yaml", Criterion, {"id": key, **self._put_in[key]}, (key,))

    def _know_uses(self, file: YamlFile, rule: object, at: tuple[Step, ...]) -> None:
        known = self.files["define.yaml"].data
        for path, name in uses(rule, at):
            if name not in known:
                what = f"there is no definition {name!r}"
                hint = nearest(str(name), list(known)) or f"define.yaml has {', '.join(known)}"
                self.problems.append(file.problem(path, what, hint))


def uses(rule: object, at: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], object]]:
    """Yield every `use` of a rule as written, with its place."""
    parts: Iterator[tuple[Step, object]] = iter(())
    if isinstance(rule, dict):
        parts = iter(rule.items())
    elif isinstance(rule, list):
        parts = iter(enumerate(rule))
    for step, part in parts:
        if step == "use":
            yield (*at, step), part
        else:
            yield from uses(part, (*at, step))
