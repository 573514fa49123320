"""How a duty is tested: one file per check, SQL predicates over the facts of one subject."""
