"""The site's own search: which of its forms it is, and what it answered."""

from __future__ import annotations

from scanner.archive.records import Engine
from scanner.reading.facts import Form, PageFacts
from scanner.reading.seen import Seen
from scanner.reading.site_types import SearchEngine


def is_site_search(form: Form, seen: Seen) -> bool:
    """Whether a form asks the site's own search (not a calendar, job, library, newsletter or consent input)."""
    raise NotImplementedError


def find_engines(seen: Seen) -> tuple[Engine, ...]:
    """Return the searches that the pages read so far offer, one per action and field, the main site's first."""
    raise NotImplementedError


def read_searches(seen: Seen) -> tuple[SearchEngine, ...]:
    """Return every search with its answers, read from `seen.answers`; keys are folded terms."""
    raise NotImplementedError
