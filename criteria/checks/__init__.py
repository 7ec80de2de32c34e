"""What `g2b criteria check` looks at, beyond what a file must be to load: the sense of rules, examples and versions."""
