"""What exists: the institution, its areas, people, mailboxes and accounts, and who is in charge."""
