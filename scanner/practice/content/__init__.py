"""The content model of the practice region: what each invented town offers in each year, how well, and in which words."""
