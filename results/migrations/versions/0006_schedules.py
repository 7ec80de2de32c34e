"""Schedules, when they were due, what became of it, what is tried again, and what is confirmed and told after a run"""

import sqlalchemy as sa
from alembic import op

import results.models

revision = '0006'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('schedules',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('cron', sa.String(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('options', sa.JSON(), nullable=False),
    sa.Column('paused', sa.Boolean(), nullable=False),
    sa.Column('created', results.models.UtcDateTime(), nullable=False),
    sa.Column('since', results.models.UtcDateTime(), nullable=False),
    sa.Column('removed', results.models.UtcDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_schedules'))
    )
    op.create_index(op.f('ix_schedules_name'), 'schedules', ['name'], unique=False)
    op.create_table('occurrences',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('schedule_id', sa.Integer(), nullable=False),
    sa.Column('due', results.models.UtcDateTime(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('by_hand', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['schedule_id'], ['schedules.id'], name=op.f('fk_occurrences_schedule_id_schedules')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_occurrences')),
    sa.UniqueConstraint('schedule_id', 'due', name=op.f('uq_occurrences_schedule_id_due'))
    )
    op.create_index(op.f('ix_occurrences_schedule_id'), 'occurrences', ['schedule_id'], unique=False)
    op.create_table('occurrence_events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('occurrence_id', sa.Integer(), nullable=False),
    sa.Column('at', results.models.UtcDateTime(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['occurrence_id'], ['occurrences.id'], name=op.f('fk_occurrence_events_occurrence_id_occurrences')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_occurrence_events'))
    )
    op.create_index(op.f('ix_occurrence_events_occurrence_id'), 'occurrence_events', ['occurrence_id'], unique=False)
    op.create_table('retries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('occurrence_id', sa.Integer(), nullable=False),
    sa.Column('ags', sa.String(), nullable=False),
    sa.Column('cause', sa.String(), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('due', results.models.UtcDateTime(), nullable=False),
    sa.Column('done', results.models.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['occurrence_id'], ['occurrences.id'], name=op.f('fk_retries_occurrence_id_occurrences')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_retries'))
    )
    op.create_index(op.f('ix_retries_occurrence_id'), 'retries', ['occurrence_id'], unique=False)
    op.create_table('confirmations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('scan_id', sa.Integer(), nullable=False),
    sa.Column('ags', sa.String(), nullable=False),
    sa.Column('criterion', sa.String(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('before', sa.String(), nullable=False),
    sa.Column('at', results.models.UtcDateTime(), nullable=False),
    sa.Column('pages', sa.JSON(), nullable=False),
    sa.Column('archive', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_confirmations_run_id_runs')),
    sa.ForeignKeyConstraint(['scan_id'], ['scans.id'], name=op.f('fk_confirmations_scan_id_scans')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_confirmations'))
    )
    op.create_index(op.f('ix_confirmations_run_id'), 'confirmations', ['run_id'], unique=False)
    op.create_index(op.f('ix_confirmations_scan_id'), 'confirmations', ['scan_id'], unique=False)
    op.create_table('deliveries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('occurrence_id', sa.Integer(), nullable=False),
    sa.Column('way', sa.String(), nullable=False),
    sa.Column('at', results.models.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['occurrence_id'], ['occurrences.id'], name=op.f('fk_deliveries_occurrence_id_occurrences')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deliveries'))
    )
    op.create_index(op.f('ix_deliveries_occurrence_id'), 'deliveries', ['occurrence_id'], unique=False)


def downgrade() -> None:
    for table in ('deliveries', 'confirmations', 'retries', 'occurrence_events', 'occurrences', 'schedules'):
        op.drop_table(table)
