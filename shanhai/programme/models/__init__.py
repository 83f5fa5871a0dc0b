"""The records of the hub, one file a subject."""

from shanhai.programme.models.accounts import Account
from shanhai.programme.models.attachments import Attachment
from shanhai.programme.models.people import Person
from shanhai.programme.models.places import Organisation, Participation, Place, Term
from shanhai.programme.models.programmes import Cohort, Programme
from shanhai.programme.models.records import Record, Visible
from shanhai.programme.models.roles import Grant, RoleHeld
from shanhai.programme.models.trail import Event, Head, Payload, Seal

__all__ = [
    "Account",
    "Attachment",
    "Cohort",
    "Event",
    "Grant",
    "Head",
    "Organisation",
    "Participation",
    "Payload",
    "Person",
    "Place",
    "Programme",
    "Record",
    "RoleHeld",
    "Seal",
    "Term",
    "Visible",
]
