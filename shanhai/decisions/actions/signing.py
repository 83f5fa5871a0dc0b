"""Signatures: by members of the panel with a second factor, or on paper that two people handle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from shanhai.decisions import queries, rules
from shanhai.decisions.actions.refused import StepRefused, held_to
from shanhai.decisions.actions.telling import tell_scanned, tell_settled
from shanhai.decisions.fingerprints import fingerprint_of
from shanhai.decisions.models import Decision, Signature
from shanhai.decisions.queries.verification import findings_of
from shanhai.plans.actions import decide
from shanhai.programme.actions.attachments import attach
from shanhai.programme.queries import require
from shanhai.programme.trail import locked, writing
from shanhai.programme.uploads import MOST_BYTES, SCANNED, media_type

if TYPE_CHECKING:
    from datetime import date

    from django.core.files.uploadedfile import UploadedFile

    from shanhai.decisions.models import Member
    from shanhai.programme.models import Account, Attachment
    from shanhai.programme.trail import Writing

#: What a scan of a signed sheet is kept as.
SCAN = "signed sheet"


def sign(
    *,
    by: Account,
    decision: Decision,
    agrees: bool,
    reason: str,
    factor: str,
    shown: str,
) -> Signature:
    """Sign as a member, with a second factor checked just now; `shown` is the fingerprint on the page.

    With the signature that makes up the quorum everything is verified once more. Raises: PermissionDenied;
    StepRefused, also when the plan is no longer what was proposed; Gone.
    """
    with writing(by=by, action="decisions.sign", reason=reason) as write:
        held = _held(decision)
        member = queries.member_of(held, by)
        signer = rules.Signer(
            is_member=member is not None and by.standing.may("decisions.sign", programme=held.programme_of()),
            has_proposed=held.plan.proposed_by_id == by.pk,
            has_signed=member is not None and queries.has_signed(held, member),
            has_factor=bool(factor),
        )
        made = Signature(member=member, agrees=agrees, reason=reason, factor=factor, on=timezone.localdate())
        return _signed(write, by, held, signer, made, shown)


def scan(*, by: Account, decision: Decision, upload: UploadedFile) -> Attachment:
    """Keep the scan of a signed sheet beside a decision. Raises: PermissionDenied, StepRefused, Refused."""
    with writing(by=by, action="decisions.scan") as write:
        held = _held(decision)
        require(by, "decisions.write", programme=held.programme_of())
        if held.state != "signing":
            raise StepRefused("no_such_step")
        if upload.size <= MOST_BYTES and media_type(upload.read()) not in SCANNED:
            raise StepRefused("scan_of_other_kind")
        upload.seek(0)
        kept = attach(by=by, record=held, upload=upload, purpose=SCAN)
        tell_scanned(write, held, kept.pk)
        return kept


def sign_on_paper(
    *,
    by: Account,
    decision: Decision,
    member: Member,
    scan: Attachment,
    agrees: bool,
    reason: str,
    on: date,
    shown: str,
) -> Signature:
    """Enter what a member signed on paper, as a second person; `shown` is the fingerprint on the sheet.

    Raises: as `sign`.
    """
    with writing(by=by, action="decisions.sign_on_paper", reason=reason) as write:
        held = _held(decision)
        require(by, "decisions.write", programme=held.programme_of())
        if (scan.kind, scan.object_id) != (Decision.label(), held.pk):
            raise StepRefused("scan_missing")
        if on > timezone.localdate():
            raise StepRefused("not_due")
        held_to(
            rules.may_enter_paper(
                entered_by=by.pk,
                scanned_by=scan.by_id,
                member=member.account_id,
                proposer=held.plan.proposed_by_id,
            )
        )
        signer = rules.Signer(
            is_member=member.cohort_id == held.cohort_id,
            has_proposed=held.plan.proposed_by_id == member.account_id,
            has_signed=queries.has_signed(held, member),
        )
        made = Signature(
            member=member, agrees=agrees, reason=reason, factor="paper", on=on, scan=scan, entered_by=by
        )
        return _signed(write, by, held, signer, made, shown)


def _held(decision: Decision) -> Decision:
    return locked(
        decision, "cohort__programme", "plan__pool", "plan__rule_set", "plan__proposed_by", "replaces__plan"
    )


def _signed(
    write: Writing, by: Account, decision: Decision, signer: rules.Signer, made: Signature, shown: str
) -> Signature:
    """Keep a signature of whoever may give it, and let it take effect. Raises: StepRefused."""
    held_to(
        rules.sign(
            decision.state,
            signer,
            reason=made.reason,
            is_unchanged=_is_unchanged(decision, shown),
            on_paper=made.scan is not None,
        )
    )
    made.decision, made.fingerprint, made.reason = decision, decision.fingerprint, made.reason.strip()
    write.save(made)
    _settle(write, by, decision)
    return made


def _is_unchanged(decision: Decision, shown: str) -> bool:
    """Whether the plan is still what was proposed, and what the signer was shown."""
    return shown == decision.fingerprint == fingerprint_of(decision.plan)


def _settle(write: Writing, by: Account, decision: Decision) -> None:
    """Let the signatures take effect once they decide. Raises: StepRefused when the check fails."""
    given = list(Signature.objects.filter(decision=decision).values_list("agrees", flat=True))
    members = [each for each in queries.members(decision.cohort) if _counts(each, decision)]
    then = rules.outcome(given.count(True), given.count(False), len(members), decision.quorum)
    if then == "signing":
        return
    if then == "signed":
        _verify(decision)
        if decision.replaces is not None:
            _replace(write, by, decision.replaces)
        decide(by=by, plan=decision.plan, step="sign")
        decision.signed_at = timezone.now()
    else:
        decide(by=by, plan=decision.plan, step="reject")
    decision.state = then
    write.save(decision)
    tell_settled(write, decision)


def _counts(member: Member, decision: Decision) -> bool:
    return member.account_id != decision.plan.proposed_by_id


def _verify(decision: Decision) -> None:
    """Check plan, answers and signatures again from the raw rows. Raises: StepRefused."""
    if findings_of(decision):
        raise StepRefused("not_verified")
    decision.checked, decision.checked_at = [], timezone.now()


def _replace(write: Writing, by: Account, former: Decision) -> None:
    """What was signed before gives way: one plan of a cohort is signed at a time."""
    decide(by=by, plan=former.plan, step="replace")
    former.state = rules.LIFE_OF_DECISIONS[former.state]["replace"]
    write.save(former)
