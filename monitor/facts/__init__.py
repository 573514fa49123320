"""What may be judged: one SELECT per subject kind, as of a day, with all that checks may read."""
