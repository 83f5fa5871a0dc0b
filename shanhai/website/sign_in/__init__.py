"""Signing in: our texts, our trail and our rules around allauth, which does the work."""
