"""What we hand over: the findings of a round as text, JSON or CSV."""
