"""How everything outside is asked: by the same operator, as politely, and through the same way out."""

from __future__ import annotations

from scanner.run.settings import Settings
from spiders.jobs import CrawlSettings


def asking(settings: Settings) -> CrawlSettings:
    """Return what a scan, a look at a few pages and a download have in common."""
    return CrawlSettings(
        operator=settings.operator,
        contact=settings.contact,
        proxy=settings.proxy,
        delay=settings.delay,
        private=settings.private,
    )
