"""The link graph as a person clicks it."""

from __future__ import annotations

from scanner.reading.seen import Seen


def clicks_from_home(seen: Seen) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Return for each page reached the number of clicks from the homepage and the path of keys.

    Links in all regions count, the sitemap and the search are left out, the hop to the own portal is one click.
    """
    raise NotImplementedError
