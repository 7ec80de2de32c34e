"""Says the codes of the report in the language of its readers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from results.reports.cooperation.measure import Effort
from results.reports.cooperation.model import Cell, Cooperation, Kind, Member, Solution, Standing, Step, Taker
from results.reports.look.numbers import NONE, Numbers
from scanner.model.texts import Texts
from scanner.model.totals import Range

TEXTS = Texts("results.reports.cooperation")
UNSEEN = "?"
MARK = "*"
_WIDE = 0.05


def is_walled(member: Member) -> bool:
    """Whether a site was scanned and nothing of it could be judged, as behind a bot wall."""
    return member.standing is Standing.SEEN and member.scan is not None and member.scan.totals.total.value is None


class Words:
    """The words of a report in one language.

    Args:
        report: whose members are named.
        language: de or en.
    """

    def __init__(self, report: Cooperation, language: str) -> None:
        self.report, self.language = report, language
        self.numbers = Numbers(language)
        self._names = {member.ags: member.name for member in report.members}

    def say(self, key: str, /, **values: object) -> str:
        """Return a text of the report."""
        return TEXTS.say(key, self.language, **values)

    def name(self, ags: str) -> str:
        """Return what a member is called, a dash for none."""
        return self._names.get(ags, ags) or NONE

    def names(self, found: Iterable[str]) -> str:
        """Return several members in one line."""
        return ", ".join(self.name(ags) for ags in found) or self.say("nobody")

    def standing(self, member: Member) -> str:
        """Return how a member stands as a whole."""
        return self.say("standing.walled" if is_walled(member) else f"standing.{member.standing}")

    def level(self, cell: Cell) -> str:
        """Return a level as a sign: a number, ? for what was not seen, a dash for what is not its business."""
        if cell.level is not None:
            return str(cell.level)
        return UNSEEN if cell.competent else NONE

    def short(self, cell: Cell) -> str:
        """Return level and solution in a few words, with a mark where the state's service is not linked."""
        if cell.level is None:
            return self.level(cell)
        mark = MARK if cell.unlinked else ""
        return f"{cell.level} · {self.say(f'short.{cell.solution.kind}')}{mark}"

    def situation(self, cell: Cell) -> str:
        """Return why there is a level or none."""
        if cell.standing is Standing.CARRIED and cell.carrier:
            return self.say("carrier", carrier=cell.carrier)
        return self.say(f"standing.{cell.standing}")

    def solution(self, solution: Solution, effort: Effort | None = None) -> str:
        """Return what a solution is, in words; a form that is to be built is none yet."""
        if solution.kind is Kind.NONE and effort is Effort.BUILD:
            return NONE
        kind = self.say(f"kind.{solution.kind}")
        return f"{kind} ({solution.vendor or solution.platform})" if solution.vendor or solution.platform else kind

    def listed(self, group: str, codes: Iterable[str]) -> str:
        """Return codes of a group in words; one without a word stands as it is."""
        known = TEXTS.keys(self.language)
        shown = (self.say(f"{group}.{code}") if f"{group}.{code}" in known else code for code in codes)
        return ", ".join(shown) or NONE

    def state(self, cell: Cell) -> str:
        """Return whether the state has a service and the member links it."""
        return self.say("state.linked" if cell.linked else "state.unlinked" if cell.unlinked else "state.none")

    def takers(self, takers: Iterable[Taker]) -> str:
        """Return whom a step helps, from which level to which."""
        return ", ".join(
            self.say("taker", name=self.name(one.ags), level=one.level, reaches=one.reaches) for one in takers
        )

    def takers_by_level(self, takers: Sequence[Taker], most: int) -> str:
        """Return the same where there is little room: by level, `most` of them by name."""
        levels: dict[tuple[int, int], list[str]] = {}
        for one in sorted(takers[:most], key=lambda taker: taker.level):
            levels.setdefault((one.level, one.reaches), []).append(self.brief(one.ags))
        said = [
            self.say("takers", level=level, reaches=reaches, names=", ".join(names))
            for (level, reaches), names in levels.items()
        ]
        rest = len(takers) - most
        return "; ".join([*said, self.say("doc.others", count=rest)] if rest > 0 else said)

    def brief(self, ags: str) -> str:
        """Return a name without "Stadt" or "Gemeinde"; a Kreis may be called like its town, so it keeps its kind."""
        member = self.report.member(ags)
        kind = member.scan.kind if member.scan is not None and member.league != "kreis" else ""
        return member.name.removeprefix(f"{kind} ") or member.name

    def span(self, part: Range) -> str:
        """Return a value with its range where there is one."""
        shown = self.numbers.number(part.value)
        wide = part.value is not None and part.high - part.low > _WIDE
        return f"{shown} ({self.numbers.number(part.low)}–{self.numbers.number(part.high)})" if wide else shown

    def also(self, step: Step) -> str:
        """Return whose forms would do instead."""
        said = (
            self.say("also", name=self.name(donor), effort=self.say(f"short.{effort}")) for effort, donor in step.also
        )
        return "; ".join(said) or NONE

    def donor(self, step: Step) -> str:
        """Return from whom: a solution by its name, the state's portal and who links it already, a member, or nobody."""
        if step.effort is not Effort.STATE_LINK:
            given = step.name or (self.name(step.donor) if step.donor else NONE)
            return f"{given} ({step.solution.vendor})" if step.solution.vendor else given
        portal = step.solution.vendor or self.report.portals.get(step.service.id, "")
        return self.say("like", portal=portal, name=self.name(step.donor)) if step.donor and portal else portal or NONE
