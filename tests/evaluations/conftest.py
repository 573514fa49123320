"""What the tests of evaluations share: one database of either kind, left as it was found."""

from tests.findings.conftest import connection, shared  # noqa: F401 - fixtures
