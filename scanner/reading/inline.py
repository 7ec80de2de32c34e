"""What stands in a line of text: links, images, icons, hidden mail addresses, inputs outside of forms."""

from __future__ import annotations

import re
from collections.abc import Callable

from scanner.reading.drafts import FormDraft, LinkDraft
from scanner.reading.facts import Region
from scanner.reading.hidden import Hidden, reads_backwards
from scanner.reading.mails import Mails, from_script, reversed_address
from scanner.reading.names import Names
from scanner.reading.text import BOLD, HUGE, LIGHT, clean
from scanner.reading.tree import Attributes, Element, attributes_of, tags, text_of
from scanner.reading.writer import Writer

_SKIPPED = tags(
    "style template noscript head title svg math canvas audio video object embed applet meta link base param source "
    "track option datalist"
)
_BOLD = frozenset({"b", "strong", "u"})
_SMALL = frozenset({"small", "sup"})
_LARGE = frozenset(["4", "5", "6", "7", "+1", "+2", "+3", "+4"])
_INPUTS = frozenset({"input", "select", "textarea"})
_FRAMES = frozenset({"iframe", "frame", "area"})
_NO_FIELDS = frozenset({"hidden", "submit", "button", "image", "reset"})
_LONGEST_SCRIPT = 3_000
_LONGEST_MARK = 60
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_MENU_LEVEL = re.compile(r"(?:^|[ _-])(?:ebene|level|lvl|nav|menu|tier)-?_?([1-6])(?:$|[ _-])")
_SCRIPT_LINK = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\s*\(|window\.open\s*\()\s*['\"]([^'\"]+)['\"]", re.I
)
_MAIL_STARTS = frozenset({"mail", "java", "/cdn", "#", ""})
_DATA_LINKS = ("data-href", "data-url", "data-link")


def scripted(attributes: Attributes) -> str:
    """Return the address that a script opens when the element is clicked, as far as its attributes say it."""
    for name in _DATA_LINKS:
        if name in attributes and ("/" in attributes[name] or "." in attributes[name]):
            return attributes[name]
    return _opened(attributes["onclick"]) if "onclick" in attributes else ""


def _opens_menu(element: Element) -> bool:
    """Whether an element names an item of a menu that is no link and only unfolds the links below it."""
    item = element.getparent()
    if item is not None and item.tag != "li":
        item = item.getparent()
    if item is None or item.tag != "li":
        return False
    first = next(item.iter("a", str(element.tag)), None)  # what stands beside a link only unfolds that link's item
    return first is element and next(item.iter("ul", "ol"), None) is not None and bool(text_of(element).strip())


def _opened(script: str) -> str:
    found = _SCRIPT_LINK.search(script)
    return found.group(1) if found else ""


class Inline:
    """Reads inline elements; `inside` reads what stands in an element."""

    def __init__(
        self, out: Writer, names: Names, hidden: Hidden, mails: Mails, inside: Callable[[Element], None]
    ) -> None:
        self._out, self._names, self._hidden, self._mails, self._inside = out, names, hidden, mails, inside
        self._bold = False

    def read(self, element: Element, tag: str) -> None:
        """Write down an inline element."""
        if tag == "svg":
            self._mark(clean(element.get("aria-label") or element.findtext("{*}title") or ""))
        if tag in _SKIPPED:
            return
        attributes = attributes_of(element)
        if tag == "a":
            self._anchor(element, attributes)
        elif tag == "img":
            self._image(attributes)
        elif tag in _INPUTS:
            self._input(element, attributes)
        elif tag == "script":
            self._script(element)
        elif tag in _FRAMES:
            self._frame(element, attributes)
        elif tag == "button":
            self._button(element, attributes)
        elif attributes or tag in _SMALL:
            self._span(element, tag, attributes)
        elif "-" in tag and not len(element) and not element.text:
            self._out.sheet.marks.add("component")
        else:
            self._text(element, bold=tag in _BOLD)

    def _text(self, element: Element, *, bold: bool, huge: bool = False) -> None:
        if not (bold or huge) or self._bold or self._out.level:
            self._inside(element)
            return
        self._bold = True
        self._out.parts.append(BOLD + HUGE if huge else BOLD)
        self._inside(element)
        self._out.parts.append(LIGHT)
        self._bold = False

    def _anchor(self, element: Element, attributes: Attributes) -> None:
        out = self._out
        marks = self._names.of(attributes.get("class", ""))
        raw = attributes.get("href", "")
        if raw == "#" or raw[:11].lower() == "javascript:":
            raw = scripted(attributes) or _opened(raw) or raw
        hidden = self._hidden.hides(element, attributes, marks) or ("offscreen" in marks and raw.startswith("#"))
        if hidden:
            return
        if out.link is not None or not raw:
            self._span(element, "a", attributes)
            return
        said = attributes.get("title") or attributes.get("aria-label") or ""
        link = LinkDraft(element, raw, out.region, None, title=said)
        self._address(link, attributes)
        link.nofollow = "nofollow" in attributes.get("rel", "")
        link.depth = self._menu_level(attributes) if out.region is Region.NAV else 0
        of_its_own = "tile" in marks or "entry" in marks
        if of_its_own:  # shown as a box
            out.flush()
        outer = out.open_entry() if of_its_own else None
        out.open_link(link)
        link.tile = link.tile or "tile" in marks
        if "data-cfemail" in attributes and link.address:
            out.parts.append(link.address)
        else:
            self._inside(element)
        out.close_link(link)
        if of_its_own:
            out.flush()
            out.close_entry(outer)

    def _address(self, link: LinkDraft, attributes: Attributes) -> None:
        start = link.raw[:4].lower()
        if start == "tel:":
            link.kind, link.address = "tel", link.raw[4:]
        elif start in _MAIL_STARTS or "data-mailto-token" in attributes:
            address = self._mails.from_attributes(attributes) or self._mails.from_href(link.raw)
            if address or start == "mail":
                link.kind, link.address = "mail", address

    def _menu_level(self, attributes: Attributes) -> int:
        named = _MENU_LEVEL.search(attributes.get("class", "").lower())
        return int(named.group(1)) if named else max(self._out.depth, 1)

    def _image(self, attributes: Attributes) -> None:
        said = clean(attributes.get("alt") or attributes.get("title") or "")
        out = self._out
        if not said:
            return
        if self._mails.is_sign(said):
            out.parts.append("@")
        elif out.link is not None or out.level or any(self._mails.in_text(said)):
            out.parts.append(f" {said} ")
        elif out.entry is not None and len(said) <= _LONGEST_MARK:
            out.entry.marks.append(said)

    def _input(self, element: Element, attributes: Attributes) -> None:
        out = self._out
        if out.in_form or (element.tag == "input" and attributes.get("type", "text").lower() in _NO_FIELDS):
            return
        last = out.sheet.loose[-1] if out.sheet.loose else None
        if last is None or last.region is not out.region or len(out.sheet.drafts) - last.draft > 12:
            last = FormDraft(element, out.region, len(out.sheet.drafts))
            out.sheet.loose.append(last)
        last.inputs.append(element)

    def _script(self, element: Element) -> None:
        text = element.text or ""
        if 0 < len(text) < _LONGEST_SCRIPT and ("(" in text or "@" in text) and (address := from_script(text)):
            self._out.parts.append(f" {address} ")

    def _frame(self, element: Element, attributes: Attributes) -> None:
        raw = attributes.get("src") or attributes.get("data-src") or attributes.get("href") or ""
        if not raw or self._hidden.hides(element, attributes, frozenset()):
            return
        said = attributes.get("alt") or attributes.get("title") or attributes.get("name") or ""
        link = LinkDraft(element, raw, self._out.region, None, title=said)
        link.depth = 1 if self._out.region is Region.NAV else 0
        self._out.open_link(link)
        self._out.close_link(link)

    def _button(self, element: Element, attributes: Attributes) -> None:
        if self._out.in_form and not self._out.level:
            return
        self._span(element, "button", attributes)

    def _span(self, element: Element, tag: str, attributes: Attributes) -> None:
        out = self._out
        marks = self._names.of(attributes.get("class", ""))
        if marks:
            out.sheet.marks.update(marks)
        if "-" in tag and not len(element) and not element.text:
            out.sheet.marks.add("component")
        if "offscreen" in marks and out.link is None:
            self._mark(clean(text_of(element)))
            return
        if self._hidden.hides(element, attributes, marks):
            self._mark(clean(attributes.get("title") or attributes.get("aria-label") or ""))
            return
        if address := self._protected(element, attributes):
            out.parts.append(f" {address} ")
            return
        raw = scripted(attributes) if out.link is None else ""
        if not raw and out.link is None and out.region is Region.NAV and _opens_menu(element):
            raw = "#"
        if raw:
            link = LinkDraft(element, raw, out.region, None, title=attributes.get("title", ""))
            link.depth = self._menu_level(attributes) if out.region is Region.NAV else 0
            out.open_link(link)
            self._inside(element)
            out.close_link(link)
            return
        at = len(out.parts)
        bold = tag in _BOLD or bool(_BOLD_STYLE.search(attributes.get("style", "")))
        self._text(element, bold=bold, huge=tag == "font" and attributes.get("size", "") in _LARGE)
        if "badge" in marks or tag in _SMALL or (not len(element) and not element.text):
            shown = clean("".join(out.parts[at:])) if len(out.parts) >= at else ""
            self._mark(shown or clean(attributes.get("title") or attributes.get("aria-label") or ""))

    def _protected(self, element: Element, attributes: Attributes) -> str:
        """Return the mail address of an element that hides one by data attributes or by its direction."""
        if reads_backwards(attributes):
            return reversed_address(text_of(element))
        hides = any(name.startswith("data-") for name in attributes) or "is-email" in attributes
        return self._mails.from_attributes(attributes) if hides else ""

    def _mark(self, said: str) -> None:
        entry = self._out.entry
        if said and entry is not None and len(said) <= _LONGEST_MARK:
            entry.marks.append(said)
