"""Loads a criteria set: rules with their words and definitions put in, catalogue, platforms, and the hash over all of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from criteria.errors import UserError
from criteria.language import Category, Criterion, Node
from criteria.language.base import Part
from criteria.platforms import Platforms, load_platforms
from criteria.services import Service, load_services
from criteria.words import Lexicon
from criteria.yaml_file import YamlFile, nearest, read_yaml, validated

HOME = Path(__file__).parent
DEFAULT = "g2b-2026"
LETTERS = "SUAFE"


class TermList(Part):
    """What is asked of the search in one league: term -> service id; `misspelt` is one term."""

    official: dict[str, str]
    everyday: dict[str, str]
    misspelt: dict[str, str]


class SetFile(Part):
    """`set.yaml`: name, version, dates, categories and terms."""

    name: str
    version: str
    valid_from: date
    categories: tuple[Category, ...]
    terms: dict[str, TermList]
    baskets: dict[str, str]


@dataclass(frozen=True)
class CriteriaSet:
    """A criteria set as it is judged by.

    `baskets` maps a league to the ids of its core services, `terms` a league to its search terms. `raw` holds each rule as
    written, `texts` all files as text. `hash` is the SHA-256 over everything that decides, words and definitions put in.
    """

    name: str
    version: str
    folder: Path
    categories: tuple[Category, ...]
    criteria: tuple[Criterion, ...]
    defines: Mapping[str, Node]
    terms: Mapping[str, TermList]
    baskets: Mapping[str, tuple[str, ...]]
    services: tuple[Service, ...]
    platforms: Platforms
    lexicon: Lexicon
    hash: str
    hashes: Mapping[str, str]
    raw: Mapping[str, Any] = field(repr=False)
    texts: Mapping[str, str] = field(repr=False)
    files: Mapping[str, YamlFile] = field(repr=False)

    @cached_property
    def service(self) -> dict[str, Service]:
        """Services by id."""
        return {service.id: service for service in self.services}

    def criterion(self, wanted: str) -> Criterion:
        """Return a criterion by id; UserError with the nearest ones where there is none."""
        for criterion in self.criteria:
            if criterion.id == wanted.upper():
                return criterion
        known = [criterion.id for criterion in self.criteria]
        raise UserError(f"there is no criterion {wanted!r}", hint=nearest(wanted.upper(), known) or ", ".join(known))


def load_set(name: str = DEFAULT) -> CriteriaSet:
    """Load a set by name (a folder of this package) or by path.

    Raises:
        UserError: it is not there, or one of its files is wrong; file, line and field are named.
    """
    folder = Path(name) if Path(name).is_dir() else HOME / name
    if not (folder / "set.yaml").is_file():
        known = sorted(path.parent.name for path in HOME.glob("*/set.yaml"))
        raise UserError(f"there is no criteria set {name!r}", hint=f"known are {', '.join(known)}, or name a folder")
    files = {path.relative_to(folder).as_posix(): read_yaml(path) for path in _yaml_files(folder)}
    head = validated(files["set.yaml"], SetFile, files["set.yaml"].data)
    lexicon = _lexicon(files)
    defines = {
        key: _rule(files["define.yaml"], node, lexicon, (key,)) for key, node in files["define.yaml"].data.items()
    }
    criteria = tuple(_criteria(files, lexicon))
    services = load_services(folder / "services.csv")
    hashes = {criterion.id: _rule_hash(criterion, defines, lexicon, files) for criterion in criteria}
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in _all_files(folder)}
    return CriteriaSet(
        name=head.name,
        version=head.version,
        folder=folder,
        categories=head.categories,
        criteria=criteria,
        defines=defines,
        terms=head.terms,
        baskets={
            league: tuple(service.id for service in services if letter in service.baskets)
            for league, letter in head.baskets.items()
        },
        services=services,
        platforms=load_platforms(files["platforms.yaml"]),
        lexicon=lexicon,
        hash=_digest({name: text for name, text in texts.items() if not name.startswith("examples/")}),
        hashes=hashes,
        raw={key: rule for letter in LETTERS for key, rule in files[f"{letter}.yaml"].data.items()},
        texts=texts,
        files=files,
    )


def _yaml_files(folder: Path) -> list[Path]:
    needed = [folder / f"{name}.yaml" for name in ("set", "define", "words", "platforms", *LETTERS)]
    return needed + sorted((folder / "reading").glob("*.yaml"))


def _all_files(folder: Path) -> list[Path]:
    return sorted([*_yaml_files(folder), folder / "services.csv"])


def _lexicon(files: Mapping[str, YamlFile]) -> Lexicon:
    words: dict[str, tuple[str, ...]] = {}
    expressions: dict[str, tuple[str, ...]] = {}
    words.update(
        {name: _strings(files["words.yaml"], (name,), value) for name, value in files["words.yaml"].data.items()}
    )
    for path, file in files.items():
        if path.startswith("reading/"):
            for kind, into in (("words", words), ("expressions", expressions)):
                for name, value in (file.data.get(kind) or {}).items():
                    if name in into:
                        raise file.problem((kind, name), f"{name!r} is the name of another list already")
                    into[name] = _strings(file, (kind, name), value)
    return Lexicon(words, expressions)


def _strings(file: YamlFile, at: tuple[str, ...], value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    raise file.problem(at, "must be a list of texts; put quotes around numbers, yes and no")


def _criteria(files: Mapping[str, YamlFile], lexicon: Lexicon) -> list[Criterion]:
    found = []
    for letter in LETTERS:
        file = files[f"{letter}.yaml"]
        for key, rule in file.data.items():
            if not str(key).startswith(letter):
                raise file.problem((key,), f"{key!r} does not belong into this file", f"ids here start with {letter}")
            put_in = _with_words(rule, lexicon, file, (key,))
            found.append(validated(file, Criterion, {"id": key, **put_in}, (key,)))
    return found


def _rule(file: YamlFile, data: object, lexicon: Lexicon, at: tuple[str, ...]) -> Node:
    return validated(file, Node, _with_words(data, lexicon, file, at), at)


def _with_words(data: Any, lexicon: Lexicon, file: YamlFile, at: tuple[int | str, ...]) -> Any:  # noqa: ANN401 - raw YAML
    if isinstance(data, dict):
        return {key: _with_words(value, lexicon, file, (*at, key)) for key, value in data.items()}
    if isinstance(data, list):
        return [_with_words(value, lexicon, file, (*at, index)) for index, value in enumerate(data)]
    if isinstance(data, str) and data.startswith("$"):
        if data[1:] not in lexicon.words:
            raise file.problem(at, f"there is no word list {data[1:]!r}", nearest(data[1:], sorted(lexicon.words)))
        return list(lexicon.words[data[1:]])
    return data


def _rule_hash(
    criterion: Criterion, defines: Mapping[str, Node], lexicon: Lexicon, files: Mapping[str, YamlFile]
) -> str:
    """Hash what decides a criterion: its rule with words and the definitions it uses put in."""
    raw = files[f"{criterion.id[0]}.yaml"].data[criterion.id]
    put_in = _with_words(raw["rule"], lexicon, files[f"{criterion.id[0]}.yaml"], (criterion.id,))
    used = _with_words(_used(raw["rule"], files["define.yaml"].data), lexicon, files["define.yaml"], ())
    shown = [raw.get("max", 1), raw.get("leagues"), put_in, used]
    del defines
    return _digest(shown)


def _used(rule: Any, defines: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - raw YAML
    names: dict[str, Any] = {}
    waiting = [rule]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            name = part.get("use")
            if isinstance(name, str) and name in defines and name not in names:
                names[name] = defines[name]
                waiting.append(defines[name])
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
    return names


def _digest(data: object) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()
