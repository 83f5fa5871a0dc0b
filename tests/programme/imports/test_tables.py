"""The hub's own tables: the roster, organisations, places and code lists."""

import pytest
from django.core.exceptions import PermissionDenied

from shanhai.programme.models import Event, Organisation, Participation, Person, Place, Term
from tests.programme.imports.books import book, confirm, decisions, faults, hand_in, undo

pytestmark = pytest.mark.django_db

PEOPLE = ("人员编号", "姓名", "派出单位", "职级", "专长", "回避", "可派起始")


def test_a_roster_is_imported_by_its_home_officer(cast) -> None:
    rows = (
        ("P-li", "李　明", "U01", 6),
        ("P-new", "赵　新", "海岳大学林学院", 4, "K0301:4*、K0412:3", "青溪县:R2", "2022.09"),
    )
    made = hand_in(cast, "university_officer", "roster", book(PEOPLE, *rows, name="名册.xlsx"), cohort=False)
    assert decisions(made) == ["change", "insert"]
    confirm(made)
    new = Person.objects.get(code="P-new")
    assert (new.home.code, new.level, new.expertise) == (
        "U011",
        4,
        [["K0301", 4, True], ["K0412", 3, False]],
    )
    assert (new.barred, new.start.isoformat()) == ([["C11", "R2"]], "2022-09-01")
    assert Person.objects.get(code="P-li").level == 6


def test_a_roster_of_another_organisation_is_refused_cell_by_cell(cast) -> None:
    made = hand_in(
        cast, "university_officer", "roster", book(PEOPLE, ("P-chen", "陈　海", "U02", 9)), cohort=False
    )
    assert faults(made) == [("C2", "not_yours")]
    confirm(made)
    assert Person.objects.get(code="P-chen").level == 5


def test_one_id_may_stand_for_people_of_two_organisations(cast) -> None:
    rows = (("P1", "甲", "U01", 3), ("P1", "乙", "U011", 3))
    made = hand_in(cast, "university_officer", "roster", book(PEOPLE, *rows), cohort=False)
    assert decisions(made) == ["insert", "insert"]


@pytest.mark.parametrize(
    ("who", "table"),
    [
        ("office", "roster"),
        ("qingxi_officer", "roster"),
        ("qingxi_officer", "offers"),
        ("university_officer", "orders"),
        ("university_officer", "places"),
        ("secondee", "roster"),
        ("auditor", "orders"),
        ("foreign_office", "places"),
        ("technician", "organisations"),
    ],
)
def test_only_whoever_writes_a_table_imports_it(cast, who, table) -> None:
    with pytest.raises(PermissionDenied):
        hand_in(cast, who, table, book(("编号",), ("A",)))


def test_places_may_stand_above_their_parts_in_any_order(cast) -> None:
    rows = (
        ("C201", "松林镇", "C20"),
        ("C20", "新溪县", "A02"),
        ("A02", "南海市", "HY"),
        ("C11", "青溪县", "A02"),
    )
    made = hand_in(cast, "office", "places", book(("地区编号", "名称", "上级地区"), *rows), cohort=False)
    assert decisions(made) == ["insert", "insert", "insert", "change"]
    assert confirm(made).state == "done"
    town = Place.objects.get(code="C201")
    assert town.parent.parent.parent.code == "HY"
    assert Place.objects.get(code="C11").parent.code == "A02"
    assert undo(made).state == "undone"
    assert not Place.objects.filter(code__in=("C201", "C20", "A02")).exists()
    assert Place.objects.get(code="C11").parent.code == "HY"


def test_a_circle_of_places_is_refused(cast) -> None:
    rows = (("X1", "甲", "X2"), ("X2", "乙", "X1"))
    made = hand_in(cast, "office", "places", book(("地区编号", "名称", "上级地区"), *rows), cohort=False)
    assert faults(made) == [("C2", "loop"), ("C3", "loop")]


def test_organisations_take_part_and_know_their_path(cast) -> None:
    rows = (
        ("U03", "海岳医科大学", None, "university", "C11", "是", "否"),
        ("U031", "附属医院", "U03", "hospital", "C11", "是", "是"),
    )
    headers = ("单位编号", "名称", "上级单位", "类型", "所在地", "派出", "接收")
    made = confirm(hand_in(cast, "office", "organisations", book(headers, *rows), cohort=False))
    hospital = Organisation.objects.get(code="U031")
    assert (hospital.path, hospital.parent.code) == ("/U03/U031/", "U03")
    part = Participation.objects.get(organisation=hospital)
    assert (part.programme, part.is_home, part.is_host) == (cast.haiyue, True, True)
    assert undo(made).state == "undone"
    assert not Participation.objects.filter(organisation__code__in=("U03", "U031")).exists()
    assert not Organisation.objects.filter(code__in=("U03", "U031")).exists()


def test_an_organisation_that_moves_takes_its_parts_along(cast) -> None:
    made = hand_in(
        cast, "office", "organisations", book(("单位编号", "上级单位"), ("U01", "U02")), cohort=False
    )
    assert confirm(made).state == "done"
    assert Organisation.objects.get(code="U011").path == "/U02/U01/U011/"
    assert Event.objects.about(cast.organisations["college"]).last().action == "organisations.import"


def test_an_organisation_of_a_foreign_programme_is_not_changed(cast) -> None:
    made = hand_in(
        cast, "office", "organisations", book(("单位编号", "名称"), ("CU90", "改名")), cohort=False
    )
    assert faults(made) == [("A2", "taken")]


def test_a_list_of_codes_is_imported(cast) -> None:
    rows = (("K03", "水产", None), ("K0301", "水产养殖", "K03"))
    made = hand_in(cast, "office", "codes_expertise", book(("代码", "名称", "上级代码"), *rows), cohort=False)
    confirm(made)
    assert Term.objects.get(code="K0301").parent.code == "K03"


def test_once_there_is_a_list_only_its_codes_are_understood(cast) -> None:
    confirm(
        hand_in(
            cast, "office", "codes_expertise", book(("代码", "名称"), ("K0301", "水产养殖")), cohort=False
        )
    )
    headers = ("订单编号", "订单名称", "接收单位", "所需专长")
    rows = (("D01", "甲", "CU11", "水产养殖:5"), ("D02", "乙", "CU11", "K99:5"))
    made = hand_in(cast, "qingxi_officer", "orders", book(headers, *rows))
    assert faults(made) == [("D3", "unknown")]


def test_moving_an_organisation_is_undone_with_all_that_is_below_it(cast) -> None:
    rows = (("U01", "U02", "海岳大学"), ("U011", "U01", "林学院（新）"))
    headers = ("单位编号", "上级单位", "名称")
    made = confirm(hand_in(cast, "office", "organisations", book(headers, *rows), cohort=False))
    assert (made.state, Organisation.objects.get(code="U011").path) == ("done", "/U02/U01/U011/")
    assert undo(made).state == "undone"
    college = Organisation.objects.get(code="U011")
    assert (college.path, college.name) == ("/U01/U011/", "海岳大学林学院")


def test_an_organisation_that_others_answer_for_too_is_not_moved(cast) -> None:
    """Moving it would move who oversees it there."""
    from shanhai.programme.trail import writing

    with writing(by=cast.foreign_office, action="test") as write:
        write.save(Participation(programme=cast.linhai, organisation=cast.organisations["college"]))
    file = book(("单位编号", "上级单位"), ("U01", "U02"))
    assert faults(hand_in(cast, "office", "organisations", file, cohort=False)) == [("B2", "not_yours")]


def test_a_tree_of_organisations_does_not_become_too_deep(cast) -> None:
    rows = [("T0", "甲", None), *((f"T{n}", "甲", f"T{n - 1}") for n in range(1, 40))]
    made = hand_in(
        cast, "office", "organisations", book(("单位编号", "名称", "上级单位"), *rows), cohort=False
    )
    assert "too_deep" in {code for _, code in faults(made)}
