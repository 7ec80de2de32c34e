"""Compares judgements: what may be compared with what, what moved, and why."""
