"""What is known of secrets, never the secrets: when passwords changed, how the second factor stands."""
