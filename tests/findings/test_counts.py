"""The counts of a round come back as they were kept."""

from collections import Counter

from monitor.findings import counts
from monitor.findings.judged import Tally


def test_a_tally_comes_back() -> None:
    tally = Tally(
        Counter({"fail": 2, "pass": 1}),
        Counter({("rotation.max-age", "account", "fail"): 2, ("a.b", "area", "pass"): 1}),
        Counter({"account": 2, "area": 1}),
        Counter({"account": 1}),
        Counter({("rotation.max-age", "account", "fail"): 1}),
    )
    assert counts.load(counts.dump(tally)) == tally


def test_nothing_counted_comes_back() -> None:
    nothing = Tally(Counter(), Counter(), Counter())
    assert counts.load(counts.dump(nothing)) == nothing
