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
    """Return a function (file, old text, new text) that spoils a copy of the set and returns its folder."""
    folder = tmp_path / "copy"
    shutil.copytree(folder_of("g2b-2026"), folder)

    def spoil(file: str, old: str, new: str) -> Path:
        path = folder / file
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return folder

    return spoil
