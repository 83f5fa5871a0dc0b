"""Offers, needs and profiles: who writes them and what becomes of them."""

import pytest
from django.core.exceptions import PermissionDenied

from shanhai.programme.trail import Stale
from shanhai.registers import actions, queries
from shanhai.registers.actions import StepRefused
from shanhai.registers.models import Need, Offer, PlaceProfile
from tests.registers.makers import close, need_of, offer_of, order_of

pytestmark = pytest.mark.django_db


def test_an_offer_is_seen_by_all_once_it_is_accepted(cast) -> None:
    offer = offer_of(cast, state="submitted")
    assert not Offer.objects.visible_to(cast.qingxi_officer).exists()
    actions.move(by=cast.office, entry=offer, step="accept", expected=offer.version)
    assert Offer.objects.visible_to(cast.qingxi_officer).exists()
    assert not Offer.objects.visible_to(cast.foreign_host).exists()


def test_only_home_officers_and_the_office_write_offers(cast) -> None:
    values = {"title": "规划", "organisation": cast.organisations["university"]}
    for who in ("qingxi_officer", "institute_officer", "secondee"):
        with pytest.raises(PermissionDenied):
            actions.write_offer(by=cast.accounts[who], cohort=cast.cohort, values=values)


def test_a_copy_of_an_offer_is_a_draft(cast) -> None:
    offer = offer_of(cast, state="accepted", expertise=[["K01", 4, True]])
    copy = actions.copy_offer(by=cast.university_officer, offer=offer, cohort=cast.cohort)
    assert (copy.state, copy.expertise) == ("draft", [["K01", 4, True]])


def test_offers_stay_open_when_the_orders_are_closed(cast) -> None:
    close(cast)
    assert offer_of(cast, state="accepted").state == "accepted"


def test_a_need_becomes_the_draft_of_an_order_once(cast) -> None:
    need = need_of(cast, seats=2, asks=[["K01", 3]])
    order = actions.order_from_need(
        by=cast.qingxi_officer, need=need, cohort=cast.cohort, expected=need.version
    )
    assert (order.title, order.seats, order.asks, order.state) == ("乡村规划师", 2, [["K01", 3]], "draft")
    need.refresh_from_db()
    assert (need.state, need.became) == ("ordered", order)
    with pytest.raises(StepRefused):
        actions.order_from_need(by=cast.qingxi_officer, need=need, cohort=cast.cohort, expected=need.version)


def test_of_two_officers_only_one_makes_an_order_of_a_need(cast) -> None:
    need = need_of(cast)
    read = need.version
    actions.drop_need(by=cast.office, need=need, expected=read)
    with pytest.raises(Stale):
        actions.order_from_need(by=cast.qingxi_officer, need=need, cohort=cast.cohort, expected=read)


def test_seats_that_stayed_empty_are_noted_once(cast) -> None:
    order = order_of(cast, state="accepted", seats=3)
    actions.note_unfilled(by=cast.office, order=order, seats=2)
    actions.note_unfilled(by=cast.office, order=order, seats=1)
    need = Need.objects.get()
    assert (need.source, need.seats, need.host, need.title) == ("unfilled", 1, order.host, order.title)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("qingxi_officer", True),
        ("songmen_officer", True),
        ("university_officer", True),
        ("foreign_office", False),
        ("technician", False),
    ],
)
def test_open_needs_are_seen_by_whoever_reads_the_lists(cast, who, sees) -> None:
    need_of(cast)
    assert Need.objects.visible_to(cast.accounts[who]).exists() is sees


def test_a_dropped_need_is_seen_by_its_host_only_and_can_be_opened_again(cast) -> None:
    need = actions.drop_need(by=cast.qingxi_officer, need=(made := need_of(cast)), expected=made.version)
    assert not Need.objects.visible_to(cast.university_officer).exists()
    again = actions.reopen_need(by=cast.qingxi_officer, need=need, expected=need.version)
    assert again.state == "open"


def test_a_profile_is_written_for_the_organisation_that_keeps_it(cast) -> None:
    given = {"programme": cast.haiyue, "place": cast.places["qingxi"], "values": {"speciality": "高山茶"}}
    profile = actions.write_profile(by=cast.qingxi_officer, keeper=cast.organisations["qingxi"], **given)
    assert PlaceProfile.objects.visible_to(cast.secondee).get() == profile
    with pytest.raises(PermissionDenied):
        actions.write_profile(
            by=cast.songmen_officer, keeper=cast.organisations["songmen"], profile=profile, **given
        )


def test_the_history_of_a_place_counts_what_one_may_see(cast) -> None:
    order_of(cast, state="accepted", seats=3)
    order_of(cast, seats=1)
    mine = queries.history_of(cast.qingxi_officer, cast.haiyue, cast.places["qingxi"])
    assert [(each["orders"], each["seats"]) for each in mine] == [(2, 4)]
    close(cast)
    theirs = queries.history_of(cast.secondee, cast.haiyue, cast.places["qingxi"])
    assert [(each["orders"], each["seats"]) for each in theirs] == [(1, 3)]
