"""Ten years of one institution as a story: what happened on which day, and when it was recorded.

Every change is told twice: to the register, by the act that a door would call, in the order in
which it was recorded; and to `Truth`, plain dictionaries of days, which know nothing of versions,
of late news or of the database. A change is drawn so that it is one: no column has the same value
twice in a row, and nobody is designated who has left by then.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from monitor.acts import accounts, areas, attestations, designations, documents, mailboxes, people
from monitor.acts.access_lists import record_access
from monitor.acts.attestations import Statement
from monitor.acts.designations import Notice
from monitor.acts.factors import attest_factor
from monitor.acts.passwords import record_changes
from monitor.audit.session import Session
from monitor.history import ALWAYS

BEGUN = date(2016, 1, 4)
LATE = 0.1  # of the changes, recorded up to LATEST days after they happened
LATEST = 400
DAYS_OF_A_YEAR = 365
PLATFORMS = ("x", "facebook", "instagram", "youtube", "tiktok")
RANKS = ("superior", "medio", "operativo")
DOMAINS = ("ine.mx", "redes.ine.mx", "correo.example")

Subject = tuple[str, int]
Days = dict[date, Any]
Act = Callable[[Session], object]


@dataclass(frozen=True)
class Size:
    """How many accounts there are to begin with, and for how many years they change."""

    accounts: int
    years: int

    @property
    def areas(self) -> int:
        """Return how many areas there are: twenty accounts in each."""
        return max(3, self.accounts // 20)

    @property
    def last(self) -> date:
        """Return the last day of the story."""
        return BEGUN + timedelta(days=DAYS_OF_A_YEAR * self.years)


@dataclass
class Truth:
    """What is so: the value of every column on the days on which it changed, and what happened."""

    columns: dict[Subject, dict[str, Days]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )
    passwords: dict[Subject, Days] = field(default_factory=lambda: defaultdict(dict))
    factors: dict[int, Days] = field(default_factory=lambda: defaultdict(dict))
    answers: dict[tuple[str, Subject], Days] = field(default_factory=lambda: defaultdict(dict))
    access: dict[int, Days] = field(default_factory=lambda: defaultdict(dict))
    designations: dict[tuple[int, str], Days] = field(default_factory=lambda: defaultdict(dict))
    papers: list[tuple[str, int, int | None, date]] = field(default_factory=list)


@dataclass(frozen=True, order=True)
class Change:
    """One act: when it was recorded (which orders them), and what it tells the register."""

    recorded: date
    number: int
    act: Act = field(compare=False)
    is_late: bool = field(compare=False)


class Story:
    """Everything that happens, drawn at once and told in the order in which it was recorded."""

    def __init__(self, rng: Random, size: Size) -> None:
        self._rng, self.size = rng, size
        self.truth = Truth()
        self.changes: list[Change] = []
        self._leaves: dict[int, date] = {}
        self._closes: dict[int, date] = {}
        self._begins: dict[int, date] = {}
        self._home: dict[int, int] = {}
        self._begin()
        for year in range(size.years):
            self._year(BEGUN + timedelta(days=DAYS_OF_A_YEAR * year))
        self.changes.sort()

    @staticmethod
    def code(area: int) -> str:
        """Return the code that an area had first; an act may name it so for ever."""
        return f"JD{area:03}AGS"

    @staticmethod
    def email(person: int) -> str:
        """Return the address of a person."""
        return f"persona{person:05}@ine.mx"

    @staticmethod
    def mailbox(number: int) -> str:
        """Return the address of a mailbox."""
        return f"redes{number:05}.jd{number % 7:03}ags@{DOMAINS[number % 3]}"

    @staticmethod
    def platform(account: int) -> str:
        """Return the network of an account."""
        return PLATFORMS[account % len(PLATFORMS)]

    def reference(self, account: int) -> str:
        """Return the name that an account had first."""
        return f"{self.platform(account)}/cuenta{account:05}"

    def sheets(self) -> dict[str, list[Mapping[str, Any]]]:
        """Return the inventory with which it begins, a list of rows for each sheet."""
        return {
            "areas": [
                {"code": self.code(each), "kind": "district_board", "head": self.email(each)}
                for each in range(self.size.areas)
            ],
            "people": [
                {"email": self.email(each), "rank": "medio", "area": self.code(self._home[each])}
                for each in self._people()
            ],
            "mailboxes": [
                {
                    "address": self.mailbox(each),
                    "kind": "generic",
                    "area": self.code(each % self.size.areas),
                }
                for each in range(self.size.accounts)
            ],
            "accounts": [
                {
                    "platform": self.platform(each),
                    "handle": f"cuenta{each:05}",
                    "area": self.code(each % self.size.areas),
                    "login_mailbox": self.mailbox(each),
                }
                for each in range(self.size.accounts)
            ],
        }

    def _people(self) -> range:
        return range(self.size.areas * 6)

    def _begin(self) -> None:
        """Draw the subjects that there are on the first day, known since always (ruling 5)."""
        for area in range(self.size.areas):
            self._know("area", area, ALWAYS, code=self.code(area), kind="district_board")
            self._know("headship", area, ALWAYS, person=area)
        for person in self._people():
            self._home[person] = person % self.size.areas
            known = {"email": self.email(person), "rank": "medio", "area": self._home[person]}
            self._know("person", person, ALWAYS, **known)
            if self._chance(0.3) and person >= self.size.areas:
                self._leave(person)
        for number in range(self.size.accounts):
            area = number % self.size.areas
            self._know(
                "mailbox", number, ALWAYS, address=self.mailbox(number), kind="generic", area=area
            )
            self._know(
                "account", number, ALWAYS, handle=f"cuenta{number:05}", area=area, login=number
            )
            self._begins[number] = BEGUN
            if self._chance(0.1):
                self._close(number)

    def _year(self, first: date) -> None:
        for area in range(self.size.areas):
            own = [each for each in self._begins if each % self.size.areas == area]
            self._yearly_of_area(area, own, first)
        for account in list(self._begins):
            self._yearly_of_account(account, first)
        for person in self._people():
            if self._chance(0.15):
                self._promoted(person, self._day(first))
        for number in range(self.size.accounts):
            if self._chance(0.05):
                self._mailbox_moves(number, self._day(first))
        for _each in range(self.size.accounts // 50):
            self._opens(self._day(first))

    def _yearly_of_area(self, area: int, own: list[int], first: date) -> None:
        for _month in range(12):
            day = self._day(first)
            there = [each for each in own if self._chance(0.4) and self._lives(each, day)]
            self._passwords(there, day, self._pick_person(day))
        for _half in range(2):
            day = self._day(first)
            there = [each for each in own if self._chance(0.8) and self._lives(each, day)]
            self._answers(there, day)
        day = self._day(first)
        self._factors([each for each in own if self._lives(each, day)], day)
        if self._chance(0.2):
            self._heads(area, self._day(first))
        if self._chance(0.05):
            self._recoded(area, self._day(first))

    def _yearly_of_account(self, account: int, first: date) -> None:
        moves = (
            (0.5, self._seen),
            (0.25, self._designated),
            (0.05, self._renamed),
            (0.05, self._transferred),
            (0.05, self._relinked),
        )
        for chance, move in moves:
            day = self._day(first)
            if self._chance(chance) and self._lives(account, day):
                move(account, day)

    # What happens, one method each: to the truth at once, to the register when it is recorded.

    def _passwords(self, found: list[int], day: date, by: int) -> None:
        new = [each for each in found if self._happens(self.truth.passwords["account", each], day)]
        for each in new:
            self.truth.passwords["account", each][day] = by
        if new:
            named = [self.reference(each) for each in new]
            act = partial(record_changes, subjects=named, on=day, by=self.email(by))
            self._tell(day, act, *new)

    def _answers(self, found: list[int], day: date) -> None:
        control, answer, by = "password.custody", self._chance(0.9), self._pick_person(day)
        days = [self.truth.answers[control, ("account", each)] for each in found]
        new = [each for each, known in zip(found, days, strict=True) if self._happens(known, day)]
        for each in new:
            self.truth.answers[control, ("account", each)][day] = (answer, by)
        if new:
            statement = Statement(control, "yes" if answer else "no", self.email(by))
            named = [self.reference(each) for each in new]
            act = partial(attestations.attest, statement=statement, subjects=named, on=day)
            self._tell(day, act, *new)

    def _factors(self, found: list[int], day: date) -> None:
        method = self._pick(("none", "totp", "sms", "app", "security_key"))
        level = self._pick(("attested", "evidenced", "witnessed"))
        holder = self._pick_person(day)
        new = [each for each in found if self._happens(self.truth.factors[each], day)]
        for each in new:
            self.truth.factors[each][day] = (method, level, holder)
        if new:
            typed = {"method": method, "level": level}
            named = [self.reference(each) for each in new]
            act = partial(
                attest_factor, accounts=named, typed=typed, holder=self.email(holder), on=day
            )
            self._tell(day, act, *new)

    def _seen(self, account: int, day: date) -> None:
        if self._happens(self.truth.access[account], day):
            seen = {self.email(self._pick_person(day)) for _each in range(self._rng.randint(1, 3))}
            seen |= {"desconocida@correo.example"} if self._chance(0.1) else set()
            self.truth.access[account][day] = seen
            named = [(each, None) for each in sorted(seen)]
            act = partial(record_access, reference=self.reference(account), seen=named, on=day)
            self._tell(day, act, account)

    def _designated(self, account: int, day: date) -> None:
        role, person = self._pick(("owner", "substitute")), self._pick_person(day)
        if self._differs(self.truth.designations[account, role], day, person):
            self.truth.designations[account, role][day] = person
            target = ("account", self.reference(account))
            act = partial(
                designations.set_designations,
                target=target,
                who={role: self.email(person)},
                on=day,
                notice=Notice("OF-1/2026"),
            )
            ends = self._closes.get(account)  # of a closed account nobody is put in charge any more
            self._tell(day, act, account, before=ends)
            self._papers(account, person, day)

    def _papers(self, account: int, person: int, day: date) -> None:
        for kind, whose in (("designation", None), ("responsiva", person)):
            signed = day + timedelta(days=self._rng.randint(0, 10))
            if self._chance(0.8) and self._lives(account, signed) and signed < self.size.last:
                self.truth.papers.append((kind, account, whose, signed))
                typed = {"kind": kind, "signed_on": signed.isoformat(), "number": "OF-1/2026"}
                typed |= {"person": self.email(whose)} if whose is not None else {}
                subject = self.reference(account)
                act = partial(documents.add_document, subject=subject, typed=typed)
                self._tell(signed, act, account)

    def _renamed(self, account: int, day: date) -> None:
        new = f"nueva{account:05}.{day:%Y%m%d}" if self._takes_dots(account) else None
        new = new or f"nueva{account:05}{day:%y%m}"
        if self._know("account", account, day, handle=new):
            act = partial(
                accounts.rename_account, reference=self.reference(account), new=new, on=day
            )
            self._tell(day, act, account)

    def _takes_dots(self, account: int) -> bool:
        return self.platform(account) in {"instagram", "youtube", "tiktok"}

    def _transferred(self, account: int, day: date) -> None:
        area = self._rng.randrange(self.size.areas)
        if self._know("account", account, day, area=area):
            act = partial(
                accounts.transfer_account,
                reference=self.reference(account),
                area=self.code(area),
                on=day,
            )
            self._tell(day, act, account)

    def _relinked(self, account: int, day: date) -> None:
        mailbox = self._rng.randrange(self.size.accounts)
        if self._know("account", account, day, login=mailbox):
            self._set_account(account, day, login_mailbox=self.mailbox(mailbox))

    def _set_account(self, account: int, day: date, **typed: str) -> None:
        reference = self.reference(account)
        act = partial(accounts.set_account, reference=reference, typed=typed, on=day)
        self._tell(day, act, account, before=self._closes.get(account))

    def _heads(self, area: int, day: date) -> None:
        person = self._pick_person(day)
        if self._know("headship", area, day, person=person):
            act = partial(areas.set_head, code=self.code(area), who=self.email(person), on=day)
            self._tell(day, act)

    def _recoded(self, area: int, day: date) -> None:
        new = f"JL{area:03}{day:%y%m%d}"
        if self._know("area", area, day, code=new):
            act = partial(areas.rename_area, code=self.code(area), new=new, on=day)
            self._tell(day, act)

    def _promoted(self, person: int, day: date) -> None:
        rank, area = self._pick(RANKS), self._rng.randrange(self.size.areas)
        if self._stays(person, day) and self._know("person", person, day, rank=rank, area=area):
            typed = {"rank": rank, "area": self.code(area)}
            act = partial(people.set_person, email=self.email(person), typed=typed, on=day)
            self._tell(day, act, before=self._leaves.get(person))

    def _mailbox_moves(self, number: int, day: date) -> None:
        holder = self._pick_person(day)
        if self._know("mailbox", number, day, holder=holder):
            typed = {"holder": self.email(holder)}
            act = partial(mailboxes.set_mailbox, address=self.mailbox(number), typed=typed, on=day)
            self._tell(day, act)

    def _opens(self, day: date) -> None:
        account, area = len(self._begins), self._rng.randrange(self.size.areas)
        mailbox = self._rng.randrange(self.size.accounts)
        self._begins[account] = day
        handle = f"cuenta{account:05}"
        self._know("account", account, day, handle=handle, area=area, login=mailbox)
        typed = {"area": self.code(area), "login_mailbox": self.mailbox(mailbox)}
        reference = self.reference(account)
        act = partial(accounts.add_account, reference=reference, typed=typed, on=day)
        self._add(day, act, is_late=False)  # what nobody knows of cannot be named

    def _close(self, account: int) -> None:
        day = self._ever()
        self._closes[account] = day
        self._know("account", account, day, status="closed", closed_on=day)
        act = partial(accounts.close_account, reference=self.reference(account), on=day)
        self._tell(day, act)

    def _leave(self, person: int) -> None:
        """Let a person leave: the last day in the post is `day` (ruling 2)."""
        day = self._ever()
        self._leaves[person] = day
        self._know("person", person, day + timedelta(days=1), active_to=day)
        act = partial(people.close_person, email=self.email(person), on=day)
        self._tell(day, act)

    # How it is drawn.

    def _tell(self, day: date, act: Act, *named: int, before: date | None = None) -> None:
        """Let an act be recorded when it happened, or late; never before what it names is known."""
        is_late = self._chance(LATE)
        recorded = day + timedelta(days=self._rng.randint(1, LATEST)) if is_late else day
        if before is not None and recorded >= before:
            recorded = max(day, before - timedelta(days=1))
        recorded = max([recorded, *(self._begins[each] for each in named)])
        self._add(min(recorded, self.size.last), act, is_late=recorded > day)

    def _add(self, recorded: date, act: Act, *, is_late: bool) -> None:
        self.changes.append(Change(recorded, len(self.changes), act, is_late))

    def _know(self, what: str, number: int, day: date, /, **values: Any) -> bool:
        """Let columns have values from a day on; return False where one of them is no change."""
        columns = self.truth.columns[what, number]
        if not all(self._differs(columns[name], day, value) for name, value in values.items()):
            return False
        for name, value in values.items():
            columns[name][day] = value
        return True

    def _differs(self, days: Days, day: date, value: Any) -> bool:
        """Return whether a value is new for the days around: the one before and the one after."""
        if not self._happens(days, day):
            return False
        before = [each for each in days if each < day]
        after = [each for each in days if each > day]
        beside = [max(before)] if before else []
        beside += [min(after)] if after else []
        return all(days[each] != value for each in beside)

    def _happens(self, days: Iterable[date], day: date) -> bool:
        return day not in days and day <= self.size.last

    def _lives(self, account: int, day: date) -> bool:
        return self._begins[account] <= day < self._closes.get(account, date.max)

    def _stays(self, person: int, day: date) -> bool:
        return day < self._leaves.get(person, date.max)

    def _pick_person(self, day: date) -> int:
        """Return somebody who is in the post that day."""
        while True:
            person = self._rng.randrange(len(self._people()))
            if self._stays(person, day):
                return person

    def _day(self, first: date) -> date:
        return first + timedelta(days=self._rng.randrange(DAYS_OF_A_YEAR))

    def _ever(self) -> date:
        return BEGUN + timedelta(days=self._rng.randrange(30, (self.size.last - BEGUN).days))

    def _chance(self, likely: float) -> bool:
        return self._rng.random() < likely

    def _pick(self, among: tuple[str, ...]) -> str:
        return self._rng.choice(among)
