import re

import pytest

from shanhai.telling.page.arcs import arc_path, gathering_points
from tests.telling.cast import problem


def test_places_below_one_parent_gather_in_their_middle() -> None:
    at = {"qingxi": (0.0, 0.0), "songmen": (10.0, 20.0)}
    assert gathering_points(at, problem().places, ["qingxi", "songmen"]) == dict.fromkeys(at, (5.0, 10.0))


@pytest.mark.parametrize("is_last", [True, False])
def test_an_arc_runs_from_start_to_stop(is_last: bool) -> None:
    path = arc_path((0, 0), (100, 50), (90, 40), is_gathered_last=is_last)
    numbers = [float(each) for each in re.findall(r"-?[\d.]+", path)]
    assert (numbers[:2], numbers[-2:]) == ([0, 0], [100, 50])


def test_a_place_that_sends_to_itself_gets_a_loop() -> None:
    assert arc_path((5, 5), (5, 5), (5, 5), is_gathered_last=True).endswith("0 0")
