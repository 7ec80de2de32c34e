"""The regional report: leagues, criteria, categories, years, services and the map of an area in one file."""
