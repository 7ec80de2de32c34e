"""A copy of the built-in set that a test may spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from criteria.loading import CriteriaSet, folder_of, load_set

Spoil = Callable[..., Path]


@pytest.fixture(scope="session")
def built_in() -> CriteriaSet:
    return load_set()


@pytest.fixture
def spoiled(tmp_path: Path) -> Spoil:
    """Return a function (file, old text, new text) that spoils a copy of the set and returns its folder.

    The many examples are copied only where one of them is spoiled, else the copy points to them.
    """
    origin, folder = folder_of("g2b-2026"), tmp_path / "copy"
    shutil.copytree(origin, folder, ignore=shutil.ignore_patterns("examples"))
    (folder / "examples").symlink_to(origin / "examples")

    def spoil(file: str, old: str, new: str) -> Path:
        path = folder / file
        if file.startswith("examples/") and (folder / "examples").is_symlink():
            (folder / "examples").unlink()
            shutil.copytree(origin / "examples", folder / "examples")
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return folder

    return spoil
