"""The pages of the registers, one file a subject."""
