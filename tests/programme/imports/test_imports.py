"""A workbook is compared, confirmed, written in one piece, and undone as a whole."""

import pytest

from shanhai.programme.imports import actions, jobs
from shanhai.programme.imports.actions import StepRefused
from shanhai.programme.models import Event, Import, ImportRow
from shanhai.programme.trail import Stale, writing
from shanhai.registers.models import LateChange, Order
from tests.programme.imports.books import ORDERS, book, confirm, decisions, faults, hand_in, undo
from tests.registers.makers import close, order_of

pytestmark = pytest.mark.django_db


def test_nothing_is_written_before_it_is_confirmed(cast) -> None:
    made = hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D01", "副县长", "青溪县人民政府", 2)))
    assert (made.state, made.counts["insert"]) == ("ready", 1)
    assert not Order.objects.exists()
    assert confirm(made).state == "done"
    order = Order.objects.get()
    assert (order.code, order.title, order.seats, order.state) == ("D01", "副县长", 2, "draft")
    assert order.written_by == cast.qingxi_officer


def test_each_row_is_new_changed_unchanged_or_refused(cast) -> None:
    same, other = order_of(cast, title="同", seats=1), order_of(cast, title="异", seats=1)
    file = book(
        ORDERS,
        (same.code, "同", "CU11", 1),
        (other.code, "异", "CU11", 3),
        ("D09", "新", "CU11", 1),
        ("D10", "错", "CU11", "两个"),
    )
    made = hand_in(cast, "qingxi_officer", "orders", file)
    assert decisions(made) == ["unchanged", "change", "insert", "refused"]
    assert faults(made) == [("D5", "not_number")]
    change = ImportRow.objects.get(of=made, decision="change")
    assert (change.values, change.before) == ({"seats": 3}, {"seats": "1"})
    confirm(made)
    assert dict(Order.objects.values_list("code", "seats")) == {same.code: 1, other.code: 3, "D09": 1}
    assert [event.action for event in Event.objects.about(same)] == ["orders.write"]


def test_a_column_that_is_not_there_changes_nothing(cast) -> None:
    order = order_of(cast, seats=4, asks=[["K01", 5]])
    made = hand_in(cast, "qingxi_officer", "orders", book(ORDERS[:2], (order.code, "新名称")))
    confirm(made)
    order.refresh_from_db()
    assert (order.title, order.seats, order.asks) == ("新名称", 4, [["K01", 5]])


def test_an_empty_cell_empties_the_field(cast) -> None:
    order = order_of(cast, note="旧")
    made = hand_in(
        cast, "qingxi_officer", "orders", book(("订单编号", "名额", "备注"), (order.code, 2, None))
    )
    confirm(made)
    order.refresh_from_db()
    assert (order.note, order.seats) == ("", 2)


def test_the_host_need_not_be_named_by_whoever_writes_for_one(cast) -> None:
    made = hand_in(cast, "songmen_officer", "orders", book(ORDERS[:2], ("D01", "副县长")))
    confirm(made)
    assert Order.objects.get().host == cast.organisations["songmen"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("D01", "副县长", "松门县人民政府", 1), [("C2", "not_yours")]),
        (("D01", "副县长", "CU90", 1), [("C2", "unknown")]),
        (("D01", "副县长", "青溪", 1), [("C2", "unknown")]),
        (("D01", "副县长", "CU11", 0), [("D2", "below")]),
        (("D01", "副县长", "CU11", "1.5"), [("D2", "not_whole")]),
        (("D01", None, "CU11", 1), [("B2", "missing")]),
        ((None, "副县长", "CU11", 1), [("A2", "missing")]),
        (("D01", "副县长", "CU11", 1, "K01"), [("E2", "no_importance")]),
        (("D01", "副县长", "CU11", 1, None, "2024-01", "2023-01"), [("G2", "backwards")]),
        (("D01", "副县长", "CU11", 1, None, "明年", None), [("F2", "not_month")]),
        (("D" * 70, "副县长", "CU11", 1), [("A2", "too_long")]),
    ],
)
def test_each_wrong_cell_is_told_by_its_name(cast, cells, expected) -> None:
    made = hand_in(cast, "qingxi_officer", "orders", book(ORDERS, cells))
    assert faults(made) == expected
    assert confirm(made).state == "done"
    assert not Order.objects.exists()


def test_two_rows_with_one_id_are_told_of_each_other(cast) -> None:
    made = hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D1", "甲", "CU11"), ("D1", "乙", "CU11")))
    assert decisions(made) == ["insert", "refused"]
    assert faults(made) == [("A3", "duplicate")]


def test_an_id_of_a_foreign_host_is_taken_and_tells_no_more(cast) -> None:
    order = order_of(cast, "songmen")
    made = hand_in(cast, "qingxi_officer", "orders", book(ORDERS, (order.code, "副县长", "CU11", 9)))
    assert faults(made) == [("A2", "taken")]
    assert ImportRow.objects.get(of=made).before == {}


def test_what_was_handed_in_has_to_be_taken_back_first(cast) -> None:
    order = order_of(cast, state="submitted")
    file = (order.code, order.title, "CU11", 9)
    assert faults(hand_in(cast, "qingxi_officer", "orders", book(ORDERS, file))) == [("A2", "not_now")]


def test_what_was_accepted_has_to_be_accepted_again(cast) -> None:
    order = order_of(cast, state="accepted")
    confirm(hand_in(cast, "qingxi_officer", "orders", book(ORDERS, (order.code, order.title, "CU11", 9))))
    order.refresh_from_db()
    assert (order.state, order.seats, order.checked_by) == ("draft", 9, None)


def test_a_change_after_closing_asks_why_and_is_marked(cast) -> None:
    order = order_of(cast, state="accepted")
    close(cast)
    made = hand_in(cast, "qingxi_officer", "orders", book(ORDERS, (order.code, order.title, "CU11", 9)))
    assert made.counts["with_reason"] == 1
    with pytest.raises(StepRefused):
        actions.confirm(by=made.by, made=made, expected=made.version)
    confirm(made, "编制增加")
    order.refresh_from_db()
    assert order.changed_after_closing
    assert LateChange.objects.get(order=order).reason == "编制增加"


def test_running_the_job_twice_writes_once(cast) -> None:
    made = confirm(hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D01", "副县长", "CU11", 2))))
    jobs.commit(made.pk)
    assert Order.objects.count() == 1
    assert Event.objects.about(Order.objects.get()).count() == 1


def test_a_second_click_on_confirm_is_told(cast) -> None:
    made = hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D01", "副县长", "CU11", 2)))
    actions.confirm(by=made.by, made=made, expected=made.version)
    with pytest.raises(StepRefused):
        actions.confirm(by=made.by, made=made, expected=made.version)


def test_a_failure_half_way_writes_nothing(cast, monkeypatch) -> None:
    from shanhai.programme.imports import writing as writing_rows

    made = hand_in(
        cast, "qingxi_officer", "orders", book(ORDERS, *((f"D{n}", "副县长", "CU11") for n in range(5)))
    )
    monkeypatch.setattr(writing_rows, "CHUNK", 2)
    real, calls = writing_rows._write_chunk, []

    def cut_off(*args) -> None:
        if len(calls) == 2:
            raise RuntimeError("the power went")
        calls.append(args)
        real(*args)

    monkeypatch.setattr(writing_rows, "_write_chunk", cut_off)
    actions.confirm(by=made.by, made=made, expected=made.version)
    with pytest.raises(RuntimeError):
        jobs.commit(made.pk)
    assert not Order.objects.exists()
    assert Import.objects.get(pk=made.pk).state == "confirmed"
    monkeypatch.setattr(writing_rows, "_write_chunk", real)
    jobs.commit(made.pk)
    assert Order.objects.count() == 5


def test_what_was_overtaken_since_the_preview_is_not_written(cast) -> None:
    order = order_of(cast, seats=1)
    file = book(ORDERS, (order.code, order.title, "CU11", 9), ("D09", "新", "CU11", 1))
    made = hand_in(cast, "qingxi_officer", "orders", file)
    with writing(by=cast.office, action="orders.write") as write:
        order.seats = 5
        write.save(order)
    assert confirm(made).state == "outdated"
    assert list(Order.objects.values_list("seats", flat=True)) == [5]
    again = actions.compare_again(by=made.by, made=made, expected=made.version)
    assert ImportRow.objects.get(of=again, decision="change").before == {"seats": "5"}
    assert confirm(again).state == "done"


def test_an_id_that_came_into_being_meanwhile_is_not_written_twice(cast) -> None:
    first = hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D01", "甲", "CU11")))
    second = hand_in(cast, "office", "orders", book(ORDERS, ("D01", "乙", "CU11")))
    assert (confirm(first).state, confirm(second).state) == ("done", "outdated")
    assert Order.objects.get().title == "甲"


def test_whoever_was_demoted_since_the_preview_writes_nothing(cast) -> None:
    from shanhai.programme.models import RoleHeld

    made = hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D01", "副县长", "CU11")))
    actions.confirm(by=made.by, made=made, expected=made.version)
    held = RoleHeld.objects.get(account=cast.qingxi_officer)
    with writing(by=cast.office, action="roles.end") as write:
        write.delete(held)
    jobs.commit(made.pk)
    assert not Order.objects.exists()


def test_an_import_is_undone_as_a_whole(cast) -> None:
    order = order_of(cast, seats=1, title="旧")
    file = book(ORDERS, (order.code, "新", "CU11", 9), ("D09", "新", "CU11", 1))
    made = confirm(hand_in(cast, "qingxi_officer", "orders", file))
    assert undo(made).state == "undone"
    order = Order.objects.get()
    assert (order.title, order.seats, order.version) == ("旧", 1, 3)
    assert {event.action for event in Event.objects.filter(kind=Order.label())} == {
        "orders.write",
        "orders.import",
        "orders.undo_import",
    }


def test_undoing_twice_changes_nothing_more(cast) -> None:
    made = undo(confirm(hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D01", "甲", "CU11")))))
    before = Event.objects.count()
    jobs.undo(made.pk)
    assert Event.objects.count() == before


@pytest.mark.parametrize(("undo_all", "left"), [(False, {"D01": 7}), (True, {})])
def test_what_was_changed_since_is_undone_only_where_that_was_asked_for(cast, undo_all, left) -> None:
    from shanhai.programme.imports import writing as writing_rows
    from shanhai.programme.imports.adaptor import adaptor_of
    from shanhai.programme.imports.queries import scope_of

    made = confirm(
        hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D01", "甲", "CU11"), ("D02", "乙", "CU11")))
    )
    changed = Order.objects.get(code="D01")
    with writing(by=cast.office, action="orders.write") as write:
        changed.seats = 7
        write.save(changed)
    adaptor = adaptor_of("orders", scope_of(made, made.by))
    assert writing_rows.changed_since(adaptor, made) == {changed.pk: 2}
    undo(made, undo_all=undo_all)
    assert dict(Order.objects.values_list("code", "seats")) == left


def test_what_others_refer_to_by_now_stays(cast) -> None:
    from shanhai.registers.actions import note_unfilled

    made = confirm(
        hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D01", "甲", "CU11"), ("D02", "乙", "CU11")))
    )
    note_unfilled(by=cast.office, order=Order.objects.get(code="D01"), seats=1)
    assert undo(made, undo_all=True).state == "undone"
    assert [order.code for order in Order.objects.all()] == ["D01"]


def test_somebody_elses_import_cannot_be_confirmed(cast) -> None:
    from django.core.exceptions import PermissionDenied

    made = hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D01", "甲", "CU11")))
    with pytest.raises(PermissionDenied):
        actions.confirm(by=cast.office, made=made, expected=made.version)
    assert not Import.objects.visible_to(cast.office).exists()


def test_a_preview_that_was_made_again_in_between_is_not_confirmed(cast) -> None:
    made = hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D01", "甲", "CU11")))
    read = made.version
    actions.compare_again(by=made.by, made=made, expected=read)
    with pytest.raises(Stale):
        actions.confirm(by=made.by, made=made, expected=read)


def test_a_job_that_was_cut_off_is_given_out_again(cast, monkeypatch) -> None:
    made = hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D01", "甲", "CU11")))
    actions.confirm(by=made.by, made=made, expected=made.version)
    given_out = []
    monkeypatch.setattr(jobs, "async_task", lambda *job: given_out.append(job))
    assert jobs.resume_cut_off() == 0
    monkeypatch.setattr(jobs, "CUT_OFF_AFTER", -jobs.CUT_OFF_AFTER)
    assert jobs.resume_cut_off() == 1
    assert given_out == [("shanhai.programme.imports.jobs.commit", made.pk)]


def test_after_three_months_an_import_is_settled_and_its_workbook_gone(cast, monkeypatch) -> None:
    made = confirm(hand_in(cast, "qingxi_officer", "orders", book(ORDERS, ("D01", "甲", "CU11"))))
    assert jobs.settle() == 0
    monkeypatch.setattr(jobs, "UNDO_FOR", -jobs.UNDO_FOR)
    assert jobs.settle() == 1
    made.refresh_from_db()
    assert (made.state, made.file.storage.exists(made.file.name)) == ("settled", False)
    assert not ImportRow.objects.filter(of=made).exists()
    assert Order.objects.exists()


def test_a_person_who_is_erased_leaves_no_preview_and_no_workbook(cast) -> None:
    from shanhai.programme.imports import kept
    from shanhai.programme.models import Person

    file = book(("人员编号", "姓名", "派出单位"), ("P-new", "赵　新", "U01"))
    made = confirm(hand_in(cast, "university_officer", "roster", file, cohort=False))
    assert kept.forget_person(Person.objects.get(code="P-new")) == []
    row = ImportRow.objects.get(of=made)
    assert (row.cells, row.values, row.before) == ({}, {}, {})
    assert not made.file.storage.exists(made.file.name)


def test_every_wrong_cell_of_a_row_is_told_at_once(cast) -> None:
    file = book(ORDERS, ("D01", "副县长", "CU12", "两个", None, "2024-01", "2023-01"))
    made = hand_in(cast, "qingxi_officer", "orders", file)
    assert faults(made) == [("D2", "not_number"), ("C2", "not_yours"), ("G2", "backwards")]
