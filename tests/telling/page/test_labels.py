from hypothesis import given
from hypothesis import strategies as st

from shanhai.telling.page.labels import Label, _box, _overlap, place_labels, text_width

POINTS = st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 900)), max_size=25)


@given(POINTS)
def test_no_two_labels_overlap_and_none_leaves_the_picture(points: list[tuple[float, float]]) -> None:
    placed = place_labels([Label("青溪县", x, y, 5) for x, y in points], 20, 1000, 900)
    boxes = [_box(label, 20) for label in placed]
    assert not any(_overlap(a, b) for at, a in enumerate(boxes) for b in boxes[:at])
    assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= 1000 and box[3] <= 900 for box in boxes)


def test_a_lonely_label_stands_right_of_its_point() -> None:
    (placed,) = place_labels([Label("Qingxi", 500, 400, 5)], 20, 1000, 900)
    assert (placed.x, placed.anchor) == (507, "start")


def test_chinese_characters_are_as_wide_as_high() -> None:
    assert text_width("青溪", 20) == 40
    assert text_width("ab", 20) < 30
