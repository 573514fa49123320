"""How much engine and oracle are compared on: enough for every push, or what issues ask for."""

from dataclasses import dataclass

from tests.oracle import worlds


@dataclass(frozen=True)
class Sizes:
    """How many made-up things are compared, and what number of subjects that must come to."""

    rows: int  # rows of facts of each kind
    large: worlds.Size
    large_count: int  # institutions of that size, for accounts, mailboxes and areas
    large_days: int  # days on which each is looked at
    small: worlds.Size
    small_count: int  # institutions for the institution's own facts
    small_days: int  # each day of each is one subject, and a statement of its own
    subjects: int  # what each kind must come to, over all institutions and days
    other_days: int  # of those days, how many under each other policy
    other_subjects: int  # what all kinds together must come to under it
    other_rows: int  # rows of facts of each kind under it


_SMALL = worlds.Size(areas=2, mailboxes=2, accounts=range(5))

# With `--full`: at least 20,000 subjects of each kind on either engine under the mail guidelines,
# and 20,000 accounts under every other policy.
FULL = Sizes(
    rows=20_000,
    large=worlds.Size(areas=165, mailboxes=185, accounts=(195,)),
    large_count=10,
    large_days=16,
    small=_SMALL,
    small_count=125,
    small_days=160,
    subjects=20_000,
    other_days=11,
    other_subjects=20_000,
    other_rows=5_000,
)

# Otherwise a tenth or more, in many small institutions rather than a few large ones: the people
# of one are alike in care, and so few subjects are to give every letter of every control.
USUAL = Sizes(
    rows=2_000,
    large=worlds.Size(areas=24, mailboxes=26, accounts=(28,)),
    large_count=14,
    large_days=12,
    small=_SMALL,
    small_count=100,
    small_days=20,
    subjects=2_000,
    other_days=3,
    other_subjects=2_000,
    other_rows=400,
)
