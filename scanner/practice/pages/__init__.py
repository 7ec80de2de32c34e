"""The logical pages of a town's site: what stands on them and where their links lead, before a skin gives them a face."""
