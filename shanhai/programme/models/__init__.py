"""The records of the hub, one file a subject."""

from shanhai.programme.models.accounts import Account
from shanhai.programme.models.attachments import Attachment
from shanhai.programme.models.dossiers import AutomationRefusal, ErasureRequest, RetentionDuty
from shanhai.programme.models.imports import ColumnMapping, Import, ImportRow
from shanhai.programme.models.invitations import Invitation
from shanhai.programme.models.people import Person
from shanhai.programme.models.places import Organisation, Participation, Place, Term
from shanhai.programme.models.pools import PoolEntry
from shanhai.programme.models.programmes import Cohort, Programme
from shanhai.programme.models.records import Record, Visible
from shanhai.programme.models.roles import Grant, RoleHeld
from shanhai.programme.models.tokens import Token
from shanhai.programme.models.trail import Event, Head, Payload, Seal

__all__ = [
    "Account",
    "Attachment",
    "AutomationRefusal",
    "Cohort",
    "ColumnMapping",
    "ErasureRequest",
    "Event",
    "Grant",
    "Head",
    "Import",
    "ImportRow",
    "Invitation",
    "Organisation",
    "Participation",
    "Payload",
    "Person",
    "Place",
    "PoolEntry",
    "Programme",
    "Record",
    "RetentionDuty",
    "RoleHeld",
    "Seal",
    "Term",
    "Token",
    "Visible",
]
