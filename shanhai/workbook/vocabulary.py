"""The engine's words as people say them: directions, kinds of orders, criteria, rules and their strengths."""

from __future__ import annotations

from shanhai.matching.groups import EACH_ORDERS, EACH_PEOPLE
from shanhai.sheets import Words
from shanhai.sheets.kinds import Choice

DIRECTION = Choice(
    {"down": Words("down", "下派"), "up": Words("up", "上挂"), "across": Words("across", "横向")},
    {"向下": "down", "向上": "up", "平级": "across", "下沉": "down"},
)
ORDER_KIND = Choice(
    {
        "post": Words("post", "挂职岗位"),
        "part_time": Words("part-time", "兼职帮扶"),
        "liaison": Words("liaison", "助企联络"),
        "challenge": Words("challenge", "揭榜"),
    },
    {"岗位": "post", "挂职": "post", "周末人才": "part_time", "兼职": "part_time", "联络": "liaison"},
)
STRENGTH = Choice(
    {"hard": Words("hard", "硬性"), "elastic": Words("elastic", "弹性"), "priced": Words("priced", "计价")},
    {"必须": "hard", "刚性": "hard", "尽量": "elastic"},
)
CRITERION = Choice(
    {
        "expertise": Words("expertise", "专长"),
        "industry": Words("industry", "行业"),
        "level": Words("level", "职级"),
        "organisation_kind": Words("kind of organisation", "单位类型"),
        "person_wishes": Words("wishes of the person", "个人志愿"),
        "host_wishes": Words("wishes of the host", "接收单位意向"),
        "travel": Words("travel", "路程"),
        "experience": Words("experience", "工作年限"),
        "given": Words("given points", "指定分值"),
        "qualified": Words("qualifications (required)", "资格（必备）"),
        "level_range": Words("level range (required)", "职级范围（必备）"),
        "dates": Words("dates (required)", "时间（必备）"),
        "direction": Words("direction (required)", "方向（必备）"),
        "recused": Words("recusal (required)", "回避（必备）"),
    },
    {"资格": "qualified", "职级范围": "level_range", "时间": "dates", "方向": "direction", "回避": "recused"},
)
RULE = Choice(
    {
        "at_most": Words("at most", "至多"),
        "at_least": Words("at least", "至少"),
        "mix": Words("mix", "比例"),
        "balance": Words("balance", "进出平衡"),
        "floor": Words("floor", "留底"),
        "budget": Words("budget", "总量"),
        "team": Words("team", "团队"),
        "pin": Words("pin", "指定"),
        "ban": Words("ban", "禁止"),
        "order_minimum": Words("minimum per order", "订单下限"),
    },
    {"不超过": "at_most", "不少于": "at_least", "预算": "budget"},
)
EACH_WORDS = {
    "person": Words("person", "人员"),
    "home": Words("home organisation", "派出单位"),
    "home_kind": Words("home kind", "派出单位类型"),
    "home_place": Words("home place", "派出地"),
    "native": Words("native place", "籍贯地"),
    "level": Words("level", "职级"),
    "industry": Words("industry", "行业"),
    "order": Words("order", "订单"),
    "host": Words("host organisation", "接收单位"),
    "host_kind": Words("host kind", "接收单位类型"),
    "place": Words("place", "接收地"),
    "tier": Words("tier", "优先级"),
    "kind": Words("order kind", "订单类型"),
    "direction": Words("direction", "方向"),
}
EACH = Choice({each: EACH_WORDS[each] for each in dict.fromkeys((*EACH_PEOPLE, *EACH_ORDERS))})
TOGETHER = Choice(
    {
        "order": Words("same order", "同一订单"),
        "place": Words("same place", "同一地"),
        "host": Words("same host", "同一接收单位"),
    }
)
PER = Choice(
    {
        "placement": Words("placement", "每人次"),
        "km": Words("kilometre", "公里"),
        "given": Words("listed amounts", "所列数额"),
    }
)
BASIS = Choice({"home": Words("home organisation", "派出单位"), "native": Words("native place", "籍贯地")})
FAIR_OVER = Choice({"place": Words("place", "接收地"), "host": Words("host organisation", "接收单位")})
