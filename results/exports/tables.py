"""The tables of an export of runs: what a run is, who was scanned, what they scored, and why."""

from __future__ import annotations

from collections.abc import Iterator

from results.exports.said import measured
from results.exports.source import Source
from results.exports.table import Column, Row, Table, moment, numbered, rounded
from results.queries import ScanInfo
from scanner.model.stage import Stage
from scanner.model.totals import Totals
from scanner.model.verdict import Changer, Loss, ServiceFinding, State, Verdict

_RUN = Column("run", required=True)
_AGS = Column("ags", required=True)
_CRITERION = Column("criterion", required=True)
_SERVICE = Column("service", required=True)
_NUMBER = Column("number", "integer", required=True, least=1)
_SCAN = (_RUN, _AGS)
_OF_RUN = (("run",), "runs", ("run",))
_OF_SCAN = (("run", "ags"), "scans", ("run", "ags"))
_OF_CRITERION = (("criterion",), "criteria", ("criterion",))
_OF_SCORE = (("run", "ags", "criterion"), "scores", ("run", "ags", "criterion"))
_OF_SERVICE = (("service",), "services", ("service",))
_OF_FINDING = (("run", "ags", "service"), "findings", ("run", "ags", "service"))


def _points(name: str) -> Column:
    return Column(name, "number", unit="0-100", least=0, most=100)


def _share(name: str, *, required: bool = False) -> Column:
    return Column(name, "number", unit="0-1", least=0, most=1, required=required)


def _runs(source: Source) -> Iterator[Row]:
    for survey in source.surveys:
        run = survey.run
        stage, draft = run.stage.value, run.stage.is_draft
        yield run.label, run.label == source.label, run.source, moment(run.as_of), stage, draft, len(survey.scans)


def _criteria(source: Source) -> Iterator[Row]:
    known = {one.id: one for one in source.criteria.criteria}
    parts = source.categories
    for one in known.values():
        yield one.id, one.id[0], parts.get(one.id[0]), source.titles[one.id], one.version, one.max, one.weight
    seen: dict[str, Verdict] = {}
    for _, scan in source.scans():
        seen |= {v.criterion: v for v in scan.verdicts if v.criterion not in known}
    for name in sorted(seen):
        yield name, name[0], parts.get(name[0]), source.title(seen[name]), seen[name].version, seen[name].max, None


def _services(source: Source) -> Iterator[Row]:
    known = {one.id: one for one in source.criteria.services}
    found = {one.service for _, scan in source.scans() for one in scan.judgement.services}
    for name in [*known, *sorted(found - set(known))]:
        one = known.get(name)
        yield name, one.name if one else name, one.role if one else None, (one.leika_key or None) if one else None


def _scans(source: Source) -> Iterator[Row]:
    for survey, scan in source.scans():
        sums, judged = scan.totals, scan.judgement
        yield (
            survey.run.label, scan.ags, scan.name, scan.kind, scan.league, scan.number, scan.state, scan.problem or None,
            moment(scan.started), moment(scan.finished), *_range(sums), _measured(scan), len(scan.by_hand),
            rounded(sums.coverage), rounded(judged.completeness),
            judged.criteria_set, judged.criteria_hash, judged.scanner_version,
        )  # fmt: skip


def _measured(scan: ScanInfo) -> float | None:
    without = measured(scan)
    return rounded(without.total.value, 2) if without else None


def _range(sums: Totals) -> tuple[float | None, float | None, float | None]:
    return rounded(sums.total.value, 2), rounded(sums.total.low, 2), rounded(sums.total.high, 2)


def _categories(source: Source) -> Iterator[Row]:
    for survey, scan in source.scans():
        for letter, part in scan.totals.categories.items():
            value = rounded(part.value, 2)
            yield survey.run.label, scan.ags, letter, value, rounded(part.low, 2), rounded(part.high, 2)


def _scores(source: Source) -> Iterator[Row]:
    for survey, scan in source.scans():
        for one in scan.verdicts:
            scored = one.state is State.SCORED
            yield (
                survey.run.label, scan.ags, one.criterion, one.version, one.state.value, rounded(one.score) if scored else None,
                rounded(one.points, 2) if scored else None, one.max, rounded(one.low), rounded(one.high),
                rounded(one.confidence, 3), one.reason or None, source.reason(one) or None,
                " ".join(map(source.doubt, one.doubts)) or None,
            )  # fmt: skip


def _losses(source: Source) -> Iterator[Row]:
    for survey, scan in source.scans():
        for verdict in scan.verdicts:
            for number, one in numbered(verdict.losses):
                yield (survey.run.label, scan.ags, verdict.criterion, number, *_loss(one))


def _loss(one: Loss) -> Row:
    return one.member or None, rounded(one.score), one.cause, one.detail or None, one.changer.value, one.url or None


def _evidence(source: Source) -> Iterator[Row]:
    for survey, scan in source.scans():
        for verdict in scan.verdicts:
            for number, place in numbered(verdict.evidence):
                stone = scan.erased(place)
                yield (
                    survey.run.label, scan.ags, verdict.criterion, number, place.url or None, moment(place.fetched),
                    place.where or None, place.snippet or None, place.record or None,
                    moment(stone.erased) if stone else None, (stone.reason or None) if stone else None,
                )  # fmt: skip


def _findings(source: Source) -> Iterator[Row]:
    for survey, scan in source.scans():
        for one in scan.judgement.services:
            yield survey.run.label, scan.ags, one.service, one.level, one.clicks, one.contact or None


def _links(source: Source) -> Iterator[Row]:
    for survey, scan in source.scans():
        for one in scan.judgement.services:
            for kind, number, url in _urls(one):
                yield survey.run.label, scan.ags, one.service, kind, number, url


def _urls(one: ServiceFinding) -> Iterator[tuple[str, int, str]]:
    for kind, urls in (("page", one.pages), ("form", one.forms), ("path", one.path)):
        yield from ((kind, number, url) for number, url in numbered(urls))


def _ways(source: Source) -> Iterator[Row]:
    for survey, scan in source.scans():
        for found in scan.judgement.services:
            for number, one in numbered(found.ways):
                yield (
                    survey.run.label, scan.ags, found.service, number, one.url or None, one.kind, one.state, one.owner,
                    one.platform or None, one.vendor or None, one.fillable, one.sent, one.upload,
                    " ".join(one.logins) or None, " ".join(one.payments) or None, " ".join(one.shows) or None,
                )  # fmt: skip


def _also(source: Source) -> Iterator[Row]:
    for survey, scan in source.scans():
        for one in scan.judgement.also:
            yield survey.run.label, scan.ags, one.key, one.name or None, one.url or None, one.how


_PLACE = (Column("url"), Column("fetched", "datetime"), Column("place"), Column("snippet"), Column("record"))
_STATES = tuple(state.value for state in State)
_OFFER = tuple(map(Column, ("kind", "state", "owner", "platform", "vendor", "fillable", "sent", "upload")))

TABLES = (
    Table(
        "runs",
        (
            _RUN, Column("exported", "boolean", required=True), Column("source", values=("live", "file", "past", "sheet")),
            Column("as_of", "datetime", required=True), Column("stage", values=tuple(Stage)),
            Column("draft", "boolean", required=True), Column("municipalities", "integer", least=0),
        ),
        ("run",),
        _runs,
    ),
    Table(
        "criteria",
        (
            _CRITERION, Column("category", required=True), Column("category_title"), Column("title"), Column("version"),
            Column("max", "number", unit="points"), Column("weight", "number"),
        ),
        ("criterion",),
        _criteria,
    ),
    Table("services", (_SERVICE, Column("name"), Column("role"), Column("leika_key")), ("service",), _services),
    Table(
        "scans",
        (
            *_SCAN, Column("name", required=True, key="municipality"), Column("kind", key="municipality_kind"),
            Column("league", values=("kreis", "stadt", "gemeinde")), Column("number", "integer", least=1, key="scan_number"),
            Column("state", values=("done", "unreachable", "failed"), key="scan_state"), Column("problem"),
            Column("started", "datetime"), Column("finished", "datetime"), _points("total"), _points("total_low"),
            _points("total_high"), _points("total_measured"), Column("by_hand", "integer", least=0),
            _share("coverage", required=True), _share("completeness"), Column("criteria_set"),
            Column("criteria_hash"), Column("scanner_version"),
        ),
        ("run", "ags"),
        _scans,
        (_OF_RUN,),
    ),
    Table(
        "categories",
        (*_SCAN, Column("category", required=True), _points("value"), _points("low"), _points("high")),
        ("run", "ags", "category"),
        _categories,
        (_OF_SCAN,),
    ),
    Table(
        "scores",
        (
            *_SCAN, _CRITERION, Column("version"), Column("state", required=True, values=_STATES), _share("score"),
            Column("points", "number", unit="points", least=0), Column("max", "number", unit="points"), _share("low"),
            _share("high"), _share("confidence"), Column("reason_code"), Column("reason"), Column("doubts"),
        ),
        ("run", "ags", "criterion"),
        _scores,
        (_OF_SCAN, _OF_CRITERION),
    ),
    Table(
        "losses",
        (
            *_SCAN, _CRITERION, _NUMBER, Column("member"), _share("score"), Column("cause"), Column("detail"),
            Column("changer", values=tuple(Changer)), Column("url"),
        ),
        ("run", "ags", "criterion", "number"),
        _losses,
        (_OF_SCORE,),
    ),
    Table(
        "evidence",
        (*_SCAN, _CRITERION, _NUMBER, *_PLACE, Column("erased", "datetime"), Column("erased_reason")),
        ("run", "ags", "criterion", "number"),
        _evidence,
        (_OF_SCORE,),
    ),
    Table(
        "findings",
        (*_SCAN, _SERVICE, Column("level", "integer", least=0, most=4), Column("clicks", "integer", least=0), Column("contact")),
        ("run", "ags", "service"),
        _findings,
        (_OF_SCAN, _OF_SERVICE),
    ),
    Table(
        "links",
        (*_SCAN, _SERVICE, Column("kind", values=("page", "form", "path"), key="link_kind"), _NUMBER, Column("url", required=True)),
        ("run", "ags", "service", "kind", "number"),
        _links,
        (_OF_FINDING,),
    ),
    Table(
        "ways",
        (*_SCAN, _SERVICE, _NUMBER, Column("url"), *_OFFER, Column("logins"), Column("payments"), Column("shows")),
        ("run", "ags", "service", "number"),
        _ways,
        (_OF_FINDING,),
    ),
    Table(
        "also_found",
        (
            *_SCAN, Column("leika_key", required=True), Column("name"), Column("url"),
            Column("how", values=("url_key", "text_key", "name", "synonym"), key="found_by"),
        ),
        ("run", "ags", "leika_key"),
        _also,
        (_OF_SCAN,),
    ),
)  # fmt: skip
