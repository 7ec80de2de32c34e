"""The tools that reading a page needs, made once per criteria set."""

from __future__ import annotations

from criteria.words import Lexicon
from scanner.reading.blocks import Splitter
from scanner.reading.contacts import ContactReader
from scanner.reading.mails import Mails
from scanner.reading.names import Names
from scanner.reading.regions import Said
from scanner.reading.values import ValueReader
from scanner.reading.vocabulary import Vocabulary

_MOST = 8
_readers: dict[int, Reader] = {}


class Reader:
    """What is made of a lexicon once and used for every page."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.vocabulary = words = Vocabulary(lexicon)
        self.names = Names(words)
        self.splitter = Splitter(words)
        self.mails = Mails(words)
        self.contacts = ContactReader(words, self.names, self.mails)
        self.values = ValueReader(words)
        self.said = Said(*(words.pattern(f"said_{part}") for part in ("consent", "footer", "breadcrumb", "nothing")))


def reader_of(lexicon: Lexicon) -> Reader:
    """Return the tools for a lexicon; they hold it, so that the identity they are found by stays its own."""
    reader = _readers.get(id(lexicon))
    if reader is None:
        if len(_readers) >= _MOST:
            _readers.clear()
        reader = _readers[id(lexicon)] = Reader(lexicon)
    return reader
