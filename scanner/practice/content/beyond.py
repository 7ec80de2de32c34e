"""What a town tells of services beyond the criteria set, and which of its pages only sound like them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scanner.practice.content.dice import Dice
from scanner.practice.content.model import Town
from scanner.practice.content.pools import pool

_MOST = 5
_DECOYS = 6
_KEYED = 0.3  # share of pages that say their key
_UNKNOWN = 0.15  # share of towns with a page under a key that the catalogue does not know


@dataclass(frozen=True, slots=True)
class Beyond:
    """A page beyond the criteria set.

    `kind` is service, or what a decoy is (news, council, job, waste, topic, glossary). `key` is the LeiKa key that it is about,
    empty for decoys; `says` the key that stands on the page, empty for none; `everyday` a name that no catalogue has.
    """

    page: str
    kind: str
    title: str
    text: str
    key: str = ""
    says: str = ""
    parts: tuple[str, ...] = ()
    everyday: bool = False


def beyond(town: Town) -> tuple[Beyond, ...]:
    """Return the pages of a town beyond the criteria set, the same in all years."""
    dice = Dice(town.seed).of("beyond")
    rows = [row for row in enumerate(pool("beyond")["services"]) if town.league in row[1]["leagues"]]
    services = [_service(at, row, dice) for at, row in dice.shuffled(rows, "services")[:_MOST]]
    decoys = [_decoy(at, row) for at, row in dice.shuffled(enumerate(pool("beyond")["decoys"]), "decoys")[:_DECOYS]]
    return (*services, *decoys, *_unknown(dice))


def _service(at: int, row: dict[str, Any], dice: Dice) -> Beyond:
    everyday = bool(row.get("everyday"))
    keyed = row.get("keyed") or (not everyday and dice.share("keyed", at) < _KEYED)
    title = str(dice.one(row["titles"], "title", at))
    parts = tuple(row.get("parts", ()))
    return Beyond(
        f"beyond:{at}", "service", title, row["text"], row["key"], row["key"] if keyed else "", parts, everyday
    )


def _decoy(at: int, row: dict[str, Any]) -> Beyond:
    return Beyond(f"decoy:{at}", row["kind"], row["title"], row["text"])


def _unknown(dice: Dice) -> tuple[Beyond, ...]:
    row = pool("beyond")["unknown"]
    if dice.share("unknown") >= _UNKNOWN:
        return ()
    return (Beyond("beyond:unknown", "service", row["title"], row["text"], row["key"], row["key"]),)
