"""What the tests of adoptions share: one database of either kind, left as it was found."""

from tests.findings.conftest import connection, shared

__all__ = ["connection", "shared"]
