"""Boards: changes with undo and redo, seen by everybody, made into a plan with reasons."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanhai.plans import actions, queries
from shanhai.plans.fitting import asking, picture
from shanhai.plans.fitting import warm as warming
from shanhai.plans.fitting.changes import ChangeError
from shanhai.plans.fitting.kept import Kept
from shanhai.plans.fitting.trying import changes_on
from shanhai.plans.models import Edit
from shanhai.plans.views import drawing
from shanhai.programme.trail import Stale
from tests.cast import PASSWORD
from tests.plans import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(cast):
    return actions.open_board(by=cast.office, plan=scene.verified(cast))


def tried(cast, board, kind: str, whom: str, title: str = "", **more):
    values = {"kind": kind, "person": cast.people[whom], "order": scene.order(title) if title else None}
    return actions.change(by=more.pop("by", cast.office), board=board, values={**values, **more})


def shown(board) -> dict[str, str]:
    held = queries.edits_of(board)[: board.cursor]
    result = warming.warm(board.plan).result(changes_on(board.plan, held))
    return {each.person: each.order for each in result.placements}


def test_a_change_is_planned_at_once_and_undoing_it_restores_the_first_plan(cast, board):
    first = shown(board)
    board = tried(cast, board, "withdraw", "li")
    assert "P-li" not in shown(board)
    board = actions.move_cursor(by=cast.office, board=board, to=0)
    assert shown(board) == first
    board = actions.move_cursor(by=cast.office, board=board, to=1)
    assert "P-li" not in shown(board)


def test_a_change_after_an_undo_takes_the_place_of_what_was_undone(cast, board):
    board = tried(cast, board, "withdraw", "li")
    board = actions.move_cursor(by=cast.office, board=board, to=0)
    tried(cast, board, "withdraw", "chen")
    assert [edit.person.code for edit in Edit.objects.all()] == ["P-chen"]


def test_two_people_are_swapped_to_where_the_other_was(cast, board):
    before = shown(board)
    after = shown(tried(cast, board, "swap", "li", other=cast.people["chen"]))
    assert after == {"P-li": before["P-chen"], "P-chen": before["P-li"]}


def test_a_seat_that_is_pinned_to_somebody_cannot_be_pinned_to_another(cast, board):
    board = tried(cast, board, "pin", "wang", "林业技术员")
    with pytest.raises(ChangeError) as refused:
        tried(cast, board, "pin", "chen", "林业技术员")
    assert refused.value.code == "no_seat_left"
    assert Edit.objects.count() == 1


def test_somebody_of_another_programme_cannot_be_pinned(cast, board):
    with pytest.raises(ChangeError) as refused:
        tried(cast, board, "pin", "zhou", "林业技术员")
    assert refused.value.code == "unknown_person"


def test_of_two_officers_who_change_one_board_the_later_is_told(cast, board):
    actions.change(
        by=cast.office, board=board, values={"kind": "withdraw", "person": cast.people["li"]}, expected=1
    )
    with pytest.raises(Stale):
        actions.change(
            by=cast.panel, board=board, values={"kind": "withdraw", "person": cast.people["chen"]}, expected=1
        )


@pytest.mark.parametrize("who", ["auditor", "secondee", "university_officer", "foreign_office"])
def test_only_office_and_panel_try_changes(cast, board, who):
    with pytest.raises(PermissionDenied):
        tried(cast, board, "withdraw", "li", by=getattr(cast, who))


def test_a_plan_is_made_of_a_board_only_with_reasons_and_takes_the_overrides_along(cast, board):
    board = tried(cast, board, "pin", "wang", "林业技术员")
    with pytest.raises(actions.StepRefused) as refused:
        actions.make_plan(by=cast.office, board=board)
    assert refused.value.code == "reason_missing"
    actions.give_reason(by=cast.office, edit=Edit.objects.get(), reason="Knows the county.")
    plan = actions.make_plan(by=cast.office, board=board)
    assert actions.work_out(plan.pk) == "verified"
    assert plan.parent == board.plan
    assert [each.reason for each in queries.overrides_of(plan)] == ["Knows the county."]
    assert {each.person.code for each in queries.placements_of(plan)} == {"P-wang", "P-chen"}


def test_the_page_shows_what_changed_to_a_reader_with_and_without_scripts(cast, board, client):
    client.login(username="office", password=PASSWORD)
    address = f"/p/haiyue/2022/plans/{board.plan.number}/boards/{board.pk}/"
    order = scene.order("林业技术员")
    body = {"kind": "pin", "person": cast.people["wang"].pk, "order": order.pk, "version": board.version}
    piece = client.post(f"{address}change", body, headers={"hx-request": "true"}).content.decode()
    assert "The whole loses" in piece
    assert "hx-swap-oob" in piece
    page = client.get(address).content.decode()
    assert "pinned" in page
    refused = client.post(f"{address}change", body)
    assert refused.status_code == 409


def test_a_step_puts_in_place_the_orders_that_it_altered_and_no_others(cast, board, client):
    client.force_login(cast.office)
    address = reverse("plans:change", args=["haiyue", "2022", board.plan.number, board.pk])
    body = {"kind": "withdraw", "person": cast.people["chen"].pk, "version": board.version}
    piece = client.post(address, body, headers={"hx-request": "true"}).content.decode()
    cards = {
        title: f'id="card-{scene.order(title).pk}"' in piece for title in ("林业技术员", "海水养殖技术员")
    }
    assert cards == {"林业技术员": False, "海水养殖技术员": True}
    assert piece.index("innerHTML:.board-main .since") < piece.index('id="card-')
    assert piece.count('id="filled-') == 1


def test_a_step_on_the_map_draws_the_map_anew(cast, board, client):
    client.force_login(cast.office)
    address = reverse("plans:change", args=["haiyue", "2022", board.plan.number, board.pk])
    body = {"kind": "withdraw", "person": cast.people["chen"].pk, "query": "direction=down&view=map"}
    asked = {"headers": {"hx-request": "true"}}
    refused = client.post(address, {**body, "version": board.version + 1}, **asked)
    assert "HX-Refresh" not in refused.headers
    assert client.post(address, {**body, "version": board.version}, **asked).headers["HX-Refresh"] == "true"


def test_an_order_tells_who_has_its_seats_why_others_stay_empty_and_what_keeps_others_away(cast, client):
    scene.sealed(cast, seats=3, songmen_seats=2)
    board = actions.open_board(by=cast.office, plan=scene.verified(cast))
    client.force_login(cast.office)
    address = reverse("plans:select", args=["haiyue", "2022", board.plan.number, board.pk])
    side = client.get(f"{address}?order={scene.order('林业技术员').code}").content.decode()
    assert "is placed at" in side
    assert "So at least 2 seats stay empty" in side
    for whom in ("li", "wang", "chen"):
        board = tried(cast, board, "withdraw", whom)
    side = client.get(f"{address}?order={scene.order('林业技术员').code}").content.decode()
    assert "is placed at" not in side
    assert "So at least 2 seats stay empty" in side, "too few are eligible whatever is changed"


def test_filters_leave_the_orders_that_are_like_that(cast, client, monkeypatch):
    scene.sealed(cast, seats=1, songmen_seats=3)
    board = actions.open_board(by=cast.office, plan=scene.verified(cast))
    tried(cast, board, "pin", "wang", "林业技术员")
    monkeypatch.setattr(picture, "LOW", 1.0)
    client.force_login(cast.panel)
    address = reverse("plans:board", args=["haiyue", "2022", board.plan.number, board.pk])
    both = {"林业技术员", "海水养殖技术员"}

    def left(**given):
        page = client.get(address, given).content.decode()
        return {title for title in both if f"{title}</a></h4>" in page}

    assert left() == left(only="low") == both
    assert left(only="unfilled") == {"海水养殖技术员"}
    assert left(only="overridden") == {"林业技术员"}
    assert left(home=cast.organisations["institute"].code) == {"海水养殖技术员"}
    monkeypatch.setattr(picture, "LOW", 0.0)
    assert left(only="low") == set()


def test_of_somebody_with_two_places_it_is_said_which_is_meant(cast, client):
    cast.people["wang"].capacity = 2
    cast.people["wang"].save(update_fields=["capacity"])
    scene.sealed(cast, seats=2, songmen_seats=2)
    board = actions.open_board(by=cast.office, plan=scene.verified(cast))
    client.force_login(cast.office)
    address = reverse("plans:select", args=["haiyue", "2022", board.plan.number, board.pk])
    one, two = (
        client.get(f"{address}?person={cast.people[name].pk}").content.decode() for name in ("li", "wang")
    )
    assert one.count('name="order"') == one.count('value="pin"')
    assert "Which place" in two
    board = tried(cast, board, "forbid", "wang", "林业技术员")
    assert "Which place" not in client.get(f"{address}?person={cast.people['wang'].pk}").content.decode()


def test_whoever_withdraws_is_not_told_to_be_hurt_by_it(cast, board, client):
    client.force_login(cast.office)
    address = reverse("plans:board", args=["haiyue", "2022", board.plan.number, board.pk])
    board = tried(cast, board, "pin", "wang", "林业技术员")
    assert "who is left without a place" in client.get(address).content.decode()
    board = actions.move_cursor(by=cast.office, board=board, to=0)
    tried(cast, board, "withdraw", "li")
    page = client.get(address).content.decode()
    assert "The whole loses" in page
    assert "Hardest hit" not in page


def test_two_plans_are_compared_person_by_person(cast, board, client):
    board = tried(cast, board, "withdraw", "li", reason="Ill.")
    other = actions.make_plan(by=cast.office, board=board)
    actions.work_out(other.pk)
    client.force_login(cast.panel)
    page = client.get(reverse("plans:compare", args=["haiyue", "2022", board.plan.number, other.number]))
    moves = page.context["moves"]
    assert [each.name for each in moves if not each.after.places] == [cast.people["li"].name]
    assert all(bool(each.places) == bool(each.fit) for move in moves for each in (move.before, move.after))
    same = client.get(reverse("plans:compare", args=["haiyue", "2022", other.number, other.number]))
    assert "Everybody is in the same place in both." in same.content.decode()


def test_a_search_that_ends_with_an_error_is_told_and_not_waited_for(cast, client, monkeypatch, caplog):
    scene.sealed(cast, seats=2, songmen_seats=2, more=2)
    board = actions.open_board(by=cast.office, plan=scene.verified(cast))
    monkeypatch.setattr(warming, "TINY", 0)
    warming.forget()
    warming.warm(board.plan).result()
    board = tried(cast, board, "withdraw", "li")
    client.force_login(cast.office)
    address = reverse("plans:proof", args=["haiyue", "2022", board.plan.number, board.pk])
    given = {"version": board.version, "before": 0}

    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(warming.Warm, "_settled", breaks)
        told = client.get(address, given).content.decode()
    assert "ended with an error" in told
    assert "Search again" in told
    assert "proof?" not in told, "nothing more is awaited"
    assert f"board {board.pk}" in caplog.text
    assert "ended with an error" not in client.get(address, given).content.decode()


def test_a_step_is_told_exactly_once_the_plans_before_and_after_it_are_proven(cast, client, monkeypatch):
    scene.sealed(cast, seats=2, songmen_seats=2, more=2)
    board = actions.open_board(by=cast.office, plan=scene.verified(cast))
    monkeypatch.setattr(warming, "TINY", 0)
    warming.forget()
    warming.warm(board.plan).result()
    for whom in ("li", "chen"):
        board = tried(cast, board, "withdraw", whom)
    client.force_login(cast.office)
    at = ["haiyue", "2022", board.plan.number, board.pk]
    assert "first answer" in client.get(reverse("plans:board", args=at)).content.decode()
    given = {"version": board.version, "before": 1}
    client.get(reverse("plans:proof", args=at), given)
    told = client.get(reverse("plans:proof", args=at), {**given, "proven": "yes"}).content.decode()
    assert "first answer" not in told
    assert "proof?" not in told, "nothing more is awaited"
    changes = changes_on(board.plan, queries.edits_of(board))
    asked = warming.warm(board.plan)
    for count in (1, 2):
        assert asked.first_answer(changes[:count]) is not asked.known(changes[:count])


def test_others_learn_that_a_board_has_changed(cast, board, client):
    client.login(username="panel", password=PASSWORD)
    address = f"/p/haiyue/2022/plans/{board.plan.number}/boards/{board.pk}/pulse"
    assert client.get(address, {"version": board.version}).status_code == 204
    changed = tried(cast, board, "withdraw", "li")
    assert changed.version != board.version
    told = client.get(address, {"version": board.version}).headers["HX-Trigger"]
    assert json.loads(told) == {"board-changed": changed.version}


def test_the_number_of_queries_of_the_plans_does_not_depend_on_how_many_there_are(cast, client):
    client.login(username="panel", password=PASSWORD)
    counts = []
    scene.sealed(cast)
    for _ in range(2):
        scene.verified(cast)
        client.get("/p/haiyue/2022/plans/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/p/haiyue/2022/plans/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_exact_price_is_told_once_it_is_there_and_the_bound_until_then(cast, board, client, monkeypatch):
    client.force_login(cast.office)
    query = f"?person={cast.people['li'].pk}&order={scene.order('海水养殖技术员').code}"
    address = reverse("plans:price", args=["haiyue", "2022", board.plan.number, board.pk]) + query
    warming.warm(board.plan).result()
    monkeypatch.setattr(warming.Warm, "get_ready", lambda *_: False)
    waits = client.get(address).content.decode()
    assert "bound" in waits
    assert "hx-get" in waits
    monkeypatch.undo()
    exact = client.get(address).content.decode()
    assert "exact" in exact
    assert "hx-get" not in exact


def test_a_wish_is_told_with_its_price_however_it_fits(cast, board, client, monkeypatch):
    tried(cast, board, "forbid", "li", "林业技术员")
    monkeypatch.setattr(asking, "MOST", 0)
    client.force_login(cast.office)
    address = reverse("plans:select", args=["haiyue", "2022", board.plan.number, board.pk])
    side = client.get(f"{address}?person={cast.people['li'].pk}").content.decode()
    assert "their first wish, would have fitted at" in side
    assert side.count("Send there") == 1, "the wish, though it is none of those that fit best"
    assert "when somebody asks" not in side.split("Where else")[0], "the price stands below, and follows"


def test_of_a_large_pool_exact_prices_come_only_where_they_are_asked_for(cast, board, client, monkeypatch):
    client.force_login(cast.office)
    address = reverse("plans:select", args=["haiyue", "2022", board.plan.number, board.pk])
    address += f"?person={cast.people['li'].pk}"
    assert 'hx-trigger="load"' in client.get(address).content.decode()
    monkeypatch.setattr(warming, "LARGE", 0)
    side = client.get(address).content.decode()
    assert 'hx-trigger="load"' not in side
    assert "What exactly?" in side


def test_a_browser_draws_the_cards_of_a_column_some_at_a_time_and_leaves_none_out():
    several = range(2 * picture.STRETCH + 1)
    cards = tuple(picture.Card(f"D{n}", str(n), "", "", 1, 1, ()) for n in several)
    stretches = picture.BoardColumn("C1", "青溪县", cards).stretches
    assert [len(each) for each in stretches] == [picture.STRETCH, picture.STRETCH, 1]
    assert sum(stretches, ()) == cards


def test_a_column_that_says_the_same_is_not_drawn_again(cast, board, client, monkeypatch):
    monkeypatch.setattr(drawing, "_DRAWN", Kept(drawing.MOST))
    client.force_login(cast.office)
    address = reverse("plans:board", args=["haiyue", "2022", board.plan.number, board.pk])
    first = client.get(address).content.decode()
    drawn = []
    monkeypatch.setattr(drawing, "render_to_string", lambda *given: drawn.append(given) or "")
    assert client.get(address).content.decode().count("board-column") == first.count("board-column") > 0
    assert drawn == []
    tried(cast, board, "withdraw", "li")
    client.get(address)
    assert drawn, "what has changed is drawn anew"
