"""Reservations against text and data mining, as the operator is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import typer
from sqlalchemy import Engine

from results.reservations import reservations
from scanner.cli.options import language
from scanner.model.texts import Texts
from scanner.reading.reserving import NOTE

_TEXTS = Texts("scanner.cli", "archive")


def lines(notes: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each reservation among the notes of a judgement."""
    for note in notes:
        if note.startswith(f"{NOTE}:"):
            _, way, pages, url = note.split(":", 3)
            told = _TEXTS.say(f"reserved.{way}", language())
            yield _TEXTS.say("reserved", language(), way=told, pages=pages, url=url)


def tell(engine: Engine, run: str) -> None:
    """Print who of a run reserves, and what that asks of the operator; nothing where nobody does."""
    found = reservations(engine, run)
    for name, notes in found.items():
        for line in lines(notes):
            typer.echo(f"{name}: {line}")
    if found:
        typer.echo(_TEXTS.say("reserved.advice", language()))
