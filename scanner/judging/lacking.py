"""What an outcome lacks to hold or to give more: the part of its tree that did not hold, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from criteria.checks.steps import implies
from criteria.language import BOUNDS, OBSERVATIONS, Node, PlaceQuery
from scanner.judging.outcome import Outcome

LET = "let"
_SHARES = ("mean", "median")
_FULLEST = "fullest"
_NO_PAGE = "no_service_page:"


@dataclass(frozen=True)
class Lack:
    """What is missing.

    `core` is an observation that does not hold; ``all`` or ``any`` of `parts`; ``measure`` for a number that misses
    the bounds of `node`; ``against`` for `parts` that hold and should not; ``members`` where nothing is there to count
    over; ``no_page`` where the service at hand has no page; ``unseen``. `place` is where the rule looks, `reason` why it
    was not seen. Of a number `over` is what it is measured over, `number` its value and `members` what misses with
    their values.
    """

    core: str
    node: Node | None = None
    place: PlaceQuery | None = None
    parts: tuple[Lack, ...] = ()
    reason: str = ""
    over: Node | None = None
    number: float | None = None
    members: tuple[tuple[str, float], ...] = ()


def lack_of(outcome: Outcome) -> Lack:
    """Return what an outcome lacks that does not hold, or that could give more."""
    if _has_no_page(outcome):
        return Lack("no_page", reason=outcome.reason)
    return placed(_of_core(outcome), outcome.place)


def _of_core(outcome: Outcome) -> Lack:
    core, children = outcome.core, outcome.children
    if core == "best":
        return lack_of(children[0])
    if core in ("all", "sum"):
        return _joined("all", [lack_of(child) for child in children if not child.holds])
    if core == "any":
        return _joined("any", [lack_of(child) for child in children])
    if core == "not":
        return Lack("against", parts=tuple(_asked(child) for child in children))
    if core == "measure":
        return _measured(outcome, deciding(children[0]))
    if core == "steps":
        return next_step(outcome)[0]
    if core == "else":
        return Lack("members", node=outcome.node)
    if core in _SHARES:
        return _number(outcome, outcome)
    return Lack(core if core in OBSERVATIONS else "unseen", outcome.node, reason=outcome.reason)


def deciding(outcome: Outcome) -> Outcome:
    """Return the scale that gave a number: below the choice of the best page and below comparisons."""
    place = outcome.place
    while outcome.core in ("best", "measure") and outcome.children:
        outcome = outcome.children[0]
        place = place or outcome.place
    return outcome if outcome.place is place else replace(outcome, place=place)


def next_step(scale: Outcome) -> tuple[Lack, float]:
    """Return what the step above the one that held lacks, and how much it would add.

    Half a point on a scale of one is no aim: there it is what gives the whole. Where only later steps give more, the
    step that held stands against it.
    """
    steps = [step for step in scale.children if step.label != LET]
    has = scale.value if scale.value is not None else scale.low
    held = next((index for index, step in enumerate(steps) if step.holds), len(steps))
    above = [step for step in steps[:held] if (step.worth or 0.0) > has and not step.holds]
    if not above:
        most = max(((step.worth or 0.0) for step in steps), default=has)
        against = tuple(_asked(step) for step in steps[held : held + 1])
        return Lack("against", parts=against), most - has
    worths = [step.worth or 0.0 for step in above]
    aim = max(worths) if max(worths) <= 1 else min(worths)
    return _one_of([step for step in above if step.worth == aim]), aim - has


def _one_of(steps: Sequence[Outcome]) -> Lack:
    """Return what one of some steps lacks; a step that asks for more than another adds nothing."""
    easier = [step for step in steps if not any(_asks_more(step, other) for other in steps if other is not step)]
    return _joined("any", [lack_of(step) for step in easier or steps])


def _asks_more(step: Outcome, other: Outcome) -> bool:
    one, two = step.node, other.node
    return one is not None and two is not None and implies(one, two) and not implies(two, one)


def gain_of(part: Outcome) -> float:
    """Return what a part could give more, in the points of its own scale."""
    if part.worth is not None:
        return 0.0 if part.holds else part.worth
    scale = deciding(part) if part.core == "best" else part
    if scale.core == "steps":
        return next_step(scale)[1]
    if scale.core == "sum":
        return sum(gain_of(child) for child in scale.children)
    return max(part.high, 1.0) - (part.value if part.value is not None else part.low)


def parts_of(member: Outcome) -> Iterator[tuple[Outcome, Lack]]:
    """Yield what a member of a share lacks: of a sum each part by itself."""
    whole, inner = lack_of(member), deciding(member)
    if inner.core != "sum" or whole.core == "no_page":
        yield member, whole
        return
    for part in inner.children:
        if gain_of(part) > 0:
            yield part, placed(lack_of(part), inner.place)


def placed(lack: Lack, place: PlaceQuery | None) -> Lack:
    """Return a lack with the place to look at around it, unless it has one of its own."""
    return lack if lack.place is not None else replace(lack, place=place)


def _joined(core: str, parts: Sequence[Lack]) -> Lack:
    distinct = tuple(dict.fromkeys(parts))
    return distinct[0] if len(distinct) == 1 else Lack(core, parts=distinct)


def _asked(outcome: Outcome) -> Lack:
    """Return what holds and should not."""
    if outcome.core in ("any", "all"):
        return _joined(outcome.core, [_asked(child) for child in outcome.children if child.holds])
    return Lack(outcome.core, outcome.node, outcome.place)


def _measured(outcome: Outcome, number: Outcome) -> Lack:
    """Return what a number lacks to keep its bounds; of steps, those whose worth does."""
    if number.core in _SHARES:
        return _number(outcome, number)
    if number.core != "steps":
        return lack_of(number)
    enough = [step for step in number.children if not step.holds and _keeps(outcome.node, step.worth or 0.0)]
    least = min(((step.worth or 0.0) for step in enough), default=0.0)
    return _one_of([step for step in enough if step.worth == least])


def _number(bounded: Outcome, number: Outcome) -> Lack:
    missing = tuple(_missing(bounded.node, number))
    place = number.place or bounded.place
    return Lack("measure", bounded.node, place, (), number.reason, number.node, number.value, missing)


def _missing(bounds: Node | None, number: Outcome) -> Iterator[tuple[str, float]]:
    """Yield the members that keep the number from its bounds: beyond the most, else below the whole."""
    ceiling = bounds.at_most if bounds is not None and bounds.at_most is not None else None
    for member in number.children:
        value = member.value
        if value is not None and (value > ceiling if ceiling is not None else value < 1):
            yield member.label, value


def _keeps(bounds: Node | None, value: float) -> bool:
    if bounds is None or bounds.at_least is None:
        return any(getattr(bounds, name, None) is not None for name in BOUNDS) and value > 0
    return value >= bounds.at_least


def _has_no_page(outcome: Outcome) -> bool:
    place = outcome.place
    if place is None or not (place.spot == _FULLEST or place.fullest_or is not None):
        return False
    return any(code.startswith(_NO_PAGE) for part in outcome.walk() for code in part.searched)
