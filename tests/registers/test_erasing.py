"""A name that a host has typed into an order goes when the dossier of its person is erased."""

import json

import pytest

from shanhai.programme import retention
from shanhai.programme.audit import verify
from shanhai.programme.chain import publish_head
from shanhai.programme.models import Event, Payload
from shanhai.registers import actions
from shanhai.registers.models import Order
from tests.registers.makers import order_of

pytestmark = pytest.mark.django_db
DUTY = "PIPL art. 47: the person has asked"


def _written_without(cast, name: str, **values) -> Order:
    """An order that first asked for two seats, then wished for people, then asked for three seats."""
    order = order_of(cast, seats=2)
    for change in ({"wishes": [name, "王　芳"], **values}, {"seats": 3}):
        order = actions.write_order(
            by=cast.qingxi_officer, cohort=cast.cohort, order=order, values=change, expected=order.version
        )
    return order


def _told() -> str:
    payloads = Payload.objects.filter(event__kind=Order.label())
    return json.dumps(list(payloads.values("before", "after", "reason")), ensure_ascii=False)


@pytest.mark.parametrize("typed", ["李　明", "李明"])
def test_the_name_leaves_the_order_and_all_that_the_trail_holds_of_it(cast, typed) -> None:
    order = _written_without(cast, typed)
    head = publish_head(by=cast.auditor)
    assert typed in _told()
    retention.erase_dossier(by=cast.office, person=cast.people["li"], duty=DUTY)
    assert typed not in _told()
    assert Order.objects.get(pk=order.pk).wishes == ["王　芳"]
    assert verify(head.position, head.digest).findings == []


def test_what_the_order_was_before_anybody_was_named_stays_in_its_history(cast) -> None:
    order = _written_without(cast, "李　明")
    retention.erase_dossier(by=cast.office, person=cast.people["li"], duty=DUTY)
    events = Event.objects.about(order).select_related("payload")
    assert [event.payload.erased_under for event in events] == ["", DUTY, DUTY, ""]
    assert events[0].payload.after["seats"] == 2


def test_orders_that_wish_for_others_are_left_alone(cast) -> None:
    order = _written_without(cast, "陈　海")
    retention.erase_dossier(by=cast.office, person=cast.people["li"], duty=DUTY)
    assert Order.objects.get(pk=order.pk).version == order.version
