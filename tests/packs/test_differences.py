"""The diff of any two packs shows the table of differences of the matrix: all of it, only it.

Where two columns of a row differ, the diff of their packs shows it; where they agree, it is silent
on what the row is about, but for the names that each institution gives its own offices.
"""

from itertools import combinations
from pathlib import Path

import pytest

from monitor.policy.comparing import Divergence, Said, compare
from monitor.policy.requirements import compile_alone
from monitor.policy.schema import Pack
from tests.packs.conftest import LIBRARY, PACKS

MATRIX = Path(__file__).parents[3] / "shared" / "clauses.md"

COLUMNS = ("mx-iee-ags-2023", "mx-ine-2017", "mx-ine-2016-draft", "mx-iee-son", "mx-ine-mail")

EMPTY = dict.fromkeys(("**none**", "not defined"), "–")

# By topic of the table: where a diff shows it. A head, a duty with all that is said of it, or one
# parameter of a duty (as “duty parameter”; “duty duty”: that only one text has it).
SHOWN_BY: dict[str, tuple[str, ...]] = {
    "legal state": (
        *("status", "adopted", "in_force_from", "asserted_by", "issuer"),
        "email.institutional-domain in-force-day",  # what other texts say of an approval
    ),
    "free-expression clause": ("limits.free-expression",),
    "who resolves gaps": ("gap_resolver",),
    "“servidor público”": ("admins.two-designated", "admins.belong-to-area"),
    "rotation": ("rotation.max-age", "rotation.it-period"),
    "rotation covers": ("rotation.max-age",),
    "rotation record / notice": ("rotation.documented", "rotation.notify-head"),
    "password construction": ("password.construction",),
    "custody of password": ("password.custody",),
    "second factor": ("mfa.enabled",),
    "admins": ("admins.two-designated", "admins.belong-to-area"),
    "role names": ("admins.two-designated",),
    "rank rule": ("admins.rank", "admins.rank-deputy"),
    "contractors as admins": ("admins.two-designated contractors", "admins.two-designated"),
    "access allowed to": ("access.only-authorized",),
    "designation form, responsibility letter": ("forms.designation", "forms.responsiva"),
    "report on admins": ("admins.change-notice", "admins.quarterly-report"),
    "mailbox domain duty": ("email.institutional-domain",),
    "generic mailbox": ("email.generic", "email.holder-in-register", "email.naming"),
    "external social-network accounts": ("link.no-external-accounts",),
    "handle affix (Twitter)": ("handle.affix",),
    "named accounts": ("accounts.named-kept", "accounts.assigned-owner"),
    "official accounts": ("accounts.official",),
    "platforms": (
        "platforms.allowed",
        "platforms.list-change",
        "platforms.by-body",
        "handle.affix",  # it names Twitter
    ),
    "who may open": (
        "opening.decision",
        "opening.board-notice",
        "platforms.by-body",
        "email.institutional-domain",
        "opening.notice boards",  # boards open by notice alone
        "opening.it-procedure boards",
    ),
    "basis of the proposal": ("opening.proposal based_on", "opening.proposal"),
    "decision term": ("opening.decision term", "opening.decision duty"),
    "opening notice to": ("opening.notice", "email.association-notice"),
    "procedures for opening": ("opening.it-procedure", "email.assignment"),
    "closing notice to": ("closing.cancel-and-notify",),
    "abandoned accounts": ("abandonment.none", "abandonment.cancel"),
    "personal accounts on the portal": ("portal.personal-accounts",),
    "breach recipients": ("breach.notify recipients", "breach.notify", "roles.it-unit"),
    "breach trigger": ("breach.notify",),
    "breach clock": ("breach.notify", "breach.contain-password"),
    "breach containment": ("breach.contain-password",),
    "content doubt": ("consult.content-doubt",),
    "requested information": ("requests.notify-area", "content.information-requests"),
    "offensive users": ("moderation.blocking", "moderation.deletion"),
    "reply when needed": ("moderation.institutional-reply",),
    "hate speech": ("content.hate-speech",),
    "answer all comments": ("comments.answered", "content.answer-principles"),
    "endorsement of information": ("content.endorsed-source",),
    "veracidad in 5.1 ¶3": ("content.quality",),
    "data protected (5.2.b; 6.iii)": (
        "content.check-and-protect-data",
        "content.no-personal-or-reserved",
    ),
    "cadence basis": ("activity.cadence", "training.annual"),
    "personal accounts tied to domain": ("content.personal-accounts-image",),
    "images in posts": ("content.images",),
    "multimedia": ("content.multimedia",),
    "tags": ("content.tags",),
    "capitals, hashtags": ("content.letter-case",),
    "session coverage": ("content.session-coverage",),
    "content register, reusable graphics": ("content.schedule-register", "content.reuse-graphics"),
    "coverage on non-working days: actor": (
        "coverage.public-hours",
        "coverage.monitoring-procedure",
    ),
    "training": ("training.annual", "training.attendance"),
    "help mailbox": ("support.help-mailbox", "support.contact-mailbox"),
    "evaluation": ("evaluation.semiannual", "evaluation.procedure"),
    "logs": ("logbook.kept", "incidents.register"),
    "local boards' strategy": ("strategy.local-boards",),
    "OPLES": ("relations.oples",),
    "quarterly network report": ("report.quarterly",),
    "third-party calls": ("thirdparty.request-on-file",),
    "removal requests": ("content.removal-request",),
    "requests to spread material": ("proposals.permission",),
    "legacy accounts": ("scope.legacy-accounts",),
    "links on the home page": ("portal.links",),
    "IT unit": ("roles.it-unit",),
    "Communications unit": ("roles.communications",),
    "sanctions rule": ("liability.work-tool",),
}

# What each institution calls its own parts, and what they are called here.
OWN_NAMES = {
    "The Coordinación": "Communications",
    "the Subdirección de Comunicación Social": "Communications",
    "the CNCS": "Communications",
    " (CNCS)": "",
}

# What the texts say otherwise though the table has the row alike, and why it is told all the same.
BEYOND_THE_TABLE = {
    "content.answer-principles clauses": "INE 2017 alone asks for quick answers",
    "support.help-mailbox allowed_domains": "each institution's own domain",
    "support.help-mailbox mailbox-behind-accounts": "reading 11, of Aguascalientes",
    "support.help-mailbox two-domains": "reading 12, of Aguascalientes",
    "support.help-mailbox subdomains": "reading 9, in INE 2017 at email.institutional-domain",
    "roles.it-unit head": "reading 10: INE 2017 knows UNICOM by its later name too",
    "evaluation.semiannual slips": "reading 35, of the draft's slips of the pen",
    "opening.it-procedure clauses": "INE 2017 alone has the account authorised first",
    "password.construction no-shared-password": "reading 19, in INE 2017 at rotation.max-age",
    "admins.change-notice officials-of-inciso-iii": "reading 47, of Sonora",
    "admins.change-notice clauses": "what reading 47 is about",
    "abandonment.none clauses": "Sonora has bodies where the others have areas",
    "content.quality clauses": "Sonora has bodies where the others have areas",
    "opening.proposal clauses": "Sonora has bodies where the others have areas",
}

# Topics in which some texts differ by what they say alone: nothing is checked or set otherwise.
WORDING = {
    "access allowed to",
    "capitals, hashtags",
    "coverage on non-working days: actor",
    "data protected (5.2.b; 6.iii)",
    "endorsement of information",
    "free-expression clause",
    "hate speech",
    "images in posts",
    "multimedia",
    "password construction",
    "personal accounts on the portal",
    "personal accounts tied to domain",
    "requested information",
    "requests to spread material",
    "sanctions rule",
    "session coverage",
    "tags",
    "veracidad in 5.1 ¶3",
}


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, str]]:
    """Give the cells of the table by topic and pack; `same` and `as the draft` taken up."""
    if not MATRIX.is_file():
        pytest.skip("the matrix is not beside this checkout")
    text = MATRIX.read_text(encoding="utf-8").partition("## 5. Differences")[2]
    lines = [line for line in text.partition("\n## ")[0].splitlines() if line.startswith("|")]
    return {topic: cells for topic, *rest in map(_cells, lines[2:]) for cells in [_meant(rest)]}


def _cells(line: str) -> list[str]:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    return [_quoted(cells[0]), *cells[1:]]


def _quoted(topic: str) -> str:
    return f"“{topic[1:-1]}”" if topic.startswith('"') else topic


def _meant(cells: list[str]) -> dict[str, str]:
    """Return the cells by pack; one that refers to another, or is empty, says the same as it."""
    found: dict[str, str] = {}
    before = ""
    for pack, cell in zip(COLUMNS, cells, strict=True):
        draft = found.get("mx-ine-2016-draft", "")
        before = {"same": before, "as the draft": draft, **EMPTY}.get(cell, cell)
        found[pack] = before
    return found


def _divergences(a: str, b: str) -> list[Divergence]:
    """Return in what two packs differ, save in the names of their own offices."""
    found = compare(compile_alone(LIBRARY, a), compile_alone(LIBRARY, b)).divergences
    return [each for each in found if _plain(each.a) != _plain(each.b)]


def _plain(said: Said | None) -> Said | None:
    if said is None:
        return None
    value = said.value
    for name, common in OWN_NAMES.items():
        value = value.replace(name, common)
    return Said(value, said.ours, said.others, said.not_offered)


def _about(each: Divergence) -> set[str]:
    """Return what a divergence is about: the duty, and the part of it that is said otherwise."""
    return {each.name, f"{each.name} {each.part or each.what}"}


def _told_at(each: Divergence) -> set[str]:
    """Return the places at which a divergence is told; another wording alone is told apart."""
    return {f"wording {each.name}"} if each.what == "clauses" else _about(each)


def _places(topic: str) -> set[str]:
    """Return where a topic may show; in another wording only where there is no more to it."""
    places = set(SHOWN_BY[topic])
    return places | {f"wording {each}" for each in places if topic in WORDING}


def test_every_topic_of_the_table_has_its_place(table: dict[str, dict[str, str]]) -> None:
    assert set(SHOWN_BY) == set(table)


@pytest.mark.skipif(not set(COLUMNS) <= set(PACKS), reason="a pack of the table is still to come")
def test_every_place_is_in_a_pack() -> None:
    held = {
        name for each in PACKS.values() for name in (*each.pack.controls, *each.pack.out_of_scope)
    }
    heads = {f"roles.{role}" for each in PACKS.values() for role in each.pack.roles}
    heads |= set(Pack.model_fields)
    named = {place.split(" ")[0] for places in SHOWN_BY.values() for place in places}
    assert named - held - heads == set()


PAIRS = [pair for pair in combinations(COLUMNS, 2) if set(pair) <= set(PACKS)]


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_a_diff_shows_each_row_in_which_two_packs_differ(
    table: dict[str, dict[str, str]], a: str, b: str
) -> None:
    shown = {place for each in _divergences(a, b) for place in _told_at(each)}
    hidden = {
        topic: (cells[a], cells[b])
        for topic, cells in table.items()
        if cells[a] != cells[b] and not shown & _places(topic)
    }
    assert hidden == {}


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_a_diff_is_silent_where_each_row_that_a_place_shows_is_alike(
    table: dict[str, dict[str, str]], a: str, b: str
) -> None:
    differing = {topic for topic, cells in table.items() if cells[a] != cells[b]}
    told = []
    for each in _divergences(a, b):
        topics = {topic for topic, shown in SHOWN_BY.items() if _about(each).intersection(shown)}
        if topics and not topics & differing and not _about(each) & set(BEYOND_THE_TABLE):
            told.append((topics, each))
    assert told == []


def test_all_that_is_told_beyond_the_table_is_still_told() -> None:
    told = {place for a, b in PAIRS for each in _divergences(a, b) for place in _about(each)}
    assert set(BEYOND_THE_TABLE) - told == set()
