"""What an account sees follows from the roles it holds at this moment."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from shanhai.programme.models import Account, Grant, Organisation, Person, RoleHeld
from shanhai.programme.standing import below
from shanhai.programme.trail import writing

pytestmark = pytest.mark.django_db


def _names(records) -> set[str]:
    return {record.code for record in records}


def test_a_home_officer_sees_the_roster_of_the_organisation_and_what_is_below_it(cast) -> None:
    assert _names(Person.objects.visible_to(cast.university_officer)) == {"P-li", "P-wang"}
    assert _names(Person.objects.visible_to(cast.institute_officer)) == {"P-chen"}


@pytest.mark.parametrize(
    "who", ["office", "qingxi_officer", "panel", "auditor", "technician", "foreign_office"]
)
def test_nobody_else_sees_a_roster(cast, who) -> None:
    assert not Person.objects.visible_to(cast.accounts[who]).exists()


def test_a_secondee_sees_themselves_alone(cast) -> None:
    assert _names(Person.objects.visible_to(cast.secondee)) == {"P-li"}


def test_a_foreign_programme_is_out_of_sight(cast) -> None:
    assert "CU90" not in _names(Organisation.objects.visible_to(cast.office))
    assert _names(Organisation.objects.visible_to(cast.foreign_office)) == {"CU90", "U90"}


def test_whoever_is_not_signed_in_or_disabled_sees_nothing(cast) -> None:
    cast.university_officer.is_active = False
    assert not Person.objects.visible_to(AnonymousUser()).exists()
    assert not Person.objects.visible_to(cast.university_officer).exists()


def test_an_ended_role_holds_no_longer(cast) -> None:
    held = RoleHeld.objects.get(account=cast.university_officer)
    held.until = timezone.now() - timedelta(seconds=1)
    with writing(by=cast.office, action="roles.end") as write:
        write.save(held)
    again = Account.objects.get(pk=cast.university_officer.pk)
    assert not Person.objects.visible_to(again).exists()


@pytest.mark.parametrize(
    ("whom", "sees"),
    [("office", True), ("panel", False), ("foreign_office", False), ("qingxi_officer", False)],
)
def test_a_grant_to_a_role_reaches_who_holds_it_in_the_programme(cast, whom, sees) -> None:
    with writing(by=None, action="test") as write:
        write.save(
            Grant(
                kind=Person.label(),
                object_id=cast.people["chen"].pk,
                role="office",
                programme=cast.haiyue,
                why="nominated",
            )
        )
    assert Person.objects.visible_to(cast.accounts[whom]).exists() is sees


def test_a_permission_for_an_organisation_does_not_reach_its_sister(cast) -> None:
    standing = cast.qingxi_officer.standing
    assert standing.may("orders.write", path=cast.organisations["hospital"].path)
    assert not standing.may("orders.write", path=cast.organisations["songmen"].path)


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("/A/", {"A", "AA"}),
        ("/A/A/", {"AA"}),
        ("/a/", {"a"}),
        ("/A0/", {"A0"}),
        ("/", {"A", "AA", "a", "A0"}),
    ],
)
def test_what_is_below_a_path_begins_with_it_to_the_letter(cast, path, codes) -> None:
    with writing(by=None, action="test") as write:
        for code, each in (("A", "/A/"), ("AA", "/A/A/"), ("a", "/a/"), ("A0", "/A0/")):
            write.save(Organisation(code=code, name=code, path=each))
    found = Organisation.objects.filter(path__startswith=path, name__in=("A", "AA", "a", "A0"))
    assert _names(found) == codes


def test_every_path_begins_with_nothing(cast) -> None:
    assert Organisation.objects.filter(path__startswith="").count() == Organisation.objects.count()


def test_what_is_below_a_unit_is_found_by_the_index(cast) -> None:
    narrowed = {"sqlite": "(path>? AND path<?)", "postgresql": "Index Cond: "}
    if connection.vendor == "postgresql":
        with writing(by=None, action="test") as write:
            write.save_all([Organisation(code=f"Z{n}", name="Z", path=f"/Z{n}/") for n in range(300)])
        with connection.cursor() as cursor:
            # Of the few rows of a test it would rather read all, or take any index that is in order.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("ANALYZE programme_organisation")
    told = below("/U/").explain()
    assert "programme_organisation_path" in told
    assert narrowed[connection.vendor] in told


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [(-1, None, True), (-1, 1, True), (1, None, False), (-2, -1, False), (1, 2, False)],
)
def test_a_role_stands_from_its_first_moment_to_its_last(cast, since, until, holds) -> None:
    now = timezone.now()
    university = cast.organisations["university"]
    with writing(by=cast.office, action="roles.give") as write:
        newcomer = write.save(Account(username="newcomer"))
        write.save(
            RoleHeld(
                account=newcomer, role="home_officer", programme=cast.haiyue, organisation=university,
                since=now + timedelta(minutes=since), until=until and now + timedelta(minutes=until),
            )
        )  # fmt: skip
    again = Account.objects.get(pk=newcomer.pk)
    held = [(role.role, role.organisation, role.path) for role in again.standing.roles]
    assert held == [("home_officer", university.pk, university.path)] * holds
    assert len(RoleHeld.objects.held_by(again)) == len(held)
