"""Services found beyond the criteria set, and measures with what became of them"""

import sqlalchemy as sa
from alembic import op

import results.models

revision = '0005'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # no batch: views read this table, and SQLite adds a column in place
    op.add_column('judgements', sa.Column('also', sa.JSON(), nullable=False, server_default='[]'))
    op.create_table('measures',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ags', sa.String(), nullable=False),
    sa.Column('town', sa.String(), nullable=False),
    sa.Column('finding', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('run', sa.String(), nullable=False),
    sa.Column('project', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('at', results.models.UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measures'))
    )
    op.create_index(op.f('ix_measures_ags'), 'measures', ['ags'], unique=False)
    op.create_table('measure_events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('measure_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('at', results.models.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['measure_id'], ['measures.id'], name=op.f('fk_measure_events_measure_id_measures')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measure_events'))
    )
    op.create_index(op.f('ix_measure_events_measure_id'), 'measure_events', ['measure_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_measure_events_measure_id'), 'measure_events')
    op.drop_table('measure_events')
    op.drop_index(op.f('ix_measures_ags'), 'measures')
    op.drop_table('measures')
    op.drop_column('judgements', 'also')
