"""The revisions of the register, in order: rNNNN_what_it_does.py."""
