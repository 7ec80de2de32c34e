"""What should be there, what was found, what is reported: the match of a catalogue with a run, and what follows from it.

catalogue, scans, solutions -> match (rows with findings) -> sheets, plan, worksheets, measures. Pure functions over typed rows;
only `measures` keeps something.
"""
