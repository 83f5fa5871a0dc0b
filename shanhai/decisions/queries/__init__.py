"""Reads of decisions; what a person is shown goes through `visible_to`."""

from shanhai.decisions.queries.places import decided, publication_of

__all__ = ["decided", "publication_of"]
