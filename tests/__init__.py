"""Tests of `monitor`, folder for folder as in the package."""
