"""What further offers a page holds that its heading announces: tenders, land, plans, a statement, texts in easy language."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from criteria.words import Lexicon, fold
from scanner.reading.documents import extension
from scanner.reading.facts import CONTENT, Block, Link, PageFacts
from scanner.reading.seen import Seen

_SHORT = 120  # words: a page with more holds something, whatever it announces beside it
_KEPT = 1  # years after which a list of what runs at present is out of date
_FILES = frozenset({"pdf", "doc", "docx", "zip", "xls", "xlsx"})
_LISTED = frozenset({"item", "cell"})


def is_pending(page: PageFacts, lexicon: Lexicon) -> bool:
    """Whether a page only says that its content will come."""
    return page.words < _SHORT and says(page, lexicon, "pending")


def states_accessibility(page: PageFacts, lexicon: Lexicon) -> bool:
    """Whether a page on accessibility is about the web site, not about buildings and streets."""
    headed = lexicon.expression("accessibility_web").search(fold(f"{page.h1} {page.title}")) is not None
    return headed or says(page, lexicon, "accessibility_web")


def says(page: PageFacts, lexicon: Lexicon, name: str) -> bool:
    """Whether a block of the content has what the expressions of that name describe."""
    machine = lexicon.expression(name)
    return any(machine.search(fold(block.text)) for block in _content(page))


def lists_tenders(seen: Seen, page: PageFacts) -> bool:
    """Whether a page on tenders has any: a link to a platform, or an entry that is neither denied nor long over."""
    lexicon = seen.set.lexicon
    links = [link for link in page.links if link.region in CONTENT]
    if any(seen.set.platforms.matches(link.url, ("procurement",)) for link in links):
        return True
    objects = list(_tenders(page, lexicon))
    if says(page, lexicon, "tenders_gone"):
        gone = lexicon.expression("tenders_gone")
        return any(not gone.search(fold(block.text)) for block in objects) and not _is_over(seen, page)
    return bool(objects or _entries(page, links)) and not _is_over(seen, page)


def _tenders(page: PageFacts, lexicon: Lexicon) -> Iterator[Block]:
    """Yield what names a tender: its terms anywhere, the works or goods in an entry of a list or table."""
    terms, works = lexicon.expression("tenders_object"), lexicon.expression("tenders_works")
    for block in _content(page):
        text = fold(block.text)
        if terms.search(text) or (block.kind in _LISTED and works.search(text)):
            yield block


def _entries(page: PageFacts, links: list[Link]) -> list[Link]:
    """Return the links of a page that stand in a list or table, or lead to a document."""
    listed = (link for link in links if 0 <= link.block < len(page.blocks) and link.url != page.url)
    return [link for link in listed if page.blocks[link.block].kind in _LISTED or extension(link.url) in _FILES]


def _is_over(seen: Seen, page: PageFacts) -> bool:
    """Whether all dates of a page are long past."""
    machine = seen.set.lexicon.expression("year_of_date")
    years = [int(year) for block in _content(page) for year in machine.findall(block.text.lower())]
    return bool(years) and max(years) < seen.as_of.year - _KEPT


def offers_land(page: PageFacts, lexicon: Lexicon) -> bool:
    """Whether a page names an object that is to be had: with a size or price, and not said to be gone."""
    if says(page, lexicon, "land_all_gone"):
        return False
    gone = {block.section for block in _content(page) if lexicon.expression("land_gone").search(fold(block.text))}
    return any(block.section not in gone for block in _objects(page, lexicon))


def _objects(page: PageFacts, lexicon: Lexicon) -> Iterator[Block]:
    """Yield the blocks with the size or price of an object; rows of a table that call it sold are left out."""
    is_object, taken = lexicon.expression("land_object"), lexicon.expression("land_taken")
    content = list(_content(page))
    rows = _rows(content)
    for at, block in enumerate(content):
        if is_object.search(block.text.lower()) and not taken.search(fold(rows.get(at, block.text))):
            yield block


def _rows(content: list[Block]) -> dict[int, str]:
    """Return the text of the row that a cell stands in, by the position of the cell."""
    rows: dict[str, str] = {}
    places: dict[int, str] = {}
    for at, block in enumerate(content):
        if block.kind == "cell":
            places[at] = _row_path(block.path)
            rows[places[at]] = f"{rows.get(places[at], '')} {block.text}"
    return {at: rows[path] for at, path in places.items()}


def _row_path(path: str) -> str:
    head, found, tail = path.rpartition("> tr")
    return f"{head}{found}{tail.partition(' ')[0]}" if found else path


def shows_plans(seen: Seen, page: PageFacts) -> bool:
    """Whether a page on plans leads to one: a document or a map, not a form to ask for it."""
    machine, other = seen.set.lexicon.expression("plans_link"), seen.set.lexicon.expression("plans_link_not")
    for link in page.links:
        if link.region not in CONTENT:
            continue
        if seen.set.platforms.matches(link.url, ("geo",)):
            return True
        if machine.search(link.url) and not other.search(fold(f"{link.text} {unquote(link.url)}")):
            return True
    return False


def _content(page: PageFacts) -> Iterator[Block]:
    return (block for block in page.blocks if block.region in CONTENT)
