"""The progress sheet of a group: two pages to be edited, where it stands and what is next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from results.audience import Audience
from results.compare.comparison import compare
from results.compare.survey import Survey
from results.compare.towns import Town, joined
from results.reports.cooperation.chart import totals_png
from results.reports.cooperation.document import WIDTH, Paper, fitting, height_of
from results.reports.cooperation.measure import Effort
from results.reports.cooperation.model import Cooperation, Line, Member, Step
from results.reports.cooperation.pages import lead
from results.reports.cooperation.tables import gain_of, online_of
from results.reports.cooperation.words import Words
from results.reports.look.frame import run_label
from results.reports.look.numbers import NONE

_LETTERS = "SUAFE"
_MOST_RUNS, _MOST_ROWS, _CHARTED, _MOST_MISSING = 3, 17, 10, 12
_MOST_NAMES = 6
_ROOM, _FOR_GAPS = 62, 12  # lines of both tables on the second page, and those of them that are kept for gaps
_MOST_STEPS, _MOST_SHARED, _MOST_GAPS = 12, 3, 10
_BETWEEN_MEMBERS = (Effort.SAME_PLATFORM, Effort.OTHER_PLATFORM, Effort.DOCUMENT)
_FILLED_IN = [1.9, 1.6, 1.6]
_STEP_WIDTHS = [0.85, 3.5, 3.4, 3.1, 1.45, *_FILLED_IN]
_GAP_WIDTHS = [6.3, 2.4, 2.1, 1.5, *_FILLED_IN]


def as_docx(report: Cooperation, surveys: Sequence[Survey], audience: Audience) -> bytes:
    """Return the sheet as DOCX; the same results give the same bytes.

    Args:
        report: of the group.
        surveys: the run and those before it that are shown beside it, oldest first, with the members' scans.
        audience: its readers.
    """
    words = Words(report, audience.language)
    title = words.say("doc.title", group=report.group)
    paper = Paper(title, audience.language, report.run.as_of)
    draft = words.say("doc.draft.told") if report.run.stage.is_draft else ""
    paper.mark(title, draft, words.say("doc.page"))
    told = [survey for survey in surveys if survey.run.as_of <= report.run.as_of][-_MOST_RUNS:]
    _standing(paper, report, told, words)
    _next(paper, report, words)
    return paper.saved()


def _standing(paper: Paper, report: Cooperation, surveys: Sequence[Survey], words: Words) -> None:
    label = run_label(report.run, words.language)
    paper.heading(words.say("doc.title", group=report.group), 0)
    paper.text(words.say("doc.subtitle", label=label, day=words.numbers.day(report.run.as_of.date())), "Subtitle")
    paper.heading(words.say("doc.standing"), 1)
    for line in _in_words(report, words):
        paper.text(line)
    paper.heading(words.say("doc.totals"), 2)
    _totals(paper, report, surveys, words)
    if len(report.members) > _MOST_ROWS:
        paper.text(words.say("doc.members.more", count=len(report.members) - _MOST_ROWS))
    paper.heading(words.say("doc.categories", label=label), 2)
    _categories(paper, report, words)
    totals = [(one.name, one.scan.totals.total.value if one.scan is not None else None) for one in report.members]
    if len(totals) <= _CHARTED and any(value is not None for _, value in totals):
        alt = ", ".join(f"{name} {words.numbers.number(value)}" for name, value in totals)
        paper.text(words.say("doc.chart", label=label), "Caption").paragraph_format.keep_with_next = True
        paper.picture(totals_png(totals, words), WIDTH, words.say("doc.chart.alt", values=alt))


def _in_words(report: Cooperation, words: Words) -> list[str]:
    told = lead(report, words, _MOST_MISSING)[1:]
    ranked = [(one.scan.totals.total.value, one.name) for one in report.members if one.scan is not None]
    best = max(((total, name) for total, name in ranked if total is not None), default=None)
    if best is None:
        return [words.say("doc.none"), *told]
    online = sum(line.best is not None and line.best >= report.measure.online_from for line in report.lines)
    key = "doc.alone" if len(report.members) == 1 else "doc.best"
    values = {"name": best[1], "total": words.numbers.number(best[0]), "online": online, "services": len(report.lines)}
    return [words.say(key, **values), *told]


def _totals(paper: Paper, report: Cooperation, surveys: Sequence[Survey], words: Words) -> None:
    towns = {town.ags: town for town in joined([survey.scans for survey in surveys])}
    labels = [run_label(survey.run, words.language) for survey in surveys]
    rows = [
        [member.name, words.standing(member), *_over_runs(towns.get(member.ags), len(labels), words)]
        for member in report.members[:_MOST_ROWS]
    ]
    wide = (WIDTH - 9) / max(len(labels), 1)
    heads = [words.say("col.member"), words.say("col.standing"), *labels]
    paper.table(words.say("doc.totals.caption"), heads, rows, [5, 4, *[wide] * len(labels)], range(2, len(heads)))
    if _is_broken(surveys):
        paper.text(words.say("doc.break"), "Caption")


def _over_runs(town: Town | None, count: int, words: Words) -> list[str]:
    if town is None:
        return [words.say("doc.missing")] * count
    return [words.say("doc.missing") if scan is None else words.span(scan.totals.total) for scan in town.scans]


def _is_broken(surveys: Sequence[Survey]) -> bool:
    """Whether the surveys are not on one scale, by the members alone: their ranks are not asked for here."""
    return bool(compare([replace(survey, peers=()) for survey in surveys]).breaks)


def _categories(paper: Paper, report: Cooperation, words: Words) -> None:
    rows = [_category_row(report, member, words) for member in report.members[:_MOST_ROWS]]
    heads = [words.say("col.member"), *_LETTERS, words.say("doc.coverage"), words.say("col.online")]
    paper.table(words.say("doc.categories.caption"), heads, rows, [5, *[1.4] * 5, 2.8, 2.6], range(1, 8))


def _category_row(report: Cooperation, member: Member, words: Words) -> list[str]:
    if member.scan is None:
        return [member.name, *[NONE] * (len(_LETTERS) + 2)]
    sums = member.scan.totals
    values = [sums.categories[letter].value if letter in sums.categories else None for letter in _LETTERS]
    competent, seen, online = online_of(report, member.ags)
    shown = words.say("doc.online", online=online, competent=competent) if seen else NONE
    return [member.name, *map(words.numbers.number, values), words.numbers.percent(sums.coverage), shown]


def _next(paper: Paper, report: Cooperation, words: Words) -> None:
    """Write the second page: as many steps as there is room for, gaps in what they leave."""
    rows = _steps_that_fit(report, words)
    paper.heading(words.say("doc.next"), 1, new_page=True)
    gains = [report.steps[int(row[0]) - 1].gain for row in rows]
    if any(gain is not None for gain in gains):
        total = words.numbers.number(sum(gain or 0.0 for gain in gains))
        paper.text(words.say("doc.possible", count=len(rows), gain=total))
    paper.heading(words.say("doc.steps"), 2)
    todo = [words.say(f"doc.{key}") for key in ("who", "until", "done")]
    if rows:
        heads = [*(words.say(f"col.{key}") for key in ("rank", "service", "what", "takers", "gain")), *todo]
        paper.table(words.say("doc.steps.caption", count=len(rows)), heads, rows, _STEP_WIDTHS, (0, 4))
    else:
        paper.text(words.say("no_steps"))
    paper.heading(words.say("doc.gaps"), 2)
    _gaps(paper, report, words, todo, _ROOM - sum(height_of(row, _STEP_WIDTHS) for row in rows))
    paper.text(words.say("doc.note"), "Caption")


def _steps_that_fit(report: Cooperation, words: Words) -> list[list[str]]:
    """Return rows of the best steps, and of the best takings over between members, however far down these stand."""
    rows = [[str(at), *_step_row(step, words), "", "", ""] for at, step in enumerate(report.steps, 1)]
    shared = [at for at, step in enumerate(report.steps) if step.effort in _BETWEEN_MEMBERS and step.gain][
        :_MOST_SHARED
    ]
    for count in range(min(_MOST_STEPS, len(rows)), -1, -1):
        chosen = [rows[at] for at in sorted({*range(count), *shared})]
        if fitting(chosen, _STEP_WIDTHS, _ROOM - _FOR_GAPS) == len(chosen):
            return chosen
    return []


def _step_row(step: Step, words: Words) -> list[str]:
    linked = step.effort is Effort.STATE_LINK
    what, donor = words.say(f"{'short' if linked else 'effort'}.{step.effort}"), words.donor(step)
    told = what if donor == NONE else f"{what} ({donor})"
    return [step.service.name, told, words.takers_by_level(step.takers, _MOST_NAMES), words.numbers.number(step.gain)]


def _gaps(paper: Paper, report: Cooperation, words: Words, todo: list[str], room: float) -> None:
    gaps = without_state(report)
    if not gaps:
        paper.text(words.say("doc.gaps.none"))
        return
    rows = [
        [one.service.name, str(one.best), str(one.unknown), words.numbers.number(gain_of(one)), "", "", ""]
        for one in gaps
    ]
    kept = fitting(rows[:_MOST_GAPS], _GAP_WIDTHS, room)
    heads = [words.say(f"col.{key}") for key in ("service", "best", "unknown", "gain")]
    paper.table(words.say("doc.gaps.caption"), [*heads, *todo], rows[:kept], _GAP_WIDTHS, (1, 2, 3))
    if len(rows) > kept:
        paper.text(words.say("doc.gaps.more", count=len(rows) - kept))


def without_state(report: Cooperation) -> list[Line]:
    """Return what nobody has and the state does not offer either, what gains most first."""
    found = [line for line in report.gaps if not any(cell.unlinked or cell.linked for cell in line.cells)]
    return sorted(found, key=lambda line: (-(gain_of(line) or 0.0), line.service.role, line.service.id))
