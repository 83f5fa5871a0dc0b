"""The pages of placements, one file a subject."""
