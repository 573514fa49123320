"""The register that the tests of this folder share, in either database."""

from tests.staging.register import register, shared_engine

__all__ = ["register", "shared_engine"]
