"""Writes of the hub, one file a subject: keyword-only, always `by=`, one transaction, an event for each."""
