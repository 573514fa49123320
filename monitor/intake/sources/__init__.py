"""Formats an inventory may come in, one file each."""
