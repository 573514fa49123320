"""The tables of evaluations: campaigns, what they ask, and what was answered and signed."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from monitor.db import COMPACT, belongs_to, key


class Evaluation(SQLModel, table=True):
    """The campaign of a half-year; `closed_on` is null while it is open.

    `semester` is written as 2026-2, and no two campaigns of an institution have the same.
    """

    __table_args__ = (
        key("id"),
        Index("ux_evaluation_semester", "institution_id", "semester", unique=True),
        COMPACT,
    )

    institution_id: int = Field(foreign_key="institution.id", sa_type=BigInteger)
    id: int = Field(sa_type=BigInteger)
    semester: str
    opened_on: date
    closed_on: date | None = None
    entry: int = Field(sa_type=BigInteger)


class EvaluationQuestion(SQLModel, table=True):
    """A clause that a campaign asks about, as it was worded when the campaign was opened.

    `source` is the control, or the entry of what no machine can test, that the clause is of;
    `title_en` and `title_es` its title, null where it has none. `text_es` quotes the document,
    `text_en` says it in English.
    """

    __tablename__ = "evaluation_question"
    __table_args__ = (
        key("evaluation_id", "number"),
        belongs_to("evaluation", "evaluation_id"),
        COMPACT,
    )

    institution_id: int = Field(foreign_key="institution.id", sa_type=BigInteger)
    evaluation_id: int = Field(sa_type=BigInteger)
    number: int
    pack: str
    ref: str
    source: str
    title_en: str | None = None
    title_es: str | None = None
    text_en: str
    text_es: str


class EvaluationAnswer(SQLModel, table=True):
    """What was answered of one account to one question: yes, no or not_applicable."""

    __tablename__ = "evaluation_answer"
    __table_args__ = (
        key("evaluation_id", "account_id", "number"),
        belongs_to("account", "account_id"),
        ForeignKeyConstraint(
            ["institution_id", "evaluation_id", "number"],
            [
                "evaluation_question.institution_id",
                "evaluation_question.evaluation_id",
                "evaluation_question.number",
            ],
            deferrable=True,
            initially="DEFERRED",
        ),
        COMPACT,
    )

    institution_id: int = Field(foreign_key="institution.id", sa_type=BigInteger)
    evaluation_id: int = Field(sa_type=BigInteger)
    account_id: int = Field(sa_type=BigInteger)
    number: int
    answer: str
    remark: str | None = None
    entry: int = Field(sa_type=BigInteger)


class EvaluationSignature(SQLModel, table=True):
    """Who signed the answers of one account, and when; from then on they cannot change."""

    __tablename__ = "evaluation_signature"
    __table_args__ = (
        key("evaluation_id", "account_id"),
        belongs_to("evaluation", "evaluation_id"),
        belongs_to("account", "account_id"),
        belongs_to("person", "by_id"),
        COMPACT,
    )

    institution_id: int = Field(foreign_key="institution.id", sa_type=BigInteger)
    evaluation_id: int = Field(sa_type=BigInteger)
    account_id: int = Field(sa_type=BigInteger)
    by_id: int = Field(sa_type=BigInteger)
    signed_on: date
    entry: int = Field(sa_type=BigInteger)
