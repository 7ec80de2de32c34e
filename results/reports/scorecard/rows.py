"""The rows of a scorecard: tables beside the charts, and what is said of rank, changes, steps and services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from results.compare.changes import Change, Level, Move
from results.compare.moves import SHOWN
from results.compare.ranks import NoRank
from results.reports.look.frame import run_label
from results.reports.look.numbers import Numbers
from results.reports.scorecard.card import Card, Standing, Words
from results.reports.scorecard.gains import BEYOND, UNTOLD, Lost
from results.reports.scorecard.journeys import Journey, Station, Stop
from results.reports.scorecard.steps import Solver, Step
from scanner.model.cause import Cause
from scanner.model.verdict import Changer, Loss, ServiceFinding, State, Verdict

Say = Callable[..., str]
_HEADLINES, _FALLS, _ADDRESS, _NAMED = 5, 2, 90, 3


@dataclass(frozen=True)
class Rows:
    """Says what a scorecard shows, in the language of its reader."""

    card: Card
    words: Words
    say: Say

    @property
    def numbers(self) -> Numbers:
        """Numbers as the reader's language writes them."""
        return Numbers(self.card.audience.language)

    def short(self, standing: Standing) -> str:
        """Return the short name of a category or of the total."""
        return self.say(f"short.{standing.letter or 'total'}")

    def who(self, who: Changer | None) -> str:
        """Return who can change something."""
        return self.say("changer.unknown") if who is None else self.words.changer(who)

    @property
    def league(self) -> str:
        """The league of the municipality."""
        return self.say(f"league.{self.card.scan.league}")

    def span(self, standing: Standing) -> str:
        """Return the points of a category with their range, where some could not be tested."""
        number, now = self.numbers.number, standing.now
        if now.value is None or now.high - now.low < 0.05:
            return number(now.value)
        return f"{number(now.value)} ({number(now.low, 0)}–{number(now.high, 0)})"

    def rank(self) -> str:
        """Return the place in the league in a sentence, or why there is none."""
        rank = self.card.year.rank
        if rank.place is None:
            return self.say(f"norank.{rank.missing or NoRank.MISSING}")
        said = self.say("rank", place=rank.place, of=rank.of)
        if rank.tied:
            said += ", " + self.say("rank.tied.one" if len(rank.tied) == 1 else "rank.tied", count=len(rank.tied))
        if rank.best is not None and rank.worst is not None and rank.best != rank.worst:
            said += "; " + self.say("rank.range", best=rank.best, worst=rank.worst)
        return said

    def since(self) -> str:
        """Return what the total did since the survey before, in a sentence; empty where there is none."""
        step = self.card.changes
        if step is None:
            return ""
        before = self.labels[step.start]
        if step.total.gain is None:
            return self.say("since.apart", before=before)
        said = self.say("since", gain=self.numbers.signed(step.total.gain), before=before)
        return said + self.say("since.shared", count=step.total.shared) if _is_of_a_part(step.total) else said

    def causes(self, change: Change) -> str:
        """Return what a change may come from."""
        return ", ".join(self.say(f"cause.{one}") for one in change.causes)

    def change(self, change: Change) -> str:
        """Return what a change is about and how it went: "Suchkomfort: 0 → 67"."""
        return self.say(
            "moved",
            what=self._what(change),
            before=self._side(change, change.before),
            after=self._side(change, change.after),
        )

    def move(self, change: Change) -> str:
        """Return what happened: rose, fell, came, went, could not be seen."""
        return self.say(f"move.{change.move}")

    def moved(self) -> list[Change]:
        """Return the criteria and services that moved, those first that move the total most."""
        step = self.card.changes
        if step is None:
            return []
        criteria = [one for one in self.card.moves(step.criteria) if one.move is not Move.UNSEEN]
        business = {one.id for one in self.card.criteria.services if one.business}
        services = [one for one in self.card.moves(step.services) if one.id in business and one.move is not Move.UNSEEN]
        return [*criteria, *services]

    def headlines(self) -> list[Change]:
        """Return what the front page tells: what moved most, but never the rises alone where something fell."""
        moved = self.moved()
        first, later = moved[:_HEADLINES], moved[_HEADLINES:]
        wanted = max(0, _FALLS - sum(_fell(one) for one in first))
        falls = [one for one in later if _fell(one)][:wanted]
        return [*first[: _HEADLINES - len(falls)], *falls]

    def lost(self, lost: Lost) -> str:
        """Return a cause of lost points in a sentence, counted."""
        if lost.cause in (UNTOLD, Cause.BELOW_STEP):
            return self.say(f"lost.{lost.cause}", what=self.criterion(lost.criteria[0]))
        return self.say("lost.beyond") if lost.cause == BEYOND else self.words.loss(lost.cause, lost.count)

    def step(self, step: Step) -> str:
        """Return what to do, in words that one can pass on."""
        key = f"do.{step.lost.cause}"
        if step.lost.cause in (UNTOLD, Cause.BELOW_STEP):
            return self.say(key, what=self.criterion(step.criterion))
        return self.say(key)

    def members(self, lost: Lost, most: int = 4) -> str:
        """Return the services or terms that a cause is about, the first of them and how many more there are."""
        names = [self.service(one) for one in lost.members]
        if not names and lost.details:
            names = list(dict.fromkeys(self.address(one) for one in map(self.words.detail, lost.details) if one))
        shown = ", ".join(names[:most])
        more = len(names) - most
        return shown if more <= 0 else self.say("more.one" if more == 1 else "more", names=shown, count=more)

    def solver(self, solver: Solver) -> str:
        """Return what a municipality that has solved a step is called."""
        return self.card.audience.name(solver.scan.ags, solver.scan.name)

    def service(self, service: str) -> str:
        """Return what a service is called; a term is called what it is."""
        known = self.card.criteria.service.get(service)
        return known.name if known else service

    def criterion(self, criterion: str) -> str:
        """Return what a criterion is called; a sheet has titles of its own."""
        verdict = self.card.year.verdicts.get(criterion)
        own = dict(verdict.values).get("title", "") if verdict else ""
        return own or self._titles.get(criterion, criterion)

    def verdicts(self, letter: str) -> list[Verdict]:
        """Return the criteria of a category."""
        return [one for one in self.card.scan.verdicts if one.criterion[0] == letter]

    def points(self, verdict: Verdict) -> str:
        """Return the points of a criterion and those of its scale, a share in per cent, or why there are none."""
        if verdict.state is not State.SCORED or verdict.score is None:
            return self.say(f"state.{verdict.state}")
        if verdict.max == 1:
            return self.numbers.percent(verdict.score)
        return self.say(
            "points", points=self.numbers.number(verdict.points, 1), max=self.numbers.number(verdict.max, 0)
        )

    def at_hand(self, services: Sequence[str]) -> str:
        """Return that solutions are at hand which are not brought in, with the first services."""
        more = len(services) - _NAMED
        named = ", ".join(services[:_NAMED]) + (self.say("at_hand.more", count=more) if more > 0 else "")
        return self.say("at_hand.one" if len(services) == 1 else "at_hand", count=len(services), names=named)

    def measured(self, verdict: Verdict | None) -> str:
        """Return what was measured where a person decided, a dash where it is not kept any more."""
        return self.numbers.number(None) if verdict is None else self.points(verdict)

    def median(self, verdict: Verdict) -> str:
        """Return the median of the league in a criterion, on its scale."""
        spread = self.card.league.criteria.get(verdict.criterion) if self.card.league else None
        if spread is None:
            return self.numbers.number(None)
        if verdict.max == 1:
            return self.numbers.percent(spread.median / 100)
        return self.numbers.number(spread.median / 100 * verdict.max, 1)

    def level(self, finding: ServiceFinding) -> str:
        """Return the level of a service in words."""
        return self.say("level.unseen" if finding.level is None else f"level.{finding.level}")

    def services(self, *roles: str) -> list[ServiceFinding]:
        """Return the services of these roles that were looked for, as the catalogue has them."""
        order = {one.id: at for at, one in enumerate(self.card.criteria.services) if one.role in roles}
        found = [one for one in self.card.scan.judgement.services if one.service in order]
        return sorted(found, key=lambda one: order[one.service])

    def journey(self, journey: Journey) -> str:
        """Return how far one gets, in a sentence."""
        if all(one.stop is Stop.UNSEEN for one in journey.stations):
            return self.say("journey.unseen")
        done = self.say("journey.done", done=journey.done, of=len(journey.stations))
        broken = journey.broken
        if broken is None:
            return f"{done}; {self.say('journey.open' if journey.is_open else 'journey.through')}"
        at = journey.stations.index(broken) + 1
        return f"{done}; " + self.say(
            "journey.broken", at=at, service=self.service(broken.service), why=self.say(f"stop.{broken.stop}")
        )

    def clicks(self, station: Station | Journey) -> str:
        """Return a number of clicks in words, empty where it is not known."""
        if station.clicks is None:
            return ""
        return self.say("click" if station.clicks == 1 else "clicks", count=station.clicks)

    def address(self, url: str) -> str:
        """Return an address as it is read: without scheme and www, at most 90 signs."""
        shown = url.partition("://")[2].removeprefix("www.") or url
        return shown if len(shown) <= _ADDRESS else shown[: _ADDRESS - 1] + "…"

    def detail(self, loss: Loss) -> str:
        """Return what exactly is missing."""
        return self.words.detail(loss)

    @property
    def labels(self) -> list[str]:
        """The surveys, oldest first, as they are called."""
        return [run_label(run, self.card.audience.language) for run in self.card.runs]

    @property
    def _titles(self) -> dict[str, str]:
        return {one.id: one.title.get(self.card.audience.language) for one in self.card.criteria.criteria}

    def _what(self, change: Change) -> str:
        if change.level is Level.SERVICE:
            return self.service(change.id)
        return (
            self.criterion(change.id) if change.level is Level.CRITERION else self.say(f"short.{change.id or 'total'}")
        )

    def _side(self, change: Change, value: float | None) -> str:
        if change.level is Level.SERVICE:
            return self.say("level.short", level=self.numbers.number(value, 0))
        return self.numbers.number(value, 0)


def _fell(change: Change) -> bool:
    return change.move in (Move.FELL, Move.WENT)


def _is_of_a_part(change: Change) -> bool:
    """Whether a difference is not that of the two numbers shown, because not all was scored in both."""
    if change.gain is None or change.before is None or change.after is None:
        return False
    return abs(change.after - change.before - change.gain) >= SHOWN
