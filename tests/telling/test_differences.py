from dataclasses import replace

from shanhai.matching.result import Conflict, Loss, Result, RuleReport
from shanhai.matching.whatif import Difference
from shanhai.telling.differences import difference_sentences, move_lines, moves_title
from tests.telling.cast import ENGLISH, HANS, result


def _difference(after: Result | None = None, **changes: object) -> Difference:
    made: dict[str, object] = {
        "loss": Loss("seats-1", 1, True),
        "stages": {"seats-1": (2, 1), "fit": (100_000, 108_000)},
        "moved": (("lin", ("plan",), ()), ("an", (), ("plan", "guide"))),
        "touched": ("release",),
        "hurt": "lin",
        "hurt_by": 88_000,
    } | changes
    return Difference(before=result(), after=after or result(), **made)  # type: ignore[arg-type]


def test_the_first_stage_that_differs_stands_first() -> None:
    bent = replace(result(), rules=(RuleReport("release", 2, True),))
    assert difference_sentences(_difference(bent), ENGLISH) == [
        "The whole loses 1 seat of priority 1, and in later stages gains 0.08 of fit.",
        "Rules touched: the rule “各单位最多两人” (bent by 0 before, by 2 now).",
        "Hardest hit is 林舒, who is left without a place (fit 0.88 until now).",
    ]
    moved = _difference(moved=(("lin", ("plan",), ("guide",)),))
    assert difference_sentences(moved, ENGLISH)[-1] == "Hardest hit is 林舒, whose fit falls by 0.88."
    gains = _difference(stages={"seats-1": (1, 2), "fit": (108_000, 100_000)}, touched=(), hurt="")
    assert difference_sentences(gains, HANS) == [
        "整体改善：第 1 优先级名额 1 个；其后各步损失：匹配度 0.08。"
    ]


def test_a_change_that_changes_nothing_says_so() -> None:
    nothing = _difference(stages={"fit": (5, 5)}, moved=(), touched=(), hurt="")
    assert difference_sentences(nothing, ENGLISH) == ["The whole neither loses nor gains."]
    assert moves_title(nothing, ENGLISH) == "Nobody moves."


def test_everybody_who_moves_is_listed() -> None:
    assert moves_title(_difference(), ENGLISH) == "2 people move:"
    assert move_lines(_difference(), HANS) == ["林舒：规划师 → 未安排", "安 <b>：未安排 → 规划师和旅游顾问"]


def test_a_change_that_makes_a_conflict_says_so_first() -> None:
    torn = result(status="conflict", conflict=Conflict(("release", "pin"), {"release": 1}, 1))
    told = difference_sentences(_difference(torn), ENGLISH)
    assert told[0] == "With this change the rules cannot all hold."
    assert "none of them can be left out of the list" in " ".join(told)
