"""Types that every room speaks: answers, places, verdicts, findings, judgements and their totals."""
