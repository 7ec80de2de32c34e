"""A report as small as can be, to try the frame with."""
