"""Reads and judges what was scanned, and drives the run."""
