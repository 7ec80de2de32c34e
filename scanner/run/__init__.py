"""Drives a run: scan, judge, store; and judges an archive once more."""
