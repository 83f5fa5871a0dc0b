"""Reads of decisions: who is asked, who signs, and how far it has come."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shanhai.decisions import rules
from shanhai.decisions.models import Answer, Decision, Member, Procedure, Signature
from shanhai.programme.models import Attachment, RoleHeld

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from shanhai.programme.models import Account, Cohort, Organisation

_OF_ANSWERS = (
    "decision__cohort__programme",
    "placed__plan",
    "placed__person__home",
    "placed__person__account",
    "placed__order__host",
    "placed__order__place",
    "by",
)


def let_in(account: Account, cohort: Cohort, *permissions: str) -> None:
    """Go on with one of these permissions in the programme. Raises: PermissionDenied."""
    if not any(account.standing.may(each, programme=cohort.programme_id) for each in permissions):
        raise PermissionDenied(permissions[0])


def procedure_of(cohort: Cohort) -> Procedure | None:
    """How a cohort is decided, if that was laid down."""
    return Procedure.objects.filter(cohort=cohort).first()


def members(cohort: Cohort) -> list[Member]:
    """The panel of a cohort."""
    return list(Member.objects.filter(cohort=cohort).select_related("account"))


def member_of(decision: Decision, account: Account) -> Member | None:
    """The account as a member of the panel that decides."""
    return Member.objects.filter(cohort=decision.cohort_id, account=account).first()


def has_signed(decision: Decision, member: Member) -> bool:
    """Whether a member has signed, yes or no."""
    return Signature.objects.filter(decision=decision, member=member).exists()


def decisions(account: Account, cohort: Cohort) -> QuerySet[Decision]:
    """The decisions of a cohort that the account may see, the newest first."""
    seen = Decision.objects.visible_to(account).filter(cohort=cohort)
    return seen.select_related(
        "cohort__programme",
        "plan__rule_set",
        "plan__pool",
        "plan__proposed_by",
        "opened_by",
        "replaces__plan",
    )


def open_decision(cohort: Cohort) -> Decision | None:
    """The decision of a cohort that has not come to an end."""
    found = Decision.objects.filter(cohort=cohort, state__in=rules.OPEN_DECISIONS)
    return found.select_related("cohort__programme", "plan").first()


def signed_decision(cohort: Cohort) -> Decision | None:
    """The decision of a cohort that holds now."""
    return Decision.objects.filter(cohort=cohort, state="signed").select_related("plan").first()


def answers(account: Account, cohort: Cohort) -> QuerySet[Answer]:
    """What the account may see of the answers to the plan that is decided on, or was decided last."""
    latest = Decision.objects.filter(cohort=cohort).exclude(state="dropped").order_by("-pk").values("pk")[:1]
    return Answer.objects.visible_to(account).filter(decision__in=latest).select_related(*_OF_ANSWERS)


def consulted(decision: Decision) -> rules.Consulted:
    """How the consultation stands."""
    states = Counter(Answer.objects.filter(decision=decision).values_list("state", flat=True))
    is_over = timezone.localdate() > decision.answers_until
    return rules.Consulted(states["asked"], states["declined"], is_over)


def may_answer(account: Account | None, answer: Answer) -> bool:
    """Whether somebody may answer for a side; the system itself may for any."""
    if account is None:
        return True
    placed = answer.placed
    if answer.side == "person":
        return placed.person.account_id == account.pk
    unit = placed.order.host if answer.side == "host" else placed.person.home
    role = "orders.write" if answer.side == "host" else "nominations.write"
    may, programme = account.standing.may, answer.decision.cohort.programme_id
    return may("consultation.answer", programme=programme, path=unit.path) and may(
        role, programme=programme, path=unit.path
    )


def asked_in(decision: Decision) -> list[Answer]:
    """Every question of a decision, with whom it is for."""
    found = Answer.objects.filter(decision=decision).select_related(
        "placed__person__account", "placed__person__home", "placed__order__host"
    )
    return list(found)


def unanswered_by(account: Account | None, decision: Decision, side: str) -> QuerySet[Answer]:
    """The questions of one side that an account may answer and nobody has answered yet, held."""
    waiting = Answer.objects.filter(decision=decision, side=side, state="asked")
    if account is not None:
        waiting = waiting.filter(Answer.seen_by(account))
    held = waiting.select_for_update(of=("self",)).select_related(
        "placed__person__home", "placed__order__host", "placed__plan"
    )
    return held.order_by("pk")


def answers_before(decision: Decision) -> dict[tuple[int, int, str], Answer]:
    """What was answered of the same person, order and side in the decision before, if anything was."""
    former = Decision.objects.filter(cohort=decision.cohort).exclude(pk=decision.pk).order_by("-pk").first()
    if former is None:
        return {}
    given = Answer.objects.filter(decision=former).exclude(state__in=("asked", "silent", "tacit", "declined"))
    return {
        (each.placed.person_id, each.placed.order_id, each.side): each
        for each in given.select_related("placed")
    }


def officers(role: str, programme: int) -> list[Account]:
    """The accounts that act in a role for any unit of the programme."""
    return list({each.account_id: each.account for each in _acting(role, programme)}.values())


def officers_of(units: Iterable[Organisation], role: str, programme: int) -> list[Account]:
    """The accounts that act in a role for one of the units; whoever acts for a unit acts for all below it."""
    acting, paths = list(_acting(role, programme)), [unit.path for unit in units]
    covering = [each for each in acting if any(_covers(each, path) for path in paths)]
    return list({each.account_id: each.account for each in covering}.values())


def _acting(role: str, programme: int) -> QuerySet[RoleHeld]:
    held = RoleHeld.objects.in_force().filter(role=role, programme=programme, account__is_active=True)
    return held.select_related("organisation", "account").order_by("account_id", "pk")


def owners_in(cohort: Cohort) -> list[Account]:
    """Who may be asked to see to empty seats: the office, and the officers of hosts and homes."""
    asked = (
        account
        for role in ("office", "host_officer", "home_officer")
        for account in officers(role, cohort.programme_id)
    )
    return sorted({each.pk: each for each in asked}.values(), key=lambda each: (each.name, each.pk))


def _covers(held: RoleHeld, path: str) -> bool:
    return held.organisation is not None and path.startswith(held.organisation.path)


def factors_of(account: Account) -> set[str]:
    """The kinds of second factor that an account has set up."""
    return set(Authenticator.objects.filter(user=account).values_list("type", flat=True))


def candidates_for_panel(cohort: Cohort) -> list[Account]:
    """Who may be named a member: whoever may sign in the programme and is none yet."""
    named = Member.objects.filter(cohort=cohort).values("account")
    held = RoleHeld.objects.in_force().filter(
        programme=cohort.programme_id, role="panel", account__is_active=True
    )
    held = held.exclude(account__in=named).select_related("account").order_by("account__name", "pk")
    return list({each.account_id: each.account for each in held}.values())


def counted(decision: Decision) -> dict[str, int]:
    """How many answers are in each state, those that nobody gave included."""
    found = Counter(Answer.objects.filter(decision=decision).values_list("state", flat=True))
    return {state: found[state] for state in rules.LIFE_OF_ANSWERS}


def yet_to_sign(decision: Decision, signed: list[Signature] | None = None) -> list[Member]:
    """The members who have not signed and may."""
    given = signed if signed is not None else Signature.objects.filter(decision=decision)
    done = {each.member_id for each in given}
    proposer = decision.plan.proposed_by_id
    return [each for each in members(decision.cohort) if each.pk not in done and each.account_id != proposer]


def scans(decision: Decision) -> list[Attachment]:
    """The signed sheets that were scanned and not entered yet."""
    entered = Signature.objects.filter(decision=decision, scan__isnull=False).values("scan")
    found = Attachment.objects.filter(kind=Decision.label(), object_id=decision.pk).exclude(file="")
    return list(found.exclude(pk__in=entered).select_related("by").order_by("pk"))


def is_public(decision: Decision) -> bool:
    """Whether a list of this decision is public now."""
    return decision.publications.filter(state__in=rules.STANDING_PUBLICATIONS).exists()
