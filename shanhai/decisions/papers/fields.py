"""What a letter's template may name, and what each field says."""

from __future__ import annotations

from shanhai.sheets import Words

_OF_ALL: dict[str, Words] = {
    "programme": Words("name of the programme", "工程名称"),
    "cohort": Words("name of the cohort", "批次名称"),
    "authority": Words("who answers for the list", "公示责任单位"),
    "contact": Words("whom to ask", "咨询方式"),
    "date": Words("date of the letter", "函件日期"),
    "fingerprint": Words("fingerprint of what was signed", "所签署的指纹"),
}
_OF_A_PERSON: dict[str, Words] = {
    "name": Words("name of the person", "姓名"),
    "home": Words("home organisation", "派出单位"),
    "host": Words("host organisation", "接收单位"),
    "order": Words("post", "岗位"),
    "start": Words("first month", "起始月"),
    "end": Words("last month", "截止月"),
    "explanation": Words("why here: the explanation in sentences", "安排说明"),
}
_OF_A_UNIT: dict[str, Words] = {
    "unit": Words("name of the organisation", "单位名称"),
    "count": Words("how many people the letter is about", "人数"),
    "people": Words("the people, a line each", "人员名单（每人一行）"),
}
#: kind of letter → field → what it says.
FIELDS: dict[str, dict[str, Words]] = {
    "person": _OF_A_PERSON | _OF_ALL,
    "home": _OF_A_UNIT | _OF_ALL,
    "host": _OF_A_UNIT | _OF_ALL,
}
