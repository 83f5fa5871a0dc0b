"""From a proposed plan to the last signature: who is asked, who signs, and what keeps it from being "
"signed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from shanhai.decisions import actions, queries
from shanhai.decisions.actions import StepRefused
from shanhai.decisions.models import Answer, Decision, Member, Signature
from shanhai.outbox.models import Message
from shanhai.plans.models import Placed
from shanhai.programme.trail import writing
from tests.cast import Cast
from tests.decisions import scene
from tests.plans import scene as plans

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a signed sheet"


def _answer(decision: Decision, side: str, order: str = "林业技术员") -> Answer:
    return Answer.objects.get(decision=decision, side=side, placed__order__title=order)


def _refused(*codes: str):
    return pytest.raises(StepRefused, check=lambda refused: refused.codes == codes)


# The procedure.


def test_a_plan_is_decided_only_after_it_was_laid_down_how(cast: Cast) -> None:
    plan = plans.proposed(cast)
    with _refused("no_procedure"):
        actions.open_decision(by=cast.office, plan=plan)


def test_a_panel_has_to_have_its_quorum(cast: Cast) -> None:
    plan = plans.proposed(cast)
    actions.write_procedure(by=cast.office, cohort=scene.fresh(cast), values=scene.PROCEDURE)
    actions.name_member(by=cast.office, cohort=scene.fresh(cast), account=cast.panel)
    with _refused("panel_too_small"):
        actions.open_decision(by=cast.office, plan=plan)


def test_the_procedure_stays_as_it_is_while_a_plan_is_decided_on(cast: Cast) -> None:
    scene.consulting(cast)
    with _refused("procedure_in_use"):
        actions.write_procedure(by=cast.office, cohort=scene.fresh(cast), values={"quorum": 1})
    with _refused("procedure_in_use"):
        actions.drop_member(by=cast.office, member=Member.objects.first())


def test_only_those_who_may_sign_are_named(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        actions.name_member(by=cast.office, cohort=scene.fresh(cast), account=cast.office)
    with pytest.raises(PermissionDenied):
        actions.name_member(by=cast.panel, cohort=scene.fresh(cast), account=cast.panel)


def test_what_a_list_consists_of_at_least_is_always_shown(cast: Cast) -> None:
    scene.laid_down(cast, shows=["term"])
    assert queries.procedure_of(scene.fresh(cast)).shows == ["name", "host", "term"]


# The consultation.


def test_both_units_and_the_person_are_asked_of_every_place(cast: Cast) -> None:
    decision = scene.consulting(cast)
    placed = Placed.objects.filter(plan=decision.plan).count()
    assert placed == 2
    assert Answer.objects.filter(decision=decision, state="asked").count() == 3 * placed


def test_a_programme_may_leave_steps_out(cast: Cast) -> None:
    decision = scene.consulting(cast, asks_homes=False, asks_persons=False)
    assert set(Answer.objects.filter(decision=decision).values_list("side", flat=True)) == {"host"}


def test_those_who_are_asked_are_told_once(cast: Cast) -> None:
    scene.consulting(cast)
    told = Message.objects.filter(kind="decisions.consulted").values_list("to__username", flat=True)
    assert sorted(told) == sorted(set(told))
    assert {"qingxi_officer", "songmen_officer"} <= set(told)
    assert "office" not in told


def test_each_side_answers_for_itself_alone(cast: Cast) -> None:
    decision = scene.consulting(cast)
    at_qingxi = _answer(decision, "host")
    with pytest.raises(PermissionDenied):
        actions.answer(by=cast.songmen_officer, answer=at_qingxi, step="agree")
    with pytest.raises(PermissionDenied):
        actions.answer(by=cast.office, answer=at_qingxi, step="agree")
    assert actions.answer(by=cast.qingxi_officer, answer=at_qingxi, step="agree").state == "agreed"


def test_an_objection_of_a_unit_stands_with_its_reason(cast: Cast) -> None:
    answer = _answer(scene.consulting(cast), "host")
    with _refused("reason_missing"):
        actions.answer(by=cast.qingxi_officer, answer=answer, step="object")
    said = actions.answer(by=cast.qingxi_officer, answer=answer, step="object", reason="缺住房。")
    assert (said.state, said.reason) == ("objected", "缺住房。")


def test_a_unit_agrees_to_all_of_its_places_at_once(cast: Cast) -> None:
    decision = scene.consulting(cast)
    assert actions.agree_to_all(by=cast.qingxi_officer, decision=decision, side="host") == 1
    assert _answer(decision, "host").state == "agreed"
    assert _answer(decision, "host", "海水养殖技术员").state == "asked"


def test_the_panel_waits_until_all_have_answered_or_had_the_time_to(cast: Cast) -> None:
    decision = scene.consulting(cast)
    with _refused("answers_missing"):
        actions.open_signing(by=cast.office, decision=decision)
    with writing(by=None, action="test.clock") as write:
        decision.answers_until = decision.opened_at.date().replace(year=2020)
        write.save(decision)
    assert actions.open_signing(by=cast.office, decision=decision).state == "signing"
    assert set(Answer.objects.filter(decision=decision).values_list("state", flat=True)) == {"silent"}


def test_nobody_is_signed_into_a_place_that_they_declined(cast: Cast) -> None:
    decision = scene.consulting(cast)
    mine = Answer.objects.filter(decision=decision, side="person", placed__person__account__isnull=False)
    answer = mine.first()
    actions.answer(by=answer.placed.person.account, answer=answer, step="decline", reason="家中有事。")
    scene.answered(cast, decision)
    with _refused("somebody_declined"):
        actions.open_signing(by=cast.office, decision=decision)


def test_nobody_is_asked_twice_about_the_same_place(cast: Cast) -> None:
    decision = scene.answered(cast, scene.consulting(cast))
    actions.drop(by=cast.office, decision=decision, reason="重新核对。")
    from shanhai.plans.actions import hand_in

    plan = hand_in(by=cast.office, plan=plans.again(decision.plan))
    anew = actions.open_decision(by=cast.office, plan=plan)
    assert not Answer.objects.filter(decision=anew, state="asked").exists()


# Signing.


def test_two_of_three_signatures_sign_a_plan(cast: Cast) -> None:
    decision = scene.signing(cast)
    scene.sign(cast, decision, "panel")
    assert scene.again(decision).state == "signing"
    scene.sign(cast, scene.again(decision), "second_member")
    decision = scene.again(decision)
    assert (decision.state, decision.plan.state) == ("signed", "signed")
    assert decision.checked_at is not None


def test_a_dissent_stands_beside_the_signatures(cast: Cast) -> None:
    decision = scene.signing(cast)
    scene.sign(cast, decision, "panel", agrees=False)
    scene.sign(cast, scene.again(decision), "second_member")
    scene.sign(cast, scene.again(decision), "third_member")
    assert scene.again(decision).state == "signed"
    assert Signature.objects.filter(decision=decision, agrees=False).count() == 1


def test_a_plan_that_cannot_reach_its_quorum_is_rejected(cast: Cast) -> None:
    decision = scene.signing(cast)
    scene.sign(cast, decision, "panel", agrees=False)
    scene.sign(cast, scene.again(decision), "second_member", agrees=False)
    decision = scene.again(decision)
    assert (decision.state, decision.plan.state) == ("rejected", "rejected")


def test_whoever_proposed_cannot_sign(cast: Cast) -> None:
    decision = scene.signing(cast)
    with writing(by=None, action="test.proposer") as write:
        decision.plan.proposed_by = cast.panel
        write.save(decision.plan)
    with pytest.raises(PermissionDenied, match="proposed"):
        scene.sign(cast, scene.again(decision), "panel")


def test_others_than_the_members_cannot_sign(cast: Cast) -> None:
    decision = scene.signing(cast)
    for name in ("office", "auditor", "qingxi_officer"):
        with pytest.raises(PermissionDenied):
            scene.sign(cast, decision, name)


def test_a_signature_needs_a_second_factor_a_reason_and_the_fingerprint_shown(cast: Cast) -> None:
    decision = scene.signing(cast)
    given = {"by": cast.panel, "decision": decision, "agrees": True}
    with _refused("factor_missing"):
        actions.sign(**given, reason="好。", factor="", shown=decision.fingerprint)
    with _refused("reason_missing"):
        actions.sign(**given, reason=" ", factor="totp", shown=decision.fingerprint)
    with _refused("other_fingerprint"):
        actions.sign(**given, reason="好。", factor="totp", shown="0" * 64)


def test_a_member_signs_once(cast: Cast) -> None:
    decision = scene.signing(cast)
    scene.sign(cast, decision, "panel")
    with _refused("already_signed"):
        scene.sign(cast, scene.again(decision), "panel")


def test_a_plan_changed_past_the_trail_is_not_signed(cast: Cast) -> None:
    decision = scene.signing(cast)
    scene.sign(cast, decision, "panel")
    Placed.objects.filter(plan=decision.plan).update(fit=1)
    with _refused("not_verified"):
        scene.sign(cast, scene.again(decision), "second_member")
    assert scene.again(decision).state == "signing"
    assert Signature.objects.filter(decision=decision).count() == 1


def test_a_signed_plan_is_not_taken_back(cast: Cast) -> None:
    decision = scene.signed(cast)
    with _refused("no_such_step"):
        actions.drop(by=cast.office, decision=decision, reason="反悔。")


def test_the_database_keeps_two_plans_of_a_cohort_from_being_signed(cast: Cast) -> None:
    decision = scene.signed(cast)
    other = Decision(
        cohort=decision.cohort,
        plan=decision.plan,
        state="signed",
        answers_until=decision.answers_until,
        fingerprint="1",
        quorum=1,
        checked_at=decision.checked_at,
        signed_at=decision.signed_at,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


# On paper.


def _scanned(cast: Cast, decision: Decision):
    upload = SimpleUploadedFile("sheet.pdf", PDF)
    return actions.scan(by=cast.office, decision=decision, upload=upload)


def _from_paper(cast: Cast, decision: Decision, by: str, **given):
    member = Member.objects.get(cohort=decision.cohort, account=cast.panel)
    values = {"agrees": True, "reason": "同意。", "on": decision.opened_at.date(), **given}
    return actions.sign_on_paper(
        by=cast.accounts[by], decision=decision, member=member, shown=decision.fingerprint, **values
    )


def test_a_signature_on_paper_is_scanned_by_one_and_entered_by_another(cast: Cast) -> None:
    decision = scene.signing(cast)
    scan = _scanned(cast, decision)
    with pytest.raises(PermissionDenied):
        _from_paper(cast, decision, "office", scan=scan)
    made = _from_paper(cast, decision, "second_office", scan=scan)
    assert (made.factor, made.member.account, made.entered_by) == ("paper", cast.panel, cast.second_office)


def test_a_scan_of_another_decision_is_not_taken(cast: Cast) -> None:
    from shanhai.programme.actions.attachments import attach

    decision = scene.signing(cast)
    elsewhere = attach(by=cast.office, record=cast.haiyue, upload=SimpleUploadedFile("a.pdf", PDF))
    with _refused("scan_missing"):
        _from_paper(cast, decision, "second_office", scan=elsewhere)


def test_the_last_signature_may_be_on_paper_and_is_verified_all_the_same(cast: Cast) -> None:
    decision = scene.signing(cast)
    scene.sign(cast, decision, "second_member")
    _from_paper(cast, scene.again(decision), "second_office", scan=_scanned(cast, decision))
    assert scene.again(decision).state == "signed"
