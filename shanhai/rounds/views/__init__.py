"""The pages of a round, one file a subject."""
