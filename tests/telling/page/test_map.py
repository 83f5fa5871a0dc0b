import pytest

from shanhai.telling.flows import flows
from shanhai.telling.page.map import WIDTH, chart_of, flow_map
from tests.telling.cast import HANS, NAMES, account, problem


def test_places_stand_within_the_picture_north_up() -> None:
    chart = chart_of(problem().places, NAMES.outlines)
    assert chart is not None
    assert all(0 <= x <= WIDTH and 0 <= y <= chart.height for x, y in chart.at.values())
    assert chart.at["capital"][1] < chart.at["songmen"][1]
    assert chart.at["songmen"][0] > chart.at["qingxi"][0]


def test_without_any_coordinates_there_is_no_map() -> None:
    assert (
        chart_of(
            problem(places=[{"id": "hy"}, {"id": "capital"}, {"id": "qingxi"}, {"id": "songmen"}]).places, {}
        )
        is None
    )


def test_a_place_without_coordinates_stands_in_the_middle_of_its_outline() -> None:
    bare = problem(places=[{"id": each} for each in ("hy", "capital", "qingxi", "songmen")])
    chart = chart_of(bare.places, NAMES.outlines)
    assert chart is not None
    assert chart.at["songmen"][0] - chart.at["qingxi"][0] == pytest.approx((WIDTH - 68) / 2)


@pytest.mark.parametrize("direction", ["down", "up"])
def test_every_flow_is_a_line_that_tells_its_people(direction: str) -> None:
    chart = chart_of(problem().places, NAMES.outlines)
    assert chart is not None
    found = flows(account(), direction)
    drawn = flow_map(chart, found, direction, problem().places, "标题", HANS)
    assert drawn.count("stroke-width=") == len(found)
    assert f"{HANS.place(found[0].origin)} → {HANS.place(found[0].target)}: 1" in drawn
    assert 'role="img"' in drawn
