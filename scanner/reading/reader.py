"""The tools that reading a page needs, made once per criteria set."""

from __future__ import annotations

import re2

from criteria.words import Lexicon
from scanner.reading.blocks import Splitter
from scanner.reading.mails import Mails
from scanner.reading.names import Names
from scanner.reading.regions import Said

_MOST = 8
_NEVER = r"[^\x00-\x{10FFFF}]"
_readers: dict[int, Reader] = {}


class _Words(dict[str, tuple[str, ...]]):
    def __missing__(self, name: str) -> tuple[str, ...]:
        return ()


class _Expressions(dict[str, tuple[str, ...]]):
    def __missing__(self, name: str) -> tuple[str, ...]:
        return (_NEVER,)


class Reader:
    """What is made of a lexicon once and used for every page."""

    def __init__(self, source: Lexicon) -> None:
        self.source = source
        self.lexicon = lexicon = Lexicon(_Words(source.words), _Expressions(source.expressions))
        self.names = Names(lexicon)
        self.splitter = Splitter(lexicon)
        self.mails = Mails(lexicon)
        self.said = Said(*(lexicon.expression(f"said_{part}") for part in ("consent", "footer", "breadcrumb")))

    def expression(self, name: str) -> re2._Regexp:
        """Return expressions of the lexicon as one machine."""
        return self.lexicon.expression(name)


def reader_of(lexicon: Lexicon) -> Reader:
    """Return the tools for a lexicon; a list that it does not have matches nothing.

    A reader holds its lexicon, so that the identity it is found by stays its own.
    """
    reader = _readers.get(id(lexicon))
    if reader is None or reader.source is not lexicon:
        if len(_readers) >= _MOST:
            _readers.clear()
        reader = _readers[id(lexicon)] = Reader(lexicon)
    return reader
