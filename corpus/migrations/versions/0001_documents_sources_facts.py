"""Documents, the names they were read under, their facts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("sha256", sa.Text, nullable=False, unique=True),
        sa.Column("text", sa.Text, nullable=False),
        *[
            sa.Column(name, sa.Text)
            for name in ("title", "published", "publisher", "author", "url", "number", "symbol", "issuer")
        ],
        sa.Column("extractor", sa.Text, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_documents_generation", "documents", ["generation"])
    op.create_table(
        "sources",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.seq", ondelete="CASCADE"), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sources_document_source", "sources", ["document", "source"], unique=True)
    op.create_index("ix_sources_source", "sources", ["source"])
    op.create_table(
        "facts",
        sa.Column(
            "document", sa.Integer, sa.ForeignKey("documents.seq", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("value", sa.Float),
        *[
            sa.Column(name, sa.Text)
            for name in (
                "unit",
                "indicator",
                "role",
                "status",
                "period",
                "locality_canonical",
                "locality_code",
            )
        ],
        sa.Column("row", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_facts_id", "facts", ["id"])
    op.create_table(
        "removed",
        sa.Column("generation", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
    )
    op.create_table(
        "properties",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
