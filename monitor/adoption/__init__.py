"""What the institution has adopted: the policies in force, compiled, from one day to another."""
