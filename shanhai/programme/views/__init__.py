"""The pages of the hub, one file a subject."""
