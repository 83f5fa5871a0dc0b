"""The sample's response desk: what was reported in 2021 and what came of it. All of it is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from shanhai.desk import actions, queries
from shanhai.desk.models import Day, Request
from shanhai.haiyue.geography import programme_counties
from shanhai.programme.models import Account, Organisation, RoleHeld
from shanhai.programme.trail import writing
from shanhai.website.sample.accounts import CLERK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.desk.models import Topic
    from shanhai.programme.models import Person, Place, Programme

REQUESTS = 72
#: code, name, what belongs there, difficulties, and how they were solved.
TOPICS = (
    (
        "T01",
        "水产养殖",
        "鱼、虾、贝病害与水质",
        (
            "鱼塘水质浑浊、连续死鱼，请派人检测。",
            "网箱养殖密度怎么定，请专家指导。",
        ),
        "已到塘取样化验，换水增氧，三日后复查正常。",
    ),
    (
        "T02",
        "病虫害防治",
        "果树、茶叶和大田作物",
        (
            "杨梅树叶发黄落果，看不出是什么病。",
            "茶园小绿叶蝉成灾，常用药不见效。",
        ),
        "植保专家现场诊断，已给出用药和修剪方案。",
    ),
    (
        "T03",
        "农产品销路",
        "滞销、电商、品牌",
        (
            "今年枇杷丰收，合作社还有二十吨卖不出去。",
            "想上电商平台，不会做详情页和客服。",
        ),
        "已对接两家采购商和平台运营团队。",
    ),
    (
        "T04",
        "医疗卫生",
        "设备、人手、转诊",
        (
            "卫生院彩超没人会操作，机器一直闲着。",
            "夜间急诊只有一名医生，转诊联系不上。",
        ),
        "省医院派人带教两周，并开通转诊专线。",
    ),
    (
        "T05",
        "教育教学",
        "师资、课程、设备",
        (
            "山区小学没有英语老师，一至四年级开不了课。",
            "实验室器材损坏，做不了分组实验。",
        ),
        "已安排远程课堂，每周两次，并调拨器材。",
    ),
    (
        "T06",
        "项目与融资",
        "立项、贷款、担保",
        (
            "民宿改造贷款审批了三个月还没有结果。",
            "园区污水管网缺口资金，不知向哪里申报。",
        ),
        "已与银行对接，补齐材料后放款。",
    ),
    (
        "T07",
        "用电用水",
        "停电、电压、供水",
        (
            "岛上旺季电压低，冷库经常跳闸。",
            "村里自来水经常发黄，过滤池坏了。",
        ),
        "已增容变压器，更换滤料。",
    ),
    (
        "T08",
        "数字化",
        "系统、网络、数据",
        (
            "村务系统登录不上，报表填不了。",
            "冷链温度数据传不到平台。",
        ),
        "远程排查后恢复，已培训两名管理员。",
    ),
    (
        "T09",
        "生活保障",
        "住房、就餐、通勤",
        (
            "宿舍热水器坏了两周没人修。",
            "周末没有班船，回不了家。",
        ),
        "已修好，并协调加开周日班船。",
    ),
)
_CANNOT = "经核实，今年没有相应的项目和编制，已列入明年计划建议。"
_ZONE = ZoneInfo("Asia/Shanghai")
_START = date(2021, 9, 6)
#: Invented like everything here, though it looks like public holidays. An office imports the real ones.
_HOLIDAYS = {
    "元旦": ("2021-01-01", "2022-01-01", "2022-01-03", "2023-01-02"),
    "春节": ("2022-01-31", "2022-02-01", "2022-02-02", "2022-02-03", "2022-02-04"),
    "清明节": ("2022-04-04", "2022-04-05"),
    "劳动节": ("2022-05-02", "2022-05-03", "2022-05-04"),
    "端午节": ("2022-06-03",),
    "中秋节": ("2021-09-20", "2021-09-21", "2022-09-12"),
    "国庆节": (
        *(f"2021-10-0{day}" for day in range(1, 8)),
        *(f"2022-10-0{day}" for day in range(1, 8)),
    ),
}
_WORKED = ("2021-09-18", "2021-09-26", "2021-10-09", "2022-01-29", "2022-01-30", "2022-04-02", "2022-04-24",
           "2022-05-07", "2022-10-08", "2022-10-09")  # fmt: skip


@dataclass(frozen=True)
class _Desk:
    """Whom and what the desk of the sample works with."""

    programme: Programme
    office: Account
    clerk: Account
    topics: Mapping[str, Topic]
    askers: Sequence[Account]
    places: Sequence[Place]


def fill_desk(
    programme: Programme,
    accounts: Mapping[str, Account],
    organisations: Mapping[str, Organisation],
    places: Mapping[str, Place],
    people: Mapping[str, Person],
) -> None:
    """The calendar, topics, what units can give, a year of requests, and some of today."""
    write_calendar(programme)
    topics = {
        code: actions.write_topic(
            by=accounts["office"], programme=programme, values={"code": code, "name": name, "hint": hint}
        )
        for code, name, hint, *_ in TOPICS
    }
    say_what_units_can_give(programme, accounts["office"], organisations)
    counties = [places[county.id] for county in programme_counties()]
    askers = _accounts_of(programme, people)
    desk = _Desk(programme, accounts["office"], accounts[CLERK], topics, askers, counties)
    for number in range(REQUESTS):
        _Story(desk, number).tell()
    _today(desk, accounts["secondee"])
    _learn(desk)


def write_calendar(programme: Programme) -> None:
    """The days off of the sample's years, invented like the rest of it."""
    rows = [(day, "holiday", f"{name}（虚构）") for name, days in _HOLIDAYS.items() for day in days]
    rows += [(day, "working", "调休（虚构）") for day in _WORKED]
    known = {date.fromisoformat(day): (kind, name) for day, kind, name in rows}
    this = timezone.localdate().year
    for year in (this, this + 1):
        known.setdefault(date(year, 1, 1), ("holiday", "元旦（虚构）"))
    with writing(by=None, action="desk.calendar", reason="虚构样例 · invented sample") as write:
        write.save_all(
            [
                Day(programme=programme, day=day, kind=kind, name=name)
                for day, (kind, name) in sorted(known.items())
            ]
        )


def say_what_units_can_give(
    programme: Programme, office: Account, organisations: Mapping[str, Organisation]
) -> None:
    """The counties take what is near, provincial units what they know best."""
    every = [code for code, *_ in TOPICS]
    tops = sorted(code for code, each in organisations.items() if each.parent_id is None)
    for number, code in enumerate(tops):
        unit = organisations[code]
        is_county = unit.place is not None and unit.place.kind == "county"
        chosen = ["T07", "T09"] if is_county else [every[(number + step) % 9] for step in (0, 3, 5)]
        if code == "U042":
            chosen = ["T01", "T02", "T05"]
        actions.write_competence(
            by=office,
            programme=programme,
            values={
                "unit": unit,
                "topics": chosen,
                "places": [unit.place.code] if is_county else [],
                "capacity": 8 if is_county else 30,
            },
        )


def _accounts_of(programme: Programme, people: Mapping[str, Person]) -> list[Account]:
    """Twelve of those who were away in 2021 have accounts, with which nobody can sign in."""
    made = []
    with writing(by=None, action="sample.fill", reason="虚构样例 · invented sample") as write:
        for number, person in enumerate(list(people.values())[:12], start=1):
            if person.account is not None:
                made.append(person.account)
                continue
            account = Account(username=f"sample-2021-{number:02d}", name=person.name)
            account.set_unusable_password()
            write.save(account)
            write.save(RoleHeld(account=account, role="secondee", programme=programme))
            person.account = account
            write.save(person)
            made.append(account)
    return made


class _Story:
    """One request of the past year, and what came of it."""

    def __init__(self, desk: _Desk, number: int) -> None:
        self.desk, self.number = desk, number
        self.day = _START + timedelta(days=number * 4)
        self.asker = desk.askers[number % len(desk.askers)]
        self.code, _, _, difficulties, self.solution = TOPICS[number % len(TOPICS)]
        self.place = desk.places[(number * 7) % len(desk.places)]
        self.text = f"{self.place.name}：{difficulties[number % len(difficulties)]}"

    def tell(self) -> None:
        """Reported, routed by the engine, and then as its number says."""
        self.request = self._reported(self.asker)
        actions.route_waiting(by=self.desk.office, programme=self.desk.programme, at=self._at(17))
        self.request.refresh_from_db()
        if self.request.unit is None:
            return
        special = _SPECIAL.get(self.number)
        (special or _USUAL[self.number % len(_USUAL)])(self)

    def _reported(self, asker: Account) -> Request:
        said = actions.Said(
            text=self.text,
            topic=self.desk.topics[self.code],
            place=self.place,
            is_urgent=self.number % 18 == 7,
        )
        return actions.report(by=asker, programme=self.desk.programme, said=said, at=self._at(9))

    def _at(self, hour: int, days: int = 0) -> datetime:
        return datetime.combine(self.day + timedelta(days=days), time(hour), tzinfo=_ZONE)

    def take(self, days: int, name: str, text: str = "", *, by: Account | None = None, **named: Any) -> None:
        """The unit takes a step, so many days later."""
        by = by or self.desk.clerk
        self.request = actions.take(
            by=by, request=self.request, name=name, text=text, at=self._at(10, days), **named
        )

    def confirm(self, days: int) -> None:
        """The asker says that it is settled."""
        self.take(days, "confirm", by=self.asker)

    # What can come of it.

    def is_solved(self) -> None:
        """Answered, solved, confirmed."""
        self.take(1, "take_on")
        self.take(2, "answer", "已收到，安排人员本周到现场。")
        self.take(7, "solve", self.solution)
        self.confirm(9)

    def is_answered(self) -> None:
        """The answer was all that was wanted."""
        self.take(1, "take_on")
        self.take(3, "answer", self.solution)
        self.confirm(4)

    def cannot_be_solved(self) -> None:
        """It says why, and the asker takes note."""
        self.take(2, "take_on")
        self.take(5, "cannot", _CANNOT)
        self.confirm(8)

    def waits(self) -> None:
        """On hold with a reason and a day, then solved."""
        self.take(1, "take_on")
        until = self.day + timedelta(days=14)
        self.take(3, "hold", "等设备到货后安装。", until=until)
        self.take(14, "resume")
        self.take(16, "solve", self.solution)
        self.confirm(18)

    def is_handed_over(self) -> None:
        """The unit hands it to one that knows better."""
        self.take(1, "take_on")
        others = sorted(each.code for each in queries.units_to_choose(self.request))
        if others:
            other = Organisation.objects.get(code=others[0])
            self.take(2, "hand_over", "该事项由更专业的单位办理。", unit=other)
            self.take(3, "take_on")
        self.take(6, "solve", self.solution)
        self.confirm(7)

    def comes_back(self) -> None:
        """Said to be solved, and was not."""
        self.take(1, "take_on")
        self.take(4, "solve", "已电话指导。")
        self.take(6, "reopen", "照做了，还是不行，请到现场看看。", by=self.asker)
        self.take(7, "take_on")
        self.take(10, "solve", self.solution)
        self.confirm(12)

    def is_asked_again(self) -> None:
        """The unit asks for what was said already; it counts."""
        self.take(1, "take_on")
        self.request = actions.ask(
            by=self.desk.clerk,
            request=self.request,
            text="请问在哪个县？",
            asks_for="place",
            knowing=True,
            at=self._at(10, 2),
        )
        self.take(3, "tell_more", "地点已在诉求中写明。", by=self.asker)
        self.take(6, "solve", self.solution)
        self.confirm(7)

    def is_escalated(self) -> None:
        """Nobody moves until the clock does."""
        self.take(12, "escalate", by=self.desk.office)
        self.take(13, "take_on")
        self.take(15, "solve", self.solution)
        self.confirm(16)

    def is_reported_twice(self) -> None:
        """Somebody else reports the same: put together, and both confirm."""
        self.take(1, "take_on")
        other = self.desk.askers[(self.number + 5) % len(self.desk.askers)]
        second = self._reported(other)
        self.request = actions.merge(
            by=self.desk.office, request=second, into=self.request, at=self._at(10, 2)
        )
        self.take(6, "solve", self.solution)
        self.confirm(7)
        self.take(8, "confirm", by=other)

    def stays_silent(self) -> None:
        """The asker never says a word: closed, and not counted as confirmed."""
        self.take(1, "take_on")
        self.take(4, "solve", self.solution)
        self.take(24, "lapse", by=self.desk.office)


_USUAL = (
    _Story.is_solved, _Story.is_solved, _Story.is_answered, _Story.is_solved, _Story.waits,
    _Story.is_solved, _Story.cannot_be_solved, _Story.is_solved, _Story.is_handed_over, _Story.is_solved,
)  # fmt: skip
_SPECIAL = {
    11: _Story.comes_back,
    20: _Story.is_asked_again,
    30: _Story.is_escalated,
    40: _Story.is_reported_twice,
    50: _Story.stays_silent,
    61: _Story.comes_back,
}


def _today(desk: _Desk, secondee: Account) -> None:
    """What is going on now: the demo secondee waits for one answer and has another to confirm."""
    for number, (code, text, steps) in enumerate(
        (
            ("T01", "合作社的鱼塘水质浑浊，请派人检测。", ("take_on", "solve")),
            ("T02", "试验田的茶苗叶片发黄，想请植保专家看看。", ("take_on",)),
            ("", "宿舍楼下夜间施工，睡不好，不知道该找谁。", ()),
        )
    ):
        said = actions.Said(text=text, topic=desk.topics.get(code), place=desk.places[number])
        request = actions.report(by=secondee, programme=desk.programme, said=said)
        actions.route_waiting(by=desk.office, programme=desk.programme)
        for step in steps:
            request = actions.take(by=desk.clerk, request=request, name=step, text="已到现场处理。")


def _learn(desk: _Desk) -> None:
    """Some of what was solved is written down for others, and published."""
    solved = Request.objects.filter(programme=desk.programme, state="confirmed", outcome="solved")
    for request in solved.exclude(topic=None).order_by("pk")[:6]:
        draft = actions.draft_of(request)
        if draft["solution"]:
            lesson = actions.write_lesson(
                by=desk.office, programme=desk.programme, topic=request.topic, source=request, **draft
            )
            actions.publish_lesson(by=desk.office, lesson=lesson)
