"""Evaluations of the accounts: campaigns, questions, answers and signatures."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of evaluations."""
    op.create_table(
        "evaluation",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("semester", sa.String(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_evaluation_institution_id"
        ),
        sa.PrimaryKeyConstraint("institution_id", "id", name="pk_evaluation"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ux_evaluation_semester", "evaluation", ["institution_id", "semester"], unique=True
    )
    op.create_table(
        "evaluation_question",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("evaluation_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("pack", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=True),
        sa.Column("title_es", sa.String(), nullable=True),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("text_es", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id", "evaluation_id"],
            ["evaluation.institution_id", "evaluation.id"],
            name="fk_evaluation_question_institution_id_evaluation_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_evaluation_question_institution_id"
        ),
        sa.PrimaryKeyConstraint(
            "institution_id", "evaluation_id", "number", name="pk_evaluation_question"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "evaluation_signature",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("evaluation_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id", "account_id"],
            ["account.institution_id", "account.id"],
            name="fk_evaluation_signature_institution_id_account_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id", "by_id"],
            ["person.institution_id", "person.id"],
            name="fk_evaluation_signature_institution_id_by_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id", "evaluation_id"],
            ["evaluation.institution_id", "evaluation.id"],
            name="fk_evaluation_signature_institution_id_evaluation_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_evaluation_signature_institution_id"
        ),
        sa.PrimaryKeyConstraint(
            "institution_id", "evaluation_id", "account_id", name="pk_evaluation_signature"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "evaluation_answer",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("evaluation_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("remark", sa.String(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id", "account_id"],
            ["account.institution_id", "account.id"],
            name="fk_evaluation_answer_institution_id_account_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id", "evaluation_id", "number"],
            [
                "evaluation_question.institution_id",
                "evaluation_question.evaluation_id",
                "evaluation_question.number",
            ],
            name="fk_evaluation_answer_institution_id_evaluation_id_number",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_evaluation_answer_institution_id"
        ),
        sa.PrimaryKeyConstraint(
            "institution_id", "evaluation_id", "account_id", "number", name="pk_evaluation_answer"
        ),
        sqlite_with_rowid=False,
    )
