"""Alembic migrations; every change of a table is one."""
