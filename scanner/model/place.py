"""Where something was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

SNIPPET = 300


@dataclass(frozen=True)
class Place:
    """One place of evidence.

    `where` is a CSS path in the page, or ``page N`` in a PDF; `snippet` has at most 300 characters; `record` is the
    WARC-Record-ID of the capture.
    """

    url: str
    fetched: datetime | None = None
    where: str = ""
    snippet: str = ""
    record: str = ""


def clip(text: str, limit: int = SNIPPET) -> str:
    """Return the text with white space folded, cut at a word and marked where it is longer than the limit."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"
