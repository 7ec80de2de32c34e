"""What was decided: verdicts, service findings and the judgement that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from scanner.model.place import Place


class State(StrEnum):
    """State of one criterion."""

    SCORED = "scored"
    NOT_APPLICABLE = "not_applicable"
    NOT_TESTABLE = "not_testable"
    UNREACHABLE = "unreachable"


class Doubt(StrEnum):
    """Where the rule leaves room: why a verdict is not sure."""

    UNFINISHED = "unfinished"  # the crawl did not come to its end
    PART_UNSEEN = "part_unseen"  # some of it was not seen; the score is that of the rest
    FAR_LINK = "far_link"  # rests on what a link to a foreign page says, and that page was not read
    DENIED_TOO = "denied_too"  # the site says it and denies it
    ONE_MENTION = "one_mention"  # rests on one mention in running text
    UNCONFIRMED = "unconfirmed"  # flipped against the survey before, and was not looked at once more yet


class Changer(StrEnum):
    """Who can change what is missing (METHOD.md 1.8)."""

    MUNICIPALITY = "municipality"
    DATA_CENTRE = "data_centre"  # portal product, form server
    STATE = "state"


@dataclass(frozen=True)
class Loss:
    """A part of a score that is missing, with its cause.

    `member` is the service or term that lacks it (of a form: the service it is for), empty where it is the criterion as
    a whole; `score` is what the criterion's score (0..1) would gain; `cause` is a code of `Cause`, told on output, and
    `detail` what exactly: a code of the criteria set's names (a field, a kind of page) or the address of a target. `url`
    is where it shows, if anywhere.
    """

    member: str
    score: float
    cause: str
    changer: Changer = Changer.MUNICIPALITY
    url: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Way:
    """A way to apply for a service, as the site offers it (on screen: Antragsweg).

    `kind`, `state` and `owner` are the values of `OfferKind`, `OfferState` and `Owner`; `platform` is the id and
    `vendor` the product or operator of the platform it stands on, empty for none that is known. `upload` is yes, no or
    unknown; `fillable`, `sent`, `logins`, `payments` and `shows` are those of `Offer`.
    """

    url: str
    kind: str
    state: str
    owner: str
    platform: str = ""
    vendor: str = ""
    fillable: str = "unknown"
    sent: str = "unknown"
    upload: str = "unknown"
    logins: tuple[str, ...] = ()
    payments: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """One criterion of one scan.

    `score` is 0..1 when scored; `low` and `high` are the range where parts could not be seen (equal to the score when
    all was). `points` is score x max. `reason` is a code with `values` for its sentence; `searched` lists what was
    looked at (every 0 must have it). `confidence` is 0..1, below 1 where the rule leaves room; `doubts` say why. `losses`
    say what the rest of the score hangs on: of shares and sums all of it, of steps what the next one lacks.
    """

    criterion: str
    version: str
    state: State
    score: float | None = None
    max: float = 1.0
    low: float = 0.0
    high: float = 1.0
    evidence: tuple[Place, ...] = ()
    searched: tuple[str, ...] = ()
    reason: str = ""
    values: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()

    @property
    def points(self) -> float | None:
        """Score in points of the criterion's scale."""
        return None if self.score is None else self.score * self.max


@dataclass(frozen=True)
class ServiceFinding:
    """Where a service is described and how far it goes: OZG level 0-4, None where it could not be seen."""

    service: str
    level: int | None
    pages: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    clicks: int | None = None
    contact: str = "none"
    path: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    flags: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True)
class AlsoFound:
    """A service of the catalogue beyond those of the criteria set that a page describes; no score hangs on it.

    `how` is url_key, text_key (its LeiKa key stands in the address, in the text), name or synonym. `name` is empty for a key
    that the catalogue does not know.
    """

    key: str
    name: str
    url: str
    how: str


@dataclass(frozen=True)
class Judgement:
    """All verdicts and findings of one scan under one criteria set and one scanner version."""

    ags: str
    league: str
    criteria_set: str
    criteria_hash: str
    scanner_version: str
    verdicts: tuple[Verdict, ...]
    services: tuple[ServiceFinding, ...]
    completeness: float = 1.0
    notes: tuple[str, ...] = ()
    figures: tuple[tuple[str, float], ...] = field(default=())
    also: tuple[AlsoFound, ...] = ()
