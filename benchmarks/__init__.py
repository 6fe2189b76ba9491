"""What `anitp` costs: run.py measures it, plans.py writes plans of any size to measure with."""
