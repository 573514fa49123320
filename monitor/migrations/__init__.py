"""How the tables of a register came to be, step by step: one file for each revision."""
