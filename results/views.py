"""Views with speaking names over the tables, for Datasette and other tools that read the database as it is.

They show the newest scan of each municipality in a run with its published judgement, as the scanner judged it. They are made
anew whenever the tables were brought up to date, and are gone while that happens: a table that a view reads can't be replaced.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from scanner.model.totals import CRITERIA

_WHO = "p.run, p.as_of, p.ags, p.municipality, p.league"

VIEWS: dict[str, str] = {
    "published_scans": """
        SELECT s.id AS scan_id, r.label AS run, r.source, r.as_of, s.ags, s.name AS municipality, s.kind, s.league,
            s.number AS scan_number, s.state, s.problem, s.started, s.finished, j.id AS judgement_id,
            c.name AS criteria_set, c.version AS criteria_version, j.criteria_hash, j.scanner_version, j.completeness
        FROM scans s
        JOIN runs r ON r.id = s.run_id
        JOIN judgements j ON j.id = (SELECT max(k.judgement_id) FROM publications k WHERE k.id =
            (SELECT max(n.id) FROM publications n WHERE n.scan_id = s.id))
        JOIN criteria_sets c ON c.hash = j.criteria_hash
        WHERE s.number = (SELECT max(o.number) FROM scans o WHERE o.run_id = s.run_id AND o.ags = s.ags)
    """,
    "published_scores": """
        SELECT {who}, v.criterion, v.version AS criterion_version, v.state, v.score, v.score * v.max AS points,
            v.max AS max_points, v.low, v.high, v.confidence, v.reason AS reason_code
        FROM published_scans p JOIN verdicts v ON v.judgement_id = p.judgement_id
    """,
    "published_evidence": """
        SELECT {who}, v.criterion, e.url, e.fetched, e.place, e.snippet, e.record
        FROM published_scans p
        JOIN verdicts v ON v.judgement_id = p.judgement_id
        JOIN evidence e ON e.verdict_id = v.id
    """,
    "published_services": """
        SELECT {who}, f.service, f.level, f.clicks, f.contact, f.pages, f.forms
        FROM published_scans p JOIN service_findings f ON f.judgement_id = p.judgement_id
    """,
    "totals_by_category": """
        SELECT {who}, substr(v.criterion, 1, 1) AS category,
            100.0 * avg(CASE WHEN v.state = 'scored' THEN v.score END) AS value,
            100.0 * avg(CASE WHEN v.state = 'scored' THEN v.low WHEN v.state = 'not_applicable' THEN NULL ELSE 0 END) AS low,
            100.0 * avg(CASE WHEN v.state = 'scored' THEN v.high WHEN v.state = 'not_applicable' THEN NULL ELSE 1 END) AS high
        FROM published_scans p JOIN verdicts v ON v.judgement_id = p.judgement_id
        GROUP BY {who}, substr(v.criterion, 1, 1)
    """,
    "totals": """
        SELECT {who}, t.total, t.low, t.high, n.coverage
        FROM published_scans p
        JOIN (SELECT run, ags, avg(value) AS total, avg(low) AS low, avg(high) AS high
              FROM totals_by_category GROUP BY run, ags) t ON t.run = p.run AND t.ags = p.ags
        JOIN (SELECT q.run, q.ags, 1.0 * sum(CASE WHEN v.state = 'scored' THEN 1 ELSE 0 END) / nullif(
                  (CASE WHEN q.source = 'sheet' AND count(*) < {all} THEN {all} ELSE count(*) END)
                  - sum(CASE WHEN v.state = 'not_applicable' THEN 1 ELSE 0 END), 0) AS coverage
              FROM published_scans q JOIN verdicts v ON v.judgement_id = q.judgement_id
              WHERE length(v.criterion) > 1 GROUP BY q.run, q.ags, q.source) n ON n.run = p.run AND n.ags = p.ags
    """,
}  # fmt: skip


def drop_views(connection: Connection) -> None:
    """Take all views away."""
    for name in reversed(VIEWS):
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))


def make_views(connection: Connection) -> None:
    """Make all views as they are defined now."""
    drop_views(connection)
    for name, query in VIEWS.items():
        connection.execute(text(f"CREATE VIEW {name} AS {query.format(who=_WHO, all=CRITERIA)}"))
