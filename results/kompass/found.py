"""What a scan says of services: those of the criteria set by its findings, all others by what was found besides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from criteria.kompass.keys import SERVICE, VERRICHTUNG, stem
from criteria.kompass.record import Known
from results.queries import ScanInfo
from scanner.model.verdict import AlsoFound, ServiceFinding, Way

_WHOLE = "000000"  # the end of keys that stand for a service with all that is done with it
_STATE = "state_deep_link"
_SET = "set"
_DEAD = frozenset({"dead", "soft404", "wrong_type"})


@dataclass(frozen=True)
class Seen:
    """What a scan shows of one service; `related` where the page is on a service that holds this one, or is held by it."""

    level: int | None = None
    page: str = ""
    form: str = ""
    how: str = ""
    described: bool = False
    asked: bool = False
    state_linked: Known = Known.UNKNOWN
    dead: str = ""
    related: bool = False


NOTHING = Seen()


class Found:
    """All that a scan shows.

    Args:
        scan: of a municipality.
        services: the services that the criteria set asks for: id -> LeiKa key, empty for none.
    """

    def __init__(self, scan: ScanInfo, services: Mapping[str, str]) -> None:
        self._findings = {one.service: one for one in scan.judgement.services}
        self._services = services
        self.unknown = tuple(one for one in scan.judgement.also if not one.name)
        asked = (AlsoFound(services.get(one.service, ""), one.service, one.pages[0], _SET) for one in _described(scan))
        self._also = _by_stem([*(one for one in scan.judgement.also if one.name), *(one for one in asked if one.key)])

    def of(self, key: str, service: str, state: str = "") -> Seen:
        """Return what is shown of a service; `state` is the address of the state's online service."""
        if service in self._findings:
            return _of_finding(self._findings[service], state)
        if service in self._services:
            return Seen(asked=True)
        also = self._also_of(key)
        if also is not None and also.how == _SET:  # a page of the set's service speaks of what is closely related, too
            return replace(_of_finding(self._findings[also.name], state), related=True)
        return NOTHING if also is None else Seen(None, also.url, how=also.how, described=True, related=also.key != key)

    def _also_of(self, key: str) -> AlsoFound | None:
        """Return the page on a service: of the very key, of what is done with it, or of the service as a whole."""
        for name in (key, stem(key, VERRICHTUNG)):
            if name and name in self._also:
                return self._also[name][0]
        common = stem(key, SERVICE)
        for also in self._also.get(common, ()) if common else ():
            if also.key.endswith(_WHOLE) or key.endswith(_WHOLE):
                return also
        return None


def _described(scan: ScanInfo) -> Iterator[ServiceFinding]:
    return (one for one in scan.judgement.services if one.pages)


def _by_stem(found: Iterable[AlsoFound]) -> dict[str, list[AlsoFound]]:
    by: dict[str, list[AlsoFound]] = defaultdict(list)
    for one in found:
        for name in dict.fromkeys((one.key, stem(one.key, VERRICHTUNG), stem(one.key, SERVICE))):
            if name:
                by[name].append(one)
    return by


def _of_finding(finding: ServiceFinding, state: str) -> Seen:
    dead = next((way.url for way in finding.ways if way.state in _DEAD), "")
    return Seen(
        level=finding.level,
        page=finding.pages[0] if finding.pages else "",
        form=finding.forms[0] if finding.forms else "",
        how="set" if finding.pages or finding.level else "" if finding.level is not None else "unseen",
        described=bool(finding.pages),
        asked=True,
        state_linked=_linked(finding, state),
        dead=dead,
    )


def _linked(finding: ServiceFinding, state: str) -> Known:
    """Whether the municipality links the state's service; unknown where there is none."""
    if not state:
        return Known.UNKNOWN
    ways = any(_is_state(way) for way in finding.ways)
    return Known.YES if ways or any(_leads_to(form, state) for form in finding.forms) else Known.NO


def _is_state(way: Way) -> bool:
    return way.kind == _STATE and way.state not in _DEAD


def _leads_to(url: str, state: str) -> bool:
    """Whether an address is on the host of the state's service; deep links differ in what stands behind."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return bool(host) and host == state.partition("/")[0].removeprefix("www.")
