"""The records of placements, one file a subject."""

from shanhai.placements.models.companions import Absence, DiaryEntry, Extension, ReturnPlan
from shanhai.placements.models.placements import Placement, Team
from shanhai.placements.models.reviews import Form, Review
from shanhai.placements.models.sessions import Attendance, Session

__all__ = [
    "Absence",
    "Attendance",
    "DiaryEntry",
    "Extension",
    "Form",
    "Placement",
    "ReturnPlan",
    "Review",
    "Session",
    "Team",
]
