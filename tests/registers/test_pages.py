"""The pages of the registers, as their readers use them."""

import re

import pytest
from django.urls import reverse

from shanhai.programme.models import PoolEntry
from shanhai.programme.trail import writing
from shanhai.registers.models import Need, Offer, Order, PlaceProfile
from shanhai.registers.rules import LIFE
from shanhai.registers.words import FOLLOWS
from tests.registers.makers import close, need_of, offer_of, order_of

pytestmark = pytest.mark.django_db


def at(view: str, *more: object) -> str:
    return reverse(f"registers:{view}", args=["haiyue", "2022", *more])


def as_typed(page: str, **changes: str) -> dict[str, object]:
    """What a browser would send for the first form with fields on a page, with some of them typed anew."""
    sent = {}
    for tag in re.findall(r"<input[^>]*>", page):
        named = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if named.get("type") == "hidden" and named.get("name") not in (None, "next"):
            sent[named["name"]] = named.get("value", "").replace("&quot;", '"')
    return sent | changes


@pytest.mark.parametrize(
    ("reason", "behind", "status"),
    [("已另行安排", 1, 409), ("长" * 2_001, 0, 422)],
    ids=["stale", "too-long"],
)
def test_a_reason_is_kept_when_its_step_was_not_taken(cast, client, reason, behind, status) -> None:
    client.force_login(cast.office)
    order = order_of(cast, state="accepted")
    sent = {"version": order.version + behind, "reason": reason}
    answer = client.post(at("order_step", order.pk, "withdraw"), sent)
    assert answer.status_code == status
    assert reason in answer.content.decode()
    order.refresh_from_db()
    assert order.state == "accepted"


def test_an_order_is_written_in_the_browser(cast, client) -> None:
    client.force_login(cast.qingxi_officer)
    sent = {"name": "副县长", "host": "CU11", "seats": "2", "asks": "K01:5", "start": "2022.07"}
    answer = client.post(at("order_new"), sent)
    order = Order.objects.get()
    assert answer.status_code == 302, answer.content.decode()
    assert answer.headers["Location"] == at("order", order.pk)
    assert (order.code, order.seats, order.asks, order.state) == ("CU11-01", 2, [["K01", 5]], "draft")
    assert "副县长" in client.get(at("order", order.pk)).content.decode()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"host": "CU11"}, "empty"),
        ({"name": "副县长", "host": "CU12"}, "not known"),
        ({"name": "副县长", "host": "CU11", "seats": "many"}, "not a number"),
        ({"name": "副县长", "host": "CU11", "start": "2024-01", "end": "2023-01"}, "before the start"),
        ({"name": "副县长", "host": "CU11", "seats": "1", "minimum": "3"}, "larger than"),
    ],
)
def test_a_wrong_form_is_shown_again_with_everything_typed(cast, client, sent, told) -> None:
    client.force_login(cast.qingxi_officer)
    answer = client.post(at("order_new"), {"note": "typed before", **sent})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert "typed before" in page
    assert not Order.objects.exists()


def test_of_two_officers_at_once_the_second_sees_what_the_first_wrote(cast, client) -> None:
    order = order_of(cast, seats=1)
    client.force_login(cast.qingxi_officer)
    page = client.get(at("order_edit", order.pk)).content.decode()
    with writing(by=cast.office, action="orders.write") as write:
        order.seats = 7
        write.save(order)
    changes = {"name": order.title, "host": "CU11", "seats": "3"}
    answer = client.post(at("order_edit", order.pk), as_typed(page, **changes))
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "“7”" in shown
    assert 'value="3"' in shown
    again = client.post(at("order_edit", order.pk), as_typed(shown, **changes))
    assert again.status_code == 302
    assert Order.objects.get().seats == 3


def test_an_order_goes_its_way_by_buttons(cast, client) -> None:
    order = order_of(cast)
    client.force_login(cast.qingxi_officer)
    client.post(at("order_step", order.pk, "submit"), {"version": order.version})
    client.force_login(cast.office)
    order.refresh_from_db()
    answer = client.post(at("order_step", order.pk, "return"), {"version": order.version})
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()
    client.post(at("order_step", order.pk, "return"), {"version": order.version, "reason": "名额过多"})
    order.refresh_from_db()
    assert (order.state, order.answer) == ("returned", "名额过多")
    stale = client.post(at("order_step", order.pk, "accept"), {"version": order.version - 1})
    assert stale.status_code == 422 or stale.status_code == 409


@pytest.mark.parametrize("state", LIFE)
def test_in_every_state_the_page_says_what_follows(cast, client, state) -> None:
    order, offer = order_of(cast), offer_of(cast)
    with writing(by=None, action="test") as write:
        for entry in (order, offer):
            entry.state = state
            write.save(entry)
    client.force_login(cast.office)
    for view, entry, accepted in (("order", order, "closes the orders"), ("offer", offer, "Hosts find it")):
        page = client.get(at(view, entry.pk)).content.decode()
        told = page.partition('class="next"')[2].partition("</section>")[0]
        assert (FOLLOWS[state].en if state in FOLLOWS else accepted) in told


def test_a_second_click_copies_once(cast, client) -> None:
    order = order_of(cast)
    client.force_login(cast.qingxi_officer)
    sent = as_typed(client.get(at("order", order.pk)).content.decode())
    first = client.post(at("order_copy", order.pk), sent)
    second = client.post(at("order_copy", order.pk), sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert Order.objects.count() == 2


def test_a_host_copies_anothers_published_order_for_itself(cast, client) -> None:
    order = order_of(cast, "songmen", state="accepted")
    close(cast)
    client.force_login(cast.qingxi_officer)
    client.post(at("order_copy", order.pk), {})
    assert Order.objects.exclude(pk=order.pk).get().host == cast.organisations["qingxi"]


def test_a_form_that_changes_a_closed_order_asks_why(cast, client) -> None:
    order = order_of(cast, state="accepted")
    close(cast)
    client.force_login(cast.qingxi_officer)
    page = client.get(at("order_edit", order.pk)).content.decode()
    sent = as_typed(page, name=order.title, host="CU11", seats="4")
    assert client.post(at("order_edit", order.pk), sent).status_code == 422
    assert client.post(at("order_edit", order.pk), {**sent, "reason": "编制增加"}).status_code == 302
    shown = client.get(at("order", order.pk)).content.decode()
    assert "编制增加" in shown


@pytest.mark.parametrize(
    ("who", "sees"), [("qingxi_officer", True), ("office", True), ("university_officer", False)]
)
def test_people_wished_for_and_notes_are_for_readers_of_drafts_only(cast, client, who, sees) -> None:
    order = order_of(cast, state="accepted", wishes=["SECRET-WISH"], note="SECRET-NOTE")
    close(cast)
    client.force_login(cast.accounts[who])
    page = client.get(at("order", order.pk)).content.decode()
    assert ("SECRET-WISH" in page, "SECRET-NOTE" in page) == (sees, sees)


def test_an_export_of_the_published_list_leaves_out_what_only_drafts_show(cast, client, tmp_path) -> None:
    import openpyxl

    order_of(cast, "songmen", state="accepted", wishes=["SECRET-WISH"], note="SECRET-NOTE")
    order_of(cast, state="accepted", note="=1+1")
    close(cast)
    client.force_login(cast.qingxi_officer)
    (tmp_path / "list.xlsx").write_bytes(client.get(at("orders") + "?as=xlsx").content)
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "SECRET" not in str([cell.value for cell in cells])
    assert {cell.data_type for cell in cells if cell.value == "=1+1"} == {"s"}


def test_many_orders_are_accepted_at_once_except_ones_own(cast, client) -> None:
    theirs = order_of(cast, state="submitted")
    own = order_of(cast)
    from shanhai.registers import actions

    own = actions.move(by=cast.office, entry=own, step="submit", expected=own.version)
    client.force_login(cast.office)
    client.post(at("orders_accept"), {"chosen": [theirs.pk, own.pk]})
    assert dict(Order.objects.values_list("pk", "state")) == {theirs.pk: "accepted", own.pk: "submitted"}


def _pool_of_last_cohort(cast, people: int, **given) -> None:
    from shanhai.programme.models import Cohort, Person

    with writing(by=None, action="test") as write:
        last = write.save(Cohort(programme=cast.haiyue, code="2021", name="2021 年批次"))
        cast.cohort.previous = last
        write.save(cast.cohort)
        for number in range(people):
            person = write.save(Person(code=f"L{number}", name="某某", home=cast.organisations["university"]))
            record = {"id": person.code, "name": "某某", "home": "U01", "level": 5, **given}
            write.save(PoolEntry(cohort=last, person=person, record=record))


def test_while_an_order_is_written_it_says_whom_it_would_have_reached(cast, client) -> None:
    _pool_of_last_cohort(cast, 12)
    client.force_login(cast.qingxi_officer)
    page = client.post(at("order_check"), {"host": "CU11", "seats": "half typed"}).content.decode()
    assert "10 to 14" in page
    page = client.post(at("order_check"), {"host": "CU11", "level_min": "9"}).content.decode()
    assert "fewer than 5" in page
    assert "range of levels" in page
    assert "12" not in page
    assert not Order.objects.exists()


def test_without_a_last_cohort_it_says_so(cast, client) -> None:
    client.force_login(cast.qingxi_officer)
    assert "no sealed pool" in client.post(at("order_check"), {"host": "CU11"}).content.decode()


def test_offers_and_orders_are_suggested_both_ways(cast, client) -> None:
    from shanhai.programme.models import Term

    with writing(by=cast.office, action="test") as write:
        write.save(Term(scheme="expertise", code="K01", name="水产养殖"))
    order = order_of(cast, state="accepted", asks=[["K01", 5]])
    offer = offer_of(cast, state="accepted", expertise=[["K01", 4, True]])
    need = need_of(cast, asks=[["K01", 3]])
    close(cast)
    client.force_login(cast.qingxi_officer)
    assert offer.title in client.get(at("order_suggestions", order.pk)).content.decode()
    page = client.get(at("offer_suggestions", offer.pk)).content.decode()
    assert order.title in page
    assert need.title in page
    assert offer.title in client.get(at("need", need.pk)).content.decode()


def test_an_offer_is_written_and_handed_in(cast, client) -> None:
    client.force_login(cast.university_officer)
    sent = {"name": "病害防治", "organisation": "U01", "kinds": ["part_time"], "expertise": "K01:4*"}
    assert client.post(at("offer_new"), sent).status_code == 302
    offer = Offer.objects.get()
    assert (offer.kinds, offer.expertise, offer.capacity) == (["part_time"], [["K01", 4, True]], 1)
    assert client.get(at("offer", offer.pk)).status_code == 200


def test_a_need_is_written_and_becomes_an_order(cast, client) -> None:
    client.force_login(cast.qingxi_officer)
    assert client.post(at("need_new"), {"name": "规划师", "host": "CU11"}).status_code == 302
    need = Need.objects.get()
    answer = client.post(at("need_order", need.pk), {"version": need.version})
    assert answer.headers["Location"] == at("order_edit", Order.objects.get().pk)


def test_a_county_introduces_itself(cast, client) -> None:
    client.force_login(cast.qingxi_officer)
    assert "青溪县" in client.get(at("places")).content.decode()
    assert client.post(at("place_edit", "C11"), {"speciality": "高山茶"}).status_code == 302
    assert PlaceProfile.objects.get().keeper == cast.organisations["qingxi"]
    client.force_login(cast.secondee)
    assert "高山茶" in client.get(at("place", "C11")).content.decode()


@pytest.mark.parametrize("view", ["orders", "offers", "needs", "places"])
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_every_list_is_there_in_every_language(cast, client, view, language) -> None:
    cast.office.language = language
    with writing(by=cast.office, action="test") as write:
        write.save(cast.office)
    client.force_login(cast.office)
    answer = client.get(at(view))
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("view", ["orders", "offers", "needs", "places"])
def test_a_list_asks_the_database_as_often_for_many_rows_as_for_few(
    cast, client, view, django_assert_max_num_queries
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def make(count: int) -> None:
        place = cast.places["qingxi"]
        kinds = {
            "orders": lambda n: Order(cohort=cast.cohort, code=f"O{n}", title="甲", host=host, place=place),
            "offers": lambda n: Offer(cohort=cast.cohort, code=f"G{n}", title="甲", organisation=home),
            "needs": lambda n: Need(programme=cast.haiyue, title="甲", host=host, place=place),
        }
        if view in kinds:
            with writing(by=cast.office, action="test") as write:
                write.save_all([kinds[view](n) for n in range(made["count"], count)])
        made["count"] = count

    host, home, made = cast.organisations["qingxi"], cast.organisations["university"], {"count": 0}
    client.force_login(cast.office)
    client.get(at(view))
    make(20)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(at(view))
    make(2_000)
    with CaptureQueriesContext(connection) as many:
        client.get(at(view))
    assert len(many) == len(few)
