"""From a signed plan to its letters: what becomes public, who reads what, objections, withdrawal, papers."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from shanhai.decisions import actions, queries
from shanhai.decisions.actions import StepRefused
from shanhai.decisions.models import Decided, Objection, Publication, Remedy
from shanhai.outbox.models import Message
from shanhai.papers import Paper, Text, to_word
from shanhai.plans.actions.explaining import explain
from shanhai.plans.models import Explanation
from shanhai.programme.trail import writing
from shanhai.registers.models import Need
from shanhai.sheets import LANGUAGES
from tests.cast import Cast
from tests.decisions import scene
from tests.plans import scene as plans

pytestmark = pytest.mark.django_db


def _refused(*codes: str):
    return pytest.raises(StepRefused, check=lambda refused: refused.codes == codes)


def _place(publication: Publication, title: str = "林业技术员") -> Decided:
    return Decided.objects.get(publication=publication, order__title=title)


def _explained(decision, cast: Cast) -> None:
    """Explanations as the job of the plan writes them."""
    with writing(by=None, action="test.explain") as write:
        for whom in ("li", "chen"):
            person = cast.people[whom]
            if not Explanation.objects.filter(plan=decision.plan, person=person).exists():
                write.save(
                    Explanation(
                        plan=decision.plan,
                        audience="person",
                        person=person,
                        texts={"en": ["You go there."], "zh-hans": ["派往该处。"], "zh-hant": ["派往該處。"]},
                    )
                )


# Publishing.


def test_a_plan_becomes_public_after_it_was_signed_and_not_before(cast: Cast) -> None:
    decision = scene.signing(cast)
    with _refused("not_signed_yet"):
        actions.publish(by=cast.office, decision=decision)


def test_only_the_office_publishes(cast: Cast) -> None:
    decision = scene.signed(cast)
    for name in ("panel", "auditor", "qingxi_officer"):
        with pytest.raises(PermissionDenied):
            actions.publish(by=cast.accounts[name], decision=decision)


def test_the_list_has_a_place_for_every_placement(cast: Cast) -> None:
    publication = scene.published(cast)
    assert queries.decided(scene.fresh(cast)).count() == publication.decision.plan.placed == 2
    assert {each.state for each in queries.decided(scene.fresh(cast))} == {"standing"}


def test_only_what_the_procedure_names_becomes_public(cast: Cast) -> None:
    publication = scene.published(cast, shows=["home"])
    assert publication.shows == ["name", "home", "host"]
    assert set(_place(publication).shown) == {"name", "home", "host"}


def test_a_plan_changed_past_the_trail_is_not_published(cast: Cast) -> None:
    decision = scene.signed(cast)
    decision.plan.placements.update(fit=1)
    with _refused("not_verified"):
        actions.publish(by=cast.office, decision=decision)


def test_a_list_is_published_once(cast: Cast) -> None:
    publication = scene.published(cast)
    with _refused("already_published"):
        actions.publish(by=cast.office, decision=publication.decision)


def test_each_person_reads_their_explanation_only_while_the_list_is_public(cast: Cast) -> None:
    decision = scene.signed(cast)
    _explained(decision, cast)
    mine = Explanation.objects.filter(plan=decision.plan, person=cast.people["li"])
    assert not mine.visible_to(cast.secondee).exists()
    publication = actions.publish(by=cast.office, decision=decision)
    assert mine.visible_to(cast.secondee).exists()
    others = Explanation.objects.filter(plan=decision.plan).exclude(person=cast.people["li"])
    assert not others.visible_to(cast.secondee).exists()
    actions.take_back(by=cast.office, publication=publication, reason="有误。")
    assert not mine.visible_to(cast.secondee).exists()


def test_a_place_is_seen_by_its_person_its_home_and_its_host(cast: Cast) -> None:
    publication = scene.published(cast)
    place = _place(publication)
    seen_by = {
        name
        for name in ("qingxi_officer", "songmen_officer", "university_officer", "institute_officer", "office")
        if Decided.objects.visible_to(cast.accounts[name]).filter(pk=place.pk).exists()
    }
    assert {"qingxi_officer", "university_officer", "office"} == seen_by


def test_a_list_can_be_taken_back_until_letters_are_sent(cast: Cast) -> None:
    publication = scene.settled(cast)
    with _refused("letters_sent"):
        actions.take_back(by=cast.office, publication=publication, reason="有误。")


def test_a_list_taken_back_can_be_published_anew(cast: Cast) -> None:
    publication = scene.published(cast)
    actions.take_back(by=cast.office, publication=publication, reason="日期有误。")
    assert not queries.decided(scene.fresh(cast)).exists()
    anew = actions.publish(by=cast.office, decision=scene.again(publication.decision))
    assert (anew.number, anew.replaces) == (2, None)


def test_letters_wait_for_the_window_and_the_cases(cast: Cast) -> None:
    publication = scene.published(cast)
    explain(publication.decision.plan_id)
    with _refused("window_open"):
        actions.send_letters(by=cast.office, publication=publication)
    actions.object_to(by=None, publication=publication, text="此人不宜。")
    scene.after_the_window(publication)
    with _refused("cases_open"):
        actions.send_letters(by=cast.office, publication=publication)


def test_letters_that_say_why_wait_until_that_is_written_and_say_how_far_it_is(cast: Cast, client) -> None:
    publication = scene.after_the_window(scene.published(cast), is_explained=False)
    client.force_login(cast.office)
    page = reverse("decisions:publication", args=["haiyue", "2022", publication.number])
    assert "0 of 3 people are told" in client.get(page).content.decode()
    sent = {"step": "send_letters", "version": publication.version}
    answer = client.post(
        reverse("decisions:publication_step", args=["haiyue", "2022", publication.number]), sent
    )
    assert answer.status_code == 422
    assert "0 of 3 people are told" in answer.content.decode()
    with pytest.raises(StepRefused) as refused:
        actions.send_letters(by=cast.office, publication=publication)
    assert "共 3 人，已完成 0 人" in refused.value.words[0].text("zh-hans")
    assert "共 3 人，已完成 0 人" in refused.value.words[0].text("zh-hant")
    publication.refresh_from_db()
    assert publication.state == "published"
    assert not Message.objects.filter(key__startswith="letters-").exists()
    explain(publication.decision.plan_id)
    assert "people are told" not in client.get(page).content.decode()
    assert actions.send_letters(by=cast.office, publication=publication).state == "settled"


def test_letters_that_do_not_say_why_wait_for_no_reasons(cast: Cast) -> None:
    publication = scene.after_the_window(scene.published(cast), is_explained=False)
    plain = Paper("通知", "zh-hans", (Text("请 {{ name }} 赴 {{ host }} 报到。"),))
    for language in LANGUAGES:
        actions.change_template(
            by=cast.office,
            programme=cast.haiyue,
            kind="person",
            language=language,
            upload=SimpleUploadedFile("letter.docx", to_word(plain)),
        )
    assert actions.send_letters(by=cast.office, publication=publication).state == "settled"


# Withdrawal and replacement.


def test_a_withdrawn_place_says_why_and_leaves_the_list(cast: Cast) -> None:
    publication = scene.published(cast)
    place = _place(publication)
    with _refused("reason_missing"):
        actions.withdraw(by=cast.office, place=place, reason=" ")
    assert actions.withdraw(by=cast.office, place=place, reason="因病。").state == "withdrawn"
    assert place not in queries.places_listed(publication)


def test_a_new_list_replaces_the_former_and_carries_on_what_stays(cast: Cast) -> None:
    former = scene.published(cast)
    gone = _place(former)
    actions.withdraw(by=cast.office, place=gone, reason="本人退出。")
    plan = scene.replanned(
        cast,
        former.decision.plan,
        overrides=[{"kind": "withdraw", "person": gone.person, "reason": "本人退出。"}],
    )
    decision = actions.open_decision(by=cast.office, plan=plan)
    decision = actions.open_signing(by=cast.office, decision=scene.answered(cast, decision))
    scene.sign(cast, decision, "panel")
    scene.sign(cast, scene.again(decision), "second_member")
    decision = scene.again(decision)
    assert scene.again(former.decision).state == "replaced"

    publication = actions.publish(by=cast.office, decision=decision)
    former.refresh_from_db()
    assert (former.state, publication.replaces) == ("replaced", former)
    states = dict(Decided.objects.filter(publication=former).values_list("order__title", "state"))
    assert states == {"林业技术员": "withdrawn", "海水养殖技术员": "replaced"}
    stays = _place(publication, "海水养殖技术员")
    assert stays.carries == _place(former, "海水养殖技术员")
    assert gone.person_id not in queries.decided(scene.fresh(cast)).values_list("person", flat=True)
    assert queries.decided(scene.fresh(cast)).filter(order__title="林业技术员").exists()


# Objections.


def _answered(cast: Cast, case: Objection, by: str = "panel") -> Objection:
    given = {"by": cast.accounts[by], "objection": case}
    case = actions.move_on(step="hear", text="已听取双方。", **given)
    return actions.move_on(by=given["by"], objection=case, step="answer", text="不成立。", is_upheld=False)


def test_an_objection_is_heard_answered_and_appealed_against_once(cast: Cast) -> None:
    publication = scene.published(cast)
    case = actions.object_to(by=cast.secondee, publication=publication, text="志愿未考虑。")
    case = _answered(cast, case)
    assert (case.state, case.is_upheld, case.answered_by) == ("answered", False, cast.panel)
    case = actions.move_on(by=cast.secondee, objection=case, step="appeal", text="请复核。")
    with pytest.raises(PermissionDenied):
        actions.move_on(by=cast.panel, objection=case, step="answer_appeal", text="维持。")
    case = actions.move_on(
        by=cast.accounts["second_member"], objection=case, step="answer_appeal", text="维持。"
    )
    assert (case.state, case.final_by) == ("closed", cast.accounts["second_member"])


def test_somebody_without_an_account_objects_and_nothing_tells_who_they_are(cast: Cast) -> None:
    publication = scene.published(cast)
    case = actions.object_to(by=None, publication=publication, text="不公。")
    assert (case.by, case.called, case.reach, case.unit) == (None, "", "", None)
    assert queries.by_receipt(case.receipt) == case
    case = _answered(cast, case)
    case = actions.move_on(by=None, objection=case, step="appeal", text="请复核。", has_receipt=True)
    assert case.state == "appealed"


def test_the_person_concerned_does_not_see_who_objected(cast: Cast) -> None:
    publication = scene.published(cast)
    place = Decided.objects.get(publication=publication, person=cast.people["chen"])
    case = actions.object_to(by=cast.secondee, publication=publication, text="不宜。", about=place)
    assert not Objection.objects.visible_to(cast.second_secondee).exists()
    assert not Objection.objects.visible_to(cast.auditor).exists()
    assert list(Objection.objects.visible_to(cast.secondee)) == [case]


def test_the_window_closes(cast: Cast) -> None:
    publication = scene.after_the_window(scene.published(cast))
    with _refused("window_closed"):
        actions.object_to(by=None, publication=publication, text="太迟。")


def test_a_case_that_nobody_appealed_against_is_closed_later(cast: Cast) -> None:
    publication = scene.published(cast)
    case = _answered(cast, actions.object_to(by=None, publication=publication, text="不公。"))
    with _refused("appeal_still_possible"):
        actions.move_on(by=cast.panel, objection=case, step="close")
    with writing(by=None, action="test.clock") as write:
        case.appeal_until = timezone.localdate() - timedelta(days=1)
        write.save(case)
    assert actions.move_on(by=cast.panel, objection=case, step="close").state == "closed"


# Papers of seats, templates, shortages.


def test_the_paper_of_a_seat_is_asked_for_and_issued_with_its_number(cast: Cast) -> None:
    place = _place(scene.published(cast))
    given = {"by": cast.office, "place": place}
    assert actions.move_appointment(step="ask", body="县人大常委会", **given).state == "asked"
    with _refused("number_missing"):
        actions.move_appointment(step="issue", **given)
    issued = actions.move_appointment(
        step="issue", number="青人〔2022〕3 号", on=timezone.localdate(), **given
    )
    assert (issued.state, issued.body) == ("issued", "县人大常委会")


def test_a_template_with_an_unknown_field_is_refused_by_name(cast: Cast) -> None:
    from shanhai.papers import Paper, Text, to_word

    bad = SimpleUploadedFile("a.docx", to_word(Paper("x", "en", (Text("{{ salary }}"),))))
    with pytest.raises(StepRefused) as refused:
        actions.change_template(
            by=cast.office, programme=cast.haiyue, kind="person", language="en", upload=bad
        )
    assert (refused.value.codes, refused.value.about) == (("template_field_unknown",), "salary")


def test_a_file_that_is_no_word_file_is_refused(cast: Cast) -> None:
    upload = SimpleUploadedFile("a.docx", b"%PDF-1.7")
    with _refused("template_not_word"):
        actions.change_template(
            by=cast.office, programme=cast.haiyue, kind="person", language="en", upload=upload
        )


def test_empty_seats_become_needs_and_something_to_be_done(cast: Cast) -> None:
    plans.sealed(cast, seats=3)
    publication = scene.published(cast)
    remedy = Remedy.objects.get(short__plan=publication.decision.plan, short__order__title="林业技术员")
    assert remedy.need.seats == remedy.short.empty >= 1
    assert Need.objects.filter(source="unfilled").count() == Remedy.objects.count()
    with _refused("no_remedy"):
        actions.choose_remedy(by=cast.office, remedy=remedy, way="magic")
    with pytest.raises(PermissionDenied):
        actions.choose_remedy(by=cast.songmen_officer, remedy=remedy, way="order")
    with pytest.raises(PermissionDenied):
        actions.choose_remedy(by=cast.qingxi_officer, remedy=remedy, way="call")
    assert actions.choose_remedy(by=cast.qingxi_officer, remedy=remedy, way="order").way == "order"
    assert actions.choose_remedy(by=cast.office, remedy=remedy, way="call").way == "call"


def _short(cast: Cast) -> Remedy:
    publication = scene.published(cast)
    return Remedy.objects.get(short__plan=publication.decision.plan, short__order__title="林业技术员")


def test_a_training_need_has_an_owner_and_a_date_and_says_what_came_of_it(cast: Cast) -> None:
    plans.sealed(cast, seats=3)
    remedy, owner = _short(cast), cast.university_officer
    with _refused("owner_missing", "date_missing"):
        actions.choose_remedy(by=cast.office, remedy=remedy, way="training")
    with _refused("owner_missing"):
        actions.choose_remedy(
            by=cast.office, remedy=remedy, way="training", owner=cast.secondee, due=date(2022, 9, 1)
        )
    remedy = actions.choose_remedy(
        by=cast.office, remedy=remedy, way="training", owner=owner, due=date(2022, 9, 1)
    )
    assert Message.objects.filter(to=owner, key__startswith="owner-").count() == 1
    with pytest.raises(PermissionDenied):
        actions.finish_remedy(by=cast.songmen_officer, remedy=remedy, outcome="办成。")
    with _refused("outcome_missing"):
        actions.finish_remedy(by=owner, remedy=remedy, outcome=" ")
    done = actions.finish_remedy(by=owner, remedy=remedy, outcome="办成林业培训班一期。")
    assert (done.state, done.outcome) == ("done", "办成林业培训班一期。")
    assert actions.reopen_remedy(by=cast.office, remedy=done).state == "chosen"


def test_units_object_in_their_name_and_colleagues_follow_the_case(cast: Cast) -> None:
    publication, qingxi = scene.published(cast), cast.organisations["qingxi"]
    with pytest.raises(PermissionDenied):
        actions.object_to(by=cast.songmen_officer, publication=publication, text="有误。", unit=qingxi)
    case = actions.object_to(by=cast.qingxi_officer, publication=publication, text="有误。", unit=qingxi)
    assert Objection.objects.visible_to(cast.qingxi_officer).filter(pk=case.pk).exists()
    assert not Objection.objects.visible_to(cast.songmen_officer).filter(pk=case.pk).exists()


def test_a_unit_has_its_letter_once_letters_were_sent(cast: Cast) -> None:
    publication = scene.settled(cast)
    qingxi = cast.organisations["qingxi"]
    assert queries.is_letter_of(cast.qingxi_officer, publication, "host", qingxi)
    assert not queries.is_letter_of(cast.songmen_officer, publication, "host", qingxi)
    assert not queries.is_letter_of(cast.qingxi_officer, publication, "home", qingxi)
