"""Which texts can match an expression at all, told by the letters that it cannot do without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import ahocorasick

_PIECE = re.compile(r"\\.|\[[^\]]*\]|[a-z0-9 ]+|.", re.S)
_OPTIONAL = ("?", "*", "{0")
_SHORTEST = 2


class Literals:
    """Asked before many expressions are: which of them a text can match.

    Args:
        expressions: name -> expressions over folded text.
    """

    def __init__(self, expressions: Mapping[str, Iterable[str]]) -> None:
        names: dict[str, set[str]] = {}
        self._always: set[str] = set()
        for name, parts in expressions.items():
            for part in parts:
                needed = needed_letters(part)
                for letters in needed:
                    names.setdefault(letters, set()).add(name)
                self._always |= set() if needed else {name}
        self._machine = ahocorasick.Automaton()
        for letters, found in names.items():
            self._machine.add_word(letters, frozenset(found))
        self._machine.make_automaton()

    def candidates(self, folded: str) -> set[str]:
        """Return the names of the expressions that a folded text may match."""
        found = set(self._always)
        if len(self._machine):
            for _, names in self._machine.iter(folded):
                found |= names
        return found


def needed_letters(expression: str) -> frozenset[str]:
    """Return runs of letters of which every match holds at least one; none where that can't be told."""
    return _of_alternatives(_PIECE.findall(expression))


def _of_alternatives(pieces: list[str]) -> frozenset[str]:
    needed = [_of_sequence(each) for each in _split(pieces)]
    return frozenset().union(*needed) if all(needed) else frozenset()


def _split(pieces: list[str]) -> Iterator[list[str]]:
    """Yield what stands between the bars that are in no group."""
    depth = 0
    part: list[str] = []
    for piece in pieces:
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and depth == 0:
            yield part
            part = []
        else:
            part.append(piece)
    yield part


def _of_sequence(pieces: list[str]) -> frozenset[str]:
    """Return the best of what each part of a sequence needs: the one whose shortest run is longest."""
    found = [frozenset({run}) for run in _runs(pieces)] + [_of_alternatives(group) for group in _groups(pieces)]
    return max(found, key=lambda runs: min((len(run.strip()) for run in runs), default=0), default=frozenset())


def _runs(pieces: list[str]) -> Iterator[str]:
    depth = 0
    for at, piece in enumerate(pieces):
        depth += (piece == "(") - (piece == ")")
        if depth == 0 and (piece[0].isalnum() or piece[0] == " "):
            run = piece[:-1] if _optional(pieces, at + 1) else piece
            if len(run.strip()) >= _SHORTEST:
                yield run


def _groups(pieces: list[str]) -> Iterator[list[str]]:
    """Yield the insides of the groups that a match can't go without."""
    depth, start = 0, 0
    for at, piece in enumerate(pieces):
        if piece == "(":
            start = at + 1 if depth == 0 else start
            depth += 1
        elif piece == ")":
            depth -= 1
            if depth == 0 and not _optional(pieces, at + 1):
                yield pieces[start:at]


def _optional(pieces: list[str], at: int) -> bool:
    return "".join(pieces[at : at + 2]).startswith(_OPTIONAL)
