"""The link graph as a person clicks it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from scanner.reading.facts import PageFacts
from scanner.reading.seen import Seen
from scanner.reading.site_types import Kind


def clicks_from_home(seen: Seen) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Return for each page reached the number of clicks from the homepage and the path of keys.

    Links in all regions count, the sitemap and the search are left out, the hop to the own portal is one click.
    """
    paths: dict[str, tuple[str, ...]] = {seen.home: (seen.home,)} if seen.home in seen.pages else {}
    waiting = deque(paths)
    while waiting:
        key = waiting.popleft()
        if key != seen.home and seen.is_kind(key, Kind.SITEMAP, Kind.SEARCH):
            continue  # nobody is meant to go through them
        for onward in _leads_to(seen, seen.pages[key]):
            if onward not in paths:
                paths[onward] = (*paths[key], onward)
                waiting.append(onward)
    return {key: (len(path) - 1, path) for key, path in paths.items()}


def _leads_to(seen: Seen, page: PageFacts) -> Iterator[str]:
    keys = dict.fromkeys(seen.key(link.url) for link in page.links)
    return (key for key in keys if key in seen.pages)
