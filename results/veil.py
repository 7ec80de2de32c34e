"""Lays over surveys what their readers may not see: persons, and which municipality one is that is not called by name.

Exports and reports get surveys that it has gone over, so that none of them can forget it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Any

from results.audience import Audience
from results.compare.survey import Survey
from results.exports.hostile import clean
from results.masking import masker
from results.queries import ScanInfo
from scanner.model.erasure import Erasure
from scanner.model.place import Place
from scanner.model.verdict import Loss, ServiceFinding, Verdict, Way

_REMEMBERED = 100_000
_PEOPLE = ("by", "who")  # fields with the name of somebody who reviewed, answered or objected
_TOLD = frozenset({"by", "why"})  # what a person said of a verdict that he or she decided
_LINKED = ("page", "form", "offer", "result", "link", "suggestions", "http", "https")  # what was searched, by address

_PLAIN = frozenset({
    "id", "run", "ags", "name", "league", "kind", "number", "reason", "state", "problem", "started", "finished", "archive",
    "figures", "municipality", "judgement", "source", "erasures",
})  # fmt: skip
"""Fields of a scan that are gone over by name; all others are gone over text by text, or left out of an anonymous one."""


def veiled(surveys: Sequence[Survey], audience: Audience) -> tuple[tuple[Survey, ...], Audience]:
    """Return surveys as their readers may see them, and the audience with the aliases that were given.

    A municipality that is not called by name loses everything that tells which one it is: AGS (the alias stands in its
    place, the same in all surveys), addresses, quotations, archive, register data. Scans stand by AGS, aliases last.
    """
    born = max((survey.run.created.isoformat() for survey in surveys), default="")  # to the microsecond, in no export
    audience = audience.with_towns((scan for survey in surveys for scan in survey.whole), born)
    veil = _Veil(audience)
    return tuple(replace(one, scans=veil.over(one.scans), peers=veil.over(one.peers)) for one in surveys), audience


@dataclass(frozen=True)
class Hand:
    """What is done to each text, each address, and each name of somebody who reviewed or objected."""

    text: Callable[[str], str]
    url: Callable[[str], str]
    person: Callable[[str], str] = clean


def _masking(language: str) -> Hand:
    mask = masker(language)
    return Hand(
        lru_cache(_REMEMBERED)(lambda text: mask.text(clean(text))),
        lru_cache(_REMEMBERED)(lambda url: mask.url(clean(url))),
        lambda name: mask.person if name else "",
    )


class _Veil:
    def __init__(self, audience: Audience) -> None:
        self._audience = audience
        self._masking = _masking(audience.language)
        self._done: dict[int, ScanInfo] = {}

    def over(self, scans: Iterable[ScanInfo]) -> tuple[ScanInfo, ...]:
        hidden = {alias: len(alias) for alias in self._audience.aliases.values()}
        return tuple(
            sorted(map(self._scan, scans), key=lambda scan: (scan.ags in hidden, hidden.get(scan.ags, 0), scan.ags))
        )

    def _scan(self, scan: ScanInfo) -> ScanInfo:
        if scan.id not in self._done:
            self._done[scan.id] = self._shown(scan)
        return self._done[scan.id]

    def _shown(self, scan: ScanInfo) -> ScanInfo:
        if scan.ags in self._audience.aliases:
            return anonymous(scan, self._audience.aliases[scan.ags])
        return gone_over(scan, Hand(clean, clean) if self._audience.sees_persons(scan.ags) else self._masking)


def gone_over(scan: ScanInfo, mask: Hand) -> ScanInfo:
    """Return a scan whose names, quotations, addresses and free texts went through a hand."""
    judgement = replace(
        scan.judgement,
        verdicts=tuple(_verdict(verdict, mask) for verdict in scan.judgement.verdicts),
        services=tuple(_finding(finding, mask) for finding in scan.judgement.services),
        notes=tuple(map(mask.text, scan.judgement.notes)),
        also=tuple(replace(one, url=mask.url(one.url)) for one in scan.judgement.also),
    )
    return replace(
        scan,
        **_others(scan, mask),
        judgement=judgement,
        name=clean(scan.name),
        problem=mask.text(scan.problem),
        reason=mask.text(scan.reason),
        erasures=tuple(replace(one, url=mask.url(one.url), reason=mask.text(one.reason)) for one in scan.erasures),
    )


def _others(scan: ScanInfo, mask: Hand) -> dict[str, Any]:
    """Return what else a scan holds (what people said about it), each text of it gone over, however deep."""
    return {one.name: _through(getattr(scan, one.name), mask) for one in fields(scan) if one.name not in _PLAIN}


def _through(value: Any, mask: Hand) -> Any:  # noqa: ANN401 - any value of a dataclass
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return mask.text(value)
    if isinstance(value, tuple):
        return tuple(_through(part, mask) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
        return replace(value, **{name: _part(name, part, mask) for name, part in parts.items()})
    return value


def _part(name: str, value: Any, mask: Hand) -> Any:  # noqa: ANN401 - as above
    return mask.person(value) if name in _PEOPLE and isinstance(value, str) else _through(value, mask)


def _verdict(verdict: Verdict, mask: Hand) -> Verdict:
    return replace(
        verdict,
        evidence=tuple(_place(place, mask) for place in verdict.evidence),
        searched=tuple(_code(code, mask) for code in verdict.searched),
        values=tuple((_code(key, mask), mask.text(value)) for key, value in verdict.values),
        losses=tuple(
            replace(loss, url=mask.url(loss.url), member=_code(loss.member, mask), detail=_code(loss.detail, mask))
            for loss in verdict.losses
        ),
    )


def _place(place: Place, mask: Hand) -> Place:
    return Place(mask.url(place.url), place.fetched, clean(place.where), mask.text(place.snippet), place.record)


def _code(code: str, mask: Hand) -> str:
    """Return a code like ``page:http://...`` with its address masked; others say words of the criteria set."""
    head, colon, rest = code.partition(":")
    if head in ("http", "https"):
        return mask.url(code)
    return f"{head}:{mask.url(rest)}" if colon and "/" in rest else clean(code)


def _finding(finding: ServiceFinding, mask: Hand) -> ServiceFinding:
    return replace(
        finding,
        pages=tuple(map(mask.url, finding.pages)),
        forms=tuple(map(mask.url, finding.forms)),
        path=tuple(map(mask.url, finding.path)),
        places=tuple(_place(place, mask) for place in finding.places),
        ways=tuple(replace(way, url=mask.url(way.url)) for way in finding.ways),
    )


def anonymous(scan: ScanInfo, alias: str) -> ScanInfo:
    """Return a scan that does not tell whose it is: scores, levels and causes stay, whatever leads to a place goes."""
    judgement = replace(
        scan.judgement,
        ags=alias,
        verdicts=tuple(_bare(verdict) for verdict in scan.verdicts),  # as people decided: who and why stays out
        services=tuple(
            replace(one, pages=(), forms=(), path=(), places=(), ways=tuple(map(_way, one.ways)))
            for one in scan.judgement.services
        ),
        notes=(),
        also=tuple(replace(one, url="") for one in scan.judgement.also),
    )
    stones = tuple(Erasure("", "", "", one.erased, "", one.how) for one in scan.erasures)
    other = {one.name: _emptied(getattr(scan, one.name)) for one in fields(scan) if one.name not in _PLAIN}
    return replace(
        scan, **other, ags=alias, name=alias, reason="", problem="", archive="", figures={}, municipality={}, judgement=judgement,
        erasures=stones,
    )  # fmt: skip


def _emptied(value: Any) -> Any:  # noqa: ANN401 - any field of a scan
    """Return nothing of the same kind; numbers tell of nobody."""
    return type(value)() if isinstance(value, (str, tuple, dict)) else value


def _bare(verdict: Verdict) -> Verdict:
    return replace(
        verdict,
        evidence=(),
        searched=tuple(code for code in verdict.searched if code.partition(":")[0] not in _LINKED),
        values=tuple((key, value) for key, value in verdict.values if "/" not in key and key not in _TOLD),
        losses=tuple(_loss(loss) for loss in verdict.losses),
    )


def _loss(loss: Loss) -> Loss:
    member, detail = ("" if "/" in part else part for part in (loss.member, loss.detail))
    return replace(loss, url="", member=member, detail=detail)


def _way(way: Way) -> Way:
    return replace(way, url="")
