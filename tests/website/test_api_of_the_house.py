"""By the API a program sets up, invites, writes needs and tries rules out, under the rules of the pages."""

import io

import pytest
from django.core import mail

from shanhai.programme.actions import setup
from shanhai.programme.models import (
    Account,
    Cohort,
    ErasureRequest,
    Invitation,
    Participation,
    Person,
    Place,
    RoleHeld,
)
from shanhai.registers.models import Need, Order
from shanhai.rounds import actions as rounds
from shanhai.rounds.models import RuleSet, TryOut
from shanhai.sheets import read
from shanhai.workbook.tables import ORDERS
from tests.registers.makers import close, order_of
from tests.rounds import scene
from tests.website.program import Program

pytestmark = pytest.mark.django_db
HUB, REGISTERS = "/api/v1/programmes/haiyue/", "/api/v1/registers/haiyue/"
ROUND = "/api/v1/rounds/haiyue/2022/"
PDF = b"%PDF-1.7 1 0 obj"


@pytest.fixture
def office(client, cast) -> Program:
    return Program(client, cast.office, *cast.office.standing.permissions())


@pytest.fixture
def county(client, cast) -> Program:
    return Program(client, cast.qingxi_officer, *cast.qingxi_officer.standing.permissions())


def test_a_cohort_is_opened_and_changed_and_what_is_left_out_stays(office) -> None:
    cells = {"code": "2024", "name": "2024 年批次", "previous": "2022", "starts": "2024-07"}
    made = office.post(f"{HUB}cohorts", {"cells": cells}).json()
    changed = office.put(f"{HUB}cohorts/2024", {"cells": {"name": "新名称"}, "version": made["version"]})
    assert changed.status_code == 200
    cohort = Cohort.objects.get(code="2024")
    assert (cohort.name, cohort.previous.code, cohort.starts.month) == ("新名称", "2022", 7)
    stale = office.put(f"{HUB}cohorts/2024", {"cells": {"name": "又一个"}, "version": made["version"]})
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"code": "2022", "name": "x"}, "code"),
        ({"code": "no blanks", "name": "x"}, "code"),
        ({"code": "2024"}, "name"),
        ({"code": "2024", "name": "x", "starts": "soon"}, "starts"),
        ({"code": "2024", "name": "x", "previous": "1066"}, "previous"),
        ({"code": "2024", "name": "x", "colour": "red"}, ""),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_opened(office, cells, column) -> None:
    answer = office.post(f"{HUB}cohorts", {"cells": cells})
    assert (answer.status_code, answer.json()["code"]) == (422, "wrong_value")
    (error,) = answer.json()["errors"]
    assert error["column"] == column
    assert error["what"]
    assert Cohort.objects.filter(programme__code="haiyue").count() == 1


def test_a_programme_is_opened_and_whoever_opens_it_is_its_office(office, cast) -> None:
    made = office.post("/api/v1/programmes", {"cells": {"code": "north", "name": "北线工程"}})
    assert (made.status_code, made.json()["code"]) == (200, "north")
    assert RoleHeld.objects.filter(account=cast.office, role="office", programme__code="north").exists()
    taken = office.post("/api/v1/programmes", {"cells": {"code": "north", "name": "又一个"}})
    assert (taken.status_code, taken.json()["errors"][0]["column"]) == (422, "code")


def test_a_place_is_removed_only_while_nothing_refers_to_it(office, cast) -> None:
    unused = setup.write_place(by=cast.office, values={"code": "C78", "name": "空县"})
    used = cast.places["songmen"]
    gone = office.post(f"{HUB}places/{unused.pk}/remove", {"version": unused.version})
    kept = office.post(f"{HUB}places/{used.pk}/remove", {"version": used.version})
    assert (gone.status_code, kept.status_code) == (204, 409)
    assert list(Place.objects.filter(pk__in=(unused.pk, used.pk))) == [used]


def test_an_organisation_takes_part_no_longer_and_what_it_did_stays(office, cast) -> None:
    songmen = cast.organisations["songmen"]
    assert office.post(f"{HUB}organisations/{songmen.code}/leave", {}).status_code == 204
    part = Participation.objects.get(programme=cast.haiyue, organisation=songmen)
    assert (part.is_home, part.is_host) == (False, False)


def test_an_import_that_is_not_wanted_is_dropped_with_its_workbook(county, cast) -> None:
    order_of(cast)
    workbook = county.get(f"{HUB}tables/orders/workbook?cohort=2022").content
    made = county.send(f"{HUB}tables/orders/workbook?cohort=2022", {}, "orders.xlsx", workbook).json()
    dropped = county.post(f"{HUB}imports/{made['id']}/drop", {"version": made["version"]})
    assert (dropped.status_code, dropped.json()["state"]) == (200, "dropped")
    again = county.post(f"{HUB}imports/{made['id']}/confirm", {"version": dropped.json()["version"]})
    assert again.status_code == 409


def test_somebody_is_invited_by_a_link_that_is_told_once(office) -> None:
    cells = {"name": "孙　宁", "role": "panel", "email": "sun@example.org"}
    made = office.post(f"{HUB}invitations", {"cells": cells}).json()
    assert made["link"] in mail.outbox[0].body
    (listed,) = office.get(f"{HUB}invitations").json()
    assert (listed["id"], listed["link"]) == (made["id"], "")
    gone = office.post(f"{HUB}invitations/{made['id']}/withdraw", {"version": made["version"]})
    assert gone.status_code == 200
    assert not Invitation.objects.get().is_open


def test_a_role_is_given_and_ended_and_an_account_closed(office, cast) -> None:
    address = f"{HUB}accounts/{cast.panel.pk}/"
    given = office.post(f"{address}roles", {"cells": {"role": "auditor"}}).json()
    assert {each["role"] for each in office.get(f"{HUB}roles").json() if each["username"] == "panel"} == {
        "panel",
        "auditor",
    }
    ended = office.post(f"{HUB}roles/{given['id']}/end", {"version": given["version"], "reason": "轮岗"})
    assert ended.json()["until"]
    closed = office.post(f"{address}close", {"version": cast.panel.version}).json()
    assert not closed["is_active"]
    assert not Account.objects.get(pk=cast.panel.pk).is_active


def test_a_program_whose_account_is_closed_is_out_at_its_next_request(client, cast, office) -> None:
    reader = Program(client, cast.panel, "rules.read")
    assert reader.get("/api/v1/me").status_code == 200
    office.post(f"{HUB}accounts/{cast.panel.pk}/close", {"version": cast.panel.version})
    assert reader.get("/api/v1/me").status_code == 401


def test_somebody_corrects_their_record_and_asks_for_its_deletion(client, cast, office) -> None:
    own = Program(client, cast.secondee, "own.dossier")
    told = own.get("/api/v1/own/record").json()
    assert told["row"]["name"] == "李　明"
    body = {"cells": {"level": 7}, "version": told["row"]["_version"]}
    assert own.put("/api/v1/own/record", body).json()["level"] == 7
    assert Person.objects.get(account=cast.secondee).corrected["level"]["was"] == 5
    wrong = own.put("/api/v1/own/record", {**body, "cells": {"home": "U02"}})
    assert wrong.status_code == 422
    refused = {"programme": "haiyue", "cohort": "2022", "refuses": True}
    assert own.put("/api/v1/own/automation", refused).json()["refuses"]
    asked = own.post("/api/v1/own/deletions", {"programme": "haiyue", "wish": "不再参加"}).json()
    assert own.post("/api/v1/own/deletions", {"programme": "haiyue"}).status_code == 409
    decided = office.post(
        f"{HUB}deletions/{asked['id']}/refuse",
        {"version": asked["version"], "duty": "Archives Act", "answer": "须保存"},
    )
    assert decided.json()["state"] == "refused"
    assert ErasureRequest.objects.get().decided_by == cast.office


def test_deletion_without_a_duty_is_refused(client, cast, office) -> None:
    own = Program(client, cast.secondee, "own.dossier")
    asked = own.post("/api/v1/own/deletions", {"programme": "haiyue"}).json()
    body = {"version": asked["version"], "duty": " "}
    assert office.post(f"{HUB}deletions/{asked['id']}/erase", body).status_code == 409
    assert ErasureRequest.objects.get().state == "asked"


def test_a_need_is_written_and_becomes_an_order(county) -> None:
    made = county.post(f"{REGISTERS}needs", {"cells": {"name": "乡村规划师", "host": "CU11"}}).json()
    assert (made["seats"], made["_state"]) == (1, "open")
    body = {"cells": {"seats": 2}, "version": made["_version"]}
    changed = county.put(f"{REGISTERS}needs/{made['_id']}", body).json()
    order = county.post(
        f"{REGISTERS}needs/{made['_id']}/order?cohort=2022", {"version": changed["_version"]}
    ).json()
    assert Order.objects.get(code=order["code"]).seats == 2
    assert Need.objects.get().state == "ordered"
    assert county.get(f"{REGISTERS}needs?state=open").json() == []


def test_a_copy_of_another_hosts_order_leaves_out_what_that_host_noted(county, cast) -> None:
    order = order_of(cast, "songmen", state="accepted", note="NOTE-OF-HOST")
    close(cast)
    made = county.post(f"{REGISTERS}2022/orders/{order.code}/copy", {"of": "2022"}).json()
    copy = Order.objects.get(code=made["code"])
    assert (copy.host.code, copy.title, copy.note) == ("CU11", order.title, "")


def test_whom_an_order_would_reach_is_told_in_bands_or_not_at_all(county, cast) -> None:
    body = {"cells": {"name": "x", "host": "CU11"}}
    assert county.post(f"{REGISTERS}2022/orders/reach", body).json()["told"] is False
    assert not Order.objects.exists()


def test_a_profile_is_written_by_its_keeper(county) -> None:
    written = county.put(f"{REGISTERS}2022/places/C11", {"cells": {"speciality": "香菇"}}).json()
    assert (written["place"], written["speciality"]) == ("C11", "香菇")
    assert county.get(f"{REGISTERS}2022/places").json() == [written]


def test_the_rows_are_downloaded_as_a_workbook_that_can_be_read_again(county, cast) -> None:
    order = order_of(cast)
    order_of(cast, "songmen")
    answer = county.get(f"{HUB}tables/orders/workbook?cohort=2022")
    rows = (
        read(io.BytesIO(answer.content).getvalue(), [ORDERS], name="orders.xlsx").tables["orders"].records()
    )
    assert [row["id"] for row in rows] == [order.code]


def test_rows_are_searched_in_either_script(county, cast) -> None:
    order_of(cast, title="渔业技术员")
    order_of(cast, title="林业技术员")
    found = county.get(f"{HUB}tables/orders?cohort=2022&q=漁業").json()
    assert [row["name"] for row in found["rows"]] == ["渔业技术员"]


def test_a_limit_is_set_and_taken_away(office) -> None:
    (set_to,) = office.put(f"{ROUND}quotas/U01", {"most": 3}).json()
    assert (set_to["organisation"], set_to["most"], set_to["put_forward"]) == ("U01", 3, 0)
    assert office.put(f"{ROUND}quotas/U01", {"most": -1}).status_code == 422
    assert office.put(f"{ROUND}quotas/U01", {"most": None, "version": set_to["version"]}).json() == []


def test_a_draft_of_rules_is_set_tried_out_and_thrown_away(office, cast) -> None:
    draft = scene.rules_drafted(cast)
    written = office.put(
        f"{ROUND}rules/1/settings", {"cells": {"fair_over": "place"}, "version": draft.version}
    ).json()
    assert written["fair_over"] == "place"
    asked = office.post(f"{ROUND}rules/1/try_outs", {"on": "invented"}).json()
    assert asked["state"] == "waiting"
    rounds.run_try_out(asked["id"])
    told = office.get(f"{ROUND}rules/1/try_outs/{asked['id']}").json()
    assert told["state"] == "done"
    assert told["found"]["people"] > 0
    assert [each["id"] for each in office.get(f"{ROUND}rules/1/try_outs").json()] == [asked["id"]]
    assert office.delete(f"{ROUND}rules/1?version={draft.version}").status_code == 409
    assert office.delete(f"{ROUND}rules/1?version={written['version']}").status_code == 204
    assert not RuleSet.objects.exists()
    assert not TryOut.objects.exists()


def test_the_trail_of_one_record_is_told(office, cast) -> None:
    office.post(f"{HUB}accounts/{cast.panel.pk}/roles", {"cells": {"role": "auditor", "reason": "兼任"}})
    held = RoleHeld.objects.get(account=cast.panel, role="auditor")
    (event,) = office.get(f"{HUB}events?kind=programme.roleheld&id={held.pk}").json()
    assert (event["action"], event["reason"], event["by"]) == ("roles.give", "兼任", "office")


def test_evidence_is_attached_to_ones_own_dossier_handed_out_and_taken_away(client, cast) -> None:
    li = Program(client, cast.secondee, *cast.secondee.standing.permissions())
    made = li.send("/api/v1/own/files", {"purpose": "证书"}, "证书.pdf", PDF).json()
    handed_out = li.get(f"/api/v1/files/{made['id']}")
    assert b"".join(handed_out) == PDF
    assert handed_out.headers["Content-Disposition"].startswith("attachment")
    gone = li.post(f"/api/v1/files/{made['id']}/remove", {"version": made["version"]})
    assert gone.status_code == 204
    assert li.get(f"/api/v1/files/{made['id']}").status_code == 404


def test_evidence_of_a_claim_that_nobody_makes_is_refused_beside_its_name(client, cast) -> None:
    li = Program(client, cast.secondee, *cast.secondee.standing.permissions())
    answer = li.send("/api/v1/own/files", {"about": "qualification 船长"}, "证书.pdf", PDF)
    assert (answer.status_code, answer.json()["errors"][0]["column"]) == (422, "about")


def test_somebody_of_the_roster_is_invited_by_a_link_and_taken_off_and_put_back(client, cast) -> None:
    home = Program(client, cast.university_officer, *cast.university_officer.standing.permissions())
    wang = Person.objects.get(pk=cast.people["wang"].pk)
    Person.objects.filter(pk=wang.pk).update(account=None)
    invited = home.post(f"{HUB}roster/{wang.pk}/invite", {}).json()
    assert "/invitation" in invited["link"]
    off = home.post(f"{HUB}roster/{wang.pk}/archive", {"version": wang.version}).json()
    assert off["archived_at"]
    back = home.post(f"{HUB}roster/{wang.pk}/restore", {"version": off["version"]}).json()
    assert back["archived_at"] is None
