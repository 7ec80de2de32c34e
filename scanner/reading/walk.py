"""One walk over the tree of a page in reading order: writes down text, links, forms and entries, each with its part."""

from __future__ import annotations

import re

from scanner.reading.blocks import Splitter
from scanner.reading.drafts import FormDraft, LinkDraft, Sheet
from scanner.reading.facts import Region
from scanner.reading.hidden import Hidden
from scanner.reading.inline import Inline, scripted
from scanner.reading.mails import Mails
from scanner.reading.names import Names
from scanner.reading.panels import Panels
from scanner.reading.regions import Box, Regions
from scanner.reading.tables import close_list, close_row
from scanner.reading.text import BOLD, BREAK, HUGE, LIGHT
from scanner.reading.tree import Attributes, Element, attributes_of, tags, text_of
from scanner.reading.writer import Writer

MOST_ELEMENTS = 60_000

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS = tags(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section "
    "summary table tbody td tfoot th thead tr ul"
)
_PARTS = tags("article aside center div footer form header main nav section table td tr tbody ul ol dialog")
_LANDMARKS = tags("nav header footer aside main dialog")
_APART = tags("a button label")  # inline, but seldom within a word
_LEVELS = frozenset("123456")
_ENTRIES = frozenset({"li", "tr", "article", "dd"})
_ROWS = frozenset({"p", "div"})
_LISTS = frozenset({"ul", "ol"})
_KINDS = {"li": "item", "td": "cell", "th": "cell"}
_NO_MARKS: frozenset[str] = frozenset()
_NAMED_LEVEL = re.compile(r"(?:^|[ _-])h([1-6])(?:$|[ _-])")


class Walker:
    """Walks one page."""

    def __init__(
        self, root: Element, names: Names, splitter: Splitter, mails: Mails, regions: Regions, panels: Panels
    ) -> None:
        self._out = Writer(root, splitter)
        self._names, self._regions, self._hidden = names, regions, Hidden(root)
        self._inline = Inline(self._out, names, self._hidden, mails, self._inside)
        self._panels = panels
        self._region: Region | None = None if regions.main is not None else Region.MAIN
        self._heading = 1  # level of the heading read last
        self._headed = False
        self._seen = 0

    def walk(self, body: Element) -> Sheet:
        """Return all that stands on the page."""
        self._out.region = self._region or self._regions.unknown()
        self._block(body, "body")
        self._out.leave_waiting()
        del self._inline  # it knows this walker: a ring that would hold the whole page until the next collection
        return self._out.sheet

    def _inside(self, element: Element) -> None:
        """Write down what stands in an element."""
        parts = self._out.parts
        if element.text:
            parts.append(element.text)
        before = ""  # tag of the inline element that ended just here
        for child in element:
            tag = child.tag
            self._seen += 1
            if self._seen > MOST_ELEMENTS:
                self._out.sheet.cut = True
                return
            if tag in _BLOCKS:
                self._block(child, tag)
                before = ""
            elif tag == "br":
                parts.append(BREAK)
                before = ""
            else:
                at = len(parts)
                self._inline.read(child, tag)
                named = tag if tag in _APART or child.get("class") else ""
                if before and named:
                    self._part(at, both_links=named == "a" == before)
                before = named
            if tail := child.tail:
                parts.append(tail)
                before = ""

    def _part(self, at: int, *, both_links: bool) -> None:
        """Part elements that touch in the markup but hardly on the screen: two links, a name and a room."""
        parts = self._out.parts
        if not 0 < at < len(parts):
            return
        left, right = parts[at - 1].rstrip(BOLD + LIGHT + HUGE), parts[at].lstrip(BOLD + LIGHT + HUGE)[:1]
        one_word = len(left) == 1 or (right.islower() and left[-1:].isalpha())
        if right and left and not left[-1].isspace() and (both_links or not one_word):
            parts.insert(at, " " if one_word else BREAK)

    def _block(self, element: Element, tag: str) -> None:
        out = self._out
        attributes = attributes_of(element)
        marks = self._marks(attributes, tag) if attributes else _NO_MARKS
        if attributes and self._skips(element, attributes, marks):
            return
        out.flush()
        state = (out.container, out.kind, out.level, out.region, self._region, out.depth, out.tile)
        out.container = element
        if tag in _PARTS:
            self._enter(element, tag, attributes, marks)
        level = self._level(element, tag, attributes, marks)
        if level:
            out.level = level
        elif tag in _KINDS:
            out.kind = _KINDS[tag]
        elif tag == "p" and out.kind == "cell":
            out.kind = "text"
        first = len(out.sheet.drafts)
        if element in self._panels:
            self._panel(element)
        else:
            self._by_tag(element, tag, attributes, marks)
        out.flush()
        if "label" in marks and not level:
            out.name_next(first, element)
        if level:
            self._end_heading(level, tag)
        out.container, out.kind, out.level, out.region, self._region, out.depth, out.tile = state

    def _by_tag(self, element: Element, tag: str, attributes: Attributes, marks: frozenset[str]) -> None:
        out = self._out
        if tag in _ENTRIES or "entry" in marks or (tag in _ROWS and self._is_row(element)):
            outer, first = out.open_entry(), len(out.sheet.drafts)
            self._maybe_linked(element, attributes)
            out.flush()
            if tag == "tr":
                close_row(out.sheet.drafts, first, element)
            out.close_entry(outer)
        elif tag in _LISTS:
            out.depth += 1
            out.name_list(element)
            self._inside(element)
        elif tag == "form":
            self._form(element)
        elif tag == "dl":
            first = len(out.sheet.drafts)
            self._inside(element)
            out.flush()
            close_list(out.sheet.drafts, first)
        else:
            self._maybe_linked(element, attributes)

    def _panel(self, element: Element) -> None:
        """Write down what a tab or button opens, under a heading with its name."""
        title, opener = self._panels.pop(element)
        heading = self._out.head(title, opener, self._below())
        outer = self._heading
        self._block(element, element.tag)
        self._heading = outer
        if heading is not None:
            heading.last = len(self._out.sheet.drafts)

    def _is_row(self, element: Element) -> bool:
        """Whether a paragraph or box is an entry of its own: outside of lists, or with a link right in it."""
        return (element.tag == "p" and self._out.entry is None) or element.find("a") is not None

    def _marks(self, attributes: Attributes, tag: str) -> frozenset[str]:
        named = attributes.get("class", "")
        if tag in _PARTS and (own := attributes.get("id")):
            named = f"{own} {named}"
        marks = self._names.of(named) if named else _NO_MARKS
        if marks:
            self._out.sheet.marks.update(marks)
        return marks

    def _skips(self, element: Element, attributes: Attributes, marks: frozenset[str]) -> bool:
        if "offscreen" in marks and self._out.link is None:
            return next(element.iter("form"), None) is None
        return self._hidden.hides(element, attributes, marks)

    def _enter(self, element: Element, tag: str, attributes: Attributes, marks: frozenset[str]) -> None:
        if "tile" in marks:
            self._out.tile = True
        role, label = attributes.get("role", ""), attributes.get("aria-label", "")
        if not (marks or role or label) and self._region is not None and tag not in _LANDMARKS:
            return
        region = self._regions.enter(Box(element, tag, marks, role, label, self._headed), self._region)
        if region is Region.NAV and self._region is not Region.NAV:
            self._out.depth = 1 if "submenu" in marks and tag not in _LISTS else 0
        self._region = region
        self._out.region = region or self._regions.unknown()

    def _level(self, element: Element, tag: str, attributes: Attributes, marks: frozenset[str]) -> int:
        """Return the level of the heading that the element is, 0 where it is none."""
        if tag in _HEADINGS:
            return _HEADINGS[tag]
        if attributes.get("role") == "heading":
            level = attributes.get("aria-level", "")
            return int(level) if level in _LEVELS else 2
        if tag in ("summary", "caption") or "toggle" in marks or (tag == "legend" and not self._out.in_form):
            return self._below() if next(element.iter(*_HEADINGS), None) is None else 0
        if tag in ("p", "div") and "heading" in marks and "no_heading" not in marks:
            return self._styled(element, attributes)
        return 0

    def _styled(self, element: Element, attributes: Attributes) -> int:
        text = text_of(element).strip()
        inner = any(child.tag in _BLOCKS for child in element)
        if inner or not 2 < len(text) <= 120 or text.endswith((".", "!")):
            return 0
        named = _NAMED_LEVEL.search(attributes.get("class", ""))
        return int(named.group(1)) if named else self._below()

    def _below(self) -> int:
        return min(self._heading + 1, 6)

    def _end_heading(self, level: int, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading = level
        if self._out.region is Region.MAIN:
            self._headed = True

    def _form(self, element: Element) -> None:
        out = self._out
        out.sheet.forms.append(FormDraft(element, out.region, len(out.sheet.drafts)))
        outer, out.in_form = out.in_form, True
        self._inside(element)
        out.in_form = outer

    def _maybe_linked(self, element: Element, attributes: Attributes) -> None:
        """Write down an element that a script may have made a link of."""
        raw = scripted(attributes) if attributes else ""
        if not raw or self._out.link is not None or next(element.iter("a"), None) is not None:
            self._inside(element)
            return
        link = LinkDraft(element, raw, self._out.region, None, title=attributes.get("title", ""))
        self._out.open_link(link)
        self._inside(element)
        self._out.close_link(link)
