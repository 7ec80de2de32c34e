"""Examples: there must be enough, they must be readable, and what they must give must be possible."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.checks.names import unknown_service
from criteria.errors import UserError
from criteria.examples import example_files, read_example
from criteria.language import Criterion, Example
from criteria.loading import CriteriaSet
from criteria.yaml_file import YamlFile

LEAST = 2  # of each kind


def problems_of_examples(criteria_set: CriteriaSet) -> Iterator[UserError]:
    """Yield what is wrong with the examples of each criterion, or that there are too few."""
    for criterion in criteria_set.criteria:
        yield from _of(criterion, criteria_set)
    ids = {criterion.id for criterion in criteria_set.criteria}
    for folder in sorted((criteria_set.folder / "examples").glob("*/")):
        if folder.name not in ids:
            yield UserError(f"there is no criterion {folder.name!r}", where=str(folder))


def _of(criterion: Criterion, criteria_set: CriteriaSet) -> Iterator[UserError]:
    kinds: list[str] = []
    broken = False
    for path in example_files(criteria_set.folder, criterion.id):
        try:
            file, example = read_example(path)
        except UserError as error:
            broken = True
            yield error
            continue
        kinds.append(example.kind)
        yield from _possible(file, example, criterion, criteria_set)
    if not broken:
        yield from _enough(kinds, criterion, criteria_set)


def _enough(kinds: list[str], criterion: Criterion, criteria_set: CriteriaSet) -> Iterator[UserError]:
    for kind in ("counts", "false_positive"):
        if kinds.count(kind) < LEAST:
            what = f"has {kinds.count(kind)} examples of the kind {kind}, needed are {LEAST}"
            hint = f"write them as examples/{criterion.id}/<name>.yaml"
            yield criteria_set.files[f"{criterion.id[0]}.yaml"].problem((criterion.id,), what, hint)


def _possible(file: YamlFile, example: Example, criterion: Criterion, criteria_set: CriteriaSet) -> Iterator[UserError]:
    for index, service in enumerate(example.basket):
        if wrong := unknown_service(criteria_set, service):
            yield file.problem(("basket", index), *wrong)
    for term, service in example.terms.items():
        if wrong := unknown_service(criteria_set, service):
            yield file.problem(("terms", term), *wrong)
    if example.league not in criterion.leagues:
        yield file.problem(("league",), f"{criterion.id} is not asked in the league {example.league}")
