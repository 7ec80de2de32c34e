"""What is asked: rules, words, services, platforms and the registry. Files only, no network."""
