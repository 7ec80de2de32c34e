"""Stages of a run, and reviews over its verdicts"""

import sqlalchemy as sa
from alembic import op

import results.models

revision = '0004'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('stages',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', results.models.UtcDateTime(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_stages_run_id_runs')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stages'))
    )
    op.create_index(op.f('ix_stages_run_id'), 'stages', ['run_id'], unique=False)
    op.create_table('reviews',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('ags', sa.String(), nullable=False),
    sa.Column('criterion', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('points', sa.Double(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', results.models.UtcDateTime(), nullable=False),
    sa.Column('basis', sa.JSON(), nullable=False),
    sa.Column('evidence', sa.String(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('source', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_reviews_run_id_runs')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reviews'))
    )
    op.create_index(op.f('ix_reviews_run_id'), 'reviews', ['run_id'], unique=False)
    op.create_index('ix_reviews_ags_criterion', 'reviews', ['ags', 'criterion'], unique=False)
    op.create_table('review_withdrawals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', results.models.UtcDateTime(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['reviews.id'], name=op.f('fk_review_withdrawals_review_id_reviews')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_withdrawals'))
    )
    op.create_index(op.f('ix_review_withdrawals_review_id'), 'review_withdrawals', ['review_id'], unique=False)


def downgrade() -> None:
    for table in ('review_withdrawals', 'reviews', 'stages'):
        op.drop_table(table)
