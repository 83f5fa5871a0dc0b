"""The records of the desk, one file a subject."""

from shanhai.desk.models.knowledge import Lesson, Shortage
from shanhai.desk.models.requests import Asker, Assignment, Photo, Request, Step
from shanhai.desk.models.setup import Competence, Day, Settings, Topic
from shanhai.desk.models.visits import Visit, VisitRound
from shanhai.desk.models.welfare import WelfareLink

__all__ = [
    "Asker",
    "Assignment",
    "Competence",
    "Day",
    "Lesson",
    "Photo",
    "Request",
    "Settings",
    "Shortage",
    "Step",
    "Topic",
    "Visit",
    "VisitRound",
    "WelfareLink",
]
