"""Worksheets that people fill in: what needs a person, and the blind second look; written, read back, compared."""
