"""Single terms: what the engine calls by a code, as people call it."""

from __future__ import annotations

from shanhai.sheets.words import Words

CRITERIA = {
    "expertise": Words("expertise", "专业专长"),
    "industry": Words("industry", "行业"),
    "level": Words("level", "职级"),
    "organisation_kind": Words("kind of organisation", "单位类别"),
    "person_wishes": Words("the person's wishes", "本人意愿"),
    "host_wishes": Words("the host's wishes", "接收单位意愿"),
    "travel": Words("travel", "路程"),
    "experience": Words("experience", "工作年限"),
    "given": Words("points given by hand", "人工给分"),
    "qualified": Words("qualifications", "任职资格"),
    "level_range": Words("level range", "职级范围"),
    "dates": Words("dates", "起止时间"),
    "direction": Words("direction", "方向"),
    "recused": Words("recusal", "回避"),
}
DIRECTIONS = {
    "down": Words("down", "下派"),
    "up": Words("up", "上挂"),
    "across": Words("across", "横向"),
    "": Words("no direction", "未定方向"),
}
ORDER_KINDS = {
    "post": Words("post", "岗位"),
    "part_time": Words("part-time help", "兼职帮扶"),
    "liaison": Words("liaison", "助企联络"),
    "challenge": Words("challenge", "揭榜"),
}
STRENGTHS = {
    "hard": Words("hard: must hold", "刚性：必须遵守"),
    "elastic": Words("elastic: bends only when it has to", "弹性：不得已时方可放宽"),
    "priced": Words("priced: may bend at a price in fit", "计价：可按价放宽"),
}
STRENGTHS_SHORT = {
    "hard": Words("hard", "刚性"),
    "elastic": Words("elastic", "弹性"),
    "priced": Words("priced", "计价"),
}
# Attributes by which a rule chooses a group or speaks of each class apart.
ATTRIBUTES = {
    "person": Words("person", "人员"),
    "home": Words("home organisation", "派出单位"),
    "home_kind": Words("kind of home organisation", "派出单位类别"),
    "home_place": Words("place of the home organisation", "派出单位所在地"),
    "native": Words("home place", "籍贯"),
    "level": Words("level", "职级"),
    "direction": Words("direction", "方向"),
    "expertise": Words("expertise", "专业专长"),
    "qualification": Words("qualification", "资格"),
    "industry": Words("industry", "行业"),
    "group": Words("group", "分组"),
    "order": Words("order", "需求订单"),
    "host": Words("host organisation", "接收单位"),
    "host_kind": Words("kind of host organisation", "接收单位类别"),
    "place": Words("place", "地区"),
    "trait": Words("feature of the place", "地区特征"),
    "tier": Words("priority", "优先级"),
    "kind": Words("kind of order", "订单种类"),
    "asks": Words("expertise asked for", "所需专长"),
}
TABLES = {
    "people": Words("Person", "人员"),
    "orders": Words("Order", "需求订单"),
    "organisations": Words("Organisation", "单位"),
    "places": Words("Place", "地区"),
    "expertise": Words("Expertise code", "专长代码"),
    "criteria": Words("Criterion", "匹配指标"),
    "rules": Words("Rule", "规则"),
}
# Kinds of organisations and places, and features of places, that the samples use. Others are shown as typed.
KINDS = {
    "organ": Words("provincial organ", "省级机关"),
    "central": Words("central unit", "中央驻省单位"),
    "enterprise": Words("state enterprise", "国有企业"),
    "university": Words("university", "高校"),
    "institute": Words("institute", "科研院所"),
    "hospital": Words("hospital", "医院"),
    "school": Words("school", "学校"),
    "government": Words("county government", "县级政府"),
    "bureau": Words("county bureau", "县直部门"),
    "park": Words("development zone", "开发区"),
    "firm": Words("firm", "企业"),
    "province": Words("province", "省"),
    "city": Words("city", "设区市"),
    "county": Words("county", "县"),
    "district": Words("district", "区"),
    "mountain": Words("mountain", "山区"),
    "island": Words("island", "海岛"),
}
