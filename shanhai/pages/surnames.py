"""Surnames that are read otherwise than the same character elsewhere; where two readings are borne, both."""

SURNAMES: dict[str, tuple[str, ...]] = {
    "万俟": ("mo4 qi2",), "尉迟": ("yu4 chi2",), "单于": ("chan2 yu2",), "令狐": ("ling2 hu2",),
    "澹台": ("tan2 tai2",), "曾": ("zeng1",), "解": ("xie4",), "单": ("shan4",), "翟": ("zhai2",),
    "仇": ("qiu2",), "区": ("ou1",), "查": ("zha1",), "朴": ("piao2",), "任": ("ren2",), "华": ("hua4",),
    "盖": ("ge3", "gai4"), "宁": ("ning4",), "员": ("yun4",), "乐": ("yue4", "le4"), "召": ("shao4",),
    "黑": ("he4",), "秘": ("bi4",), "折": ("she2",), "缪": ("miao4",), "种": ("chong2",),
    "祭": ("zhai4",), "那": ("na1",), "洗": ("xian3",), "覃": ("qin2", "tan2"), "哈": ("ha3",),
    "燕": ("yan1",), "阚": ("kan4",), "宓": ("mi4", "fu2"), "隗": ("wei3", "kui2"), "句": ("gou1",),
    "过": ("guo1",), "占": ("zhan1",), "纪": ("ji3", "ji4"), "柏": ("bai3", "bo2"), "么": ("yao1",),
    "牟": ("mu4", "mou2"), "卜": ("bu3",), "撒": ("sa4",), "郗": ("xi1", "chi1"),
    "谌": ("chen2", "shen4"), "郇": ("xun2", "huan2"), "能": ("nai4",), "葛": ("ge3",), "繁": ("po2",),
    "重": ("chong2",), "薄": ("bo2",), "佴": ("nai4",), "干": ("gan1",), "适": ("kuo4",),
    "相": ("xiang4",), "乜": ("nie4",),
}  # fmt: skip
