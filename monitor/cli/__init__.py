"""The command line: doors that parse, call one act or query, and render."""

from monitor.cli.root import main

__all__ = ["main"]
