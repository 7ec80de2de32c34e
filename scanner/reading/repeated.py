"""Texts that stand on (nearly) every page of a host: a footer's contact is nobody's contact."""

from __future__ import annotations

from collections.abc import Mapping

from scanner.reading.facts import PageFacts


def repeated_texts(pages: Mapping[str, PageFacts]) -> frozenset[str]:
    """Return the folded texts of blocks, contacts and forms that stand on nearly every page of a host."""
    raise NotImplementedError
