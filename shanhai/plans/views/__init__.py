"""The pages of plans and boards."""
