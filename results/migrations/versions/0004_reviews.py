"""Stages of a run, reviews over its verdicts, second looks and objections"""

import sqlalchemy as sa
from alembic import op

import results.models

revision = '0004'
down_revision = '0003'
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

    op.create_table('samples',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('share', sa.Double(), nullable=False),
    sa.Column('seed', sa.Integer(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', results.models.UtcDateTime(), nullable=False),
    sa.Column('members', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_samples_run_id_runs')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_samples'))
    )
    op.create_index(op.f('ix_samples_run_id'), 'samples', ['run_id'], unique=False)
    op.create_table('second_looks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sample_id', sa.Integer(), nullable=False),
    sa.Column('ags', sa.String(), nullable=False),
    sa.Column('criterion', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('score', sa.Double(), nullable=True),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', results.models.UtcDateTime(), nullable=False),
    sa.Column('url', sa.String(), nullable=False),
    sa.Column('remark', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['sample_id'], ['samples.id'], name=op.f('fk_second_looks_sample_id_samples')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_second_looks'))
    )
    op.create_index(op.f('ix_second_looks_sample_id'), 'second_looks', ['sample_id'], unique=False)
    op.create_table('objections',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('ags', sa.String(), nullable=False),
    sa.Column('criterion', sa.String(), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('received', sa.Date(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', results.models.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_objections_run_id_runs')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_objections'))
    )
    op.create_index(op.f('ix_objections_run_id'), 'objections', ['run_id'], unique=False)
    op.create_index(op.f('ix_objections_ags'), 'objections', ['ags'], unique=False)
    op.create_table('objection_answers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('objection_id', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', results.models.UtcDateTime(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['objection_id'], ['objections.id'], name=op.f('fk_objection_answers_objection_id_objections')),
    sa.ForeignKeyConstraint(['review_id'], ['reviews.id'], name=op.f('fk_objection_answers_review_id_reviews')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_objection_answers'))
    )
    op.create_index(op.f('ix_objection_answers_objection_id'), 'objection_answers', ['objection_id'], unique=False)


def downgrade() -> None:
    for table in ('objection_answers', 'objections', 'second_looks', 'samples', 'review_withdrawals', 'reviews', 'stages'):
        op.drop_table(table)
