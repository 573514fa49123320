"""How files are read: inventory files to plain, typed rows, with every fault in one pass."""
