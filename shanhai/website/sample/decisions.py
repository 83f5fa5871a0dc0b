"""The sample's decision: those concerned agree, two of three members sign, the list is public."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from shanhai.decisions import actions
from shanhai.decisions.models import Answer, Decision, Publication
from shanhai.plans.actions import hand_in
from shanhai.plans.actions.explaining import explain
from shanhai.programme.trail import writing
from shanhai.website.sample.accounts import CLERK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.plans.models import Plan
    from shanhai.programme.models import Account

PROCEDURE = {
    "quorum": 2,
    "authority": "海岳省山海交流项目办（虚构）",
    "contact": "电话 0000-0000000（虚构）",
    "order": "unit",
    "shows": ["name", "home", "direction", "host", "order", "term"],
}
PANEL = ("panel", "panel2", "panel3")
REASON = "规则执行到位，各方意见已充分征求，同意。"


def publish(accounts: Mapping[str, Account], plan: Plan) -> Publication:
    """Let a plan go its whole way, as officers and members would take it."""
    cohort = plan.cohort
    for name in PANEL:
        actions.name_member(by=accounts["office"], cohort=cohort, account=accounts[name])
    actions.write_procedure(by=accounts["office"], cohort=cohort, values=PROCEDURE)
    proposed = hand_in(by=accounts["office"], plan=plan)
    decision = _answered(accounts, actions.open_decision(by=accounts["office"], plan=proposed))
    decision = actions.open_signing(by=accounts["office"], decision=decision)
    for name in PANEL[:2]:
        actions.sign(
            by=accounts[name],
            decision=decision,
            agrees=True,
            reason=REASON,
            factor="totp",
            shown=decision.fingerprint,
        )
    publication = actions.publish(by=accounts["office"], decision=_again(decision))
    # The letters say why; what the worker would write is written at once.
    explain(proposed.pk)
    return actions.send_letters(by=accounts["office"], publication=_in_its_year(publication))


def _answered(accounts: Mapping[str, Account], decision: Decision) -> Decision:
    """The clerk agrees for every unit; the people accept."""
    for side in ("host", "home"):
        actions.agree_to_all(by=accounts[CLERK], decision=decision, side=side)
    for each in Answer.objects.filter(decision=decision, side="person").select_related("decision"):
        actions.answer(by=None, answer=each, step="accept")
    return _again(decision)


def _in_its_year(publication: Publication) -> Publication:
    """The list was public in June of its year, so that its window is over."""
    year = int(publication.cohort.code)
    with writing(by=None, action="sample.fill") as write:
        publication.published_at = datetime(year, 6, 8, 1, tzinfo=UTC)
        publication.objections_until = date(year, 6, 16)
        return write.save(publication)


def _again(decision: Decision) -> Decision:
    return Decision.objects.select_related("cohort__programme", "plan").get(pk=decision.pk)
