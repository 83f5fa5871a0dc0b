"""Programmes, cohorts, the tree of organisations, places and code lists."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from shanhai.programme.actions import setup
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.models import Event, Organisation, Participation, Person, Place, RoleHeld, Term
from shanhai.programme.trail import Stale

pytestmark = pytest.mark.django_db


def _move(cast, key: str, under: str | None, by: str = "office"):
    return setup.write_organisation(
        by=cast.accounts[by],
        programme=cast.haiyue,
        organisation=cast.organisations[key],
        values={"parent": cast.organisations.get(under)},
    )


def _paths() -> dict[str, str]:
    return dict(Organisation.objects.values_list("code", "path"))


def test_whoever_opens_a_programme_is_its_first_office(cast) -> None:
    programme = setup.open_programme(by=cast.office, values={"code": "north", "name": "北线工程"})
    assert RoleHeld.objects.get(programme=programme).account == cast.office


@pytest.mark.parametrize("who", ["qingxi_officer", "panel", "auditor", "technician", "former"])
def test_nobody_else_opens_a_programme(cast, who) -> None:
    with pytest.raises(PermissionDenied):
        setup.open_programme(by=cast.accounts[who], values={"code": "north", "name": "北线工程"})


def test_what_hangs_below_an_organisation_moves_along(cast) -> None:
    _move(cast, "university", "institute")
    assert (_paths()["U01"], _paths()["U011"]) == ("/U02/U01/", "/U02/U01/U011/")
    moved = Organisation.objects.get(code="U011")
    assert Event.objects.about(moved).last().payload.after["path"] == "/U02/U01/U011/"


def test_moving_moves_who_oversees(cast) -> None:
    assert {p.code for p in Person.objects.visible_to(cast.institute_officer)} == {"P-chen"}
    _move(cast, "college", "institute")
    assert {p.code for p in Person.objects.visible_to(_again(cast.institute_officer))} == {"P-chen", "P-wang"}
    assert {p.code for p in Person.objects.visible_to(_again(cast.university_officer))} == {"P-li"}


def _again(account):
    return type(account).objects.get(pk=account.pk)


@pytest.mark.parametrize(("key", "under"), [("university", "university"), ("university", "college")])
def test_an_organisation_is_never_part_of_itself(cast, key, under) -> None:
    before = _paths()
    with pytest.raises(Refused, match="part of itself"):
        _move(cast, key, under)
    assert _paths() == before


def test_an_organisation_of_another_programme_is_not_ours_to_change(cast) -> None:
    with pytest.raises(PermissionDenied):
        _move(cast, "foreign_school", "university")


def test_one_that_takes_part_elsewhere_too_is_not_ours_to_move(cast) -> None:
    setup.write_organisation(
        by=cast.foreign_office,
        programme=cast.linhai,
        organisation=cast.organisations["foreign_school"],
        values={"name": "临海学院"},
    )
    from shanhai.programme.trail import writing

    with writing(by=None, action="test") as write:
        write.save(Participation(programme=cast.haiyue, organisation=cast.organisations["foreign_school"]))
    with pytest.raises(Refused, match="oversee"):
        _move(cast, "foreign_school", "university")
    assert _paths()["U90"] == "/U90/"


def test_a_new_organisation_takes_part_in_the_programme(cast) -> None:
    made = setup.write_organisation(
        by=cast.office,
        programme=cast.haiyue,
        values={
            "code": "U03",
            "name": "海岳医院",
            "parent": cast.organisations["university"],
            "is_home": True,
        },
    )
    assert made.path == "/U01/U03/"
    part = Participation.objects.get(organisation=made)
    assert (part.programme, part.is_home, part.is_host) == (cast.haiyue, True, False)


def test_two_who_change_an_organisation_are_kept_apart(cast) -> None:
    university = cast.organisations["university"]
    read = university.version
    values = {"name": "海岳大学（新）"}
    write = {"programme": cast.haiyue, "organisation": university, "values": values, "expected": read}
    setup.write_organisation(by=cast.office, **write)
    with pytest.raises(Stale):
        setup.write_organisation(by=cast.second_office, **write)


def test_no_cohort_is_called_like_a_page(cast) -> None:
    with pytest.raises(Refused, match="short name"):
        setup.write_cohort(by=cast.office, programme=cast.haiyue, values={"code": "roster", "name": "x"})


def test_a_cohort_keeps_its_short_name(cast) -> None:
    setup.write_cohort(
        by=cast.office, programme=cast.haiyue, cohort=cast.cohort, values={"code": "2099", "name": "新名称"}
    )
    cast.cohort.refresh_from_db()
    assert (cast.cohort.code, cast.cohort.name) == ("2022", "新名称")


def test_a_place_that_something_refers_to_stays(cast) -> None:
    with pytest.raises(Refused, match="refer"):
        setup.remove(by=cast.office, record=cast.places["qingxi"])
    assert Place.objects.filter(code="C11").exists()


def test_a_code_that_nothing_refers_to_can_go(cast) -> None:
    term = setup.write_term(by=cast.office, values={"scheme": "expertise", "code": "K01", "name": "规划"})
    setup.remove(by=cast.office, record=term)
    assert not Term.objects.exists()


def test_a_place_is_never_part_of_itself(cast) -> None:
    with pytest.raises(Refused, match="part of itself"):
        setup.write_place(
            by=cast.office, place=cast.places["province"], values={"parent": cast.places["qingxi"]}
        )


def test_who_sets_a_programme_up_is_led_from_one_register_to_the_next(client, cast) -> None:
    client.force_login(cast.office)

    def leads(view: str) -> str:
        page = client.get(reverse(f"programme:{view}", args=["haiyue"])).content.decode()
        return page.partition('<section class="next"')[2].partition("</section>")[0]

    assert reverse("programme:organisations", args=["haiyue"]) in leads("places")
    assert reverse("programme:codes", args=["haiyue"]) in leads("organisations")
    assert reverse("programme:invite", args=["haiyue"]) in leads("codes")
    client.force_login(cast.auditor)
    assert leads("organisations") == ""
