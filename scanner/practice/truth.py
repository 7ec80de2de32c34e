"""What a practice site is worth: the labels of `truth.yaml`, and the sums that follow from them.

The labels of single services, links and terms are what a person saw; the score of a share must follow from them. So the
arithmetic is done here once more, and a test compares it with the score that the file states.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from statistics import median

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from criteria.errors import UserError
from criteria.services import Service

MISSING_CLICKS = 6
FIELDS = "BAVUGFRSOD"
"""One letter per field of a description: Beschreibung, Ablauf, Voraussetzungen, Unterlagen, Gebühr, Frist,
Rechtsgrundlage, Stelle, Onlinedienst oder Formular, Datum."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CriterionLabel(_Strict):
    """Score or state of a criterion, and how it was counted."""

    score: float | None = None
    state: str = "scored"
    why: str


class Counted(_Strict):
    """What one basket service adds to the shares; None is a member that nobody can see and that leaves the mean."""

    fields: str = ""
    contact: float = 0.0
    office: float = 0.0
    online: float | None = 0.0
    way: int | None = 0
    deep_link: bool = False
    contradicts: bool = False


class ServiceLabel(_Strict):
    """What is there of one service. `counted` is given for the services of the basket."""

    level: int | None
    pages: list[str] = []
    forms: list[str] = []
    depth: int | None = None
    contact: str = "none"
    counted: Counted | None = None


class Counting(_Strict):
    """The members of the other shares, each with what it is worth.

    `assistants` are own online forms with their points of four, `links` all targets of form links, `papers` own form
    PDFs, `official` and `everyday` search terms with whether they hit, `not_clicked` pages that no way is counted
    through (sitemap, search); `misspelt` says that the misspelt query finds the service page, `portal_start` that a
    page for business links the start page of a state portal.
    """

    links: dict[str, float] = {}
    papers: dict[str, float] = {}
    assistants: dict[str, int] = {}
    official: dict[str, bool] = {}
    everyday: dict[str, bool] = {}
    misspelt: bool = False
    portal_start: bool = False
    not_clicked: list[str] = []


class Truth(_Strict):
    """A `truth.yaml`."""

    criteria: dict[str, CriterionLabel]
    services: dict[str, ServiceLabel]
    counting: Counting
    traps: list[str] = []
    must_not: list[str] = []


def load_truth(folder: Path) -> Truth:
    """Read the labels of a site folder; UserError where the file is missing or says something unknown."""
    path = folder / "truth.yaml"
    try:
        return Truth.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise UserError(
            "Die Bewertung der Übungsseite lässt sich nicht lesen", where=str(path), hint=str(error)
        ) from error


def basket_of(league: str, catalogue: Iterable[Service]) -> list[Service]:
    """Return the basket of a league."""
    letter = {"gemeinde": "G", "stadt": "S", "kreis": "K"}[league]
    return [service for service in catalogue if letter in service.baskets]


def sums(truth: Truth, league: str, catalogue: list[Service]) -> dict[str, float]:
    """Return the scores that follow from the single labels, by criterion."""
    basket = basket_of(league, catalogue)
    labels = [truth.services[service.id] for service in basket]
    counted = [label.counted or Counted() for label in labels]
    levels = [label.level for label in labels if label.level is not None]
    counting = truth.counting
    shares: dict[str, list[float]] = {
        "S2": list(counting.official.values()),
        "S3": list(counting.everyday.values()),
        "U5": [not each.contradicts for each, label in zip(counted, labels, strict=True) if label.pages],
        "U6": [len(each.fields) / len(FIELDS) for each in counted],
        "A2": [each.contact for each in counted],
        "A3": [each.office for each in counted],
        "F2": [bool(label.forms) for label in labels],
        "F3": list(counting.papers.values()),
        "F4": [each.online for each in counted if each.online is not None],
        "F5": [each.way / 3 for each in counted if each.way is not None],
        "F7": list(counting.links.values()),
        "E1": [
            bool(truth.services[s.id].pages) if s.id in truth.services else False for s in _competent(league, catalogue)
        ],
        "E2": [level >= 3 for level in levels],
        "E3": [level / 4 for level in levels],
    }
    scores = {criterion: _mean(members) for criterion, members in shares.items() if members}
    scores["U2"] = _clicks(label.depth for label in labels)
    scores["E6"] = _state(basket, truth.services, portal_start=counting.portal_start)
    if counting.assistants:
        scores["F6"] = median(counting.assistants.values()) / 4
    return {criterion: round(score, 3) for criterion, score in scores.items()}


def _mean(members: Iterable[float]) -> float:
    exact = [Fraction(member).limit_denominator(1000) for member in members]
    return float(sum(exact) / len(exact))


def _competent(league: str, catalogue: list[Service]) -> list[Service]:
    return [service for service in catalogue if service.business and league in service.levels]


def _clicks(depths: Iterable[int | None]) -> float:
    middle = median(MISSING_CLICKS if depth is None else depth for depth in depths)
    return sum(middle <= limit for limit in (2, 3, 4)) / 3


def _state(basket: list[Service], labels: Mapping[str, ServiceLabel], *, portal_start: bool) -> float:
    linked = [bool((labels[service.id].counted or Counted()).deep_link) for service in basket if service.state_service]
    share = sum(linked) / len(linked)
    points = (share > 0) + (share >= 0.5) + (share >= 0.8) or int(portal_start)
    return points / 3
