"""Every control of the five documents as the rulings describe it, whatever document states it.

Who is asked is the table of subjects in `rulings.md`, what is looked at the last column of
`clauses.md`; `can_give` is all that a control can give in any document.
"""

from collections.abc import Mapping

from tests.oracle.controls import BOARDS, BOTH, Check, Control, attested, duty, on_file, one

_ATTESTED = (attested(),)
_BY_EACH = (attested("administrators"),)

_ACCESS = (
    Control("access.only-authorized", "pwfu", one("access_only")),
    Control("email.institutional-domain", "pwfun", one("mailbox_domain")),
    Control("email.generic", "pfun", one("mailbox_generic")),
    Control(
        "link.no-external-accounts", "pwfu", (Check("linked_accounts"), attested(fallback=True))
    ),
    Control("link.institutional-only", "pwfu", _ATTESTED),
)

_ADMINISTRATORS = (
    Control(
        "admins.two-designated",
        "pwfu",
        (Check("administrators_count"), Check("administrators_employment")),
    ),
    Control("admins.belong-to-area", "pwfu", one("administrators_area")),
    Control("admins.rank", "pwfu", one("administrators_rank", role="owner")),
    Control("admins.rank-deputy", "pwfu", one("administrators_rank", role="substitute")),
    Control("admins.change-notice", "pwfun", duty("administrator_change")),
    Control("forms.designation", "pfu", on_file("designation")),
    Control("forms.responsiva", "pfu", on_file("responsiva")),
)

_CREDENTIALS = (
    Control("mfa.enabled", "pwfun", one("second_factor")),
    Control("mfa.owner-device", "pfun", one("factor_holder")),
    Control("password.custody", "pwfun", _BY_EACH, BOTH),
    Control(
        "password.construction",
        "pwfun",
        (Check("password_assessed"), attested("administrators", fallback=True)),
        BOTH,
    ),
    Control("rotation.max-age", "pwfun", (Check("max_age"), Check("changes_per_year")), BOTH),
    Control("rotation.it-period", "pwfun", one("max_age"), BOTH),
    Control("rotation.documented", "pfun", one("documented"), BOTH),
    Control("rotation.notify-head", "pfun", duty("password_change"), BOTH),
)

_NOTICES = (
    Control("list.to-communications", "pfun", duty("designation")),
    Control("email.association-notice", "pfun", duty("mailbox_link")),
    Control("breach.notify", "pwfn", duty("incident")),
    Control("breach.contain-password", "pwfn", duty("incident")),
    Control("breach.institutional-measures", "pwfn", duty("incident")),
    Control("requests.notify-area", "pfun", duty("information_request")),
    Control("consult.content-doubt", "pwfn", duty("consultation")),
    Control("moderation.deletion", "pfun", duty("comment_deletion")),
    Control("evaluation.semiannual", "pwfu", duty("schedule")),
    Control("scope.legacy-accounts", "pfun", duty("older_than_rule")),
)

_CONTENT = (
    Control("content.check-and-protect-data", "pwfu", _BY_EACH),
    Control("content.currency", "pwfu", _BY_EACH),
    Control("comments.answered", "pwfu", _BY_EACH),
    Control("escalation.relevant-topics", "pwfu", _BY_EACH),
    Control("moderation.blocking", "pwfu", _BY_EACH),
    Control("logbook.kept", "pwfu", _ATTESTED),
    Control("incidents.register", "pwfu", _ATTESTED),
    Control("activity.cadence", "pwu", one("cadence")),
    Control("abandonment.none", "pwfu", one("abandonment")),
    Control("verification.requested", "pfu", one("verification")),
    Control("handle.affix", "pwfn", one("handle_affix")),
    Control("platforms.list-change", "pw", one("platform_allowed")),
    Control("platforms.by-body", "pfun", one("platform_by_body")),
    Control("accounts.official", "pfu", one("official")),
    Control("accounts.assigned-owner", "pfun", one("named_owner")),
)

_OPENING = (
    Control("opening.need", "pwfun", _ATTESTED, phase="opening"),
    Control("opening.proposal", "pfun", on_file("opening_proposal"), phase="opening"),
    Control("opening.decision", "pwfun", duty("proposal"), phase="opening"),
    Control("opening.graphic-identity", "pfun", duty("authorisation"), phase="opening"),
    Control("opening.it-procedure", "pfun", duty("authorisation"), phase="opening"),
    Control("opening.notice", "pfun", duty("account_opened"), phase="opening"),
    Control(
        "opening.notice-contents",
        "pfun",
        (*on_file("opening_notice"), Check("required_fields", {"needs": "opening_notice"})),
        phase="opening",
    ),
    Control("opening.board-notice", "pfun", duty("account_opened"), phase="opening", bodies=BOARDS),
)

_CLOSING = (
    Control("closing.cancel-and-notify", "pfu", duty("closing"), phase="closing"),
    Control("closing.content-deleted", "pfu", _ATTESTED, phase="closing"),
    Control("abandonment.cancel", "pfun", duty("abandonment"), phase="closing"),
)

_MAILBOXES = (
    Control("email.request", "pfun", duty("mailbox_registered"), ("mailbox",), phase="opening"),
    Control("email.assignment", "pfun", duty("mailbox_requested"), ("mailbox",)),
    Control("email.holder-in-register", "pfu", one("holder_in_register"), ("mailbox",)),
    Control("email.naming", "pwun", one("mailbox_naming"), ("mailbox",)),
)

_AREAS = (
    Control("ownership.area-head", "pfun", one("area_head"), ("area",)),
    Control("admins.quarterly-report", "pwfun", duty("schedule"), ("area",)),
    Control("coverage.public-hours", "pfun", duty("always"), ("area",)),
    Control("coverage.monitoring-procedure", "pfun", on_file("monitoring_procedure"), ("area",)),
    Control(
        "training.attendance",
        "pfun",
        (*duty("convened"), Check("document_on_file", {"document": "training_record"}, True)),
        ("area",),
    ),
    Control(
        "strategy.local-boards", "pfun", on_file("strategy"), ("area",), bodies=("local_board",)
    ),
    Control("suggestions.answered", "pwfun", _ATTESTED, ("area",)),
)

_OF_ALL = ("institution",)

_INSTITUTION = (
    Control("list.to-it", "pfun", duty("any_designation"), _OF_ALL),
    Control(
        "inventory.admin-register",
        "pfu",
        (Check("admin_register"), attested(out_of_date="unknown")),
        _OF_ALL,
    ),
    Control("support.cau", "pwfu", _ATTESTED, _OF_ALL),
    Control("support.help-mailbox", "pfu", one("mailbox_purpose", purpose="help"), _OF_ALL),
    Control("support.contact-mailbox", "pu", one("mailbox_purpose", purpose="contact"), _OF_ALL),
    Control("content.supervision", "pwfu", _ATTESTED, _OF_ALL),
    Control("content.reuse-graphics", "pwfu", _ATTESTED, _OF_ALL),
    Control("content.schedule-register", "pfu", on_file("content_register"), _OF_ALL),
    Control("content.removal-request", "pfun", duty("removal_request"), _OF_ALL),
    Control("thirdparty.request-on-file", "pwfu", _ATTESTED, _OF_ALL),
    Control("training.annual", "pwfu", duty("schedule"), _OF_ALL),
    Control("report.quarterly", "pwfu", duty("schedule"), _OF_ALL),
    Control("evaluation.procedure", "pfu", on_file("evaluation_procedure"), _OF_ALL),
    Control("accounts.named-kept", "pfu", one("named_kept"), _OF_ALL),
    Control(
        "homologation.single-youtube", "pf", one("platform_single", platform="youtube"), _OF_ALL
    ),
    Control("portal.personal-accounts", "pfu", one("portal_list"), _OF_ALL),
    Control("portal.links", "pfu", duty("always"), _OF_ALL),
)

CONTROLS: Mapping[str, Control] = {
    control.id: control
    for family in (
        _ACCESS,
        _ADMINISTRATORS,
        _CREDENTIALS,
        _NOTICES,
        _CONTENT,
        _OPENING,
        _CLOSING,
        _MAILBOXES,
        _AREAS,
        _INSTITUTION,
    )
    for control in family
}
