"""A register of an institution's social-media accounts, checked against its own written policy."""

__version__ = "0.1.0"
