"""The lists of the registers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from shanhai.pages.lists import Bulk, Filter, Listing, Ordering, Shown
from shanhai.registers.models.needs import SOURCES
from shanhai.registers.models.needs import STATES as STATES_OF_NEEDS
from shanhai.registers.tables import OFFERS
from shanhai.registers.words import STATES
from shanhai.sheets import Words
from shanhai.workbook.tables import ORDERS
from shanhai.workbook.vocabulary import DIRECTION, ORDER_KIND

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from shanhai.programme.models import Cohort
    from shanhai.registers.models import Need, Offer, Order, PlaceProfile

CHIPS = {
    "draft": "plain",
    "submitted": "waits",
    "accepted": "done",
    "returned": "bad",
    "closed": "done",
    "withdrawn": "plain",
    "open": "open",
    "ordered": "done",
    "dropped": "plain",
}
_STATE = Shown(
    title=Words("state", "状态"), cell=lambda each: STATES[each.state], chip=lambda each: CHIPS[each.state]
)
_LATE = Words("changed after closing", "截止后有变更")
_BY_TITLE = (
    Ordering(key="pinyin", title=Words("pinyin", "拼音"), by=("by_pinyin",)),
    Ordering(key="strokes", title=Words("strokes", "笔画"), by=("by_strokes",)),
)
_BY_STATE = Filter(key="state", title=Words("state", "状态"), options=STATES)
_BY_KIND = Filter(key="kind", title=Words("kind", "类型"), options=ORDER_KIND.options)


def address(entry: Order | Offer) -> str:
    """Where an order or offer is shown."""
    return cohort_url(f"registers:{entry._meta.model_name}", entry.cohort, entry.pk)


def cohort_url(view: str, cohort: Cohort, *more: object) -> str:
    """The address of a page of a cohort."""
    return reverse(view, args=[cohort.programme.code, cohort.code, *more])


def bulk_url(view: str):
    """Where a bulk form of the list is sent, in the cohort of the page."""

    def url(request: HttpRequest) -> str:
        named = request.resolver_match.kwargs
        return reverse(view, args=[named["programme"], named["cohort"]])

    return url


def _late(orders: QuerySet, value: str) -> QuerySet:
    return orders.filter(changed_after_closing=value == "yes")


ORDER_LIST = Listing(
    key="registers.orders",
    title=Words("Orders", "需求订单"),
    columns=(
        Shown(title=Words("order", "订单"), cell="title", link=address, ordering="pinyin"),
        Shown(title=Words("id", "编号"), cell="code", kind="code", ordering="code"),
        Shown(title=Words("host organisation", "接收单位"), cell="host.name", ordering="unit"),
        Shown(title=Words("kind", "类型"), cell=lambda each: ORDER_KIND.options[each.kind]),
        Shown(title=Words("seats", "名额"), cell="seats", kind="number", ordering="seats"),
        _STATE,
        Shown(
            title=Words("late", "截止后"),
            cell=lambda each: _LATE if each.changed_after_closing else "",
            chip=lambda each: "waits",
        ),
    ),
    orderings=(
        Ordering(key="unit", title=Words("unit", "单位"), by=("host__code", "code")),
        Ordering(key="code", title=Words("id", "编号"), by=("code",)),
        *_BY_TITLE,
        Ordering(key="seats", title=Words("seats", "名额"), by=("seats",)),
    ),
    search=("search", "host__search", "place__search"),
    filters=(
        _BY_STATE,
        _BY_KIND,
        Filter(key="direction", title=Words("direction", "方向"), options=DIRECTION.options),
        Filter(
            key="late",
            title=_LATE,
            options={"yes": Words("yes", "是"), "no": Words("no", "否")},
            narrow=_late,
        ),
    ),
    bulk=(
        Bulk(
            key="accept",
            title=Words("Accept", "受理"),
            url=bulk_url("registers:orders_accept"),
            permission="orders.check",
        ),
        Bulk(
            key="change",
            title=Words("Change one field of all chosen", "修改所选各项的同一字段"),
            url=bulk_url("registers:orders_change"),
            permission="orders.write",
        ),
    ),
    table=ORDERS,
    nothing=Words(
        "Hosts write what they need here. An order can be copied from the last cohort or imported.",
        "接收单位在此填写需求，可从上一批次复制，也可导入。",
    ),
)
OFFER_LIST = Listing(
    key="registers.offers",
    title=Words("Offers", "供给"),
    columns=(
        Shown(title=Words("offer", "供给"), cell="title", link=address, ordering="pinyin"),
        Shown(title=Words("id", "编号"), cell="code", kind="code", ordering="code"),
        Shown(title=Words("organisation", "单位"), cell="organisation.name", ordering="unit"),
        Shown(
            title=Words("kinds of help", "帮扶类型"),
            cell=lambda each: [ORDER_KIND.options[kind] for kind in each.kinds],
        ),
        Shown(title=Words("how many", "数量"), cell="capacity", kind="number"),
        _STATE,
    ),
    orderings=(
        Ordering(key="unit", title=Words("unit", "单位"), by=("organisation__code", "code")),
        Ordering(key="code", title=Words("id", "编号"), by=("code",)),
        *_BY_TITLE,
    ),
    search=("search", "organisation__search"),
    filters=(_BY_STATE,),
    bulk=(
        Bulk(
            key="accept",
            title=Words("Accept", "受理"),
            url=bulk_url("registers:offers_accept"),
            permission="orders.check",
        ),
        Bulk(
            key="change",
            title=Words("Change one field of all chosen", "修改所选各项的同一字段"),
            url=bulk_url("registers:offers_change"),
            permission="offers.write",
        ),
    ),
    table=OFFERS,
    nothing=Words("Home organisations say here what they can give.", "派出单位在此填写可提供的帮扶。"),
)
_NEED_STATES = {
    "open": Words("open", "待解决"),
    "ordered": Words("became an order", "已成订单"),
    "dropped": Words("no longer wanted", "不再需要"),
}
SOURCE_WORDS = {
    "unfilled": Words("seats that stayed empty", "未满名额"),
    "desk": Words("the response desk", "诉求办理"),
    "profile": Words("the profile of the place", "地区概况"),
    "written": Words("written by an officer", "经办人填写"),
}


def need_list(cohort: Cohort) -> Listing:
    """The list of needs, on a page of this cohort."""

    def link(need: Need) -> str:
        return cohort_url("registers:need", cohort, need.pk)

    return Listing(
        key="registers.needs",
        title=Words("Needs", "需要"),
        columns=(
            Shown(title=Words("need", "需要"), cell="title", link=link),
            Shown(title=Words("host organisation", "接收单位"), cell="host.name", ordering="unit"),
            Shown(title=Words("comes from", "来源"), cell=lambda each: SOURCE_WORDS[each.source]),
            Shown(title=Words("kind", "类型"), cell=lambda each: ORDER_KIND.options[each.kind]),
            Shown(title=Words("seats", "名额"), cell="seats", kind="number"),
            Shown(
                title=Words("state", "状态"),
                cell=lambda each: _NEED_STATES[each.state],
                chip=lambda each: CHIPS[each.state],
            ),
        ),
        orderings=(
            Ordering(key="unit", title=Words("unit", "单位"), by=("host__code", "pk")),
            Ordering(key="newest", title=Words("newest first", "最新在前"), by=("-pk",)),
        ),
        search=("search", "host__search", "place__search"),
        filters=(
            Filter(
                key="state",
                title=Words("state", "状态"),
                options={key: _NEED_STATES[key] for key, _ in STATES_OF_NEEDS},
            ),
            Filter(
                key="source",
                title=Words("comes from", "来源"),
                options={key: SOURCE_WORDS[key] for key, _ in SOURCES},
            ),
            _BY_KIND,
        ),
        nothing=Words(
            "What stayed empty in a plan, what the desk keeps seeing and what profiles say stands here.",
            "未满名额、诉求中反复出现的问题和地区概况中的需要会列在这里。",
        ),
    )


def profile_list(cohort: Cohort) -> Listing:
    """The list of profiles, on a page of this cohort."""

    def link(profile: PlaceProfile) -> str:
        return cohort_url("registers:place", cohort, profile.place.code)

    return Listing(
        key="registers.profiles",
        title=Words("Places", "地区概况"),
        columns=(
            Shown(title=Words("place", "地区"), cell="place.name", link=link, ordering="unit"),
            Shown(title=Words("county speciality", "一县一业"), cell="speciality"),
            Shown(title=Words("kept by", "维护单位"), cell="keeper.name"),
        ),
        orderings=(
            Ordering(key="unit", title=Words("order of places", "地区顺序"), by=("place__code",)),
            Ordering(key="pinyin", title=Words("pinyin", "拼音"), by=("place__by_pinyin",)),
        ),
        search=("search", "place__search"),
        nothing=Words("Each county introduces itself here.", "各县在此介绍自己。"),
    )
