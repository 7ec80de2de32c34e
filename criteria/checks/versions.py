"""(id, version) never changes its meaning: the hash of each rule under each version is kept beside the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from criteria.errors import UserError
from criteria.loading import CriteriaSet
from criteria.yaml_file import YamlFile, read_yaml

FILE = "versions.yaml"
_HEAD = (
    "# Hash of each rule, its words and definitions put in, under each version it had. Written by\n"
    "# `g2b criteria check --keep`; a rule that changes needs a new version, lines are only added.\n"
)
Kept = Mapping[str, Mapping[str, str]]


def problems_of_versions(criteria_set: CriteriaSet) -> Iterator[UserError]:
    """Yield rules that changed under their old version, and versions that are not kept yet."""
    kept = kept_versions(criteria_set.folder)
    for criterion in criteria_set.criteria:
        file = criteria_set.files[f"{criterion.id[0]}.yaml"]
        at = (criterion.id, "version")
        known = kept.get(criterion.id, {}).get(criterion.version)
        if known is None:
            what = f"version {criterion.version} is not kept in {FILE} yet"
            yield file.problem(at, what, "g2b criteria check --keep writes it down")
        elif known != criteria_set.hashes[criterion.id]:
            what = f"the rule, its words or its definitions changed under version {criterion.version}"
            yield file.problem(at, what, "give it a new version, or take the change back")


def kept_versions(folder: Path) -> Kept:
    """Return the hashes that are kept: id -> version -> hash."""
    path = folder / FILE
    if not path.is_file():
        return {}
    file: YamlFile = read_yaml(path)
    if not isinstance(file.data, dict) or not all(isinstance(part, dict) for part in file.data.values()):
        raise file.problem((), "must be a mapping: id: {version: hash}")
    return {
        name: {str(version): str(kept) for version, kept in versions.items()} for name, versions in file.data.items()
    }


def keep_versions(criteria_set: CriteriaSet) -> list[str]:
    """Write the versions down that are not kept yet; return them as ``id version``. What is kept stays."""
    kept = {name: dict(versions) for name, versions in kept_versions(criteria_set.folder).items()}
    added = []
    for criterion in criteria_set.criteria:
        versions = kept.setdefault(criterion.id, {})
        if criterion.version not in versions:
            versions[criterion.version] = criteria_set.hashes[criterion.id]
            added.append(f"{criterion.id} {criterion.version}")
    text = yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, default_style=None)
    (criteria_set.folder / FILE).write_text(_HEAD + text, "utf-8")
    return added
