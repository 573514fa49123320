"""Ratios of our own work to the plainest way of doing it, measured in one run; no timed tests."""
