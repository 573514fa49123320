"""What a round counted, as it is kept with the round."""

import json
from collections import Counter

from monitor.findings.judged import Tally


def dump(tally: Tally) -> str:
    """Write a tally as JSON."""
    return json.dumps(
        {
            "outcomes": dict(tally.outcomes),
            "subjects": dict(tally.subjects),
            "exempt": dict(tally.exempt),
            "by_control": _listed(tally.by_control),
            "waived": _listed(tally.waived),
        },
        sort_keys=True,
    )


def load(text: str) -> Tally:
    """Read a tally that `dump` wrote."""
    found = json.loads(text)
    return Tally(
        Counter(found["outcomes"]),
        _counted(found["by_control"]),
        Counter(found["subjects"]),
        Counter(found["exempt"]),
        _counted(found["waived"]),
    )


def _listed(counts: Counter[tuple[str, str, str]]) -> list[list[str | int]]:
    return [[*key, count] for key, count in sorted(counts.items()) if count]


def _counted(listed: list[list[str | int]]) -> Counter[tuple[str, str, str]]:
    return Counter(
        {(str(control), str(kind), str(outcome)): int(n) for control, kind, outcome, n in listed}
    )
