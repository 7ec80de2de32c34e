"""Lays the rules over a site: observations, answers, scales, verdicts, and why each is as it is."""
