"""What a result page lists, in its order, on markup that nobody has seen before.

The list of hits is found by comparing answers: links of one shape in the main content that change with the term. What
stands on every answer (menus, facets, popular pages) does not change, what leads back to the search (facets, leaves,
sorting) is no hit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from criteria.words import Lexicon, fold
from scanner.archive.records import Engine
from scanner.reading.facts import CONTENT, Link, PageFacts, Region
from scanner.reading.seen import Seen
from scanner.reading.site_types import SearchResult
from scanner.reading.urls import identity

_INDEX = re.compile(r":nth-[\w-]+\([^)]*\)|\[\d+\]|#[\w-]*|\.[\w-]+")
_URL_KEYS = ("url", "link", "href", "uri", "permalink", "path", "@id", "target")
_TITLE_KEYS = ("title", "name", "headline", "label", "text", "value", "suggestion")
_KIND_KEYS = ("type", "kind", "category", "doctype", "contenttype", "content_type", "group")
_DEEP = 6
_LABEL_WORDS = 3  # words beside a title that may be its label; more is a snippet


@dataclass(frozen=True)
class ResultPages:
    """The answers of one engine by folded term, and which shapes of links are its hits."""

    engine: Engine
    pages: dict[str, PageFacts]
    lexicon: Lexicon

    def hits(self, term: str) -> list[Link]:
        """Return the links of the hits of one answer in their order, one per target."""
        page = self.pages[term]
        if self.says_none(page):
            return []
        shape = self._shape_of_hits(term)
        links = [link for link in self._candidates(page) if _shape(link) == shape] if shape else []
        return _first_per_target(links)

    def says_none(self, page: PageFacts) -> bool:
        """Whether an answer says that nothing was found."""
        text = fold(main_text(page))
        none, some = self.lexicon.expression("no_hits"), self.lexicon.expression("some_hits")
        return none.search(text) is not None and some.search(text) is None

    def _shape_of_hits(self, term: str) -> str:
        """Return the shape with the most targets on this answer among those that change between answers."""
        weights: dict[str, float] = {}
        for link in _first_per_target(self._candidates(self.pages[term])):
            shape = _shape(link)
            if not self._stands_still(shape):
                weights[shape] = weights.get(shape, 0.0) + 1 + min(len(link.text), 40) / 100
        return max(weights, key=lambda shape: weights[shape] * (1 + self._spread(shape)), default="")

    def _spread(self, shape: str) -> int:
        """Return how many different targets the shape led to over all answers: a list of hits leads to the most."""
        return len({key for targets in self._targets(shape) for key in targets})

    def _stands_still(self, shape: str) -> bool:
        shown = [targets for targets in self._targets(shape) if targets]
        return len(shown) > 2 and len(set(shown)) == 1

    def _targets(self, shape: str) -> list[frozenset[str]]:
        return [by_shape.get(shape, frozenset()) for by_shape in self._by_shape]

    @cached_property
    def _by_shape(self) -> list[dict[str, frozenset[str]]]:
        return [_grouped(self._candidates(page)) for page in self.pages.values()]

    def _candidates(self, page: PageFacts) -> list[Link]:
        leaf = self.lexicon.expression("leaf")
        links = [link for link in page.links if link.region in CONTENT]
        main = [link for link in links if link.region is Region.MAIN] or links
        return [
            link
            for link in main
            if link.text
            and not asks_again(link.url, self.engine)
            and not leaf.search(fold(link.text))
            and identity(link.url) != identity(page.url)
        ]


def _grouped(links: Iterable[Link]) -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for link in links:
        groups.setdefault(_shape(link), set()).add(identity(link.url))
    return {shape: frozenset(keys) for shape, keys in groups.items()}


def asks_again(url: str, engine: Engine) -> bool:
    """Whether an address is the search itself: another leaf, order or filter of the same answer."""
    asked, parts = urlsplit(engine.action), urlsplit(url)
    if parts.hostname != asked.hostname:
        return False
    path, tree = parts.path.rstrip("/"), asked.path.rstrip("/")
    names = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    below = path == tree or (bool(tree) and path.startswith(tree + "/"))
    return (below and engine.field in names) or (path == tree and bool(tree) and names <= _fixed_names(engine))


def asks_term(url: str, engine: Engine, term: str) -> bool:
    """Whether an address asks a term, or leaves it to the session; popular searches ask others."""
    asked = [value for name, value in parse_qsl(urlsplit(url).query, encoding=engine.charset) if name == engine.field]
    return not asked or fold(asked[0]) == fold(term)


def _fixed_names(engine: Engine) -> set[str]:
    return {name for name, _ in engine.fixed}


def main_text(page: PageFacts) -> str:
    """Return the text of the main content, a line per block."""
    return "\n".join(block.text for block in page.blocks if block.region in CONTENT)


def _shape(link: Link) -> str:
    return _INDEX.sub("", link.path)


def _first_per_target(links: Iterable[Link]) -> list[Link]:
    kept: dict[str, Link] = {}
    for link in links:
        kept.setdefault(identity(link.url), link)
    return list(kept.values())


def as_result(link: Link, key: str, lexicon: Lexicon) -> SearchResult:
    """Return a hit with the label that its entry carries beside the title."""
    before, _, after = link.context.partition(link.text)
    near = (link.mark, " ".join(before.split()[-_LABEL_WORDS:]), " ".join(after.split()[:_LABEL_WORDS]))
    found = (lexicon.expression("type_label").search(fold(text)) for text in near if text)
    return SearchResult(key, link.url, link.text, next((match.group(0) for match in found if match), ""))


def key_of_hit(url: str, term: str, seen: Seen) -> str:
    """Return the key of a hit; what its address repeats of the term, to mark it in the text, tells no other page."""
    key, parts = seen.key(url), urlsplit(url)
    if key in seen.pages or not parts.query:
        return key
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if fold(value) != fold(term)]
    bare = seen.key(parts._replace(query=urlencode(kept)).geturl())
    return bare if bare in seen.pages and bare != seen.home else key


def json_hits(text: str, base: str) -> list[SearchResult]:
    """Return the hits or suggestions of a JSON answer, whatever its layout: entries with a title and an address.

    Suggestions without an address have an empty url. Text that is no JSON gives an empty list.
    """
    try:
        data = json.loads(text)
    except ValueError:
        return []
    return [hit for hit in _json_entries(data, base, 0) if hit.title]


def _json_entries(data: object, base: str, depth: int) -> Iterator[SearchResult]:
    if depth > _DEEP:
        return
    if isinstance(data, list):
        for item in data:
            if isinstance(item, str):
                yield SearchResult("", "", item)
            else:
                yield from _json_entries(item, base, depth + 1)
    elif isinstance(data, dict):
        yield from _json_object({str(name).lower(): value for name, value in data.items()}, base, depth)


def _json_object(data: dict[str, object], base: str, depth: int) -> Iterator[SearchResult]:
    url, title = _first_text(data, _URL_KEYS), _first_text(data, _TITLE_KEYS)
    if title:
        address = urljoin(base, url) if url else ""
        yield SearchResult(identity(address) if address else "", address, title, _first_text(data, _KIND_KEYS))
        return
    counted = all(isinstance(value, int | float) for value in data.values())
    for name, value in data.items():
        if counted and (len(data) > 1 or depth > 0):
            yield SearchResult("", "", name)
        else:
            yield from _json_entries(value, base, depth + 1)


def _first_text(data: dict[str, object], names: tuple[str, ...]) -> str:
    return next((value for name in names if isinstance(value := data.get(name), str) and value), "")
