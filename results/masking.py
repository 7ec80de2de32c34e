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
from results.masked_url import UrlMask
from scanner.model.texts import chosen_language
from scanner.reading.contact_names import PeopleNames, spellings, surname_of
from scanner.reading.mails import Mails
from scanner.reading.phones import extensions, kind_of, normalised, numbers
from scanner.reading.vocabulary import Vocabulary, plain

_REACH = 30  # characters behind a label in which its number stands
_LONGEST_TEXT = 100_000
_LONGEST_HEAD = 90
_RUN = re.compile(r"[+(]?\d[\d ()/.–-]{3,}\d")
_SPAN = re.compile(r"\d{1,5} ?[-–/] ?\d{1,5}(?![\d.:])")
_BESIDE = re.compile(r"[\s|,;:·•]{1,4}")
_DATE = re.compile(r"(?:\d{1,2}[./ ]{1,2}){1,2}(?:19|20)\d\d|(?:19|20)\d\d-\d\d(?:-\d\d)?")
_TWO_WORDS = re.compile(r"[^\W\d_]{3,}.*[^\W\d_]{3,}")
_PARTICLE = re.compile(r"\b[^\W\d_A-ZÄÖÜ]+\b")
_BRACKETED = re.compile(r"\(([-–] ?\d{1,4})\)")
_CAPITAL = re.compile(r"[^\W\d_a-zäöüß][\w’'´`-]*")
_INITIAL = re.compile(r"[^\W\d_a-zäöüß]\. ?")
_NEXT = re.compile(r" (?:(?:von|van|de|der|den|dem|zu|zur|zum|vom|El|Al|da|di|ten|ter) ){0,3}(?:[^\W\d_a-zäöüß]\. )?")
_BEFORE = re.compile(r"([^\W\d_a-zäöüß][\w’'´`-]+), (?:Dr\. )?$")
_TURNED = re.compile(r"([^\W\d_a-zäöüß][\w’'´`-]{2,}) $")
_TRAIL = re.compile(r"[\s,;:(–-]+$")
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
        self._mails, self._people = Mails(vocabulary), PeopleNames(vocabulary)
        self._given = frozenset(plain(name).lower() for name in vocabulary.words("given_names"))
        self._named = vocabulary.pattern("contact_name")
        self._introduced = vocabulary.pattern("contact_introduced")
        self._after_name = vocabulary.pattern("contact_after_name")
        self._no_name = vocabulary.pattern("contact_no_name")
        self._role_mail = vocabulary.pattern("contact_role_mail")
        self._label = vocabulary.pattern("contact_phone_label")
        self._fax = vocabulary.pattern("contact_fax_label")
        titles = "|".join(words["titles"])
        self._title = re.compile(rf"(?:\b(?:{titles})\.(?:-Ing\.)? ?)+(?=[^\W\d_])")
        self._not_person = tuple(plain(word).lower() for word in words["not_persons"])
        self._time = re.compile(rf"[.:]\d|\s*(?:{'|'.join(words['times'])})\b", re.I)
        self._urls = UrlMask(words, self._says, self.is_personal, self._is_given)

    def text(self, text: str) -> str:
        """Return a text without persons; one longer than 100,000 characters is cut there first."""
        text = text[:_LONGEST_TEXT]
        reached = [*self._in_addresses(text), *self._written_mails(text), *self._phones(text)]
        spans = [*reached, *self._persons(text, reached)]
        return _replaced(text, spans, self._says)

    def url(self, url: str) -> str:
        """Return an address without the mail, number or name of a person in it; mailto: and tel: become a word."""
        return self._urls.masked(url)

    def is_personal(self, address: str) -> bool:
        """Whether a mail address may belong to a person: every one that names no office."""
        local = address.partition("@")[0].lower()
        tokens = re.split(r"[._+-]", local)
        return local not in self._role_mail or any(self._is_given(token) for token in tokens)

    def _is_given(self, word: str) -> bool:
        return plain(re.split(r"[-\d]", word)[0]).lower() in self._given

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
        mailboxes = " ".join(address.partition("@")[0] for _, _, address in self._mails.in_text(text))
        found = {*self._announced(text), *self._known(text), *self._at_heads(text, mailboxes, reached)}
        for start, end in found:
            yield start, end, "person"
            yield from self._beside(text, end)
        surnames = {surname_of(text[start:end]) for start, end in found}
        for word in _CAPITAL.finditer(text):
            bare = word.group().lower().removesuffix("s")
            if {word.group().lower(), bare} & surnames and len(bare) > 2:
                yield word.start(), word.end(), "person"

    def _beside(self, text: str, at: int) -> Iterator[Span]:
        """Yield the short number that stands beside a name without any label, as in a table."""
        gap = _BESIDE.match(text, at)
        number = _SPAN.match(text, gap.end()) if gap else None
        if number is not None and not self._time.match(text, number.end()):
            yield number.start(), number.end(), "phone"

    def _announced(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield names that a salutation, a title or words introduce."""
        for found in self._named.machine.finditer(plain(text)):
            name = text[found.start() : found.end()]
            salutation, _, rest = name.partition(" ")
            cut = self._after_name.search(_PARTICLE.sub(lambda word: "x" * len(word.group()), rest))
            name = _TRAIL.sub("", f"{salutation} {rest[: cut[0]]}" if cut else name)
            if " " in name:
                yield found.start(), found.start() + len(self._without_task(name))
        for name, start in self._introduced.all_held(text):
            if name not in self._no_name:
                yield start, start + len(name)
        for title in self._title.finditer(text):
            surname = _CAPITAL.match(text, title.end())
            if surname is not None and not self._is_place(text, surname.end()):
                yield title.start(), surname.end()

    def _without_task(self, name: str) -> str:
        """Return a name without capitalised words behind it ("Frau Anke Muster Ansiedlung")."""
        for first in _CAPITAL.finditer(name, name.find(" ")):
            if self._is_given(first.group()) and (end := self._surname_end(name, first.end())) > first.end():
                return name[:end]
        return name

    def _known(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield names with a first name that is known: "Anke Muster", "Muster, Anke", "Anke von der Muster"."""
        for first in _CAPITAL.finditer(text):
            if not self._is_given(first.group()):
                continue
            before = _BEFORE.search(text, 0, first.start())
            if before and self._may_be_surname(before[1]):
                yield before.start(), first.end()
            elif (end := self._surname_end(text, first.end())) > first.end():
                yield first.start(), end
            elif (turned := _TURNED.search(text, 0, first.start())) and self._ends(text, first.end()):
                yield from [(turned.start(), first.end())] if self._may_be_surname(turned[1]) else []

    def _may_be_surname(self, word: str) -> bool:
        return word not in self._no_name and not self._is_given(word)

    def _ends(self, text: str, at: int) -> bool:
        """Whether a name ends here because a number or a mail follows, as in a table with the surname first."""
        return re.compile(r"[\s|,;:·•-]{1,4}(?:[+(]?\d|\S+@)").match(text, at) is not None or (
            (label := self._label.search(text[at : at + 12])) is not None and label[0] <= 3
        )

    def _surname_end(self, text: str, at: int) -> int:
        """Return where the surname behind a first name ends, `at` where none follows."""
        end = at
        for _ in range(2):
            between = _NEXT.match(text, end)
            word = _CAPITAL.match(text, between.end()) if between else None
            if word is None or len(word.group()) < 3 or word.group() in self._no_name or self._stops(word.group()):
                return at if self._is_place(text, end) else end
            end = word.end()
            if not self._is_given(word.group()):
                break
        return at if self._is_place(text, end) else end

    def _stops(self, word: str) -> bool:
        return word in self._after_name or self._names_place(word)

    def _names_place(self, word: str) -> bool:
        return plain(word).lower().endswith(self._not_person)

    def _is_place(self, text: str, at: int) -> bool:
        """Whether the next word says that a name is that of a street, school or the like."""
        follows = re.compile(r"[ -]+([^\W\d_]+)").match(text, at)
        return follows is not None and self._names_place(follows[1])

    def _at_heads(self, text: str, mailboxes: str, reached: list[Span]) -> Iterator[tuple[int, int]]:
        """Yield names whose surname a mailbox tells, and initials with a surname beside a number or a mail."""
        for word in _CAPITAL.finditer(text) if mailboxes else ():
            name = self._people.at_head_of(text[word.start() : word.start() + _LONGEST_HEAD], mailboxes)
            if name:
                yield word.start(), word.start() + len(name)
            elif any(spelling in mailboxes for spelling in spellings(word.group())) and self._is_mailbox(
                word.group(), mailboxes
            ):
                yield word.start(), word.end()
        for found in _INITIAL.finditer(text):
            surname = _CAPITAL.match(text, found.end())
            if surname and any(0 <= start - surname.end() <= _REACH for start, _, _ in reached):
                yield from [(found.start(), surname.end())] if self._may_be_surname(surname.group()) else []

    def _is_mailbox(self, word: str, mailboxes: str) -> bool:
        """Whether a word is a name in a personal mailbox of several parts (a.muster@): one alone may be a task."""
        boxes = [re.split(r"[._+-]", box) for box in mailboxes.split() if self.is_personal(box)]
        return bool(spellings(word) & {part for parts in boxes if len(parts) > 1 for part in parts})


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
