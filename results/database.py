"""Opens a results database: SQLite in WAL mode by default, others by URL; brings it up to date by Alembic."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from criteria.errors import UserError
from results.views import are_made, drop_views, make_views

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 15.0


def open_database(url: str, *, busy: float = BUSY_SECONDS) -> Engine:
    """Return an engine on a database whose tables are up to date.

    Args:
        url: SQLAlchemy URL; for SQLite the folder of the file is made if missing.
        busy: seconds to wait for a lock of another process (SQLite).

    Raises:
        UserError: the address can't be read, the file is locked, damaged, of a newer version, or can't be written.
    """
    try:
        engine = _engine(url, busy)
        with translated(url), engine.connect() as connection:
            _upgrade(connection, url)
    except (ArgumentError, ImportError) as error:
        raise UserError(
            f"the database address can't be used: {error}", where=url, hint="example: sqlite:///g2b.sqlite"
        ) from error
    return engine


def _engine(url: str, busy: float) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed)
    if parsed.database:
        with translated(url):
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": busy})
    event.listen(engine, "connect", _set_pragmas)
    return engine


def _set_pragmas(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _upgrade(connection: Connection, url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == script.get_current_head():
        if not are_made(connection):
            make_views(connection)
            connection.commit()
        return
    if current is not None and current not in {entry.revision for entry in script.walk_revisions()}:
        raise UserError(
            f"the database was written by a newer version of the scanner (revision {current})",
            where=url,
            hint="update g2b-scanner, or name another database with --database",
        )
    config.attributes["connection"] = connection
    drop_views(connection)
    command.upgrade(config, "head")
    make_views(connection)
    connection.commit()


_PROBLEMS = (
    ("locked", "the database is locked by another program", "end the other run, then start again with --resume"),
    ("full", "the disk is full, nothing more can be stored", "make room, then start again with --resume"),
    ("readonly", "the database can't be written", "check the rights of the file and its folder"),
    ("unable to open", "the database can't be opened", "check the path and the rights of its folder"),
    ("not a database", "the file is no database, or it is damaged", "name another file with --database"),
    ("malformed", "the database is damaged", "restore it from a copy, or name another file with --database"),
)


@contextmanager
def translated(url: str) -> Iterator[None]:
    """Turn an error of the database or the disk into a message that says what, where and what to do."""
    try:
        yield
    except (OperationalError, DatabaseError) as error:
        for sign, what, hint in _PROBLEMS:
            if sign in str(error.orig).lower():
                raise UserError(what, where=url, hint=hint) from error
        raise
    except OSError as error:
        raise UserError(
            f"{error.strerror or error}", where=error.filename or url, hint="check the path and its rights"
        ) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Open a session that only reads; errors become messages as in `translated`."""
    with translated(str(engine.url)), Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Open a session that is one transaction: what it does is stored whole or not at all."""
    with reading(engine) as session, session.begin():
        yield session
