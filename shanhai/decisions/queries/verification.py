"""A decision checked from the raw rows: the plan's proof, and whether anything was changed past the trail."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from shanhai.decisions.fingerprints import fingerprint_of, fingerprint_of_list
from shanhai.decisions.models import Answer, Decided, Decision, Member, Publication, Signature
from shanhai.decisions.words import FINDINGS
from shanhai.plans.fitting.checking import verify
from shanhai.plans.models import Override, Placed
from shanhai.programme.audit import held_against_the_trail, missing_records
from shanhai.programme.models import PoolEntry
from shanhai.programme.moments import one_moment
from shanhai.sheets import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.programme.models import Attachment, Record

    Said = dict[str, str]


def findings_of(decision: Decision) -> list[Said]:
    """Everything that is not as it was decided, in every language; nothing where all is well.

    The plan is proven anew from the sealed rows by code that shares nothing with the search; every record of
    the decision is held against the trail; fingerprints and digests are worked out again. As of one moment:
    somebody may sign meanwhile.
    """
    with one_moment():
        found = _of_the_plan(decision)
        return found + [_said(code, about) for code, about in _of_the_decision(decision)]


def _of_the_plan(decision: Decision) -> list[Said]:
    checked = verify(decision.plan)
    return [] if checked.is_true else _by_language(checked.findings)


def _of_the_decision(decision: Decision) -> Iterator[tuple[str, str]]:
    yield from _of_signatures(decision)
    yield from _of_publications(decision)
    for records in _records(decision):
        for finding in held_against_the_trail(records):
            yield "changed_past_the_trail", f"{finding.about} {finding.detail}".strip()
    for model in (Signature, Answer):
        for finding in missing_records(model, decision_id=decision.pk):
            yield "gone_past_the_trail", finding.about


def _records(decision: Decision) -> Iterator[list[Record]]:
    """All that a decision rests on, a kind at a time."""
    plan, signatures = decision.plan, list(Signature.objects.filter(decision=decision).select_related("scan"))
    # As they are stored now, whatever the caller holds in memory.
    yield [type(decision)._default_manager.get(pk=decision.pk)]
    yield [type(plan)._default_manager.get(pk=plan.pk)]
    yield [plan.pool]
    yield [plan.rule_set]
    yield list(Placed.objects.filter(plan=plan))
    yield list(Override.objects.filter(plan=plan))
    yield list(PoolEntry.objects.filter(cohort=decision.cohort))
    yield list(Answer.objects.filter(decision=decision))
    yield list(Member.objects.filter(cohort=decision.cohort))
    yield list(signatures)
    yield [each.scan for each in signatures if each.scan is not None]
    yield list(Publication.objects.filter(decision=decision))
    yield list(Decided.objects.filter(publication__decision=decision))


def _of_signatures(decision: Decision) -> Iterator[tuple[str, str]]:
    if decision.fingerprint != fingerprint_of(decision.plan):
        yield "fingerprint_differs", ""
    signatures = list(Signature.objects.filter(decision=decision).select_related("member", "scan"))
    for each in signatures:
        if each.fingerprint != decision.fingerprint:
            yield "signed_something_else", str(each.pk)
        if each.member.account_id == decision.plan.proposed_by_id:
            yield "signed_by_the_proposer", str(each.pk)
        if each.scan is not None and not _is_as_scanned(each.scan):
            yield "scan_changed", each.scan.name
    if decision.signed_at and sum(each.agrees for each in signatures) < decision.quorum:
        yield "quorum_missing", ""


def _of_publications(decision: Decision) -> Iterator[tuple[str, str]]:
    for publication in Publication.objects.filter(decision=decision):
        places = Decided.objects.filter(publication=publication)
        rows = [each.shown for each in places.order_by("order__host__code", "order__code", "seat")]
        # A place of somebody whose dossier was erased says nothing any more.
        if all(rows) and fingerprint_of_list(rows) != publication.digest:
            yield "list_differs", str(publication.number)


def _is_as_scanned(scan: Attachment) -> bool:
    try:
        with scan.file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == scan.digest
    except OSError:
        return False


def _said(code: str, about: str) -> Said:
    return {language: FINDINGS[code].say(language, about=about) for language in LANGUAGES}


def _by_language(findings: dict[str, list[str]]) -> list[Any]:
    """Lists by language as a list of sentences by language."""
    counted = max((len(each) for each in findings.values()), default=0)
    return [
        {language: said[at] for language, said in findings.items() if at < len(said)} for at in range(counted)
    ]
