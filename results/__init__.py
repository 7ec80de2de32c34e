"""What is remembered: runs, scans, judgements, verdicts and findings."""
