"""What the total of a municipality gains where one service gets better, by METHOD.md 1.5."""

from __future__ import annotations

from collections.abc import Mapping

from results.queries import ScanInfo
from scanner.model.verdict import State, Verdict

_MEMBER = "member:"


class Shares:
    """The part that each service has in the criteria that are shares over services.

    Args:
        scan: of one municipality.
        counted: ids of the criteria that count.
    """

    def __init__(self, scan: ScanInfo, counted: tuple[str, ...]) -> None:
        scored = {one.criterion: one for one in scan.verdicts if one.state is State.SCORED}
        letters = [criterion[0] for criterion in scored]
        self._weight = {
            criterion: 100 / letters.count(criterion[0]) / len(set(letters))
            for criterion in counted
            if criterion in scored
        }
        self._members = {criterion: members_of(scored[criterion]) for criterion in self._weight}

    def of(self, service: str) -> dict[str, float]:
        """Return what a service reaches of each criterion (0..1); a criterion that does not ask it is left out."""
        return {key: members[service] for key, members in self._members.items() if service in members}

    @property
    def known(self) -> bool:
        """Whether anything can be said of gains: False where none of the criteria is scored over services."""
        return any(self._members.values())

    def gain(self, service: str, reached: Mapping[str, float]) -> float | None:
        """Return the points of the total (0..100) won if the service reaches as much of each criterion.

        None where nothing is known of any service; what is better already does not get worse.
        """
        if not self.known:
            return None
        won = 0.0
        for criterion, share in self.of(service).items():
            more = max(0.0, reached.get(criterion, 0.0) - share)
            won += self._weight[criterion] * more / len(self._members[criterion])
        return won


def members_of(verdict: Verdict) -> dict[str, float]:
    """Return what each member of a share reaches (0..1); empty for a criterion that is none, or that a person scored."""
    return {
        key.removeprefix(_MEMBER): float(value) / verdict.max
        for key, value in verdict.values
        if verdict.reason == "mean" and key.startswith(_MEMBER)
    }
