"""Every page says how its reader goes on, and a cohort how far it has come, from the rules to its end."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shanhai.placements.models import Placement
from shanhai.programme.models import Cohort
from shanhai.programme.trail import writing
from shanhai.website import home
from tests.decisions import scene as decisions
from tests.placements import scene as placements

pytestmark = pytest.mark.django_db
_DAYS_OF = {
    "in_post": ("arrived_on",),
    "ended_early": ("arrived_on", "ended_on"),
    "returned": ("arrived_on", "returned_on"),
}
ORDERS = "/p/haiyue/2022/orders/"


def _foot(client, account, address: str) -> str:
    """What the foot of a page loads into its place."""
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(address).content.decode()
    asked = re.search(r'class="next onward[^>]* hx-get="([^"]+)"', page)
    if asked is None:
        return ""
    headers = {"hx-request": "true", "hx-current-url": f"http://testserver{address}"}
    return client.get(unescape(asked[1]), headers=headers).content.decode()


def _next(cohort: Cohort) -> str:
    found = home.way(Cohort.objects.get(pk=cohort.pk)).next
    return found.title.en if found else ""


@pytest.mark.parametrize(
    ("frozen", "closed", "stage", "comes_next"),
    [
        (False, False, "preparing", "Rules frozen"),
        (False, True, "preparing", "Rules frozen"),
        (True, False, "preparing", "Orders closed"),
        (True, True, "preparing", "Nominations open"),
        (True, True, "nominating", "Pool sealed"),
        (True, True, "sealed", "Plan proven"),
        (True, True, "closed", ""),
    ],
)
def test_up_to_the_seal_the_round_says_what_comes_next(
    cast, monkeypatch, frozen, closed, stage, comes_next
) -> None:
    monkeypatch.setattr("shanhai.rounds.queries.rules_in_force", lambda cohort: cohort if frozen else None)
    cast.cohort.stage = stage
    cast.cohort.orders_closed_at = datetime(2022, 5, 1, tzinfo=UTC) if closed else None
    found = home.way(cast.cohort)
    assert (found.next.title.en if found.next else "") == comes_next


def test_after_the_seal_plan_list_and_letters_are_awaited_one_after_the_other(cast) -> None:
    decision = decisions.signing(cast)
    assert _next(cast.cohort) == "Plan signed"
    assert "The panel" in home.way(decision.cohort).next.awaits.en
    for name in ("panel", "second_member"):
        decisions.sign(cast, decision, name)
    assert _next(cast.cohort) == "List published"
    publication = decisions.actions.publish(by=cast.office, decision=decisions.again(decision))
    assert _next(cast.cohort) == "Letters sent"
    publication = decisions.after_the_window(publication)
    decisions.actions.send_letters(by=cast.office, publication=publication)
    assert _next(cast.cohort) == "In post"


@pytest.mark.parametrize(
    ("states", "behind"),
    [
        ((), []),
        (("accepted", "briefed"), []),
        (("in_post", "accepted"), ["In post"]),
        (("returned", "ended_early"), ["In post"]),
        (("returned", "withdrawn"), ["In post", "All returned"]),
    ],
)
def test_placements_run_from_the_first_arrival_to_the_last_return(cast, states, behind) -> None:
    for seat, (who, state) in enumerate(zip(("li", "wang"), states, strict=False), 1):
        days = {name: date(2023, 9, 1) for name in _DAYS_OF.get(state, ())}
        placements.placed(cast, who, seat=seat, state=state, **days)
    assert Placement.objects.count() == len(states)
    told = home.way(cast.cohort).stages
    assert [each.title.en for each in told if each.is_past and each.order in (90, 100)] == behind


def test_every_stage_says_who_has_to_do_what(cast) -> None:
    for stage in home.way(cast.cohort).stages:
        assert stage.awaits.en.endswith("."), stage.title.en


def test_any_page_leads_on_to_what_its_reader_has_to_do(client, cast) -> None:
    told = _foot(client, cast.office, ORDERS)
    assert "Write the rules" in told
    assert '/p/haiyue/2022/rules/"' in told


def test_whoever_is_where_they_should_be_is_told_so(client, cast) -> None:
    elsewhere = _foot(client, cast.qingxi_officer, "/p/haiyue/2022/needs/")
    assert "Write orders" in elsewhere
    assert f'href="{ORDERS}"' in elsewhere
    here = _foot(client, cast.qingxi_officer, ORDERS)
    assert "Next for you, on this page" in here
    assert "Write orders" in here
    assert "href" not in here


def test_whoever_has_nothing_to_do_is_told_what_the_cohort_waits_for(client, cast) -> None:
    told = _foot(client, cast.auditor, ORDERS)
    assert "Nothing waits for you" in told
    assert "The programme office writes the rules" in told


def test_a_new_programme_leads_on_from_every_page(client, cast) -> None:
    Cohort.objects.filter(programme=cast.haiyue).delete()
    assert "Open the first cohort" in _foot(client, cast.office, "/p/haiyue/organisations/")


def test_a_page_of_the_programme_leads_to_what_is_most_pressing_in_any_cohort_under_way(client, cast) -> None:
    placements.asked(cast, placements.in_post(cast))
    with writing(by=None, action="test") as write:
        write.save(Cohort(programme=cast.haiyue, code="2023", name="2023 年批次"))
    told = _foot(client, cast.secondee, "/p/haiyue/desk/mine/")
    assert 'href="/p/haiyue/2022/placements/' in told
    assert "2022 年批次" in told
    # A page of a cohort speaks of that cohort.
    assert "/p/haiyue/2022/" not in _foot(client, cast.secondee, "/p/haiyue/2023/placements/")


def test_only_the_home_page_which_tells_it_all_has_no_foot(client, cast) -> None:
    assert _foot(client, cast.office, ORDERS)
    assert not _foot(client, cast.office, "/")
    assert not _foot(client, cast.office, "/p/haiyue/2022/")


def test_before_it_has_loaded_the_foot_leads_to_the_home_page(client, cast) -> None:
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    foot = client.get(ORDERS).content.decode().partition('<section class="next onward')[2]
    assert 'href="/p/haiyue/2022/">What comes next</a>' in foot


def test_a_closed_cohort_says_that_it_is_closed(client, cast) -> None:
    with writing(by=None, action="test") as write:
        cast.cohort.stage = "closed"
        write.save(cast.cohort)
    assert "The cohort is closed" in _foot(client, cast.auditor, ORDERS)


def test_leading_on_takes_as_many_queries_for_many_placements_as_for_one(client, cast) -> None:
    address = "/p/haiyue/next/?cohort=2022"
    placements.placed(cast, "li")
    _foot(client, cast.office, ORDERS)
    with CaptureQueriesContext(connection) as for_one:
        client.get(address)
    placements.placed(cast, "wang", seat=2)
    placements.placed(cast, "chen", seat=3)
    with CaptureQueriesContext(connection) as for_many:
        client.get(address)
    assert len(for_many) == len(for_one)
