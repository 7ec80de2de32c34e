"""An archive in memory, made of invented pages: for examples of criteria and for tests.

    archive = memory_archive({"/": "<h1>Musterfeld</h1>", "/alt.html": Answered(status=404)})
    site = build_site(archive, MUNICIPALITY, criteria_set)

Paths are on the homepage's host; a full address stands on its own host. Values are HTML as text, bytes, or `Answered`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urljoin

from criteria.registry import Municipality
from scanner.archive.records import Capture, Manifest, Purpose

_AS_OF = datetime(2026, 6, 1, 12, tzinfo=UTC)
MUNICIPALITY = Municipality("05999001", "Gemeinde Musterfeld", "Gemeinde", "gemeinde", "http://www.musterfeld.example/")


@dataclass(frozen=True)
class Answered:
    """What an address answered; fields as in `Capture`, a `redirect` leads to another address."""

    body: str | bytes = ""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    purpose: Purpose = Purpose.PAGE
    redirect: str = ""
    term: str = ""
    engine: str = ""
    wanted: str = ""


@dataclass(frozen=True)
class MemoryArchive:
    """Captures with their bodies."""

    manifest: Manifest
    bodies: Mapping[str, bytes] = field(default_factory=dict)

    def body(self, capture_id: str) -> bytes:
        """Return the body of a capture; KeyError where there is none."""
        return self.bodies[capture_id]


def memory_archive(
    pages: Mapping[str, str | bytes | Answered],
    municipality: Municipality = MUNICIPALITY,
    *,
    as_of: datetime = _AS_OF,
    manifest: Manifest | None = None,
) -> MemoryArchive:
    """Return an archive of some pages.

    Args:
        pages: path or address -> HTML, bytes (a PDF is told by its first bytes), or `Answered`.
        municipality: whose homepage the paths are on.
        as_of: when it was seen.
        manifest: more of the manifest (engines, missing, unasked); its captures are put in.
    """
    base = manifest or Manifest(municipality.ags, municipality.name, municipality.league, municipality.homepage, as_of)
    answered = {urljoin(municipality.homepage, path): _answered(page) for path, page in pages.items()}
    captures, bodies = [], {}
    for number, (url, answer) in enumerate(answered.items()):
        final = urljoin(url, answer.redirect) if answer.redirect else url
        last = answered.get(final, answer)
        capture = Capture(
            f"urn:memory:{number}",
            url,
            final,
            answer.purpose,
            last.status,
            base.as_of,
            last.content_type,
            term=answer.term,
            engine=answer.engine,
            wanted=answer.wanted,
        )
        captures.append(capture)
        bodies[capture.id] = last.body.encode() if isinstance(last.body, str) else last.body
    return MemoryArchive(replace(base, captures=tuple(captures)), bodies)


def _answered(page: str | bytes | Answered) -> Answered:
    if isinstance(page, Answered):
        return page
    if isinstance(page, bytes) and page.startswith(b"%PDF"):
        return Answered(page, content_type="application/pdf")
    return Answered(page)
