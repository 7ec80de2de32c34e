"""What an online form or a form PDF asks, shows and how it can be handed in."""

from __future__ import annotations

from dataclasses import dataclass, field

from scanner.model.answer import Answer
from scanner.model.place import Place
from scanner.reading.facts import Block, PageFacts
from scanner.reading.seen import Seen


@dataclass(frozen=True)
class FormFacts:
    """The part of an `Offer` that its target and the service's text say; names and values as there."""

    sent: str = "unknown"
    evidence: Answer = Answer.UNKNOWN
    notice: Answer = Answer.UNKNOWN
    login_first: Answer = Answer.UNKNOWN
    logins: frozenset[str] = frozenset()
    payments: frozenset[str] = frozenset()
    shows: frozenset[str] = frozenset()
    places: tuple[Place, ...] = field(default=())


def read_online_form(seen: Seen, chain: tuple[PageFacts, ...], service_text: tuple[Block, ...]) -> FormFacts:
    """Return what an online form shows: `chain` is its first page and what "Weiter" led to, `service_text` the service's."""
    raise NotImplementedError
