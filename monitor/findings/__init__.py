"""What is wrong: every control in force held against every subject, in one SELECT per kind."""
