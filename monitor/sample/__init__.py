"""A fictitious institute to look at the product with: `write()` makes its inventory files."""

from monitor.sample.days import AS_OF
from monitor.sample.writing import write

__all__ = ["AS_OF", "write"]
