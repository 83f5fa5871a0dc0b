"""Invented names of people: a family name and one or two characters, every one different from the others."""

from __future__ import annotations

from shanhai.haiyue.chance import Chance

# Family names with how common they are.
FAMILY_NAMES = (
    "王:9 李:9 张:8 刘:6 陈:8 杨:5 黄:5 赵:4 吴:5 周:5 徐:5 孙:4 马:2 朱:4 胡:4 郭:3 何:4 林:5 高:3 罗:3 郑:4 梁:3 谢:3 宋:3 唐:2 "
    "许:3 韩:2 冯:3 邓:2 曹:2 彭:2 曾:2 肖:2 田:2 董:2 潘:3 袁:2 蔡:3 蒋:3 余:3 于:2 杜:2 叶:4 程:3 魏:2 苏:2 吕:2 丁:2 任:2 卢:3 "
    "姚:3 沈:4 钟:2 姜:2 崔:1 谭:1 陆:3 汪:3 范:2 金:3 石:1 廖:1 贾:1 夏:2 韦:1 付:1 方:3 白:1 邹:2 孟:1 熊:1 秦:2 邱:2 江:2 尹:1 "
    "薛:1 闫:1 段:1 雷:1 侯:1 龙:1 史:1 陶:2 黎:1 贺:1 顾:2 毛:2 郝:1 龚:1 邵:2 万:1 钱:2 严:2 应:2 洪:2 虞:1 竺:1 柯:1 戚:1 励:1 "
    "屠:1 楼:2 翁:1 娄:1 鲍:1 俞:3 童:2 骆:1 缪:1 章:3 裘:1 滕:1 欧阳:1 诸葛:1"
)

# Characters for the first and for the last place of a given name.
FIRST = (
    "安 伯 博 晨 承 春 丹 德 冬 方 凤 光 桂 国 海 瀚 浩 宏 鸿 慧 佳 家 嘉 建 洁 金 锦 静 君 可 立 丽 林 美 梦 敏 明 楠 宁 培 启 巧 庆 秋 如 瑞 若 "
    "少 绍 诗 世 淑 舒 树 思 素 天 庭 婉 维 文 雯 希 贤 向 小 晓 心 新 秀 旭 学 雪 雅 彦 一 怡 以 亦 奕 益 映 永 雨 玉 裕 元 远 月 云 泽 兆 振 正 之 志 智 忠 子 宗"
)
LAST = (
    "彬 斌 波 才 超 诚 川 丹 东 栋 芳 飞 芬 峰 锋 刚 光 桂 国 海 涵 航 豪 和 恒 红 虹 洪 辉 慧 洁 进 静 娟 军 君 钧 凯 康 兰 蕾 莉 丽 良 琳 玲 "
    "凌 龙 露 璐 梅 民 敏 明 楠 宁 平 萍 琪 强 青 晴 然 仁 荣 蓉 锐 瑞 山 生 涛 腾 婷 婉 伟 炜 霞 翔 欣 鑫 星 旭 轩 雪 雅 岩 燕 阳 洋 瑶 怡 毅 "
    "莹 颖 勇 宇 玉 远 月 云 泽 珍 哲 舟"
)


def people_names(count: int, key: str = "names") -> list[str]:
    """So many names, all different, the same for the same key."""
    chance = Chance("people", key)
    family = [(word.split(":")[0], int(word.split(":")[1])) for word in FAMILY_NAMES.split()]
    first, last = FIRST.split(), LAST.split()
    taken: dict[str, None] = {}
    while len(taken) < count:
        beginning, end = chance.pick(first), chance.pick(last)
        given = end if chance.happens(16) or beginning == end else beginning + end
        taken.setdefault(chance.weighted(family) + given)
    return list(taken)
