"""What is required: controls, packs and the institution's own overlay, from data files."""
