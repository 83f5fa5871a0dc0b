"""What a phone has kept arrives once, however often it is sent; a visit is logged once."""

from __future__ import annotations

import json
import random
import uuid
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from shanhai.desk import actions
from shanhai.desk.forms import LONGEST
from shanhai.desk.models import Request
from tests.desk.makers import topic_of

if TYPE_CHECKING:
    from shanhai.desk.models import Visit
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
SYNC = "/p/haiyue/desk/visits/sync"


@pytest.fixture
def visit(cast: Cast) -> Visit:
    """A stop at the hospital, on a round of the secondee."""
    topic_of(cast)
    made = actions.plan_round(
        by=cast.secondee,
        programme=cast.haiyue,
        title="走访",
        kind="firm",
        on=timezone.localdate(),
        firms=[cast.organisations["hospital"]],
    )
    return made.visits.get()


@pytest.fixture
def phone(cast: Cast) -> Client:
    """The secondee's phone."""
    client = Client()
    client.force_login(cast.secondee, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _send(phone: Client, **sent: object):
    return phone.post(SYNC, json.dumps(sent), content_type="application/json")


def _thing(visit: Visit, what: str = "request", **more: object) -> dict[str, object]:
    return {
        "what": what,
        "id": str(uuid.uuid4()),
        "visit": visit.pk,
        "text": "缺检验师",
        "topic": "T1",
    } | more


def test_the_same_thing_sent_again_is_taken_as_said_once(phone: Client, visit: Visit) -> None:
    thing = _thing(visit)
    answers = [_send(phone, **thing).json() for _ in range(3)]
    assert [answer["new"] for answer in answers] == [True, False, False]
    assert all(answer["kept"] and answer["id"] == thing["id"] for answer in answers)
    assert {answer["number"] for answer in answers} == {Request.objects.get().number}
    assert Request.objects.get().place == visit.firm.place


@pytest.mark.parametrize(
    "things", [pytest.param(12, id="12-things"), pytest.param(200, id="200-things", marks=pytest.mark.long)]
)
def test_what_goes_over_a_bad_network_arrives_once_each(phone: Client, visit: Visit, things: int) -> None:
    chance = random.Random(7)
    kept = [_thing(visit, text=f"第 {number} 件") for number in range(things)]
    expected = {thing["id"] for thing in kept}
    while kept:
        thing = chance.choice(kept)
        # The request is lost on its way, or its answer is on the way back; the phone sends it again.
        if chance.random() < 0.3:
            continue
        arrived = _send(phone, **thing).json().get("kept")
        if arrived and chance.random() > 0.4:
            kept.remove(thing)
    assert set(Request.objects.values_list("client_id", flat=True)) == expected
    assert Request.objects.count() == things


def test_the_same_visit_logged_twice_is_recognised_and_another_one_refused(
    phone: Client, visit: Visit
) -> None:
    first = _thing(visit, "visit", text="已看望")
    assert _send(phone, **first).json()["new"] is True
    assert _send(phone, **first).json()["new"] is False
    second = _send(phone, **_thing(visit, "visit"))
    assert second.status_code == 422
    assert timezone.localdate().isoformat() in second.json()["refused"]


@pytest.mark.parametrize(
    "wrong",
    [{"what": "else"}, {"id": "not-an-id"}, {"visit": "x"}, {"on": "yesterday"}],
    ids=["kind", "id", "visit", "day"],
)
def test_what_cannot_be_read_is_refused_in_words_and_nothing_is_kept(phone, visit, wrong) -> None:
    answer = _send(phone, **(_thing(visit) | wrong))
    assert answer.status_code == 422
    assert answer.json()["refused"]
    assert not Request.objects.exists()


def test_a_household_is_visited_by_consent_only(cast: Cast, phone: Client) -> None:
    made = actions.plan_round(
        by=cast.secondee, programme=cast.haiyue, title="家访", kind="household",
        on=timezone.localdate(), places=[cast.places["qingxi"]],
    )  # fmt: skip
    stop = made.visits.get()
    assert _send(phone, **_thing(stop, "visit")).status_code == 422
    assert _send(phone, **_thing(stop, "visit", consented=True)).json()["kept"]


def test_a_text_that_is_too_long_is_refused_whole_and_never_cut(phone: Client, visit: Visit) -> None:
    assert f'maxlength="{LONGEST}"' in phone.get(f"/p/haiyue/desk/visits/{visit.round_id}/").content.decode()
    answer = _send(phone, **_thing(visit, text="长" * (LONGEST + 1)))
    assert answer.status_code == 422
    assert "4001" in answer.json()["refused"]
    assert not Request.objects.exists()
    assert _send(phone, **_thing(visit, text="长" * LONGEST)).json()["kept"]


def test_signing_out_clears_what_the_device_has_kept(phone: Client) -> None:
    assert phone.post("/account/sign-out/").headers["Clear-Site-Data"] == '"storage"'


def test_signing_out_leaves_what_another_account_has_kept_on_the_device(phone: Client) -> None:
    assert phone.post("/account/sign-out/", {"others": "yes"}).headers["Clear-Site-Data"] == '"cache"'
