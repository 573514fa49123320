"""The test oracle: facts and verdicts worked out row by row in plain three-valued Python.

It shares no rule with `monitor.facts` and `monitor.checks`: both are written from `rulings.md`,
and a test compares what they say.
"""
