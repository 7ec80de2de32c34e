"""Views with speaking names: made by results.views after each migration, so that here is nothing to do"""

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
