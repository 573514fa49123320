"""The evidence of a moment as JSON: the facts that were judged, days and all."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any


def dump(observed: Mapping[str, Any]) -> str:
    """Write observed values; a day keeps its type."""
    return json.dumps(dict(observed), sort_keys=True, ensure_ascii=False, default=_day)


def load(text: str | None) -> Mapping[str, Any]:
    """Read what `dump` wrote; without a text nothing was observed."""
    return json.loads(text, object_hook=_value) if text else {}


def _day(value: object) -> dict[str, str]:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    raise TypeError(type(value).__name__)


def _value(found: dict[str, Any]) -> Any:
    return date.fromisoformat(found["day"]) if set(found) == {"day"} else found
