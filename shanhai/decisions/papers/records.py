"""The record of the algorithm: what is decided, by which rules, from which data, and who answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from shanhai.decisions.models import Signature
from shanhai.decisions.papers import wording
from shanhai.plans import queries as plans
from shanhai.plans.fitting.reading import stages_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.decisions.models import Publication
    from shanhai.plans.models import Plan
    from shanhai.sheets import Language


def record_said(publication: Publication, language: Language) -> Iterator[tuple[str, str]]:
    """The record in sentences, a question and its answer each: the same on page and paper."""
    told = _told(publication, language)
    for question, answer in wording.RECORD:
        yield question.text(language), answer.say(language, **told)


def _told(publication: Publication, language: Language) -> dict[str, Any]:
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
        "stages": stages_said(plan, language),
        "plan": plan.digest,
        "changes": _changes(plan, language),
        "signatures": Signature.objects.filter(decision=decision, agrees=True).count(),
        "signed": _day(decision.signed_at),
        "authority": publication.authority,
        "contact": publication.contact,
        "fingerprint": decision.fingerprint,
        "list": publication.digest,
    }


def stages_said(plan: Plan, language: Language) -> str:
    """The stages of a plan in a row, each with whether it is proven, or what it could be at most."""
    said = [
        (wording.STAGE_PROVEN if each.is_proven else wording.STAGE_BOUNDED).say(
            language, title=each.title, value=each.value, bound=each.bound
        )
        for each in stages_of(plan, language)
    ]
    return wording.BETWEEN_STAGES.text(language).join(said)


def _changes(plan: Plan, language: Language) -> str:
    made = plans.overrides_of(plan).count()
    return wording.CHANGED.say(language, count=made) if made else wording.UNCHANGED.text(language)


def _day(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d}" if moment else "—"
