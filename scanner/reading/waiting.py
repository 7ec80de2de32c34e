"""Whether a page still waits for its scripts: one that was left unrendered because rendering brings nothing does not."""

from __future__ import annotations

from scanner.archive.records import Manifest, Purpose
from scanner.reading.facts import PageFacts

_RENDERED = "rendered"


def waits_for_script(page: PageFacts, manifest: Manifest) -> bool:
    """Whether a script would fill a page and nobody let it.

    A crawl with a browser renders what needs it, until that has brought nothing on pages of the same shape; what it
    could not render it notes as missing. So a page that it left alone was seen as it is.
    """
    if not page.needs_script or page.rendered:
        return False
    addresses = {page.url, page.asked}
    missed = (one.url in addresses and one.purpose is Purpose.RENDERED for one in manifest.missing)
    return not dict(manifest.figures).get(_RENDERED) or any(missed)
