"""Who sees which placement, and where somebody is on a day."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from shanhai.placements import queries
from shanhai.placements.models import Placement, Team
from shanhai.programme.trail import writing
from tests.placements import scene

pytestmark = pytest.mark.django_db


def seen(account) -> set[str]:
    return set(Placement.objects.visible_to(account).values_list("person__code", flat=True))


def test_a_placement_is_seen_by_the_person_both_units_and_the_programme(cast) -> None:
    scene.in_post(cast, "li")
    scene.in_post(cast, "chen", code="D02", host="songmen")
    assert seen(cast.secondee) == seen(cast.qingxi_officer) == seen(cast.university_officer) == {"P-li"}
    assert (
        seen(cast.second_secondee) == seen(cast.songmen_officer) == seen(cast.institute_officer) == {"P-chen"}
    )
    assert seen(cast.office) == seen(cast.auditor) == seen(cast.panel) == {"P-li", "P-chen"}
    for name in (
        "hospital_officer",
        "college_officer",
        "responder",
        "technician",
        "former",
        "foreign_office",
    ):
        assert seen(cast.accounts[name]) == set(), name


def test_the_list_of_a_cohort_holds_what_one_sees_and_no_more(cast) -> None:
    """Whoever sees all of a programme is asked no condition: that changes the question, never the answer."""
    scene.in_post(cast, "li")
    scene.in_post(cast, "chen", code="D02", host="songmen")
    cast.panel.is_active = False
    for name, account in cast.accounts.items():
        listed = queries.placements(account, cast.cohort).values_list("person__code", flat=True)
        assert set(listed) == seen(account), name
    assert queries.placements(cast.office, cast.cohort).count() == 2
    assert not queries.placements(cast.panel, cast.cohort).exists()


@pytest.mark.parametrize(
    ("states", "course"),
    [
        ((), (False, False)),
        (("accepted", "withdrawn"), (False, False)),
        (("accepted", "in_post"), (True, False)),
        (("ended_early", "withdrawn"), (True, False)),
        (("returned", "followed_up", "withdrawn"), (True, True)),
        (("returned", "briefed"), (True, False)),
    ],
)
def test_how_far_a_cohort_is(cast, states, course) -> None:
    for seat, state in enumerate(states, start=1):
        day = None if state in ("accepted", "briefed", "withdrawn") else scene.STARTS
        dates = {"arrived_on": day, "ended_on": day, "returned_on": day}
        scene.placed(cast, seat=seat, state=state, **dates)
    assert queries.course_of(cast.cohort) == course


def test_a_team_is_seen_by_whoever_sees_one_of_it(cast) -> None:
    with writing(by=None, action="test") as write:
        team = write.save(Team(cohort=cast.cohort, host=cast.organisations["qingxi"], title="渔业"))
    scene.in_post(cast, "li", kind="team", team=team)
    assert list(Team.objects.visible_to(cast.secondee)) == [team]
    assert not Team.objects.visible_to(cast.songmen_officer).exists()


def test_where_somebody_is_on_a_day(cast) -> None:
    post = scene.in_post(cast, "li")
    link = scene.placed(
        cast, "li", kind="liaison", code="D02", host="songmen", state="in_post", arrived_on=scene.STARTS
    )
    assert queries.current_placement(cast.people["li"], date(2023, 1, 1)) == post
    assert set(queries.current_placements(cast.people["li"], date(2023, 1, 1))) == {post, link}
    assert queries.current_placement(cast.people["li"], date(2024, 1, 1)) is None
    assert queries.current_placement(cast.people["chen"], date(2023, 1, 1)) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": date(2022, 8, 1)},
        {"ends": None},
        {"state": "in_post", "arrived_on": None},
        {"state": "returned", "arrived_on": date(2022, 9, 1)},
        {"state": "returned", "arrived_on": date(2022, 9, 1), "returned_on": date(2022, 8, 1)},
        {"state": "ended_early", "arrived_on": date(2022, 9, 1), "ended_on": date(2022, 8, 1)},
        {"seat": None},
    ],
)
def test_the_database_refuses_what_can_never_be(cast, wrong) -> None:
    scene.order(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        scene.placed(cast, "li", **wrong)


def test_the_database_lets_one_person_into_a_seat_and_into_one_post(cast) -> None:
    scene.in_post(cast, "li")
    with pytest.raises(IntegrityError), transaction.atomic():
        scene.placed(cast, "chen")
    with pytest.raises(IntegrityError), transaction.atomic():
        scene.in_post(cast, "li", code="D02", host="songmen")
    scene.placed(cast, "chen", seat=2)


def test_a_career_grows_by_itself(cast) -> None:
    scene.placed(cast, "li")
    assert list(queries.career(cast.people["li"])) == []
    post = scene.in_post(cast, "li", seat=2)
    assert list(queries.career(cast.people["li"])) == [post]
