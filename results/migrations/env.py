"""Alembic environment: runs on the connection that `results.database` hands in."""

from alembic import context

from results.models import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
