"""What is on record about the institute itself: its papers, statements and notices, its file."""

from datetime import date

from monitor.sample.areas import COMMUNICATIONS, IT_UNIT
from monitor.sample.institute import Institute
from monitor.sample.people import DOMAIN
from monitor.sample.records import INSTITUTION, Attestation, Document, Duty

INSTITUTION_FILE = f"""\
code: IEE
name: Instituto Electoral de Ejemplo
timezone: America/Mexico_City
policies: [mx-ine-mail]
params:
  email.institutional-domain: {{allowed_domains: [{DOMAIN}]}}
  rotation.it-period: {{period: P2M}}
"""
"""`institution.yaml`: the policy in force, the institute's own domain, the period IT asks for."""

PAPERS = (
    Document("password_recommendations", INSTITUTION, date(2026, 1, 15), number="UTSI/004/2026"),
    Document("admin_list", INSTITUTION, date(2026, 11, 19), number="CNCS/311/2026"),
    Document("monitoring_procedure", INSTITUTION, date(2025, 8, 12), number="CNCS/187/2025"),
)

NOTICES = (
    Duty("list.to-it", INSTITUTION, date(2026, 8, 31), date(2026, 8, 27), "CNCS/240/2026"),
    Duty("list.to-it", INSTITUTION, date(2026, 11, 30), date(2026, 11, 19), "CNCS/311/2026"),
)

STATEMENTS = (
    ("support.cau", IT_UNIT, date(2026, 9, 3)),
    ("inventory.admin-register", COMMUNICATIONS, date(2026, 10, 5)),
    ("content.supervision", COMMUNICATIONS, date(2026, 4, 30)),
)
"""By control, the office whose head stated it, and when; the last one is half a year old."""


def statements(institute: Institute) -> tuple[Attestation, ...]:
    """Return the statements of the central offices about the institute."""
    heads = {record.area.code: record.head for record in institute.areas}
    return tuple(
        Attestation(control, INSTITUTION, heads[office], on) for control, office, on in STATEMENTS
    )
