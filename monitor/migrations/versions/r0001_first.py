"""The register as it was first released."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "audit_entry",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("claimed", sa.Boolean(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("object_kind", sa.String(), nullable=False),
        sa.Column("object_id", sa.BigInteger(), nullable=False),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("prev", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("institution_id", "seq", name="pk_audit_entry"),
    )
    op.create_index(
        "ix_audit_entry_object",
        "audit_entry",
        ["institution_id", "object_kind", "object_id", "seq"],
        unique=False,
    )
    op.create_table(
        "audit_head",
        sa.Column("institution_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("institution_id", name="pk_audit_head"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "checkpoint",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("institution_id", "seq", name="pk_checkpoint"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "institution",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_institution"),
        sa.UniqueConstraint("code", name="uq_institution_code"),
    )
    op.create_table(
        "account",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_account_institution_id"
        ),
        sa.PrimaryKeyConstraint("institution_id", "id", name="pk_account"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "area",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_area_institution_id"
        ),
        sa.PrimaryKeyConstraint("institution_id", "id", name="pk_area"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "duty",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("control", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_duty_institution_id"
        ),
        sa.PrimaryKeyConstraint("institution_id", "id", name="pk_duty"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_duty_subject",
        "duty",
        ["institution_id", "control", "subject_kind", "subject_id"],
        unique=False,
    )
    op.create_table(
        "import_before",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("of_table", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_import_before_institution_id"
        ),
        sa.PrimaryKeyConstraint("institution_id", "id", name="pk_import_before"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "import_run",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_entry", sa.BigInteger(), nullable=False),
        sa.Column("last_entry", sa.BigInteger(), nullable=False),
        sa.Column("undone", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_import_run_institution_id"
        ),
        sa.PrimaryKeyConstraint("institution_id", "id", name="pk_import_run"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "institution_version",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("calendar", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_institution_version_institution_id"
        ),
        sa.PrimaryKeyConstraint("institution_id", "valid_from", name="pk_institution_version"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mailbox",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_mailbox_institution_id"
        ),
        sa.PrimaryKeyConstraint("institution_id", "id", name="pk_mailbox"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "person",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_person_institution_id"
        ),
        sa.PrimaryKeyConstraint("institution_id", "id", name="pk_person"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "policy_adoption",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("packs", sa.String(), nullable=False),
        sa.Column("compiled", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("overlay", sa.String(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_policy_adoption_institution_id"
        ),
        sa.PrimaryKeyConstraint("institution_id", "id", name="pk_policy_adoption"),
    )
    op.create_index(
        "ix_policy_adoption_valid_from",
        "policy_adoption",
        ["institution_id", "valid_from"],
        unique=False,
    )
    op.create_table(
        "portal_list",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_portal_list_institution_id"
        ),
        sa.PrimaryKeyConstraint("institution_id", "valid_from", name="pk_portal_list"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "portal_seen",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("handle_key", sa.String(), nullable=False),
        sa.Column("holder_role", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_portal_seen_institution_id"
        ),
        sa.PrimaryKeyConstraint(
            "institution_id", "valid_from", "platform", "handle_key", name="pk_portal_seen"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "standing",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_standing_institution_id"
        ),
        sa.PrimaryKeyConstraint("institution_id", "subject_kind", "subject_id", name="pk_standing"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "access_list",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id", "account_id"],
            ["account.institution_id", "account.id"],
            name="fk_access_list_institution_id_account_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "institution_id", "account_id", "valid_from", name="pk_access_list"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "access_seen",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("identity_key", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id", "account_id"],
            ["account.institution_id", "account.id"],
            name="fk_access_seen_institution_id_account_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "institution_id", "account_id", "valid_from", "identity_key", name="pk_access_seen"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "account_mailbox",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("use", sa.String(), nullable=False),
        sa.Column("mailbox_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id", "account_id"],
            ["account.institution_id", "account.id"],
            name="fk_account_mailbox_institution_id_account_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id", "mailbox_id"],
            ["mailbox.institution_id", "mailbox.id"],
            name="fk_account_mailbox_institution_id_mailbox_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "institution_id", "account_id", "use", "valid_from", name="pk_account_mailbox"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "account_version",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("handle_key", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("area_id", sa.BigInteger(), nullable=True),
        sa.Column("credential_model", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("authorised_on", sa.Date(), nullable=True),
        sa.Column("authorised_none", sa.Boolean(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("official_on_portal", sa.Boolean(), nullable=True),
        sa.Column("verification", sa.String(), nullable=True),
        sa.Column("last_post_on", sa.Date(), nullable=True),
        sa.Column("recovery_phone", sa.String(), nullable=True),
        sa.Column("linked_none", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id", "account_id"],
            ["account.institution_id", "account.id"],
            name="fk_account_version_institution_id_account_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id", "area_id"],
            ["area.institution_id", "area.id"],
            name="fk_account_version_institution_id_area_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "institution_id", "account_id", "valid_from", name="pk_account_version"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_account_version_handle",
        "account_version",
        ["institution_id", "platform", "handle_key"],
        unique=False,
    )
    op.create_index(
        "ux_account_version_handle",
        "account_version",
        ["institution_id", "platform", "handle_key"],
        unique=True,
        sqlite_where=sa.text("valid_to IS NULL AND (status IS NULL OR status <> 'closed')"),
        postgresql_where=sa.text("valid_to IS NULL AND (status IS NULL OR status <> 'closed')"),
    )
    op.create_table(
        "area_version",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.Column("area_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id", "area_id"],
            ["area.institution_id", "area.id"],
            name="fk_area_version_institution_id_area_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id", "parent_id"],
            ["area.institution_id", "area.id"],
            name="fk_area_version_institution_id_parent_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("institution_id", "area_id", "valid_from", name="pk_area_version"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_area_version_code", "area_version", ["institution_id", "code_key"], unique=False
    )
    op.create_table(
        "attestation",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.Column("control", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id", "by_id"],
            ["person.institution_id", "person.id"],
            name="fk_attestation_institution_id_by_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "institution_id",
            "control",
            "subject_kind",
            "subject_id",
            "person_id",
            "valid_from",
            name="pk_attestation",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "designation",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("area_id", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id", "account_id"],
            ["account.institution_id", "account.id"],
            name="fk_designation_institution_id_account_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id", "area_id"],
            ["area.institution_id", "area.id"],
            name="fk_designation_institution_id_area_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id", "person_id"],
            ["person.institution_id", "person.id"],
            name="fk_designation_institution_id_person_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("institution_id", "id", name="pk_designation"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_designation_account",
        "designation",
        ["institution_id", "account_id", "role"],
        unique=False,
    )
    op.create_index(
        "ix_designation_area", "designation", ["institution_id", "area_id", "role"], unique=False
    )
    op.create_table(
        "document",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id", "person_id"],
            ["person.institution_id", "person.id"],
            name="fk_document_institution_id_person_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_document_institution_id"
        ),
        sa.PrimaryKeyConstraint("institution_id", "id", name="pk_document"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_document_subject",
        "document",
        ["institution_id", "kind", "subject_kind", "subject_id"],
        unique=False,
    )
    op.create_table(
        "factor",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("holder_id", sa.BigInteger(), nullable=True),
        sa.Column("holder_none", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id", "holder_id"],
            ["person.institution_id", "person.id"],
            name="fk_factor_institution_id_holder_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "institution_id", "kind", "subject_id", "valid_from", name="pk_factor"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "finding",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("control", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("strength", sa.String(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("assigned_id", sa.BigInteger(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id", "assigned_id"],
            ["person.institution_id", "person.id"],
            name="fk_finding_institution_id_assigned_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_finding_institution_id"
        ),
        sa.PrimaryKeyConstraint("institution_id", "id", name="pk_finding"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_finding_code", "finding", ["institution_id", "code"], unique=False)
    op.create_index(
        "ux_finding_identity",
        "finding",
        ["institution_id", "subject_kind", "subject_id", "control"],
        unique=True,
    )
    op.create_table(
        "headship",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.Column("area_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id", "area_id"],
            ["area.institution_id", "area.id"],
            name="fk_headship_institution_id_area_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id", "person_id"],
            ["person.institution_id", "person.id"],
            name="fk_headship_institution_id_person_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("institution_id", "area_id", "valid_from", name="pk_headship"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_headship_person", "headship", ["institution_id", "person_id"], unique=False)
    op.create_table(
        "linked_account",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("handle_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id", "account_id"],
            ["account.institution_id", "account.id"],
            name="fk_linked_account_institution_id_account_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "institution_id",
            "account_id",
            "platform",
            "handle_key",
            "valid_from",
            name="pk_linked_account",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mailbox_version",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.Column("mailbox_id", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("address_key", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("local_key", sa.String(), nullable=False),
        sa.Column("local_last", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("holder_id", sa.BigInteger(), nullable=True),
        sa.Column("holder_none", sa.Boolean(), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=True),
        sa.Column("assigned_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id", "area_id"],
            ["area.institution_id", "area.id"],
            name="fk_mailbox_version_institution_id_area_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id", "holder_id"],
            ["person.institution_id", "person.id"],
            name="fk_mailbox_version_institution_id_holder_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id", "mailbox_id"],
            ["mailbox.institution_id", "mailbox.id"],
            name="fk_mailbox_version_institution_id_mailbox_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "institution_id", "mailbox_id", "valid_from", name="pk_mailbox_version"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_mailbox_version_address",
        "mailbox_version",
        ["institution_id", "address_key"],
        unique=False,
    )
    op.create_table(
        "password_change",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("by_none", sa.Boolean(), nullable=False),
        sa.Column("meets_composition", sa.Boolean(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("breached", sa.Boolean(), nullable=True),
        sa.Column("reused", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id", "by_id"],
            ["person.institution_id", "person.id"],
            name="fk_password_change_institution_id_by_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "institution_id", "kind", "subject_id", "valid_from", name="pk_password_change"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "person_version",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("email_key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("position", sa.String(), nullable=True),
        sa.Column("rank", sa.String(), nullable=True),
        sa.Column("area_id", sa.BigInteger(), nullable=True),
        sa.Column("employment", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("active_from", sa.Date(), nullable=True),
        sa.Column("active_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id", "area_id"],
            ["area.institution_id", "area.id"],
            name="fk_person_version_institution_id_area_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id", "person_id"],
            ["person.institution_id", "person.id"],
            name="fk_person_version_institution_id_person_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "institution_id", "person_id", "valid_from", name="pk_person_version"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_person_version_email", "person_version", ["institution_id", "email_key"], unique=False
    )
    op.create_table(
        "round",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("adoption_id", sa.BigInteger(), nullable=False),
        sa.Column("counts", sa.String(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("resolved", sa.Integer(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id", "adoption_id"],
            ["policy_adoption.institution_id", "policy_adoption.id"],
            name="fk_round_institution_id_adoption_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name="fk_round_institution_id"
        ),
        sa.PrimaryKeyConstraint("institution_id", "number", name="pk_round"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "transition",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("finding_id", sa.BigInteger(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("fill", sa.String(), nullable=True),
        sa.Column("observed", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id", "finding_id"],
            ["finding.institution_id", "finding.id"],
            name="fk_transition_institution_id_finding_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "institution_id", "finding_id", "entry", "what", name="pk_transition"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_transition_round", "transition", ["institution_id", "round", "what"], unique=False
    )
    op.create_table(
        "waiver",
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("finding_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_claimed", sa.Boolean(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("approved_claimed", sa.Boolean(), nullable=False),
        sa.Column("self_approved", sa.Boolean(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("ended_why", sa.String(), nullable=True),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id", "finding_id"],
            ["finding.institution_id", "finding.id"],
            name="fk_waiver_institution_id_finding_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("institution_id", "id", name="pk_waiver"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ux_waiver_finding",
        "waiver",
        ["institution_id", "finding_id"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
