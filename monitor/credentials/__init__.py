"""What is known of secrets, never the secrets: when passwords changed, how factors stand."""
