"""Words and numbers of ``g2b compare``, for the region and for one municipality."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from results.compare.breaks import Break
from results.compare.changes import Cause, Change, Move
from results.compare.comparison import Comparison
from results.compare.ranks import LEAST_MEMBERS, NoRank, Rank
from results.compare.relation import Relation
from scanner.cli.options import language, named_run
from scanner.cli.show import number
from scanner.model.texts import Texts

TEXTS = Texts("scanner.cli", "compare_runs")


def say(key: str, /, **values: object) -> str:
    """Return a text of this command in the language of the call."""
    return TEXTS.say(key, language(), **values)


def labels(found: Comparison) -> list[str]:
    """Return the runs as they are shown, with their source."""
    return [named_run(survey.run.label, survey.run.source) for survey in found.surveys]


def span(found: Comparison, start: int, end: int) -> str:
    """Return what a change from one run to another is headed."""
    runs = [found.surveys[at].run.label for at in (start, end)]
    return f"{runs[0]}→{runs[1]}"


def signed(value: float | None, digits: int = 1) -> str:
    """Return a difference with its sign, a dash for none; what is shown as zero has no sign."""
    if value is None:
        return "–"
    shown = number(abs(value), digits)
    zero = shown == number(0.0, digits)
    return shown if zero else ("+" if value > 0 else "−") + shown


def moved(change: Change | None) -> str:
    """Return a change of points: the difference, or in a word what there is instead of one."""
    if change is None:
        return "–"
    if change.gain is not None:
        return signed(change.gain)
    if change.move is Move.APART:
        return say("apart.none" if change.relation is Relation.NONE else "apart.beside")
    return "–" if change.move is Move.SAME else say(f"move.{change.move}")


def causes(change: Change) -> str:
    """Return the causes of a change; several are joined by "or", as nothing tells them apart, coverage and review by "and"."""
    either = [say(f"cause.{cause}") for cause in change.causes if cause in (Cause.SITE, Cause.RULES, Cause.SCANNER)]
    also = [say(f"cause.{cause}") for cause in change.causes if cause in (Cause.COVERAGE, Cause.REVIEW)]
    return ", ".join([*([say("or").join(either)] if either else []), *also])


def place(rank: Rank) -> str:
    """Return a rank with its range under other weightings, a dash where there is none; ``=`` says that others are level."""
    if rank.place is None:
        return "–"
    shown = f"{rank.place}=" if rank.tied else str(rank.place)
    return shown if rank.best == rank.worst else f"{shown} ({rank.best}–{rank.worst})"


def no_rank(rank: Rank) -> str:
    """Return why there is no rank, empty where there is one."""
    return "" if rank.missing is None else say(f"norank.{rank.missing}", least=LEAST_MEMBERS)


def legend(ranks: Iterable[Rank], found: Comparison) -> Iterator[Text]:
    """Yield what ranks mean and why some are missing, each reason once."""
    ranks = list(ranks)
    if any(rank.place is not None for rank in ranks):
        source = say(f"width.{found.width.source}")
        yield Text(say("legend.rank", width=number(found.tie_width), source=source))
    missing = {rank.missing for rank in ranks if rank.missing is not None}
    for reason in (reason for reason in NoRank if reason in missing):
        count = sum(rank.missing is reason for rank in ranks)
        yield Text(say(f"legend.norank.{reason}", count=count, least=LEAST_MEMBERS))


def breaks(found: Comparison) -> Iterator[Text]:
    """Yield each break between two runs: why it is one, and what may be compared all the same."""
    names = labels(found)
    for one in found.breaks:
        kinds = ", ".join(say(f"break.{kind}") for kind in one.kinds)
        yield Text(say("break", before=names[one.start], after=names[one.end], kinds=kinds) + " " + _left(one))


def _left(one: Break) -> str:
    parts = [("points", one.points), ("beside", one.beside), ("apart", one.apart)]
    return " ".join(say(f"break.{key}", count=len(ids), ids=_ids(ids)) for key, ids in parts if ids)


def _ids(ids: tuple[str, ...]) -> str:
    most = 8
    shown = ", ".join(name.partition(" ")[0] if name[1:2].isdigit() else name for name in ids[:most])
    return shown if len(ids) <= most else f"{shown}, …"
