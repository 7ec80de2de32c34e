"""Views with speaking names over the tables, for Datasette and other tools that read the database as it is.

They show the newest scan of each municipality in a run with its published judgement. Scores and totals are those of the
reports: what people decided lies over the scanner's verdict, which stands beside it. They are made anew whenever the tables
were brought up to date, and are gone while that happens: a table that a view reads can't be replaced.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from scanner.model.totals import CRITERIA

_WHO = "p.run, p.as_of, p.ags, p.municipality, p.league"

# What makes a review count is said by `scanner.model.review` (`settled`, `same_basis`); here in SQL, and a test holds both equal.
_LAST = """
    SELECT n.id FROM reviews n JOIN runs m ON m.id = n.run_id
    WHERE n.ags = p.ags AND n.criterion = v.criterion AND n.kind <> 'note'
        AND NOT EXISTS (SELECT 1 FROM review_withdrawals x WHERE x.review_id = n.id AND (m.label = p.run OR x.at <= {closed}))
        AND (m.label = p.run OR (n.valid_until >= date(p.as_of) AND m.as_of <= p.as_of AND n.at <= {closed}))
    ORDER BY n.at DESC, n.id DESC LIMIT 1
"""
_CLOSED = """coalesce((SELECT g.at FROM stages g JOIN runs h ON h.id = g.run_id
    WHERE h.label = p.run AND g.stage = 'released' ORDER BY g.id LIMIT 1), '9999-12-31')"""
_SAME_HEAD = """
    json_extract(w.basis, '$[0][0]') = v.version AND json_extract(w.basis, '$[0][1]') = v.state
    AND json_extract(w.basis, '$[0][3]') = v.reason
    AND CASE WHEN v.score IS NULL THEN json_extract(w.basis, '$[0][2]') = ''
             ELSE abs(json_extract(w.basis, '$[0][2]') - v.score) < 0.000001 END
"""
_SAME_PLACES = """
    NOT EXISTS (SELECT 1 FROM evidence e WHERE e.verdict_id = v.id AND NOT EXISTS (
        SELECT 1 FROM json_each(w.basis) b WHERE b.key > 0 AND json_extract(b.value, '$[0]') = e.url))
    AND NOT EXISTS (SELECT 1 FROM json_each(w.basis) b WHERE b.key > 0 AND NOT EXISTS (
        SELECT 1 FROM evidence e WHERE e.verdict_id = v.id AND e.url = json_extract(b.value, '$[0]')))
"""
# The review keeps hashes of the texts, which SQLite can't make: so the texts are compared with those that were judged then.
_SAME_TEXTS = """
    NOT EXISTS (
        SELECT 1 FROM evidence e
        JOIN verdicts t ON t.criterion = v.criterion AND t.judgement_id = (
            SELECT q.judgement_id FROM publications q JOIN scans o ON o.id = q.scan_id
            WHERE o.run_id = w.run_id AND o.ags = w.ags AND q.at <= w.at ORDER BY o.number DESC, q.id DESC LIMIT 1)
        WHERE e.verdict_id = v.id AND e.snippet <> '' AND NOT EXISTS (
            SELECT 1 FROM evidence f WHERE f.verdict_id = t.id AND f.url = e.url AND f.snippet IN ('', e.snippet)))
"""

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
    "active_reviews": """
        SELECT {who}, p.judgement_id, v.id AS verdict_id, v.criterion, w.id AS review, w.kind, w.state,
            CASE WHEN w.state = 'scored' THEN w.points END AS points, v.max AS max_points, w.reason, w.by, w.at
        FROM published_scans p
        JOIN verdicts v ON v.judgement_id = p.judgement_id
        JOIN reviews w ON w.id = ({last})
        WHERE {same_head} AND {same_places} AND {same_texts}
    """,
    "published_scores": """
        SELECT {who}, p.source, v.criterion, v.version AS criterion_version, coalesce(a.state, v.state) AS state,
            CASE WHEN a.review IS NULL THEN v.score ELSE a.points / v.max END AS score,
            CASE WHEN a.review IS NULL THEN v.score * v.max ELSE a.points END AS points, v.max AS max_points,
            CASE WHEN a.review IS NULL THEN v.low ELSE coalesce(a.points / v.max, 0) END AS low,
            CASE WHEN a.review IS NULL THEN v.high ELSE coalesce(a.points / v.max, 1) END AS high,
            CASE WHEN a.review IS NULL THEN v.confidence ELSE 1.0 END AS confidence,
            CASE WHEN a.review IS NULL THEN v.reason ELSE 'by_hand' END AS reason_code, a.review,
            v.state AS measured_state, v.score AS measured_score
        FROM published_scans p
        JOIN verdicts v ON v.judgement_id = p.judgement_id
        LEFT JOIN active_reviews a ON a.verdict_id = v.id
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
        SELECT {who}, substr(p.criterion, 1, 1) AS category,
            100.0 * avg(CASE WHEN p.state = 'scored' THEN p.score END) AS value,
            100.0 * avg(CASE WHEN p.state = 'scored' THEN p.low WHEN p.state = 'not_applicable' THEN NULL ELSE 0 END) AS low,
            100.0 * avg(CASE WHEN p.state = 'scored' THEN p.high WHEN p.state = 'not_applicable' THEN NULL ELSE 1 END) AS high,
            100.0 * avg(CASE WHEN p.measured_state = 'scored' THEN p.measured_score END) AS measured
        FROM published_scores p
        GROUP BY {who}, substr(p.criterion, 1, 1)
    """,
    "totals": """
        SELECT {who}, t.total, t.low, t.high, n.coverage, t.measured, n.by_hand
        FROM published_scans p
        JOIN (SELECT run, ags, avg(value) AS total, avg(low) AS low, avg(high) AS high, avg(measured) AS measured
              FROM totals_by_category GROUP BY run, ags) t ON t.run = p.run AND t.ags = p.ags
        JOIN (SELECT v.run, v.ags, count(v.review) AS by_hand,
                  1.0 * sum(CASE WHEN v.state = 'scored' THEN 1 ELSE 0 END) / nullif(
                  (CASE WHEN v.source = 'sheet' AND count(*) < {all} THEN {all} ELSE count(*) END)
                  - sum(CASE WHEN v.state = 'not_applicable' THEN 1 ELSE 0 END), 0) AS coverage
              FROM published_scores v
              WHERE length(v.criterion) > 1 GROUP BY v.run, v.ags, v.source) n ON n.run = p.run AND n.ags = p.ags
    """,
}  # fmt: skip


def drop_views(connection: Connection) -> None:
    """Take all views away."""
    for name in reversed(VIEWS):
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))


def make_views(connection: Connection) -> None:
    """Make all views as they are defined now."""
    drop_views(connection)
    for definition in _definitions().values():
        connection.execute(text(definition))


def are_made(connection: Connection) -> bool:
    """Whether the views of a database are those of this version: a view may change where no table does."""
    found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'view'")).all()
    kept = {name: str(definition).strip() for name, definition in found}
    return all(kept.get(name) == definition for name, definition in _definitions().items())


def _definitions() -> dict[str, str]:
    parts = {
        "who": _WHO, "all": CRITERIA, "last": _LAST.format(closed=_CLOSED),
        "same_head": _SAME_HEAD, "same_places": _SAME_PLACES, "same_texts": _SAME_TEXTS,
    }  # fmt: skip
    return {name: f"CREATE VIEW {name} AS {query.format(**parts)}".strip() for name, query in VIEWS.items()}
