"""Orders: who writes and checks them, what is marked after closing, what two at once are told."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from shanhai.programme.models import Event
from shanhai.programme.trail import Stale, writing
from shanhai.registers import actions, queries
from shanhai.registers.actions import StepRefused
from shanhai.registers.models import LateChange, Order
from tests.registers.makers import close, order_of

pytestmark = pytest.mark.django_db


def test_an_order_without_an_id_is_given_the_next_one_of_its_host(cast) -> None:
    assert [order_of(cast).code, order_of(cast).code] == ["CU11-01", "CU11-02"]


def test_every_step_leaves_an_event_with_its_name(cast) -> None:
    order = order_of(cast, state="accepted")
    assert [event.action for event in Event.objects.about(order)] == [
        "orders.write",
        "orders.submit",
        "orders.accept",
    ]


@pytest.mark.parametrize(
    "who", ["songmen_officer", "university_officer", "panel", "auditor", "foreign_office"]
)
def test_only_officers_of_the_host_and_the_office_write_its_orders(cast, who) -> None:
    values = {"title": "副县长", "host": cast.organisations["qingxi"]}
    with pytest.raises(PermissionDenied):
        actions.write_order(by=cast.accounts[who], cohort=cast.cohort, values=values)
    assert not Order.objects.exists()


def test_an_order_cannot_be_given_to_an_organisation_that_one_does_not_write_for(cast) -> None:
    order = order_of(cast)
    with pytest.raises(PermissionDenied):
        actions.write_order(
            by=cast.qingxi_officer,
            cohort=cast.cohort,
            order=order,
            values={"host": cast.organisations["songmen"]},
            expected=order.version,
        )
    order.refresh_from_db()
    assert order.host == cast.organisations["qingxi"]


def test_an_officer_of_the_county_writes_for_its_hospital(cast) -> None:
    values = {"title": "外科医生", "host": cast.organisations["hospital"]}
    order = actions.write_order(by=cast.qingxi_officer, cohort=cast.cohort, values=values)
    assert order.code == "CU111-01"


def test_nobody_accepts_what_they_wrote_any_part_of(cast) -> None:
    values = {"title": "副县长", "host": cast.organisations["qingxi"]}
    order = actions.write_order(by=cast.second_office, cohort=cast.cohort, values=values)
    order = actions.write_order(
        by=cast.qingxi_officer, cohort=cast.cohort, order=order, values={"seats": 2}, expected=1
    )
    order = actions.move(by=cast.qingxi_officer, entry=order, step="submit", expected=2)
    with pytest.raises(PermissionDenied):
        actions.move(by=cast.second_office, entry=order, step="accept", expected=3)
    assert actions.move(by=cast.office, entry=order, step="accept", expected=3).state == "accepted"


def test_the_database_refuses_a_check_of_ones_own(cast) -> None:
    order = order_of(cast, state="submitted")
    order.checked_by = order.written_by
    with pytest.raises(IntegrityError), transaction.atomic(), writing(by=cast.office, action="test") as write:
        write.save(order)


def test_an_order_is_returned_with_a_reason_and_handed_in_again(cast) -> None:
    order = order_of(cast, state="submitted")
    with pytest.raises(StepRefused, match="Say why"):
        actions.move(by=cast.office, entry=order, step="return", expected=order.version)
    order = actions.move(
        by=cast.office, entry=order, step="return", expected=order.version, reason="名额过多"
    )
    assert (order.state, order.answer) == ("returned", "名额过多")
    order = actions.write_order(
        by=cast.qingxi_officer, cohort=cast.cohort, order=order, values={"seats": 1}, expected=order.version
    )
    assert order.state == "returned"
    order = actions.move(by=cast.qingxi_officer, entry=order, step="submit", expected=order.version)
    assert order.state == "submitted"


def test_of_two_officers_at_once_the_second_is_told_how_it_stands(cast) -> None:
    order = order_of(cast, state="submitted")
    read = order.version
    actions.move(by=cast.office, entry=order, step="accept", expected=read)
    with pytest.raises(Stale) as told:
        actions.move(by=cast.second_office, entry=order, step="return", expected=read, reason="太迟")
    assert told.value.record.state == "accepted"
    assert Order.objects.get(pk=order.pk).state == "accepted"


def test_a_change_of_an_accepted_order_has_to_be_accepted_again(cast) -> None:
    order = order_of(cast, state="accepted")
    order = actions.write_order(
        by=cast.qingxi_officer, cohort=cast.cohort, order=order, values={"seats": 3}, expected=order.version
    )
    assert (order.state, order.checked_by, order.changed_after_closing) == ("draft", None, False)


def test_closing_closes_what_was_accepted_and_leaves_the_rest(cast) -> None:
    accepted, draft = order_of(cast, state="accepted"), order_of(cast)
    close(cast)
    states = dict(Order.objects.values_list("pk", "state"))
    assert (states[accepted.pk], states[draft.pk]) == ("closed", "draft")
    assert list(queries.in_force(cast.cohort)) == [accepted]


def test_only_the_office_closes(cast) -> None:
    with pytest.raises(PermissionDenied):
        actions.close_orders(by=cast.qingxi_officer, cohort=cast.cohort)


def test_a_change_after_closing_says_why_and_stays_marked(cast) -> None:
    order = order_of(cast, state="accepted")
    close(cast)
    order = Order.objects.get(pk=order.pk)
    change = {"by": cast.qingxi_officer, "cohort": cast.cohort, "order": order, "values": {"seats": 2}}
    with pytest.raises(StepRefused):
        actions.write_order(**change, expected=order.version)
    order = actions.write_order(**change, expected=order.version, reason="编制增加")
    order = actions.move(
        by=cast.qingxi_officer, entry=order, step="submit", expected=order.version, reason="编制增加"
    )
    order = actions.move(by=cast.office, entry=order, step="accept", expected=order.version, reason="属实")
    assert (order.state, order.changed_after_closing) == ("closed", True)
    marks = LateChange.objects.filter(order=order)
    assert [(mark.step, mark.reason) for mark in marks] == [
        ("write", "编制增加"),
        ("submit", "编制增加"),
        ("accept", "属实"),
    ]


@pytest.mark.parametrize(
    ("who", "before", "after"),
    [
        ("qingxi_officer", {"draft", "accepted"}, {"draft", "accepted"}),
        ("office", {"draft", "accepted"}, {"draft", "accepted"}),
        ("panel", {"draft", "accepted"}, {"draft", "accepted"}),
        ("songmen_officer", set(), {"accepted"}),
        ("university_officer", set(), {"accepted"}),
        ("secondee", set(), {"accepted"}),
        ("technician", set(), set()),
        ("foreign_office", set(), set()),
    ],
)
def test_drafts_are_seen_by_the_host_and_the_list_by_all_once_it_is_closed(cast, who, before, after) -> None:
    order_of(cast, title="draft")
    order_of(cast, title="accepted", state="accepted")
    account = cast.accounts[who]
    assert {order.title for order in Order.objects.visible_to(account)} == before
    close(cast)
    assert {order.title for order in Order.objects.visible_to(account)} == after


def test_a_copy_asks_for_the_same_and_leaves_dates_and_people_open(cast) -> None:
    order = order_of(cast, state="accepted", asks=[["K01", 5]], wishes=["P1"], seats=2)
    copy = actions.copy_order(by=cast.qingxi_officer, order=order, cohort=cast.cohort)
    assert (copy.asks, copy.seats, copy.wishes, copy.state) == ([["K01", 5]], 2, [], "draft")
    assert copy.code != order.code


def test_the_orders_of_the_last_cohort_are_copied_once(cast) -> None:
    order_of(cast, state="accepted")
    order_of(cast, "songmen", state="accepted")
    later = _next_cohort(cast)
    made = actions.copy_orders_of(by=cast.qingxi_officer, previous=cast.cohort, cohort=later)
    assert [order.host.code for order in made] == ["CU11"]
    assert actions.copy_orders_of(by=cast.qingxi_officer, previous=cast.cohort, cohort=later) == []


def test_orders_are_rows_of_the_workbook(cast) -> None:
    order_of(cast, state="accepted", asks=[["K01", 5]], place=cast.places["qingxi"])
    (row,) = queries.order_rows(queries.in_force(cast.cohort))
    assert (row["id"], row["host"], row["place"], row["seats"]) == ("CU11-01", "CU11", "C11", 1)
    assert row["asks"] == (("K01", 5),)
    assert row["level"] is None


def _next_cohort(cast):
    from shanhai.programme.models import Cohort

    with writing(by=cast.office, action="test") as write:
        return write.save(
            Cohort(programme=cast.haiyue, code="2023", name="2023 年批次", previous=cast.cohort)
        )
