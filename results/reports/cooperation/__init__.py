"""What a group of municipalities can take over from each other: pure functions to typed rows, then files."""
