"""A program does by the API what people do on the pages, under the same rules."""

import pytest

from shanhai.programme.models import Event, Import, Person
from shanhai.registers.models import Order
from shanhai.website.api import api
from tests.registers.makers import offer_of
from tests.rounds import scene
from tests.website.program import Program

pytestmark = pytest.mark.django_db
ORDERS = "/api/v1/programmes/haiyue/tables/orders?cohort=2022"
ROSTER = "/api/v1/programmes/haiyue/tables/roster"


@pytest.fixture
def county(client, cast) -> Program:
    return Program(client, cast.qingxi_officer, "orders.read", "orders.write", "imports.write")


def _order(**more: object) -> dict:
    return {"rows": [{"id": "D001", "name": "林业技术", "host": "CU11", "seats": 2, **more}]}


def test_nobody_is_answered_without_a_token_that_holds(client, cast) -> None:
    assert client.get("/api/v1/me").status_code == 401
    assert client.get("/api/v1/me", headers={"authorization": "Bearer shanhai_x"}).status_code == 401


def test_a_token_says_whom_it_acts_for_and_what_it_may(county) -> None:
    told = county.get("/api/v1/me").json()
    assert told["username"] == "qingxi_officer"
    assert told["permissions"] == ["imports.write", "orders.read", "orders.write"]


def test_rows_are_written_under_the_rules_of_the_workbook(county) -> None:
    answer = county.post(ORDERS, _order())
    assert (answer.status_code, answer.json()["state"]) == (200, "done")
    order = Order.objects.get(code="D001")
    assert (order.seats, order.state) == (2, "draft")
    assert Event.objects.about(order).get().by.username == "qingxi_officer"
    (row,) = county.get(ORDERS).json()["rows"]
    assert (row["id"], row["seats"], row["_version"]) == ("D001", 2, 1)


def test_a_wrong_cell_is_named_and_nothing_is_written(county) -> None:
    body = _order(seats=0)
    body["rows"].append({"id": "D002", "name": "渔业", "host": "CU11", "seats": 1})
    answer = county.post(ORDERS, body)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["column"] == "seats"
    assert error["what"]
    assert error["remedy"]
    assert not Order.objects.exists()
    assert not Import.objects.exists()


def test_a_column_that_there_is_not_is_named(county) -> None:
    answer = county.post(ORDERS, {"rows": [{"colour": "red"}]})
    assert (answer.status_code, answer.json()["code"]) == (422, "wrong_value")
    assert "'colour'" in answer.json()["what"]


def test_nobody_writes_for_a_sister_organisation(county) -> None:
    answer = county.post(ORDERS, {"rows": [{"id": "D003", "name": "x", "host": "CU12", "seats": 1}]})
    assert answer.status_code == 422
    assert not Order.objects.exists()


def test_a_token_that_may_only_read_writes_nothing(client, cast) -> None:
    reader = Program(client, cast.qingxi_officer, "orders.read")
    assert reader.post(ORDERS, _order()).status_code == 403


def test_what_one_may_not_see_is_not_there(client, cast) -> None:
    foreign = Program(client, cast.foreign_host, "orders.read")
    assert foreign.get(ORDERS).status_code == 404
    roster = Program(client, cast.institute_officer, "roster.read", "roster.write").get(ROSTER).json()
    assert [row["name"] for row in roster["rows"]] == ["陈　海"]
    assert Person.objects.count() > 1


def test_steps_are_taken_by_whoever_may_with_the_version_that_was_read(client, cast, county) -> None:
    county.post(ORDERS, _order())
    step = "/api/v1/registers/haiyue/2022/orders/D001/"
    assert county.post(f"{step}submit", {"version": 7}).status_code == 409
    assert county.post(f"{step}submit", {"version": 1}).json()["state"] == "submitted"
    assert county.post(f"{step}accept", {"version": 2}).status_code == 403
    office = Program(client, cast.office, "orders.read", "orders.check")
    assert office.post(f"{step}accept", {"version": 2}).json()["state"] == "accepted"
    assert office.post(f"{step}accept", {"version": 3}).status_code == 409


def test_the_trail_is_read_by_whoever_may(client, cast, county) -> None:
    events = "/api/v1/programmes/haiyue/events?kind=registers.order"
    county.post(ORDERS, _order())
    assert county.get(events).status_code == 403
    told = Program(client, cast.auditor, "trail.read", "orders.read").get(events).json()
    assert [(event["by"], event["after"]["code"]) for event in told] == [("qingxi_officer", "D001")]
    (event,) = Program(client, cast.auditor, "trail.read").get(events).json()
    assert (event["by"], event["is_open"], event["after"]) == ("qingxi_officer", False, None)


def test_the_round_tells_where_it_stands(client, cast) -> None:
    office = Program(client, cast.office, "rules.read", "nominations.read")
    told = office.get("/api/v1/rounds/haiyue/2022/round").json()
    assert (told["stage"], told["pool"]) == ("preparing", None)
    assert office.get("/api/v1/rounds/haiyue/2022/rules").json() == []
    assert office.get("/api/v1/rounds/haiyue/2022/nominations").json() == []


def test_everything_is_described(client, cast) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["info"]["title"] == "Shanhai 山海"
    operations = [operation for path in described["paths"].values() for operation in path.values()]
    assert len(operations) >= 15
    assert [operation["operationId"] for operation in operations if not operation.get("summary")] == []


def test_the_description_is_made_once_and_the_same_for_everybody(client, cast, monkeypatch) -> None:
    first = client.get("/api/v1/openapi.json")
    monkeypatch.setattr(api, "get_openapi_schema", lambda: pytest.fail("It was made a second time."))
    client.force_login(cast.office)
    chinese = client.get("/api/v1/openapi.json", headers={"accept-language": "zh-hans"})
    assert (first.headers["Content-Type"], first.status_code) == ("application/json", 200)
    assert chinese.content == first.content


ROUND = "/api/v1/rounds/haiyue/2022"


def test_a_round_goes_from_its_rules_to_a_dossier_by_the_api_alone(client, cast) -> None:
    reads = ("rules.read", "nominations.read", "orders.read")
    office = Program(client, cast.office, *reads, "rules.write", "round.move", "orders.check")
    second = Program(client, cast.second_office, *reads, "rules.approve")
    home = Program(
        client,
        cast.university_officer,
        "lists.read",
        "rules.read",
        "nominations.read",
        "nominations.write",
        "roster.read",
    )

    begun = office.post(f"{ROUND}/rules", {"start": "empty"}).json()
    lines = {
        "version": begun["version"],
        "rules": [{"id": "R1", "kind": "at_most", "number": 2, "each": "home"}],
        "weights": [{"criterion": "expertise", "weight": 50}],
    }
    written = office.put(f"{ROUND}/rules/1/lines", lines).json()
    assert [rule["id"] for rule in written["rules"]] == ["R1"]
    proposed = office.post(f"{ROUND}/rules/1/propose", {"version": written["version"]}).json()
    assert office.post(f"{ROUND}/rules/1/approve", {"version": proposed["version"]}).status_code == 403
    assert (
        second.post(f"{ROUND}/rules/1/approve", {"version": proposed["version"]}).json()["state"] == "frozen"
    )

    scene.order_accepted(cast)
    for step in ("close_orders", "open_nominations"):
        now = office.get(f"{ROUND}/round").json()["version"]
        assert office.post(f"{ROUND}/round/{step}", {"version": now}).status_code == 200
    made = home.post(
        f"{ROUND}/nominations", {"home": cast.people["wang"].home.code, "person": "P-wang"}
    ).json()
    said = {"version": made["version"], "consents": True, "on_paper": True, "wishes": ["C11"]}
    done = home.post(f"{ROUND}/nominations/{made['id']}/dossier", said).json()
    assert (done["state"], done["wishes"]) == ("completed", ["C11"])
    orders = home.get(f"{ROUND}/nominations/{made['id']}/orders").json()
    assert orders["told"]
    assert len(orders["open"]) + len(orders["shut"]) == 1


def test_lines_that_are_read_can_be_written_back_as_they_are(client, cast) -> None:
    office = Program(client, cast.office, "rules.read", "rules.write")
    draft = scene.rules_drafted(cast)
    lines = {
        "rules": [{"id": "R1", "kind": "at_most", "number": 2, "each": "home"}],
        "weights": [{"criterion": "given", "weight": 50}],
        "pairs": [{"list": "given", "person": "P-wang", "order": "D-1", "amount": 80}],
    }
    first = office.put(f"{ROUND}/rules/1/lines", {"version": draft.version, **lines})
    assert first.status_code == 200, first.json()
    read = office.get(f"{ROUND}/rules").json()[0]
    assert read["pairs"] == lines["pairs"]
    again = {key: read[key] for key in ("version", "rules", "weights", "pairs")}
    assert office.put(f"{ROUND}/rules/1/lines", again).json()["pairs"] == lines["pairs"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ({"id": "R1", "kind": "at_worst"}, "at_worst"),
        ({"id": "R1", "kind": "at_most", "colour": 1}, "colour"),
        ({"id": "R1", "kind": "at_most", "number": "many"}, "many"),
        ({"kind": "at_most"}, "id"),
    ],
)
def test_a_wrong_line_of_rules_is_named_and_nothing_is_written(client, cast, line, names) -> None:
    office = Program(client, cast.office, "rules.read", "rules.write")
    draft = scene.rules_drafted(cast)
    before = list(draft.rules.values())
    answer = office.put(f"{ROUND}/rules/1/lines", {"version": draft.version, "rules": [line], "weights": []})
    assert answer.status_code == 422
    assert names in answer.content.decode()
    assert list(draft.rules.values()) == before


def test_what_fits_an_order_is_told_with_its_reasons(client, cast) -> None:
    county = Program(client, cast.qingxi_officer, "orders.read", "lists.read")
    order = scene.order_accepted(cast, asks=[["K01", 3]])
    offer_of(cast, state="accepted", expertise=[["K01", 4, False]])
    answer = county.get(f"/api/v1/registers/haiyue/2022/orders/{order.code}/suggestions")
    assert answer.status_code == 200
    for each in answer.json():
        assert each["kind"] == "offer"
        assert each["shared"]
