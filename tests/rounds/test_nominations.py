"""Nominations: put forward, completed by the person, vetted, withdrawn, returned."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shanhai.programme.models import Grant, Person
from shanhai.programme.retention import PARTS
from shanhai.programme.trail import Stale
from shanhai.rounds import actions
from shanhai.rounds.erasing import records_of
from shanhai.rounds.models import Nomination, Vetting
from tests.rounds import scene

pytestmark = pytest.mark.django_db

YES = {"passed": True, "body": "审核机构", "signer": "周某", "on": date(2022, 3, 1)}


@pytest.fixture
def cast(cast):
    """The cast, with nominations open."""
    scene.nominations_open(cast)
    return cast


def seen(account) -> set[str]:
    return set(Nomination.objects.visible_to(account).values_list("person__code", flat=True))


def test_a_home_officer_puts_people_of_the_own_roster_forward(cast):
    nomination = scene.put_forward(cast, "wang")
    assert (nomination.state, nomination.home.code) == ("put_forward", "U011")
    with pytest.raises(PermissionDenied):
        actions.put_forward(by=cast.institute_officer, cohort=scene.fresh(cast), person=cast.people["li"])
    with pytest.raises(PermissionDenied):
        actions.put_forward(by=cast.office, cohort=scene.fresh(cast), person=cast.people["li"])


def test_office_and_panel_see_whoever_is_put_forward_and_nobody_else(cast):
    assert not Person.objects.visible_to(cast.panel).exists()
    scene.put_forward(cast, "li")
    for account in (cast.office, cast.panel, cast.auditor):
        assert set(Person.objects.visible_to(account).values_list("code", flat=True)) == {"P-li"}
    assert seen(cast.office) == {"P-li"}
    assert seen(cast.qingxi_officer) == seen(cast.institute_officer) == seen(cast.foreign_office) == set()


def test_whoever_is_withdrawn_is_out_of_their_sight_again(cast):
    nomination = scene.put_forward(cast, "li")
    actions.withdraw(by=cast.university_officer, nomination=nomination, reason="A new post.")
    assert not Person.objects.visible_to(cast.office).exists()
    again = actions.put_forward(
        by=cast.university_officer, cohort=scene.fresh(cast), person=cast.people["li"]
    )
    assert (again.pk, again.state) == (nomination.pk, "put_forward")
    assert Person.objects.visible_to(cast.office).exists()


def test_the_same_person_is_put_forward_once(cast):
    scene.put_forward(cast, "li")
    with pytest.raises(actions.StepRefused):
        scene.put_forward(cast, "li")
    assert Nomination.objects.count() == 1


def test_the_office_limits_how_many_a_home_puts_forward(cast):
    cohort = scene.fresh(cast)
    actions.set_quota(by=cast.office, cohort=cohort, organisation=cast.organisations["university"], most=1)
    first = scene.put_forward(cast, "li")
    with pytest.raises(actions.StepRefused) as refused:
        scene.put_forward(cast, "wang")
    assert refused.value.codes == ("over_quota",)
    actions.withdraw(by=cast.university_officer, nomination=first, reason="Declined.")
    assert scene.put_forward(cast, "wang").state == "put_forward"


def test_only_the_office_sets_the_limit(cast):
    with pytest.raises(PermissionDenied):
        actions.set_quota(
            by=cast.university_officer,
            cohort=scene.fresh(cast),
            organisation=cast.organisations["university"],
            most=9,
        )


def test_the_person_completes_and_confirms(cast):
    nomination = scene.put_forward(cast, "li")
    with pytest.raises(actions.StepRefused) as refused:
        actions.complete(by=cast.secondee, nomination=nomination, values={}, consents=False)
    assert refused.value.codes == ("no_consent",)
    done = scene.completed(cast, nomination, wishes=["C11", "C12"])
    assert (done.state, done.wishes, done.on_paper) == ("completed", ["C11", "C12"], False)
    assert done.confirmed_at


def test_the_home_completes_only_from_what_the_person_signed(cast):
    nomination = scene.put_forward(cast, "wang")
    with pytest.raises(actions.StepRefused) as refused:
        actions.complete(by=cast.university_officer, nomination=nomination, values={}, consents=True)
    assert refused.value.codes == ("not_signed",)
    assert scene.completed(cast, nomination).on_paper


def test_nobody_else_completes_a_dossier(cast):
    nomination = scene.put_forward(cast, "li")
    for account in (cast.office, cast.institute_officer, cast.second_secondee, cast.qingxi_officer):
        with pytest.raises(PermissionDenied):
            actions.complete(by=account, nomination=nomination, values={}, consents=True, on_paper=True)


def test_vetting_keeps_only_the_answer_its_date_and_its_signer(cast):
    nomination = scene.cleared(cast, scene.completed(cast, scene.put_forward(cast)))
    stored = Vetting.objects.get(nomination=nomination)
    assert nomination.state == "cleared"
    assert {field.name for field in Vetting._meta.concrete_fields} == {
        "id", "version", "nomination", "passed", "body", "signer", "on", "entered_by",
    }  # fmt: skip
    assert stored.entered_by == cast.office


def test_a_no_keeps_the_person_out_of_the_pool(cast):
    nomination = scene.completed(cast, scene.put_forward(cast))
    actions.vet(by=cast.office, nomination=nomination, **{**YES, "passed": False})
    assert Nomination.objects.get().state == "refused"


def test_a_vetting_is_corrected_only_with_a_reason(cast):
    nomination = scene.cleared(cast, scene.completed(cast, scene.put_forward(cast)))
    with pytest.raises(actions.StepRefused):
        actions.vet(by=cast.office, nomination=nomination, **{**YES, "passed": False})
    actions.vet(by=cast.office, nomination=nomination, **{**YES, "passed": False}, reason="Entered wrongly.")
    assert Nomination.objects.get().state == "refused"


def test_a_vetting_is_neither_early_nor_of_the_future_nor_anybodys(cast):
    nomination = scene.put_forward(cast)
    with pytest.raises(actions.StepRefused):
        actions.vet(by=cast.office, nomination=nomination, **YES)
    nomination = scene.completed(cast, nomination)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(actions.StepRefused) as refused:
        actions.vet(by=cast.office, nomination=nomination, **{**YES, "on": tomorrow})
    assert refused.value.codes == ("not_due",)
    for account in (cast.university_officer, cast.panel, cast.secondee):
        with pytest.raises(PermissionDenied):
            actions.vet(by=account, nomination=nomination, **YES)


def test_a_returned_dossier_says_why_and_has_to_be_vetted_again(cast):
    nomination = scene.cleared(cast, scene.completed(cast, scene.put_forward(cast)))
    nomination = actions.return_nomination(by=cast.office, nomination=nomination, reason="Dates are missing.")
    assert (nomination.state, nomination.answer) == ("returned", "Dates are missing.")
    assert not Vetting.objects.exists()
    assert scene.completed(cast, nomination).state == "completed"


def test_a_person_may_withdraw_themselves(cast):
    nomination = scene.put_forward(cast)
    with pytest.raises(actions.StepRefused):
        actions.withdraw(by=cast.secondee, nomination=nomination, reason="")
    assert actions.withdraw(by=cast.secondee, nomination=nomination, reason="Not now.").state == "withdrawn"


def test_whoever_read_an_older_version_is_told(cast):
    nomination = scene.put_forward(cast)
    read = nomination.version
    scene.completed(cast, nomination)
    with pytest.raises(Stale):
        actions.withdraw(by=cast.university_officer, nomination=nomination, reason="x", expected=read)


def test_nobody_is_put_forward_while_nominations_are_not_open(cast):
    scene.in_the_pool(cast, "li")
    with pytest.raises(actions.StepRefused) as refused:
        scene.put_forward(cast, "wang")
    assert refused.value.codes == ("nominations_closed",)


def test_grants_reach_nobody_of_another_programme(cast):
    scene.put_forward(cast)
    assert not Person.objects.visible_to(cast.foreign_office).exists()
    assert set(Grant.objects.values_list("role", flat=True)) == {"office", "panel", "auditor"}


def test_wishes_may_be_typed_by_name_and_are_kept_as_ids(cast):
    done = scene.completed(cast, scene.put_forward(cast), wishes=["青溪县", "CU12"])
    assert done.wishes == ["C11", "CU12"]


def test_a_wish_that_there_is_not_is_told_and_nothing_is_saved(cast):
    nomination = scene.put_forward(cast)
    with pytest.raises(actions.LineRefused) as refused:
        scene.completed(cast, nomination, wishes=["nowhere"])
    assert [(error.column, error.code) for error in refused.value.errors] == [("wishes", "unknown")]
    assert Nomination.objects.get().state == "put_forward"


def test_an_erased_dossier_leaves_nothing_personal_in_the_round(cast):
    nomination = scene.put_forward(cast, "wang")
    nomination = scene.cleared(cast, scene.completed(cast, nomination, wishes=["C11"]))
    actions.seal(by=cast.office, cohort=scene.fresh(cast))
    blanked = {type(each).__name__: each for each in records_of(cast.people["wang"])}
    assert set(blanked) == {"Nomination", "Vetting", "PoolEntry"}
    assert (blanked["Nomination"].why, blanked["Nomination"].wishes) == ("", [])
    assert blanked["PoolEntry"].record == {}
    assert records_of in PARTS
    assert all(each.personal for each in blanked.values())


def test_one_answer_is_entered_for_all_who_wait_and_nobody_else(cast):
    li, wang = (scene.completed(cast, scene.put_forward(cast, each)) for each in ("li", "wang"))
    chen = scene.put_forward(cast, "chen")
    read = {li.pk: li.version, wang.pk: wang.version - 1, chen.pk: chen.version}
    with pytest.raises(PermissionDenied):
        actions.vet_many(by=cast.panel, cohort=scene.fresh(cast), read=read, **YES)
    assert actions.vet_many(by=cast.office, cohort=scene.fresh(cast), read=read, **YES) == 1
    states = dict(Nomination.objects.values_list("pk", "state"))
    assert (states[li.pk], states[wang.pk], states[chen.pk]) == ("cleared", "completed", "put_forward")
    assert Vetting.objects.get(nomination=li).entered_by == cast.office
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(actions.StepRefused):
        actions.vet_many(
            by=cast.office, cohort=scene.fresh(cast), read={wang.pk: wang.version}, **{**YES, "on": tomorrow}
        )


def test_the_office_chooses_on_the_list_reads_who_it_is_and_answers_once(cast, client):
    nomination = scene.completed(cast, scene.put_forward(cast))
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    address = "/p/haiyue/2022/nominations/vet/"
    assert f'formaction="{address}"' in client.get("/p/haiyue/2022/nominations/").content.decode()
    asked = client.post(address, {"chosen": [nomination.pk]}).content.decode()
    assert f'value="{nomination.pk}:{nomination.version}"' in asked
    assert Nomination.objects.get().state == "completed"
    given = {
        "read": f"{nomination.pk}:{nomination.version}",
        "passed": "yes",
        "body": "审核组",
        "signer": "甲",
    }
    assert client.post(address, {**given, "chosen": nomination.pk, "on": ""}).status_code == 422
    assert client.post(address, {**given, "on": "2022-03-01"}).status_code == 302
    assert Nomination.objects.get().state == "cleared"
    assert "Nobody who was chosen waits" in client.post(address, {"chosen": [nomination.pk]}).content.decode()
