"""The pages of decisions, one file a subject."""
