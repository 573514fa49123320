"""What is due and on file: signed documents, attestations and obligations with a date."""
