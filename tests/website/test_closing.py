"""A cohort is closed when nothing of it is under way any more, and not before."""

from typing import TYPE_CHECKING

import pytest

from shanhai.decisions import actions as decisions
from shanhai.plans.models import Plan
from shanhai.programme.trail import writing
from shanhai.rounds import actions, queries
from tests.decisions import scene as deciding
from tests.placements import scene as placing
from tests.plans import scene as planning
from tests.website.program import Program

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
BOARD = "/p/haiyue/2022/"


def ends(cast: "Cast") -> list[str]:
    """Where something is still under way, without the cohort's part of the address."""
    return [each.url.removeprefix(BOARD) for each in queries.open_ends(planning.fresh(cast))]


def close(cast: "Cast") -> None:
    actions.close(by=cast.office, cohort=planning.fresh(cast), reason="All is done.")


def is_kept_open(cast: "Cast", by: str) -> bool:
    """Whether the step is refused with what is under way, at one page and nowhere else."""
    with pytest.raises(actions.StepRefused, match="still under way") as refused:
        close(cast)
    assert refused.value.codes == ("nothing_under_way",)
    assert [each.en for each in refused.value.words[1:]] == [
        each.says.en for each in queries.open_ends(planning.fresh(cast))
    ]
    return ends(cast) == [by]


def test_a_sealed_pool_without_a_plan_can_be_called_off(cast):
    planning.sealed(cast)
    close(cast)
    assert planning.fresh(cast).stage == "closed"
    assert ends(cast) == []


@pytest.mark.parametrize("state", ["waiting", "running", "solved"])
def test_a_plan_that_is_worked_out_keeps_the_cohort_open(cast, state):
    plan = planning.verified(cast)
    assert ends(cast) == []
    with writing(by=None, action="test") as write:
        plan.state = state
        write.save(plan)
    assert is_kept_open(cast, "plans/")


def test_what_lies_before_the_panel_keeps_the_cohort_open_until_it_is_taken_back(cast):
    decision = deciding.consulting(cast)
    assert is_kept_open(cast, "decisions/")
    decisions.drop(by=cast.office, decision=decision, reason="The programme ends.")
    assert not Plan.objects.filter(state="proposed").exists()
    close(cast)


def test_a_signed_plan_is_published_and_its_letters_are_sent_first(cast):
    decision = deciding.signed(cast)
    assert is_kept_open(cast, "decisions/")
    publication = decisions.publish(by=cast.office, decision=decision)
    assert is_kept_open(cast, "publications/")
    decisions.send_letters(by=cast.office, publication=deciding.after_the_window(publication))
    assert is_kept_open(cast, "placements/")


def test_a_list_that_was_taken_back_lets_the_cohort_be_called_off(cast):
    publication = deciding.published(cast)
    decisions.take_back(by=cast.office, publication=publication, reason="The programme ends.")
    close(cast)


@pytest.mark.parametrize("state", ["accepted", "briefed", "inducted", "in_post", "reviewed", "ended_early"])
def test_whoever_is_coming_or_away_keeps_the_cohort_open(cast, state):
    planning.sealed(cast)
    days = {"arrived_on": placing.STARTS} if state in ("in_post", "reviewed", "ended_early") else {}
    if state == "ended_early":
        days["ended_on"] = placing.STARTS
    placement = placing.placed(cast, state=state, **days)
    assert is_kept_open(cast, "placements/")
    with writing(by=None, action="test") as write:
        placement.state = "withdrawn" if not days else "returned"
        placement.returned_on = placing.ENDS if days else None
        write.save(placement)
    close(cast)


def test_the_page_of_the_round_says_what_is_under_way_and_leads_there(cast, client):
    deciding.consulting(cast)
    client.force_login(cast.office)
    page = client.get(f"{BOARD}round/").content.decode()
    assert "Something of the cohort is still under way." in page
    assert f'let the panel decide, or take it back. <a href="{BOARD}decisions/">' in page
    client.force_login(cast.qingxi_officer)
    assert f'take it back. <a href="{BOARD}decisions/">' not in client.get(f"{BOARD}round/").content.decode()


def test_the_api_says_what_is_under_way_and_refuses_with_it(cast, client):
    deciding.consulting(cast)
    office = Program(client, cast.office, "rules.read", "round.move")
    at = "/api/v1/rounds/haiyue/2022/round"
    under_way = office.get(at).json()["under_way"]
    assert [each["url"] for each in under_way] == [f"{BOARD}decisions/"]
    body = {"version": planning.fresh(cast).version, "reason": "All is done."}
    answer = office.post(f"{at}/close", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_under_way")
    assert under_way[0]["says"] in answer.json()["what"]
