"""Forms to print and sign, filled in from the register: one file each, and the page they share."""
