"""Stores a survey as a run: in one transaction, once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import yaml
from sqlalchemy import Engine

from criteria.errors import UserError
from results.imports.survey import Survey, Surveyed
from results.queries import SHEET, KeptSet, Results, RunInfo
from results.store import NewRun, ScanFacts, Store
from scanner.model.verdict import Judgement

_NAME = "sheet"


def keep_survey(engine: Engine, survey: Survey, label: str, as_of: date, version: str) -> bool:
    """Store a survey; return False where the very same one stands under the label already.

    Args:
        engine: from `results.database.open_database`.
        survey: what was read.
        label: of the new run.
        as_of: the date it stands for.
        version: of the scanner that read it.

    Raises:
        UserError: a run of that label is there, made otherwise or with other content.
    """
    there = next((run for run in Results(engine).runs() if run.label == label), None)
    if there is not None:
        _refuse_other(there, survey, as_of)
        return False
    rules = _rules(survey)
    settings: Mapping[str, Any] = {
        "sheet": {"file": survey.sheet.file, "worksheet": survey.sheet.title, "content": survey.content_hash},
        "relations": survey.rules,
    }
    day = datetime.combine(as_of, time(12), UTC)  # noon: the day is the same in every zone that shows it
    scans = [(ScanFacts(town.municipality, "done"), _judgement(town, rules, version)) for town in survey.towns]
    Store(engine).add_run(NewRun(label, SHEET, day, settings, rules), scans)
    return True


def _refuse_other(run: RunInfo, survey: Survey, as_of: date) -> None:
    hint = "stored results are never changed: choose another --label"
    kept = run.settings.get("sheet")
    if run.source != SHEET or not isinstance(kept, dict):
        raise UserError(f"a run named {run.label!r} is there already, and it is no hand-made survey", hint=hint)
    if kept["content"] != survey.content_hash or run.as_of.date() != as_of:
        what = "stands for another date" if kept["content"] == survey.content_hash else "has other content"
        raise UserError(f"a survey named {run.label!r} is there already and {what}", where=survey.sheet.file, hint=hint)


def _rules(survey: Survey) -> KeptSet:
    """Return what the numbers of the survey mean, as the criteria set that its verdicts stand under."""
    text = yaml.safe_dump(survey.rules, allow_unicode=True, sort_keys=False)
    return KeptSet(survey.rules_hash, survey.mapping.name or _NAME, "1", {"columns.yaml": text})


def _judgement(town: Surveyed, rules: KeptSet, version: str) -> Judgement:
    municipality = town.municipality
    return Judgement(municipality.ags, municipality.league, rules.name, rules.hash, version, town.verdicts, ())
