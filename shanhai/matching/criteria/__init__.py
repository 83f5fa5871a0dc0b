"""The criteria that score a pair, one file each."""
