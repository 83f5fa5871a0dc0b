"""The registers' tables: the workbook's orders, with offers, needs and profiles beside them."""

from __future__ import annotations

from datetime import date

from shanhai.programme.rows import Mapped
from shanhai.registers.models import Need, Offer, Order, PlaceProfile
from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Integer, ListOf, Month, Text
from shanhai.workbook.cells import Asked, Held, Id
from shanhai.workbook.tables import ORDERS
from shanhai.workbook.tables.columns import NOTE, WORDS, id_column, name_column
from shanhai.workbook.vocabulary import DIRECTION, ORDER_KIND

_INDUSTRY = Column(
    key="industry", header=Words("industry", "行业"), kind=Id(), aliases=("行业代码",), example="A0412"
)
_QUALIFICATIONS = Column(
    key="qualifications",
    header=Words("qualifications", "资格"),
    kind=WORDS,
    example=("执业医师",),
    aliases=("资格证书",),
    width=22,
)
_HOST = Column(
    key="host",
    header=Words("host organisation", "接收单位"),
    kind=Id(),
    refers="organisations",
    required=True,
    example="U202",
    note=Words("Id or name of the organisation.", "单位编号或名称。"),
)
_PLACE = Column(
    key="place",
    header=Words("place", "接收地"),
    kind=Id(),
    refers="places",
    aliases=("所在地",),
    note=Words("Empty: where the host is.", "空：接收单位所在地。"),
)

OFFERS = Table(
    key="offers",
    title=Words("offers", "供给"),
    aliases=("供给清单", "可提供帮扶"),
    note=Words("What units and people can give, one offer a row.", "单位或个人可提供的帮扶，每项一行。"),
    columns=(
        id_column(Words("offer id", "供给编号"), "G012", "编号"),
        name_column(Words("title", "供给名称"), "近海养殖病害防治", "name", "名称"),
        Column(
            key="organisation",
            header=Words("organisation", "单位"),
            kind=Id(),
            refers="organisations",
            aliases=("提供单位",),
            example="U031",
            note=Words("Id or name of the organisation.", "单位编号或名称。"),
        ),
        Column(
            key="person",
            header=Words("person", "人员"),
            kind=Id(),
            refers="people",
            aliases=("提供人",),
            note=Words("Empty: the unit as such.", "空：以单位名义提供。"),
        ),
        Column(
            key="kinds",
            header=Words("kinds of help", "帮扶类型"),
            kind=ListOf(ORDER_KIND, repeats=True),
            example=("part_time", "liaison"),
            aliases=("类型",),
            width=22,
            note=Words("Empty: any kind.", "空：类型不限。"),
        ),
        Column(
            key="directions",
            header=Words("directions", "方向"),
            kind=ListOf(DIRECTION, repeats=True),
            note=Words("Empty: any direction.", "空：方向不限。"),
        ),
        Column(
            key="capacity",
            header=Words("how many", "数量"),
            kind=Integer(1, 1_000),
            example=2,
            width=8,
            note=Words("Orders that can be answered at once; empty means 1.", "可同时承接的订单数；空即 1。"),
        ),
        _INDUSTRY,
        Column(
            key="start",
            header=Words("free from", "可派起始"),
            kind=Month(),
            example=date(2022, 7, 1),
            width=12,
        ),
        Column(
            key="end",
            header=Words("free until", "可派截止"),
            kind=Month(),
            example=date(2024, 6, 1),
            width=12,
        ),
        Column(
            key="expertise",
            header=Words("expertise", "专长"),
            kind=ListOf(Held()),
            width=34,
            example=(("K0301", 4, True),),
        ),
        _QUALIFICATIONS,
        NOTE,
    ),
)

NEEDS = Table(
    key="needs",
    title=Words("needs", "需要"),
    note=Words("What places lack and no order answers yet.", "尚无订单回应的需要。"),
    columns=(
        Column(
            key="name",
            header=Words("title", "名称"),
            kind=Text(most=200),
            required=True,
            example="乡村规划师",
            width=24,
        ),
        _HOST,
        _PLACE,
        Column(key="kind", header=Words("kind", "类型"), kind=ORDER_KIND, example="post"),
        Column(key="seats", header=Words("seats", "名额"), kind=Integer(1, 100_000), example=1, width=8),
        _INDUSTRY,
        Column(
            key="asks",
            header=Words("expertise asked for", "所需专长"),
            kind=ListOf(Asked()),
            width=34,
            example=(("K0511", 5),),
        ),
        _QUALIFICATIONS,
        NOTE,
    ),
)

PROFILES = Table(
    key="profiles",
    title=Words("profiles", "地区概况"),
    columns=(
        Column(
            key="speciality", header=Words("county speciality", "一县一业"), kind=Text(most=200), width=30
        ),
        Column(
            key="industries",
            header=Words("industries", "行业"),
            kind=WORDS,
            note=Words("Codes of the list of industries.", "行业目录中的代码。"),
        ),
        Column(key="needs", header=Words("what it needs", "发展需要"), kind=Text(most=4_000), width=40),
        Column(
            key="history",
            header=Words("what came of earlier cohorts", "历次成效"),
            kind=Text(most=4_000),
            width=40,
        ),
    ),
)

_CALLED = {"id": "code", "name": "title"}
ORDER_ROWS = Mapped(ORDERS, Order, _CALLED)
OFFER_ROWS = Mapped(OFFERS, Offer, _CALLED)
NEED_ROWS = Mapped(NEEDS, Need, _CALLED)
PROFILE_ROWS = Mapped(PROFILES, PlaceProfile)
