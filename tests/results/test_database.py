"""Opening a database: up to date, or one clear message."""

import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from criteria.errors import UserError
from results.database import open_database, translated
from results.models import Base
from results.store import Store
from tests.results.samples import AS_OF


def test_migrations_make_the_tables_of_the_models(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path}/new/g2b.sqlite")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"


def test_opening_twice_changes_nothing(tmp_path):
    url = f"sqlite:///{tmp_path}/g2b.sqlite"
    open_database(url).dispose()
    before = (tmp_path / "g2b.sqlite").read_bytes()
    open_database(url).dispose()
    assert (tmp_path / "g2b.sqlite").read_bytes() == before


def test_a_newer_database_is_left_alone(tmp_path):
    url = f"sqlite:///{tmp_path}/g2b.sqlite"
    engine = open_database(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(UserError, match="newer version of the scanner"):
        open_database(url)


def test_a_locked_database_says_so(tmp_path):
    url = f"sqlite:///{tmp_path}/g2b.sqlite"
    engine = open_database(url, busy=0.05)
    holder = sqlite3.connect(tmp_path / "g2b.sqlite", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(UserError, match="locked by another program"):
            Store(engine).start_run("2026", source="live", as_of=AS_OF, settings={})
    finally:
        holder.close()
        engine.dispose()


def test_a_full_disk_says_so_and_keeps_what_was_stored(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path}/g2b.sqlite")
    with engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(UserError, match="disk is full"), translated("here"):
            connection.execute(
                text("INSERT INTO criteria_sets VALUES ('x', 'n', 'v', :files, '2026-01-01')"),
                {"files": '"' + "x" * 500_000 + '"'},
            )
    engine.dispose()


def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / "g2b.sqlite").write_text("not a database, but long enough to look like one" * 20)
    with pytest.raises(UserError, match="no database, or it is damaged"):
        open_database(f"sqlite:///{tmp_path}/g2b.sqlite")


def test_an_address_that_cannot_be_read():
    with pytest.raises(UserError, match="the database address can't be used"):
        open_database("not an address")
