"""Subjects of the registers' routes: orders, offers, needs and profiles in every state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.programme.models import Cohort
from shanhai.programme.trail import writing
from shanhai.registers import actions
from tests.access.table import Subject, subject
from tests.registers.makers import close, need_of, offer_of, order_of

if TYPE_CHECKING:
    from tests.cast import Cast

HERE = {"programme": "haiyue", "cohort": "2022"}
#: What stood in the fields when the form was opened, as browsers send it back.
AS_READ = '{"name": ""}'


@subject("register")
def _(cast: Cast) -> Subject:
    return Subject(HERE)


@subject("register", "after_another")
def _(cast: Cast) -> Subject:
    """A cohort whose last one has orders in force."""
    with writing(by=None, action="test") as write:
        last = write.save(Cohort(programme=cast.haiyue, code="2021", name="2021 年批次"))
        cast.cohort.previous = last
        write.save(cast.cohort)
    cast.cohort, new = last, cast.cohort
    order_of(cast, state="accepted")
    cast.cohort = new
    return Subject(HERE)


@subject("new_order")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"name": "副县长", "host": "CU11"})


@subject("new_order", "of_foreign_host")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"name": "副县长", "host": "CU90"})


@subject("new_order", "in_foreign_place_of_our_host")
def _(cast: Cast) -> Subject:
    """Places are public knowledge, so a host may ask for help in any of them."""
    return Subject(HERE, {"name": "副县长", "host": "CU11", "place": "C90"})


@subject("orders_accept", "submitted")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"chosen": [order_of(cast, state="submitted").pk]})


@subject("orders_accept", "draft")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"chosen": [order_of(cast).pk]})


def _many(entry, column: str, value: str, **body: str) -> Subject:
    sent = {"read": [f"{entry.pk}:{entry.version}"], "column": column, "said": "yes", column: value}
    return Subject(HERE, sent | body)


@subject("orders_change", "draft")
def _(cast: Cast) -> Subject:
    return _many(order_of(cast), "seats", "2")


@subject("orders_change", "submitted")
def _(cast: Cast) -> Subject:
    return _many(order_of(cast, state="submitted"), "seats", "2")


@subject("orders_change", "closed")
def _(cast: Cast) -> Subject:
    """After closing a change needs a reason, and none is given."""
    order = order_of(cast, state="accepted")
    close(cast)
    order.refresh_from_db()
    return _many(order, "seats", "2")


@subject("orders_change", "foreign")
def _(cast: Cast) -> Subject:
    return _many(_foreign(cast), "seats", "2")


@subject("offers_change", "draft")
def _(cast: Cast) -> Subject:
    return _many(offer_of(cast), "capacity", "2")


def _about(order, *, step: str = "", version: int | None = None, **body: str) -> Subject:
    kwargs = HERE | {"pk": order.pk} | ({"step": step} if step else {})
    sent = {"name": "新名称", "as_read": AS_READ, "version": order.version if version is None else version}
    owner = order.host if hasattr(order, "host") else order.organisation
    sent["host" if hasattr(order, "host") else "organisation"] = owner.code
    return Subject(kwargs, sent | body)


@subject("order", "draft")
def _(cast: Cast) -> Subject:
    return _about(order_of(cast))


@subject("order", "submitted")
def _(cast: Cast) -> Subject:
    return _about(order_of(cast, state="submitted"))


@subject("order", "returned")
def _(cast: Cast) -> Subject:
    return _about(order_of(cast, state="returned"))


@subject("order", "closed")
def _(cast: Cast) -> Subject:
    return _about(_closed(cast))


@subject("order", "closed_with_reason")
def _(cast: Cast) -> Subject:
    return _about(_closed(cast), reason="编制增加")


@subject("order_given_away", "draft")
def _(cast: Cast) -> Subject:
    """An order that its form would give to a sister organisation."""
    return _about(order_of(cast), host="CU12")


@subject("foreign_order", "draft")
def _(cast: Cast) -> Subject:
    """An order of a foreign programme, asked for below ours."""
    return _about(_foreign(cast))


@subject("order_submit", "draft")
def _(cast: Cast) -> Subject:
    return _about(order_of(cast), step="submit")


@subject("order_submit", "closed")
def _(cast: Cast) -> Subject:
    return _about(_closed(cast), step="submit")


@subject("order_withdraw", "draft")
def _(cast: Cast) -> Subject:
    return _about(order_of(cast), step="withdraw")


@subject("order_take_back", "submitted")
def _(cast: Cast) -> Subject:
    return _about(order_of(cast, state="submitted"), step="take_back")


@subject("order_accept", "submitted")
def _(cast: Cast) -> Subject:
    return _about(order_of(cast, state="submitted"), step="accept")


@subject("order_accept", "of_the_office")
def _(cast: Cast) -> Subject:
    """An order that the first of the two officers of the office wrote a part of."""
    order = order_of(cast)
    order = actions.write_order(
        by=cast.office, cohort=cast.cohort, order=order, values={"seats": 2}, expected=order.version
    )
    order = actions.move(by=cast.qingxi_officer, entry=order, step="submit", expected=order.version)
    return _about(order, step="accept")


@subject("order_accept", "draft")
def _(cast: Cast) -> Subject:
    return _about(order_of(cast), step="accept")


@subject("order_accept", "stale")
def _(cast: Cast) -> Subject:
    """An order that was written since the page was opened."""
    return _about(order_of(cast, state="submitted"), step="accept", version=1)


@subject("order_accept", "foreign")
def _(cast: Cast) -> Subject:
    return _about(_foreign(cast), step="accept")


@subject("order_return", "submitted")
def _(cast: Cast) -> Subject:
    return _about(order_of(cast, state="submitted"), step="return", reason="名额过多")


@subject("order_return", "without_reason")
def _(cast: Cast) -> Subject:
    return _about(order_of(cast, state="submitted"), step="return")


@subject("order_close", "accepted")
def _(cast: Cast) -> Subject:
    return _about(order_of(cast, state="accepted"), step="close")


@subject("new_offer")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"name": "病害防治", "organisation": "U01"})


@subject("new_offer", "of_foreign_person")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"name": "病害防治", "organisation": "U01", "person": "P-zhou"})


@subject("offers_accept", "submitted")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"chosen": [offer_of(cast, state="submitted").pk]})


@subject("offer", "draft")
def _(cast: Cast) -> Subject:
    return _about(offer_of(cast))


@subject("offer", "accepted")
def _(cast: Cast) -> Subject:
    return _about(offer_of(cast, state="accepted"))


@subject("offer_submit", "draft")
def _(cast: Cast) -> Subject:
    return _about(offer_of(cast), step="submit")


@subject("offer_accept", "submitted")
def _(cast: Cast) -> Subject:
    return _about(offer_of(cast, state="submitted"), step="accept")


@subject("new_need")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"name": "规划师", "host": "CU11"})


def _of_need(need, *, step: str = "", version: int | None = None) -> Subject:
    kwargs = HERE | {"pk": need.pk} | ({"step_name": step} if step else {})
    sent = {"name": "规划师", "host": "CU11", "as_read": AS_READ}
    return Subject(kwargs, sent | {"version": need.version if version is None else version})


@subject("need", "open")
def _(cast: Cast) -> Subject:
    return _of_need(need_of(cast))


@subject("need", "dropped")
def _(cast: Cast) -> Subject:
    return _of_need(_dropped(cast))


@subject("need_drop", "open")
def _(cast: Cast) -> Subject:
    return _of_need(need_of(cast), step="drop")


@subject("need_drop", "stale")
def _(cast: Cast) -> Subject:
    return _of_need(need_of(cast), step="drop", version=9)


@subject("need_reopen", "dropped")
def _(cast: Cast) -> Subject:
    return _of_need(_dropped(cast), step="reopen")


@subject("profile")
def _(cast: Cast) -> Subject:
    profile = actions.write_profile(
        by=cast.qingxi_officer,
        programme=cast.haiyue,
        place=cast.places["qingxi"],
        keeper=cast.organisations["qingxi"],
        values={"speciality": "高山茶"},
    )
    return Subject(HERE | {"code": "C11"}, {"needs": "冷链", "as_read": AS_READ, "version": profile.version})


@subject("profile", "unwritten")
def _(cast: Cast) -> Subject:
    return Subject(HERE | {"code": "C11"}, {"speciality": "高山茶"})


def _closed(cast: Cast):
    order = order_of(cast, state="accepted")
    close(cast)
    order.refresh_from_db()
    return order


def _dropped(cast: Cast):
    need = need_of(cast)
    return actions.drop_need(by=cast.qingxi_officer, need=need, expected=need.version)


def _foreign(cast: Cast):
    return actions.write_order(
        by=cast.foreign_host,
        cohort=cast.foreign_cohort,
        values={"title": "远江的订单", "host": cast.organisations["foreign_county"]},
    )


@subject("orders_there", "draft")
def _(cast: Cast) -> Subject:
    order_of(cast, title="草稿岗位")
    return Subject(HERE)


@subject("orders_there", "closed")
def _(cast: Cast) -> Subject:
    order_of(cast, title="公布岗位", state="accepted")
    close(cast)
    return Subject(HERE)


@subject("order_with_wish", "closed")
def _(cast: Cast) -> Subject:
    order = order_of(cast, state="accepted", wishes=["意向人甲"], note="内部备注")
    close(cast)
    return Subject(HERE | {"pk": order.pk})


@subject("offers_there", "draft")
def _(cast: Cast) -> Subject:
    offer_of(cast, title="草稿供给", person=cast.people["li"])
    return Subject(HERE)


@subject("offer_of_person", "accepted")
def _(cast: Cast) -> Subject:
    offer = offer_of(cast, state="accepted", person=cast.people["li"])
    return Subject(HERE | {"pk": offer.pk})


@subject("needs_there", "dropped")
def _(cast: Cast) -> Subject:
    _dropped(cast)
    return Subject(HERE)


@subject("needs_there", "open")
def _(cast: Cast) -> Subject:
    need_of(cast)
    return Subject(HERE)
