"""One page under many addresses becomes one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scanner.reading.captures import Readings
from scanner.reading.facts import PageFacts
from scanner.reading.hosts import Hosts


@dataclass(frozen=True)
class Merged:
    """Own pages by key, targets by the identity they were linked under, and the keys of all twins.

    `final` maps an identity (asked, passed on the way, canonical, or of a twin with the same content) to the key in
    `pages`.
    """

    pages: Mapping[str, PageFacts]
    targets: Mapping[str, tuple[PageFacts, ...]]
    final: Mapping[str, str]


def merge(readings: Readings, hosts: Hosts) -> Merged:
    """Return pages by identity; twins by canonical link or by the same main content are one."""
    raise NotImplementedError
