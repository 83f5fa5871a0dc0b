"""Reads of plans: those that one may see, and what stands on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from shanhai.plans.models import (
    Board,
    Edit,
    Explanation,
    LeftOut,
    Override,
    Placed,
    Plan,
    PlanCheck,
    Short,
)
from shanhai.plans.rules import WHOLE
from shanhai.programme.models import PoolEntry
from shanhai.registers.models import Order

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from shanhai.programme.models import Account, Cohort, Person


def plans(account: Account, cohort: Cohort) -> QuerySet[Plan]:
    """The plans of a cohort that the account may see, with what a list of them shows."""
    seen = Plan.objects.visible_to(account).filter(cohort=cohort)
    return seen.select_related("cohort__programme", "rule_set", "parent", "asked_by", "proposed_by")


def proposed_plans(cohort: Cohort) -> QuerySet[Plan]:
    """The plans that the panel has to judge."""
    return Plan.objects.filter(cohort=cohort, state="proposed").select_related("cohort__programme")


def signed_plan(cohort: Cohort) -> Plan | None:
    """The plan of a cohort that is signed, if there is one."""
    return Plan.objects.filter(cohort=cohort, state="signed").select_related("cohort__programme").first()


def placements_of(plan: Plan) -> QuerySet[Placed]:
    """Who has which seat in a plan that is shown as one, by host; nobody before it is verified."""
    placed = Placed.objects.filter(plan=plan, plan__state__in=WHOLE)
    return placed.select_related(
        "plan__cohort__programme", "person__home__place", "order__host__place", "order__place", "nomination"
    )


def left_out_of(plan: Plan) -> QuerySet[LeftOut]:
    """Who has no place in a plan, with the reasons."""
    left = LeftOut.objects.filter(plan=plan)
    return left.select_related("plan__cohort__programme", "person__home", "nomination")


def shortages_of(plan: Plan) -> QuerySet[Short]:
    """The orders with seats that stay empty in a plan, with the proof of it."""
    return Short.objects.filter(plan=plan).select_related("plan__cohort__programme", "order__host")


def orders_of(account: Account, cohort: Cohort) -> QuerySet[Order]:
    """The orders of a cohort that the account may see, as a plan names them."""
    return Order.objects.visible_to(account).filter(cohort=cohort).select_related("cohort__programme", "host")


def overrides_of(plan: Plan) -> QuerySet[Override]:
    """The overrides that a plan was made with, in their order, each with reason and price."""
    made = Override.objects.filter(plan=plan)
    return made.select_related("plan__cohort__programme", "person", "other", "order__host", "by")


def explanation_for(plan: Plan, person: Person) -> Explanation | None:
    """What a person is told of a plan; None while it has not been worked out."""
    return Explanation.objects.filter(plan=plan, audience="person", person=person).first()


def explanations_awaited(plan: Plan, people: Collection[int]) -> tuple[int, int] | None:
    """While what one of these people is told is still to be worked out: how many are told, and of how many.

    Somebody whose dossier was erased is told of nowhere, and nobody waits for it.
    """
    in_pool = PoolEntry.objects.filter(cohort=plan.cohort_id, person=OuterRef("person"))
    told = Explanation.objects.filter(plan=plan, audience="person")
    if not told.filter(Exists(in_pool.exclude(record={})), texts={}, person__in=people).exists():
        return None
    return told.exclude(texts={}).count(), told.count()


def explanations_for_hosts(plan: Plan) -> QuerySet[Explanation]:
    """What the hosts are told of a plan, an order each."""
    told = Explanation.objects.filter(plan=plan, audience="host")
    return told.select_related("plan__cohort__programme", "order__host")


def explanation_for_panel(plan: Plan) -> Explanation | None:
    """What whoever judges a plan is told of it: what the rules cost."""
    return Explanation.objects.filter(plan=plan, audience="panel").first()


def mutual_wishes(account: Account, plan: Plan) -> Explanation | None:
    """Who and which host would rather have each other, for a member of the panel; None for others."""
    return Explanation.objects.visible_to(account).filter(plan=plan, audience="wishes").first()


def checks_of(account: Account, plan: Plan) -> QuerySet[PlanCheck]:
    """The independent checks of a plan that the account may see, the latest first."""
    return PlanCheck.objects.visible_to(account).filter(plan=plan).select_related("asked_by")


def boards_of(account: Account, plan: Plan) -> QuerySet[Board]:
    """The boards opened on a plan that the account may see, the newest first."""
    return Board.objects.visible_to(account).filter(plan=plan).select_related("opened_by", "changed_by")


def edits_of(board: Board) -> list[Edit]:
    """The changes of a board in their order, those that were undone last."""
    found = Edit.objects.filter(board=board).order_by("position")
    edits = list(found.select_related("person", "other", "order__host", "by"))
    for edit in edits:
        # Not read once more for each of them.
        edit.board = board
    return edits


def explanations(account: Account, cohort: Cohort) -> QuerySet[Explanation]:
    """The explanations of a cohort's plans that the account may see."""
    seen = Explanation.objects.visible_to(account).filter(plan__cohort=cohort)
    return seen.select_related("plan__cohort__programme", "person", "order__host")
