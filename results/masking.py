"""Hides persons in texts and addresses from the web: names, direct numbers, personal mail addresses.

What is found is what the reading rooms find, by the same lists of the criteria set; since a quotation is flat text without the
boxes of its page, known first names are looked for anywhere in it. Where it is not clear whether a number or an address belongs
to a person, it is hidden; switchboards and mailboxes of an office stay, because they name nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any

import yaml

from criteria.loading import load_set
from criteria.words import Lexicon
from results.masked_names import NameFinder
from results.masked_url import UrlMask
from scanner.model.texts import chosen_language
from scanner.reading.mails import Mails
from scanner.reading.phones import extensions, kind_of, normalised, numbers
from scanner.reading.vocabulary import Vocabulary, plain

_REACH = 30  # characters behind a label in which its number stands
_LONGEST_TEXT = 100_000
_RUN = re.compile(r"[+(]?\d[\d ()/.–-]{3,}\d")
_SPAN = re.compile(r"\d{1,5} ?[-–/] ?\d{1,5}(?![\d.:])")
_BESIDE = re.compile(r"[\s|,;:·•]{1,4}")
_DATE = re.compile(r"(?:\d{1,2}[./ ]{1,2}){1,2}(?:19|20)\d\d|(?:19|20)\d\d-\d\d(?:-\d\d)?")
_TWO_WORDS = re.compile(r"[^\W\d_]{3,}.*[^\W\d_]{3,}")
_BRACKETED = re.compile(r"\(([-–] ?\d{1,4})\)")
Span = tuple[int, int, str]


class Masker:
    """Masks texts and addresses in one language.

    Args:
        lexicon: words and expressions of a criteria set.
        language: de or en.
    """

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        vocabulary, words = Vocabulary(lexicon), _words()
        self._says: dict[str, str] = words["says"][chosen_language(language)]
        self._mails, self._names = Mails(vocabulary), NameFinder(vocabulary, words)
        self._role_mail = vocabulary.pattern("contact_role_mail")
        self._label = vocabulary.pattern("contact_phone_label")
        self._fax = vocabulary.pattern("contact_fax_label")
        self._time = re.compile(rf"[.:]\d|\s*(?:{'|'.join(words['times'])})\b", re.I)
        self._urls = UrlMask(words, self._says, self.is_personal, self._names.is_given)

    def text(self, text: str) -> str:
        """Return a text without persons; one longer than 100,000 characters is cut there first."""
        text = text[:_LONGEST_TEXT]
        reached = [*self._in_addresses(text), *self._written_mails(text), *self._phones(text)]
        spans = [*reached, *self._persons(text, reached)]
        return _replaced(text, spans, self._says)

    def url(self, url: str) -> str:
        """Return an address without the mail, number or name of a person in it; mailto: and tel: become a word."""
        return self._urls.masked(url)

    @property
    def person(self) -> str:
        """What a masked person is called."""
        return self._says["person"]

    def is_personal(self, address: str) -> bool:
        """Whether a mail address may belong to a person: every one that names no office."""
        local = address.partition("@")[0].lower()
        tokens = re.split(r"[._+-]", local)
        return local not in self._role_mail or any(self._names.is_given(token) for token in tokens)

    def _in_addresses(self, text: str) -> Iterator[Span]:
        """Yield what web and mail addresses in a text hide."""
        for found in re.finditer(r"\b(?:https?|mailto|tel|callto|sip|skype):[^\s<>\"]+", text, re.I):
            url = found.group().rstrip(".,;:)")
            if (masked := self.url(url)) != url:
                yield found.start(), found.start() + len(url), masked

    def _written_mails(self, text: str) -> Iterator[Span]:
        for start, end, address in self._mails.in_text(text):
            if self.is_personal(address):
                yield start, end, "mail"

    def _phones(self, text: str) -> Iterator[Span]:
        for phone in numbers(text):
            if phone.kind != "switchboard":
                lead = len(text[phone.start : phone.end]) - len(text[phone.start : phone.end].lstrip())
                yield phone.start + lead, phone.end, "phone"
        for found in _BRACKETED.finditer(text):
            yield found.start(1), found.end(1), "phone"
        flat = plain(text)
        for pattern in (self._label, self._fax):
            for label in pattern.machine.finditer(flat):
                yield from self._labelled(text, label.end())

    def _labelled(self, text: str, begin: int) -> Iterator[Span]:
        """Yield the number behind a label: an extension, or one written together that no area code tells."""
        stretch = _line(text, begin)
        run = _RUN.search(stretch)
        short = next(iter(extensions(stretch)), None)
        spans = [run.span()] if run else []
        spans += [(short.start, short.end)] if short else []
        if not spans:
            return
        start, end = min(spans)
        found = _RUN.match(text, begin + start, begin + start + _REACH) or _SPAN.match(text, begin + start)
        end = found.end() - begin if found else end
        written = text[begin + start : begin + end]
        if self._time.match(text, begin + end) or _DATE.fullmatch(written) or _TWO_WORDS.search(stretch[:start]):
            return
        office = kind_of(written) == "switchboard" and len(normalised(written)) > 4
        if not office:
            yield begin + start, begin + end, "phone"

    def _persons(self, text: str, reached: list[Span]) -> Iterator[Span]:
        addresses = [address for _, _, address in self._mails.in_text(text)]
        boxes = [address.partition("@")[0] for address in addresses if self.is_personal(address)]
        for start, end in self._names.find(text, boxes, [start for start, _, _ in reached]):
            yield start, end, "person"
            yield from self._beside(text, end)

    def _beside(self, text: str, at: int) -> Iterator[Span]:
        """Yield the short number that stands beside a name without any label, as in a table."""
        gap = _BESIDE.match(text, at)
        number = _SPAN.match(text, gap.end()) if gap else None
        if number is not None and not self._time.match(text, number.end()):
            yield number.start(), number.end(), "phone"


def _line(text: str, begin: int) -> str:
    """Return what a label may speak of: the rest of its line, or the next line where it ends its own."""
    rest, _, below = text[begin : begin + _REACH].partition("\n")
    told = rest if rest.strip(" :.") else rest + " " + below.partition("\n")[0]
    return told.partition("@")[0]


def _replaced(text: str, spans: Iterable[Span], says: dict[str, str]) -> str:
    """Return the text with spans replaced; of those that overlap one is left, as long as all of them."""
    parts: list[str] = []
    done = 0
    for start, end, kind in _merged(spans):
        word = says.get(kind, kind)
        before = text[done:start]
        # "Durchwahl -23" becomes "Durchwahl", not "Durchwahl Durchwahl"
        said = kind == "phone" and re.search(rf"(?<![\w-]){re.escape(word)}[ :.]*$", before) is not None
        parts += [before.rstrip() if said else before, "" if said else word]
        done = end
    return "".join([*parts, text[done:]])


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end, kind in sorted(set(spans), key=lambda span: (span[0], -span[1], span[2])):
        if merged and start < merged[-1][1]:
            before = merged[-1]
            merged[-1] = (before[0], max(end, before[1]), before[2])
        else:
            merged.append((start, end, kind))
    return merged


@cache
def _words() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(resources.files("results").joinpath("masking.yaml").read_text("utf-8"))
    return loaded


@cache
def masker(language: str) -> Masker:
    """Return the masker of a language, by the reading lists of the built-in criteria set."""
    return Masker(load_set().lexicon, language)


def mask(text: str, language: str = "de") -> str:
    """Return a text without names, direct phones and mails of persons: "benannte Person", "Durchwahl", "Mail"."""
    return masker(chosen_language(language)).text(text)


def mask_url(url: str, language: str = "de") -> str:
    """Return an address without the mail, number or name of a person in it."""
    return masker(chosen_language(language)).url(url)
