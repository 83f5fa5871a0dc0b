"""Years of experience against years wanted."""

from shanhai.matching.criteria import Experience
from tests.matching.criteria.cases import scores_of


def test_points_are_the_share_of_the_wanted_years_at_most_all() -> None:
    people = [{"experience": years} for years in (0, 1, 3, 8)]
    assert scores_of(people, [{"experience": 3}], Experience(weight=2)) == [[0], [666], [2000], [2000]]


def test_an_order_that_wants_no_experience_gives_everybody_half() -> None:
    assert scores_of([{}, {"experience": 40}], [{}], Experience(weight=1)) == [[500], [500]]
