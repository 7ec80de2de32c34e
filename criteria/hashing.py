"""Hashes of what decides, so that a rule that changed under its old version is found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def digest(data: object) -> str:
    """Return the SHA-256 of data as canonical JSON: order of keys, comments and layout of files do not matter."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def used_definitions(rule: object, definitions: Mapping[str, Any]) -> dict[str, Any]:
    """Return the definitions that a rule uses, and those that they use."""
    used: dict[str, Any] = {}
    waiting = [rule]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            name = part.get("use")
            if isinstance(name, str) and name in definitions and name not in used:
                used[name] = definitions[name]
                waiting.append(definitions[name])
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
    return used
