"""Reads of objections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.decisions.models import Objection

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shanhai.programme.models import Account, Cohort


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


def by_receipt(receipt: str) -> Objection | None:
    """The case of somebody without an account, found by the receipt that they were given."""
    found = Objection.objects.filter(receipt=receipt, by=None)
    return found.select_related("publication__cohort__programme").first()
