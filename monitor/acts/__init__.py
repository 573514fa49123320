"""The only way a door changes anything: one file per verb."""
