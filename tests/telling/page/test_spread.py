from shanhai.matching.result import Placement
from shanhai.telling.page.context import Page
from shanhai.telling.page.spread import MOST_MARKS, spread
from tests.telling.cast import HANS, account, result


def test_every_placement_has_a_mark_of_its_direction() -> None:
    drawn = spread(Page(account(), HANS))
    assert drawn.count('class="dot down" cx=') == 2 + 1  # one more in the key
    assert drawn.count('class="dot up" d=') == 1 + 1


def test_very_many_placements_share_marks() -> None:
    many = tuple(Placement("lin", "plan", 50_000, {}) for _ in range(2 * MOST_MARKS))
    drawn = spread(Page(account(result(placements=many)), HANS))
    assert drawn.count('class="dot down" cx=') <= MOST_MARKS
    assert "(1 : 3)" in drawn
