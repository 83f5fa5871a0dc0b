"""How far a decision has come: each function brings the cast's cohort one step further."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from shanhai.decisions import actions
from shanhai.decisions.models import Answer, Decision, Publication
from shanhai.plans.actions.explaining import explain
from shanhai.programme.models import Account, RoleHeld
from shanhai.programme.trail import writing
from tests.cast import PASSWORD
from tests.plans import scene as plans
from tests.replay import played_once

if TYPE_CHECKING:
    from shanhai.plans.models import Plan
    from tests.cast import Cast

fresh = plans.fresh
PROCEDURE = {
    "quorum": 2,
    "authority": "海岳交流工程项目办",
    "contact": "电话 000-0000（虚构）",
    "shows": ["name", "home", "host", "order", "term"],
}


def panel_of_three(cast: Cast) -> None:
    """Two more members of the panel, and how the cohort is decided."""
    with writing(by=None, action="test.panel") as write:
        for name in ("second_member", "third_member"):
            account = Account(username=name, name=name.replace("_", " "), language="en")
            account.set_password(PASSWORD)
            cast.accounts[name] = write.save(account)
            write.save(RoleHeld(account=account, role="panel", programme=cast.haiyue))
    for name in ("panel", "second_member", "third_member"):
        actions.name_member(by=cast.office, cohort=fresh(cast), account=cast.accounts[name])


@played_once
def laid_down(cast: Cast, **given: object) -> None:
    """A panel of three of whom two have to sign, and the usual procedure."""
    panel_of_three(cast)
    actions.write_procedure(by=cast.office, cohort=fresh(cast), values={**PROCEDURE, **given})


@played_once
def consulting(cast: Cast, **given: object) -> Decision:
    """A proposed plan of which both units and the persons are asked."""
    plan = plans.proposed(cast)
    laid_down(cast, **given)
    return actions.open_decision(by=cast.office, plan=plan)


def answered(cast: Cast, decision: Decision) -> Decision:
    """Everybody agrees or accepts."""
    for each in Answer.objects.filter(decision=decision, state="asked"):
        step = "accept" if each.side == "person" else "agree"
        actions.answer(by=None, answer=each, step=step)
    return again(decision)


@played_once
def signing(cast: Cast, **given: object) -> Decision:
    """A plan before the panel, everybody having agreed."""
    decision = answered(cast, consulting(cast, **given))
    return actions.open_signing(by=cast.office, decision=decision)


def sign(cast: Cast, decision: Decision, name: str, *, agrees: bool = True) -> None:
    """A member signs with a code of their app."""
    actions.sign(
        by=cast.accounts[name],
        decision=decision,
        agrees=agrees,
        reason="核对无误。" if agrees else "两地距离过远。",
        factor="totp",
        shown=decision.fingerprint,
    )


@played_once
def signed(cast: Cast, **given: object) -> Decision:
    """A plan that two of three have signed."""
    decision = signing(cast, **given)
    sign(cast, decision, "panel")
    sign(cast, again(decision), "second_member")
    return again(decision)


@played_once
def published(cast: Cast, **given: object) -> Publication:
    """A list that is public."""
    return actions.publish(by=cast.office, decision=signed(cast, **given))


def after_the_window(publication: Publication, *, is_explained: bool = True) -> Publication:
    """The objection window has passed; what people are told of the plan was written in that time."""
    if is_explained:
        explain(publication.decision.plan_id)
    with writing(by=None, action="test.clock") as write:
        publication.objections_until = timezone.localdate() - timedelta(days=1)
        write.save(publication)
    return publication


@played_once
def settled(cast: Cast, **given: object) -> Publication:
    """Letters sent after the window."""
    publication = after_the_window(published(cast, **given))
    return actions.send_letters(by=cast.office, publication=publication)


def replanned(cast: Cast, former: Plan, **given: object) -> Plan:
    """A new plan that changes the former one as little as can be, handed in."""
    return plans.proposed(cast, keeps=former, **given)


def again(decision: Decision) -> Decision:
    """A decision as it stands in the database now."""
    return Decision.objects.select_related(
        "cohort__programme", "plan__pool", "plan__rule_set", "plan__proposed_by"
    ).get(pk=decision.pk)


def time_over(decision: Decision) -> Decision:
    """The time to answer has passed."""
    with writing(by=None, action="test.clock") as write:
        decision.answers_until = timezone.localdate() - timedelta(days=1)
        write.save(decision)
    return again(decision)
