"""The log (bitácora): append-only, chained by hashes, written in the transaction of the change."""
