"""An archived page as evidence: safe to open, with the place marked.

Scripts, styles, pictures, addresses and whatever else could act are left out; what remains is the text, its order and
the forms. The place is found by its CSS path in the tree that the path was made in, a PDF's by page and words.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import cast

import nh3
from lxml import etree
from lxml.cssselect import CSSSelector
from pypdf import PdfReader

from criteria.words import fold
from scanner.model.place import Place
from scanner.reading.decode import decode
from scanner.reading.tree import Element, parse, tags

MARK = "g2b-mark"
_TAGS = tags(
    "a abbr address article aside b blockquote br button caption cite code col colgroup dd details dfn div dl dt em "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr i input ins kbd label legend li main "
    "mark nav ol optgroup option p pre q s samp section select small span strong sub summary sup table tbody td "
    "textarea tfoot th thead time tr u ul var"
)
_EMPTIED = tags("script style template noscript iframe object svg math")
_ATTRIBUTES = {
    "*": {"id", "lang", "dir"},
    "input": {"type", "value", "placeholder", "checked", "disabled"},
    "option": {"selected"},
    "textarea": {"placeholder"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_PAGE = re.compile(r"page (\d+)")
_LONGEST = 400_000
_FEW = 4


@dataclass(frozen=True)
class Marked:
    """HTML that is safe to put into a page; `found` says whether the place could be marked, `target` where it leads."""

    html: str
    found: bool
    target: str = ""


def mark(body: bytes, content_type: str, place: Place) -> Marked:
    """Return a capture with a place of evidence marked by the id `MARK`; never raises for what the body holds."""
    if body.startswith(b"%PDF") or _PAGE.fullmatch(place.where):
        return _pdf(body, place)
    text = decode(body, content_type).text
    root = parse(text) if "html" in content_type or (not content_type and "<" in text[:2000]) else None
    return _plain(text, place.snippet) if root is None else _page(root, place)


def _page(root: Element, place: Place) -> Marked:
    element = _by_path(root, place.where)
    if element is None and place.snippet:
        element = _by_words(root, place.snippet)
    for one in root.iter(etree.Element):
        _quiet(one)
    ahead, target = "", ""
    if element is not None:
        target = element.get("href") or ""
        ahead = _head(element)
        element.set("id", MARK if not ahead else "")
        if element.tag not in _TAGS and not ahead:
            element.tag = "div"
    for one in root.iter(etree.Element):
        _drop(one, "href")
    body = root.find("body")
    inner = etree.tostring(root if body is None else body, encoding="unicode", method="html")
    return Marked(ahead + _cleaned(inner), element is not None, target)


def _quiet(element: Element) -> None:
    """Take away names that could be mistaken for the mark, and put words in the place of pictures."""
    _drop(element, "id")
    if element.tag == "img":
        element.tag, element.text = "span", f"[{element.get('alt') or '–'}]"


def _drop(element: Element, name: str) -> None:
    if name in element.attrib:
        del element.attrib[name]


def _head(element: Element) -> str:
    """Return what an element of the page's head says, to be shown above the page: there it can't be seen."""
    if not any(one.tag == "head" for one in element.iterancestors()):
        return ""
    source = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return f'<pre id="{MARK}">{escape(source.strip()[:1000])}</pre>'


def _by_path(root: Element, path: str) -> Element | None:
    if not path or path in ("html", "body"):
        return None
    try:
        found = cast("list[Element]", CSSSelector(path)(root))
    except Exception:  # a path that the selector's grammar can't say
        return None
    return found[0] if found else None


def _by_words(root: Element, snippet: str) -> Element | None:
    """Return the innermost element that says the snippet, or its beginning."""
    body = root.find("body")
    whole = root if body is None else body
    for words in _said(snippet):
        at, wanted = whole, fold(words)
        while (inner := next((one for one in at if _says(one, wanted)), None)) is not None:
            at = inner
        if at is not whole:
            return at
    return None


def _said(snippet: str) -> list[str]:
    """Return what a snippet may stand as in the page: all of it, the first thing of a list, its first words."""
    first = snippet.partition(" | ")[0]
    return [snippet.rstrip("…"), first, " ".join(first.split()[:_FEW]), " ".join(first.split()[:2])]


def _says(element: Element, wanted: str) -> bool:
    return isinstance(element.tag, str) and bool(wanted) and wanted in fold(_spaced(element))


def _spaced(element: Element) -> str:
    """Return the text of an element, its parts apart: where one element ends, a word does."""
    return " ".join(cast("Iterator[str]", element.itertext()))


def _pdf(body: bytes, place: Place) -> Marked:
    number = int(found.group(1)) if (found := _PAGE.fullmatch(place.where)) else 1
    try:
        text = PdfReader(io.BytesIO(body)).pages[number - 1].extract_text()
    except Exception:  # hostile files fail in every way there is
        text = ""
    return _plain(text, place.snippet)


def _plain(text: str, snippet: str) -> Marked:
    text = text[:_LONGEST]
    found = next(filter(None, (_words_in(text, words) for words in _said(snippet))), None)
    if found is None:
        return Marked(f"<pre>{escape(text)}</pre>", found=False)
    first, last = found.span()
    marked = f'{escape(text[:first])}<mark id="{MARK}">{escape(text[first:last])}</mark>{escape(text[last:])}'
    return Marked(f"<pre>{marked}</pre>", found=True)


def _words_in(text: str, words: str) -> re.Match[str] | None:
    parts = [re.escape(word) for word in words.split()]
    return re.search(r"\s+".join(parts), text) if parts else None


def _cleaned(html: str) -> str:
    return nh3.clean(
        html[: _LONGEST * 10],
        tags=set(_TAGS),
        clean_content_tags=set(_EMPTIED),
        attributes=_ATTRIBUTES,
        strip_comments=True,
        link_rel=None,
        url_schemes=set(),
    )
