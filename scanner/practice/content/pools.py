"""Reads the word pools: German texts and chances live in YAML, not in Python."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def pool(name: str) -> dict[str, Any]:
    """Return one word pool, read once."""
    text = files("scanner.practice.content").joinpath("words", f"{name}.yaml").read_text("utf-8")
    return dict(yaml.safe_load(text))
