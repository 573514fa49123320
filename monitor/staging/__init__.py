"""How rows of files become ids: temporary tables in which references are resolved by SQL."""
