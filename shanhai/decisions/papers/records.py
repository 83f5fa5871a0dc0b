"""The record of the algorithm: what is decided, by which rules, from which data, and who answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from shanhai.decisions.models import Signature
from shanhai.decisions.papers import wording
from shanhai.plans import queries as plans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.decisions.models import Publication
    from shanhai.sheets import Language


def record_of(publication: Publication) -> dict[str, Any]:
    """What the record tells, as plain values: the same for page, paper and auditor."""
    decision = publication.decision
    plan = decision.plan
    return {
        "number": plan.rule_set.number,
        "frozen": _day(plan.rule_set.frozen_at),
        "rules": plan.rule_set.fingerprint,
        "people": plan.pool.people,
        "seats": plan.pool.seats,
        "sealed": _day(plan.pool.sealed_at),
        "pool": plan.pool.fingerprint,
        "stages": ", ".join(f"{each['name']} {each['value']}" for each in plan.stages),
        "plan": plan.digest,
        "overrides": plans.overrides_of(plan).count(),
        "signatures": Signature.objects.filter(decision=decision, agrees=True).count(),
        "signed": _day(decision.signed_at),
        "authority": publication.authority,
        "contact": publication.contact,
        "fingerprint": decision.fingerprint,
        "list": publication.digest,
    }


def record_said(record: dict[str, Any], language: Language) -> Iterator[tuple[str, str]]:
    """The record in sentences, a question and its answer each."""
    for question, answer in wording.RECORD:
        yield question.text(language), answer.say(language, **record)


def _day(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d}" if moment else "—"
