"""What the office and the person concerned read of one person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shanhai.matching.answers.explain import Alternative, Fit, Holders, PersonExplained, WishAnswer
from shanhai.matching.answers.shortfall import Lack
from shanhai.matching.result import Loss, Unplaced
from shanhai.telling.answers import Told, need_words, person_text, wish_text
from tests.telling.cast import ENGLISH, HANS, HANT, account

FIT = Fit(85_000, {}, {}, ())
NOBODY = Holders({}, 1, 0)


def _open(loss: Loss, wish: str = "songmen", kind: str = "place") -> WishAnswer:
    return WishAnswer(wish, kind, False, 2, 1, {}, "guide", FIT, NOBODY, loss)


def _explained(*wishes: WishAnswer, unplaced: Unplaced | None = None, person: str = "lin") -> PersonExplained:
    other = Alternative("guide", FIT, Loss("fit", 1_000, False), NOBODY)
    return PersonExplained(person, (), unplaced, wishes, (other,), 3, {})


def test_an_open_wish_is_told_with_its_fit_and_its_price() -> None:
    told = Told(account(), ENGLISH, you=True).wish(_open(Loss("seats-1", 1, True)), 1)
    assert told == (
        "“松门县”, your first wish, would have fitted at 0.85 (“旅游顾问”); "
        "placing you there would leave a seat of priority 1 empty."
    )


def test_a_wish_for_an_order_does_not_name_it_twice() -> None:
    told = Told(account(), ENGLISH).wish(_open(Loss("fit", 3_000, True), "guide", "order"), 2)
    assert told == (
        "“旅游顾问”, their second wish, would have fitted at 0.85; "
        "placing them there would lower the total fit by 0.03."
    )


def test_a_shut_wish_tells_what_it_would_have_taken() -> None:
    lacks = (Lack("qualified", "qualifications", wants="护士"), Lack("level_range", "level", "2", "3-5"))
    answer = WishAnswer("qingxi", "place", False, 2, 0, {"qualified": 2}, "nurse", lacks=lacks)
    assert Told(account(), HANS, you=True).wish(answer, 4) == (
        "您的第 4 志愿“青溪县”不向您开放：2 个缺少所需资格。去“护士”所需：具备护士资格，职级 3-5（现为 2）。"
    )


def test_a_wish_without_any_order_is_told_so() -> None:
    answer = WishAnswer("dept", "organisation", False, 0, 0, {})
    assert Told(account(), ENGLISH).wish(answer, 3) == "There is no order at “省水利厅”, their third wish."


@pytest.mark.parametrize("amounts", [(5_000, 19_000), (100, 4_900)])
def test_the_text_of_a_person_is_the_same_within_a_band(amounts: tuple[int, int]) -> None:
    told = [
        Told(account(), HANT, you=True).person(_explained(_open(Loss("fit", amount, True))))
        for amount in amounts
    ]
    assert told[0] == told[1]


def test_a_person_reads_no_alternatives_and_nobody_elses_name() -> None:
    unplaced = Unplaced("an", "outbid", 3, best_order="guide", best_fit=1, loss=Loss("fit", 1, True))
    told = " ".join(Told(account(), HANS, you=True).person(_explained(unplaced=unplaced, person="an")))
    assert "本方案未安排您。" in told
    assert "其他可去的订单" not in told
    assert not any(name in told for name in ("林舒", "陈梅", "薄远"))


def test_whoever_has_no_place_reads_what_the_best_one_would_have_cost() -> None:
    unplaced = Unplaced("an", "outbid", 3)
    told = " ".join(Told(account(), ENGLISH, you=True).person(_explained(unplaced=unplaced, person="an")))
    assert "3 orders were open to you in all. The best fit among them is “旅游顾问” (0.85)" in told
    wish = _open(Loss("fit", 100, True), "guide", "order")
    told = " ".join(
        Told(account(), ENGLISH, you=True).person(_explained(wish, unplaced=unplaced, person="an"))
    )
    assert "The best fit among them" not in told, "it is told with the wish"


def test_whoever_nothing_is_open_to_reads_what_shuts_the_orders() -> None:
    unplaced = Unplaced("an", "shut_out", 0, {"dates": 2})
    shut = replace(_explained(unplaced=unplaced, person="an"), open_orders=0, barriers={"dates": 2})
    told = " ".join(Told(account(), ENGLISH, you=True).person(shut))
    assert "No order was open to you: 2 orders do not suit the dates." in told


def test_the_office_reads_alternatives_with_their_price() -> None:
    told = Told(account(), ENGLISH).person(_explained())
    assert told[-1] == (
        "Others that were open: “旅游顾问” (0.85; placing them there would lower the total fit by at "
        "least 0.01)."
    )


def test_a_granted_wish_is_told_with_the_place_alone() -> None:
    granted = WishAnswer("qingxi", "place", True, 1, 1, {})
    told = Told(account(), ENGLISH).person(_explained(granted), alternatives=False)
    assert sum("wish" in sentence for sentence in told) == 1


@pytest.mark.parametrize(
    ("lack", "said"),
    [
        (Lack("level_range", "level", "", "3-"), "a level of 3- (none is recorded)"),
        (Lack("dates", "start", "2022-09", "2022-07"), "being free from 2022-07 (it is 2022-09)"),
        (Lack("dates", "end", "2023-09", "2024-07"), "being free until 2024-07 (it is 2023-09)"),
        (Lack("direction", "directions", "up", "down"), "going down"),
        (Lack("recused", "native", "qingxi"), "nothing: recusal bars it (青溪县)"),
        (Lack("recused", "barred", "hospital"), "nothing: recusal bars it (青溪医院)"),
        (Lack("given", "given", "given"), "standing on the list of allowed pairs"),
    ],
)
def test_everything_that_can_be_lacking_is_told(lack: Lack, said: str) -> None:
    assert need_words(lack, ENGLISH) == said


def test_a_result_that_can_no_longer_be_asked_tells_the_place_alone() -> None:
    assert wish_text("lin", account(), ENGLISH) == []
    assert "林舒 is placed at “规划师”" in person_text("lin", account(), ENGLISH)[0]
    assert "2 orders are open to 安 <b>" in person_text("an", account(), ENGLISH)[0]
