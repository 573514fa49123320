"""What policies say in words of their own, as people call it."""

from monitor.policy.library import Library
from monitor.reports import policy_wording


def test_offices_are_named_as_people_call_them() -> None:
    assert policy_wording.offices("area-head; it-unit; SRE") == "head of the area; IT unit; SRE"
    assert policy_wording.offices(None) is None


def test_every_office_that_a_document_names_has_a_word_in_both_languages() -> None:
    library = Library()
    named = {role for pack in library.pack_ids() for role in library.pack(pack).pack.roles}
    assert named <= policy_wording.OFFICES.keys()
