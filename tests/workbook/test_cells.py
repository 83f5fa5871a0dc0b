"""The cells that only a matching workbook has."""

import pytest

from shanhai.sheets import Refused
from shanhai.sheets.kinds import ListOf
from shanhai.workbook.cells import Asked, Barred, Held, Id, KindPoints, Ranked


def refusal(kind, value):
    with pytest.raises(Refused) as caught:
        kind.read(value)
    return caught.value.fault.code


@pytest.mark.parametrize(
    "typed", ["K0301:4*, K0412:3", "K0301：4＊；K0412：3", "K0301 : 4 *、K0412: 3", "Ｋ０３０１:4*\nK0412:3"]
)
def test_expertise_is_typed_with_chinese_or_western_marks(typed):
    assert ListOf(Held()).read(typed) == (("K0301", 4, True), ("K0412", 3, False))


@pytest.mark.parametrize("typed", ["K0301", "K0301:6", "K0301:0", "K0301:*", ":4"])
def test_expertise_without_a_strength_is_refused(typed):
    assert refusal(Held(), typed) == "no_strength"


def test_expertise_asked_for_has_an_importance():
    assert Asked().read("K0301：5") == ("K0301", 5)
    assert refusal(Asked(), "K0301:5*") == "no_importance"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1 青溪县; 2 松门县", ("青溪县", "松门县")),
        ("2 松门县；1 青溪县", ("青溪县", "松门县")),
        ("1、青溪县；2、松门县", ("青溪县", "松门县")),
        ("1.青溪县\n2.松门县", ("青溪县", "松门县")),
        ("青溪县，松门县", ("青溪县", "松门县")),
        ("1、2、3", ("1", "2", "3")),
        ("3, 1, 2", ("3", "1", "2")),
        (5.0, ("5",)),
        ("1 7; 2 8", ("7", "8")),
    ],
)
def test_wishes_are_ranked_by_number_or_by_order(typed, meant):
    assert Ranked().read(typed) == meant


def test_the_same_wish_twice_is_refused():
    assert refusal(Ranked(), "1 青溪; 2 青溪") == "twice_in_list"


def test_a_recusal_may_name_its_ground():
    assert Barred().read("C11：R2") == ("C11", "R2")
    assert Barred().read("C11") == ("C11", "")


def test_points_for_kinds_name_home_host_and_points():
    assert KindPoints().read("高校 > 医院：800") == ("高校", "医院", 800)
    assert refusal(KindPoints(), "高校 800") == "no_points"


def test_what_cannot_be_an_id_is_refused():
    assert [refusal(Id(), value) for value in ("a\nb", "x" * 201)] == ["not_an_id", "not_an_id"]
    assert [refusal(Id(), value) for value in (1.5, 1e17)] == ["code_fraction", "code_lost_digits"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Ranked(), ("1 x", "2 y", "a,b")),
        (Ranked(), tuple(str(number) for number in range(30, 0, -1))),
        (ListOf(Held()), (("a:b", 1, True), ("c,d", 5, False))),
        (Barred(), ("a:b", "")),
        (ListOf(KindPoints()), (("", "x y", 5), ("a", "", 0))),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_awkward_ids_survive_being_written(kind, value, language):
    assert kind.read(kind.write(value, language)) == value
