"""Values as machines read them, the same in every format."""

from datetime import date


def iso(value: object) -> str:
    """Return a day or a moment as ISO 8601 writes it; what `json.dump` asks where it is at a loss.

    Raises:
        TypeError: it is something else.
    """
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    raise TypeError(type(value).__name__)
