"""The command line: declarations, the clock, the terminal, and nothing that computes."""
