"""The records of decisions, one file a subject."""

from shanhai.decisions.models.cases import Objection
from shanhai.decisions.models.decisions import Answer, Decision, DecisionCheck, Signature
from shanhai.decisions.models.papers import Appointment, Template
from shanhai.decisions.models.procedures import Member, Procedure
from shanhai.decisions.models.publications import Decided, Publication
from shanhai.decisions.models.remedies import Remedy

__all__ = [
    "Answer",
    "Appointment",
    "Decided",
    "Decision",
    "DecisionCheck",
    "Member",
    "Objection",
    "Procedure",
    "Publication",
    "Remedy",
    "Signature",
    "Template",
]
