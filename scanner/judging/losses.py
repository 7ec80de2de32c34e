"""What the rest of a score hangs on, by cause and by who can change it: read off the outcome of a rule.

A share tells each member below its most, a sum each part that is missing, and together they are what the score lacks.
Steps tell what the next one lacks; where that is a number over members, each of them that misses has its part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from criteria.language import Collection, Criterion, Node
from scanner.judging.blame import Blame
from scanner.judging.causes import Subject, blame, leaves_of
from scanner.judging.context import Context
from scanner.judging.evaluate import ceiling
from scanner.judging.lacking import Lack, deciding, gain_of, lack_of, next_step, parts_of, placed
from scanner.judging.members import members
from scanner.judging.outcome import Outcome
from scanner.model.cause import Cause
from scanner.model.verdict import Loss, State, Verdict

_SHARES = ("mean", "median")
_DIGITS = 6
_GRAIN = 1e-9


@dataclass(frozen=True)
class _Part:
    """One thing that is missing: how much of the whole, for which member, and its cause."""

    weight: float
    member: str
    blame: Blame


def losses(context: Context, criterion: Criterion, outcome: Outcome, given: Verdict) -> tuple[Loss, ...]:
    """Return what the rest of a score hangs on, in the order of the rule; nothing where there is no score.

    Args:
        context: the site.
        criterion: what was asked.
        outcome: what its rule gave.
        given: the verdict made of it.
    """
    if given.state is not State.SCORED or given.score is None or given.score >= 1:
        return ()
    scale, missing = deciding(outcome), 1 - given.score
    if scale.core in _SHARES:
        return _shared(list(_of_share(scale, context)), missing)
    if scale.core == "sum":
        return _shared([part for one in _open(scale) for part in _of_part(one, scale, context)], missing)
    if scale.core == "steps":
        lack, gain = next_step(scale)
        top = criterion.scale(context.site.municipality.league)
        return _shared(list(_of_lack(placed(lack, scale.place), scale, context)), min(gain / top, missing))
    return _shared([_Part(1.0, "", _of_none(scale, context))], missing)


def _shared(parts: Sequence[_Part], whole: float) -> tuple[Loss, ...]:
    """Return losses that are together what is missing, each by its weight."""
    weights = sum(part.weight for part in parts)
    if weights <= _GRAIN or whole <= _GRAIN:
        return ()
    return tuple(
        Loss(
            part.member,
            round(whole * part.weight / weights, _DIGITS),
            part.blame.cause.value,
            part.blame.changer,
            part.blame.url,
            part.blame.detail,
        )
        for part in parts
    )


def _open(scale: Outcome) -> Iterator[Outcome]:
    return (part for part in scale.children if gain_of(part) > 0)


def _of_part(part: Outcome, scale: Outcome, context: Context) -> Iterator[_Part]:
    """Yield what a part of a sum lacks."""
    lack, inner = placed(lack_of(part), scale.place), deciding(part)
    for one in _of_lack(lack, inner if inner.core == "steps" else scale, context):
        yield replace(one, weight=one.weight * gain_of(part))


def _of_share(share: Outcome, context: Context) -> Iterator[_Part]:
    """Yield what each member that was seen lacks."""
    over = _over(share.node)
    if over is None:
        return
    top, known = ceiling(over.worth, context), _contexts(over, context)
    for member in share.children:
        if member.value is not None and top - member.value > _GRAIN:
            at_hand = known.get(member.label, context)
            yield from _of_member(member, top - member.value, _named(member.label, at_hand), at_hand)


def _of_member(member: Outcome, gap: float, name: str, context: Context) -> Iterator[_Part]:
    parts = list(parts_of(member))
    gains = [gain_of(part) for part, _ in parts] if len(parts) > 1 else [1.0] * len(parts)
    for (part, lack), gain in zip(parts, gains, strict=True):
        yield _Part(gap * gain / sum(gains), name, blame(lack, Subject(context, deciding(part))))


def _of_lack(lack: Lack, scale: Outcome, context: Context) -> Iterator[_Part]:
    """Yield what a step or part lacks: of a number over members each one that misses, together worth 1."""
    first = next(leaves_of(lack), lack)
    over = _over(first.over)
    if first.core != "measure" or not first.members or over is None:
        yield _Part(1.0, "", blame(lack, Subject(context, scale)))
        return
    known, place = _contexts(over, context), over.worth.place or over.place or first.place
    for label, _ in first.members:
        at_hand = known.get(label, context)
        inner = Lack(over.worth.core, over.worth, place)
        yield _Part(1 / len(first.members), _named(label, at_hand), blame(inner, Subject(at_hand, scale)))


def _of_none(scale: Outcome, context: Context) -> Blame:
    """Return why nothing was there to count: of ways to apply, that there is none."""
    over = _over(scale.node)
    if over is None or over.offers is None:
        return blame(lack_of(scale), Subject(context, scale))
    return Blame(Cause.NO_ONLINE_FORM if over.offers.kind == ("online",) else Cause.NO_FORM)


def _over(node: Node | None) -> Collection | None:
    return (node.mean or node.median) if node is not None else None


def _contexts(over: Collection, context: Context) -> dict[str, Context]:
    """Return what each member is evaluated in; entries have no context of their own that tells a cause."""
    if over.entries:
        return {}
    asked = (over.basket, over.terms, over.services, over.offers)
    return context.memory.once(("contexts", asked), lambda: {one.label: one.context for one in members(context, over)})


def _named(label: str, context: Context) -> str:
    """Return what a member is called: of a way to apply the service it is for."""
    return context.offer.service if context.offer is not None else label
