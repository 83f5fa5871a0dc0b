"""Reads of objections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.decisions.models import Objection
from shanhai.programme.models import RoleHeld

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shanhai.programme.models import Account, Cohort, Organisation


def cases(account: Account, cohort: Cohort) -> QuerySet[Objection]:
    """The objections of a cohort that the account may see."""
    seen = Objection.objects.visible_to(account).filter(publication__cohort=cohort)
    return seen.select_related(
        "publication__cohort__programme", "about__person", "about__order", "unit", "answered_by", "final_by"
    )


def may_hear(account: Account | None, objection: Objection) -> bool:
    """Whether somebody hears cases there; the system itself never does."""
    if account is None:
        return False
    return account.standing.may("objections.hear", programme=objection.programme_of())


def is_objector(account: Account | None, objection: Objection) -> bool:
    """Whether somebody filed a case, or acts for the unit that did."""
    if account is None:
        return False
    unit, may = objection.unit, account.standing.may
    return objection.by_id == account.pk or (
        unit is not None and may("consultation.answer", programme=objection.programme_of(), path=unit.path)
    )


def units_of(account: Account, cohort: Cohort) -> list[Organisation]:
    """The units that somebody answers for, and may object in the name of."""
    held = RoleHeld.objects.in_force().filter(
        account=account, programme=cohort.programme_id, role__in=("host_officer", "home_officer")
    )
    found = {each.organisation_id: each.organisation for each in held.select_related("organisation")}
    return [unit for unit in found.values() if unit is not None]


def by_receipt(receipt: str) -> Objection | None:
    """The case of somebody without an account, found by the receipt that they were given."""
    found = Objection.objects.filter(receipt=receipt, by=None)
    return found.select_related("publication__cohort__programme").first()
