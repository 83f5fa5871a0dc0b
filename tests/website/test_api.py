"""A program does by the API what people do on the pages, under the same rules."""

import pytest

from shanhai.programme.actions.tokens import make_token
from shanhai.programme.models import Event, Import, Person
from shanhai.registers.models import Order

pytestmark = pytest.mark.django_db
ORDERS = "/api/v1/programmes/haiyue/tables/orders?cohort=2022"
ROSTER = "/api/v1/programmes/haiyue/tables/roster"


class Program:
    """A program with a token."""

    def __init__(self, client, account, *permissions: str) -> None:
        self.client = client
        _, self.text = make_token(by=account, name="a program", permissions=permissions, days=30)

    def get(self, path: str):
        return self.client.get(path, headers={"authorization": f"Bearer {self.text}"})

    def post(self, path: str, body: dict):
        headers = {"authorization": f"Bearer {self.text}"}
        return self.client.post(path, body, content_type="application/json", headers=headers)


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
    told = Program(client, cast.auditor, "trail.read").get(events).json()
    assert [(event["by"], event["after"]["code"]) for event in told] == [("qingxi_officer", "D001")]


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
