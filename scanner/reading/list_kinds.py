"""What a list page is: a directory from A to Z, an overview, forms, or a bundle of business services."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from criteria.words import fold
from scanner.reading.documents import DOCUMENTS, Sort, extension, says_pdf, sort_of_link
from scanner.reading.facts import PageFacts, Region
from scanner.reading.kinds import heading_of
from scanner.reading.seen import Seen
from scanner.reading.site_types import NOISE, Entry, Kind

_LETTERS = 6  # single letters as links or headings make an alphabet
_LIST = 5
_KNOWN = 3  # services of the catalogue that tell a directory of services
_FORM_LINKS = 5
_BUNDLE = 3
_MOSTLY = 0.5
_SORTED = 12  # entries of a list that is in alphabetical order by design
_INITIALS = 6
_NO_LIST = NOISE | {Kind.SEARCH}
_NO_FORM = frozenset({Kind.LOGIN, Kind.FAQ, Kind.CONTACT, Kind.LEGAL})  # what stands on form servers beside forms
_NO_BUNDLE = frozenset({Kind.SITEMAP, Kind.HOMEPAGE, Kind.FAQ, Kind.CONTACT, Kind.LEGAL})


def kinds_by_entries(seen: Seen) -> dict[str, frozenset[Kind]]:
    """Return the kinds again with those that only services and entries can tell."""
    found = dict(seen.kinds)
    lists = {key: _List(seen, key) for key in seen.pages if _may_list(seen, key)}
    for key, each in lists.items():
        found[key] |= frozenset(each.kinds())
    for key in _directories(seen, lists):
        found[key] = (found[key] | {Kind.A_TO_Z, Kind.OVERVIEW}) - {Kind.BUNDLE}
    for key in {own.page for pages in seen.services.values() for own in pages if own.section < 0}:
        if Kind.FAQ not in found[key]:
            found[key] -= {Kind.FAQ_BUSINESS}  # a description in questions is no page of answers
    for keys in seen.referrals.values():
        for key in keys:
            found[key] |= {Kind.REFERRAL}
    return found


def _may_list(seen: Seen, key: str) -> bool:
    """Whether a page has entries, or letters that lead to pages with entries."""
    listing = key in seen.entries or any(_is_letter(link.text) for link in seen.pages[key].links)
    return listing and not seen.is_kind(key, *_NO_LIST)


def _directories(seen: Seen, lists: dict[str, _List]) -> set[str]:
    """Return the pages of directories of services: a page with an alphabet, and the pages of its letters."""
    found: set[str] = set()
    for key, each in lists.items():
        letters = {key} | {letter for letter in each.letter_pages if not seen.is_kind(letter, *_NO_LIST)}
        family = [lists[letter] for letter in letters if letter in lists]
        if each.is_alphabetical(len(letters)) and _lists_services(each, family):
            found |= letters
    return found


def _lists_services(each: _List, family: list[_List]) -> bool:
    """Whether the pages of an alphabet list services, and not forms, people, streets or clubs."""
    if each.headed("not_services_title") or Kind.SITEMAP in each.own_kinds:
        return False
    entries = [entry for one in family for entry in one.main]
    files = sum(extension(entry.link.url) in DOCUMENTS for entry in entries)
    known = {service for one in family for service in one.services}
    titled = each.headed("services_title") or any(one.headed("services_title") for one in family)
    return files <= _MOSTLY * len(entries) and (
        titled or len(known) >= _LIST or len(known) >= _KNOWN <= len(entries) // 4
    )


@dataclass(frozen=True)
class _List:
    """A page with its entries."""

    seen: Seen
    key: str

    @cached_property
    def page(self) -> PageFacts:
        return self.seen.pages[self.key]

    @cached_property
    def own_kinds(self) -> frozenset[Kind]:
        return self.seen.kinds[self.key]

    @cached_property
    def main(self) -> tuple[Entry, ...]:
        """Entries of the main column that lead to another page."""
        entries = self.seen.entries.get(self.key, ())
        return tuple(e for e in entries if e.link.region is Region.MAIN and self.seen.key(e.link.url) != self.key)

    @cached_property
    def services(self) -> frozenset[str]:
        return frozenset(service for entry in self.main for service in entry.services)

    @cached_property
    def business(self) -> frozenset[str]:
        known = self.seen.set.service
        return frozenset(service for service in self.services if service in known and known[service].business)

    @cached_property
    def letter_pages(self) -> frozenset[str]:
        keys = {self.seen.key(link.url) for link in self.page.links if _is_letter(link.text)}
        return frozenset(key for key in keys if key in self.seen.pages)

    @cached_property
    def heading(self) -> str:
        return fold(heading_of(self.page))

    def headed(self, name: str) -> bool:
        return self.seen.set.lexicon.expression(name).search(self.heading) is not None

    def is_alphabetical(self, pages: int) -> bool:
        """Whether it is a list by letters: letters to turn by or as headings, its name, or its order."""
        letters = {link.text.strip(" .").upper() for link in self.page.links if _is_letter(link.text)}
        letters |= {block.text.strip(" .").upper() for block in self.page.blocks if _is_letter(block.text)}
        named = self.headed("a_to_z") and (len(self.main) >= _LIST or pages > 1)
        return len(letters) >= _LETTERS or named or (self.headed("services_title") and self._is_sorted())

    def _is_sorted(self) -> bool:
        texts = [fold(entry.text) for entry in self.main if entry.text]
        return len(texts) >= _SORTED and texts == sorted(texts) and len({text[:1] for text in texts}) >= _INITIALS

    def kinds(self) -> Iterator[Kind]:
        """Yield what the page is beside a directory."""
        of_services, of_forms = self.headed("services_title"), self.headed("forms_title")
        if (of_forms and self._forms() >= _FORM_LINKS) or self._lists_online_forms():
            yield from (Kind.FORMS, Kind.OVERVIEW)
        if of_services and len(self.main) >= _LIST:
            yield Kind.OVERVIEW
        if self._is_bundle(of_services or of_forms):
            yield Kind.BUNDLE

    def _forms(self) -> int:
        """Return how many entries lead to a form."""
        return len({self.seen.key(entry.link.url) for entry in self.main if self._is_form(entry)})

    def _lists_online_forms(self) -> bool:
        """Whether it lists online services, by its heading or as the start of the own portal, that are forms at once."""
        start = self.seen.side(self.page.url) == "portal" and not urlsplit(self.page.url).path.strip("/")
        if not (start or self.headed("online_title")):
            return False
        return len({self.seen.key(entry.link.url) for entry in self.main if self._is_online(entry)}) >= _FORM_LINKS

    def _is_online(self, entry: Entry) -> bool:
        url, platforms = entry.link.url, self.seen.set.platforms
        if platforms.deep_link(url, self.seen.as_of) is not None:
            return True
        key = self.seen.key(url)
        return self.seen.is_kind(key, Kind.ONLINE_FORM) and not self.seen.is_kind(key, *_NO_FORM)

    def _is_form(self, entry: Entry) -> bool:
        url, platforms = entry.link.url, self.seen.set.platforms
        if extension(url) in DOCUMENTS or says_pdf(entry.link):
            return sort_of_link(entry.link, entry.group, self.seen.set.lexicon) is not Sort.INFO
        served = platforms.match(url, self.seen.as_of, ("form_server",)) or platforms.deep_link(url, self.seen.as_of)
        own = self.seen.is_kind(self.seen.key(url), Kind.ONLINE_FORM)
        return served is not None or own or bool(entry.services) or "form" in url.lower()

    def _is_bundle(self, general: bool) -> bool:
        """Whether it leads to business services as such: no list of everything, no office, no page of one service."""
        if len(self.business) < _BUNDLE or self.own_kinds & _NO_BUNDLE:
            return False
        if self._describes_a_service() or Kind.UNIT in self.own_kinds:
            return False
        if self.seen.set.lexicon.list("business_page").search_folded(self.heading) is not None:
            return True
        if general:
            return False
        leading = sum(any(service in self.business for service in entry.services) for entry in self.main)
        return leading >= _MOSTLY * len(self.main)

    def _describes_a_service(self) -> bool:
        pages = (own for each in self.seen.services.values() for own in each)
        return any(own.page == self.key and own.section < 0 for own in pages)


def _is_letter(text: str) -> bool:
    text = text.strip(" .|")
    return len(text) == 1 and text.isalpha()
