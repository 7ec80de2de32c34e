"""Loads the examples of a criterion from ``examples/<id>/<name>.yaml`` of its set."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from criteria.language import Example
from criteria.mistakes import validated
from criteria.yaml_file import YamlFile, read_yaml


def example_files(folder: Path, criterion: str) -> list[Path]:
    """Return the files of a criterion's examples, in order of name."""
    return sorted((folder / "examples" / criterion).glob("*.yaml"))


def read_example(path: Path) -> tuple[YamlFile, Example]:
    """Return a file and the example in it; UserError with line and field of the first mistake."""
    file = read_yaml(path)
    return file, validated(file, Example, file.data)


def load_examples(folder: Path, criterion: str) -> Iterator[tuple[str, Example]]:
    """Yield the examples of a criterion with their names.

    Args:
        folder: of the criteria set.
        criterion: id.

    Raises:
        UserError: an example is wrong; file, line and field are named.
    """
    for path in example_files(folder, criterion):
        yield path.stem, read_example(path)[1]
