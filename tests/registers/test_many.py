"""One field of many orders at once: all that may be written, or none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shanhai.programme.models import Event
from shanhai.registers.models import Order
from shanhai.registers.views import many
from tests.registers.makers import close, order_of

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast

pytestmark = pytest.mark.django_db
ADDRESS = "/p/haiyue/2022/orders/change"


def _sent(orders: list[Order], column: str, **fields: str) -> dict[str, object]:
    read = [f"{each.pk}:{each.version}" for each in orders]
    return {"read": read, "column": column, "said": "yes", **fields}


def _seats(*orders: Order) -> list[int]:
    return [Order.objects.get(pk=each.pk).seats for each in orders]


@pytest.fixture
def officer(cast: Cast, client: Client) -> Client:
    client.force_login(cast.qingxi_officer)
    return client


def test_the_list_leads_to_the_fields_and_then_to_what_shall_stand_there(cast: Cast, officer: Client) -> None:
    orders = [order_of(cast), order_of(cast, title="规划师")]
    assert ADDRESS in officer.get("/p/haiyue/2022/orders/").content.decode()
    fields = officer.post(ADDRESS, {"chosen": [each.pk for each in orders]}).content.decode()
    assert "规划师" in fields
    assert 'value="seats"' in fields
    assert 'value="name"' not in fields
    read = [f"{each.pk}:{each.version}" for each in orders]
    asked = officer.post(ADDRESS, {"read": read, "column": "seats"}).content.decode()
    assert 'name="seats"' in asked


def test_a_field_is_written_in_all_that_were_chosen_each_with_an_event(cast: Cast, officer: Client) -> None:
    orders = [order_of(cast), order_of(cast, state="accepted")]
    before = Event.objects.count()
    assert officer.post(ADDRESS, _sent(orders, "seats", seats="4")).status_code == 302
    assert _seats(*orders) == [4, 4]
    assert Event.objects.count() - before == len(orders)
    # What was accepted before has to be accepted again.
    assert Order.objects.get(pk=orders[1].pk).state == "draft"


def test_where_one_refuses_none_is_written_and_it_is_named(cast: Cast, officer: Client) -> None:
    one, other = order_of(cast, seats=5), order_of(cast, title="规划师", seats=5, minimum=4)
    answer = officer.post(ADDRESS, _sent([one, other], "seats", seats="2"))
    assert answer.status_code == 422
    assert "规划师" in answer.content.decode()
    assert 'value="2"' in answer.content.decode()
    assert _seats(one, other) == [5, 5]


def test_what_somebody_else_has_changed_meanwhile_is_not_written_over(cast: Cast, officer: Client) -> None:
    one, other = order_of(cast), order_of(cast)
    sent = _sent([one, other], "seats", seats="4")
    officer.post(ADDRESS, _sent([other], "seats", seats="3"))
    assert officer.post(ADDRESS, sent).status_code == 409
    assert _seats(one, other) == [1, 3]


def test_what_is_handed_in_is_left_and_counted(cast: Cast, officer: Client) -> None:
    draft, handed_in = order_of(cast), order_of(cast, state="submitted")
    told = officer.post(ADDRESS, _sent([draft, handed_in], "seats", seats="4"), follow=True).content.decode()
    assert _seats(draft, handed_in) == [4, 1]
    assert "1 left as they were" in told


def test_after_closing_a_reason_is_asked_for_and_kept(cast: Cast, officer: Client) -> None:
    order = order_of(cast, state="accepted")
    close(cast)
    order.refresh_from_db()
    assert officer.post(ADDRESS, _sent([order], "seats", seats="2")).status_code == 422
    assert officer.post(ADDRESS, _sent([order], "seats", seats="2", reason="编制增加")).status_code == 302
    assert _seats(order) == [2]


def test_a_column_that_tells_one_from_another_is_not_given_to_many(cast: Cast, officer: Client) -> None:
    order = order_of(cast)
    officer.post(ADDRESS, _sent([order], "name", name="都一样"))
    assert Order.objects.get(pk=order.pk).title == order.title


def test_more_than_can_be_looked_over_are_not_written_and_it_is_said(
    cast: Cast, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "MOST", 1)
    orders = [order_of(cast), order_of(cast)]
    answer = officer.post(ADDRESS, _sent(orders, "seats", seats="4"))
    assert "More than 1 were chosen" in answer.content.decode()
    assert _seats(*orders) == [1, 1]


def test_keys_that_no_database_holds_name_nothing(officer: Client) -> None:
    sent = {"read": [f"{10**30}:1", "٣:1", "x"], "column": "seats", "said": "yes", "seats": "4"}
    assert officer.post(ADDRESS, sent).status_code == 200
