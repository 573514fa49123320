"""What policies say in words of their own, as people call it."""

from monitor.policy.library import Library
from monitor.policy.requirements import compile_alone
from monitor.reports import policy_wording


def test_offices_are_named_as_people_call_them() -> None:
    assert policy_wording.offices("area-head; it-unit; SRE") == "head of the area; IT unit; SRE"
    assert policy_wording.offices(None) is None


def test_every_office_that_a_document_names_has_a_word() -> None:
    library = Library()
    packs = [library.pack(name) for name in library.pack_ids()]
    named = {role for pack in packs for role in pack.pack.roles}
    for pack in packs:
        for control in compile_alone(library, pack.pack.id).controls:
            owed = library.definitions()[control.id].owed
            named |= {*owed.by, *owed.to} if owed else set()
            recipients = control.params.get("recipients")
            named |= {str(each) for each in recipients} if isinstance(recipients, tuple) else set()
    assert named <= policy_wording.OFFICES.keys()
