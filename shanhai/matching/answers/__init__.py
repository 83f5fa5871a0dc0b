"""What can be asked of a settled plan: why, why not, what stays empty, and what it would have taken."""
