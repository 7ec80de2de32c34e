"""Picks words: one of several ways to head and to say a thing, always the same for the same town and service."""

from __future__ import annotations

from scanner.practice.content.dice import Dice
from scanner.practice.content.pools import pool


def heading(letter: str, dice: Dice) -> str:
    """Return a heading for a field or a contact."""
    return str(dice.one(pool("wording")["headings"][letter], "heading", letter))


def said(key: str, dice: Dice, **values: object) -> str:
    """Return a sentence of the pool `wording`, filled in."""
    return str(dice.one(pool("wording")[key], "said", key)).format(**values)


def link_text(kind: str, dice: Dice, title: str) -> str:
    """Return the text of a link to a form."""
    return str(dice.one(pool("wording")["links"][kind], "link", kind)).format(title=title)


def unit_name(key: str, style: str) -> str:
    """Return what a town calls an office."""
    return str(pool("units")[key][style])


def town_text(key: str, **values: object) -> str:
    """Return a text of the pool `pages`, filled in."""
    return str(pool("pages")[key]).format(**values)
