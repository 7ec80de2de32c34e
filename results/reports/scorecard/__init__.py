"""The scorecard of a municipality: one page for the mayor, and behind it what each number rests on."""
