"""What the routes of the API are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from shanhai.decisions.models import Answer
from shanhai.programme.imports import actions as imports
from shanhai.programme.imports import jobs
from shanhai.registers import actions as registers
from shanhai.rounds import actions as rounds
from tests.access.table import Subject, subject
from tests.decisions import scene as decisions
from tests.desk.makers import request_of, routed
from tests.placements import scene as placements
from tests.plans import scene as plans
from tests.registers.makers import need_of, offer_of, order_of
from tests.rounds import scene

if TYPE_CHECKING:
    from shanhai.programme.models import Import
    from tests.cast import Cast

PROGRAMME = {"programme": "haiyue"}
COHORT = {**PROGRAMME, "cohort": "2022"}
LINES = {
    "rules": [{"id": "R1", "kind": "at_most", "number": 2, "each": "home"}],
    "weights": [{"criterion": "expertise", "weight": 50}],
}
SHEET = "order id,title,host organisation,seats\nD900,林业技术员,CU11,2\n".encode()


def _json(kwargs: dict[str, Any], body: dict[str, Any], query: str = "") -> Subject:
    return Subject(kwargs, body, query, content_type="application/json")


def _import(cast: Cast) -> Import:
    file = SimpleUploadedFile("orders.csv", SHEET, "text/csv")
    return imports.hand_in(
        by=cast.qingxi_officer, programme=cast.haiyue, cohort=cast.cohort, table="orders", file=file
    )


@subject("api_programme")
def _(cast: Cast) -> Subject:
    return Subject(PROGRAMME)


@subject("api_cohort")
def _(cast: Cast) -> Subject:
    return Subject(COHORT)


@subject("api_orders")
def _(cast: Cast) -> Subject:
    body = {"rows": [{"id": "D900", "name": "林业技术员", "host": "CU11", "seats": 2}]}
    return _json({**PROGRAMME, "table": "orders"}, body, "?cohort=2022")


@subject("api_orders", "of_a_sister")
def _(cast: Cast) -> Subject:
    body = {"rows": [{"id": "D900", "name": "林业技术员", "host": "CU12", "seats": 2}]}
    return _json({**PROGRAMME, "table": "orders"}, body, "?cohort=2022")


@subject("api_orders", "of_a_foreign_county")
def _(cast: Cast) -> Subject:
    body = {"rows": [{"id": "D900", "name": "林业技术员", "host": "CU90", "seats": 2}]}
    return _json({**PROGRAMME, "table": "orders"}, body, "?cohort=2022")


@subject("api_workbook")
def _(cast: Cast) -> Subject:
    file = SimpleUploadedFile("orders.csv", SHEET, "text/csv")
    return Subject({**PROGRAMME, "table": "orders"}, {"file": file}, "?cohort=2022")


@subject("api_import", "ready")
def _(cast: Cast) -> Subject:
    made = _import(cast)
    return _json({**PROGRAMME, "pk": made.pk}, {"version": made.version})


@subject("api_import", "done")
def _(cast: Cast) -> Subject:
    made = _import(cast)
    made = imports.confirm(by=cast.qingxi_officer, made=made, expected=made.version)
    jobs.commit(made.pk)
    made.refresh_from_db()
    return _json({**PROGRAMME, "pk": made.pk}, {"version": made.version})


@subject("api_order_step", "draft")
def _(cast: Cast) -> Subject:
    values = {"title": "林业技术员", "host": cast.organisations["qingxi"], "seats": 2}
    order = registers.write_order(by=cast.qingxi_officer, cohort=cast.cohort, values=values)
    kwargs = {**COHORT, "kind": "orders", "code": order.code, "step": "submit"}
    return _json(kwargs, {"version": order.version})


@subject("api_person", "nominations_open")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    return _json(COHORT, {"home": "U01", "person": "P-li"})


@subject("api_vetting", "completed")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    nomination = scene.completed(cast, scene.put_forward(cast))
    body = {
        "version": nomination.version,
        "passed": True,
        "body": "审核组（虚构）",
        "signer": "审核甲",
        "on": "2022-05-20",
    }
    return _json({**COHORT, "pk": nomination.pk}, body)


@subject("api_round", "ready_to_close_orders")
def _(cast: Cast) -> Subject:
    scene.order_accepted(cast)
    return _json({**COHORT, "step": "close_orders"}, {"version": scene.fresh(cast).version})


@subject("api_round", "nothing_under_way")
def _(cast: Cast) -> Subject:
    plans.sealed(cast)
    return _closing(cast)


@subject("api_round", "before_the_panel")
def _(cast: Cast) -> Subject:
    decisions.consulting(cast)
    return _closing(cast)


def _closing(cast: Cast) -> Subject:
    body = {"version": scene.fresh(cast).version, "reason": "over"}
    return _json({**COHORT, "step": "close"}, body)


@subject("api_begin")
def _(cast: Cast) -> Subject:
    return _json(COHORT, {})


@subject("api_lines", "draft")
def _(cast: Cast) -> Subject:
    draft = scene.rules_drafted(cast)
    return _json({**COHORT, "number": 1}, {"version": draft.version, **LINES})


@subject("api_lines", "frozen")
def _(cast: Cast) -> Subject:
    return _json({**COHORT, "number": 1}, {"version": scene.rules_frozen(cast).version, **LINES})


@subject("api_propose", "draft")
def _(cast: Cast) -> Subject:
    draft = scene.rules_drafted(cast)
    return _json({**COHORT, "number": 1, "step": "propose"}, {"version": draft.version})


@subject("api_approve", "proposed")
def _(cast: Cast) -> Subject:
    proposed = rounds.propose(by=cast.office, rule_set=scene.rules_drafted(cast))
    return _json({**COHORT, "number": 1, "step": "approve"}, {"version": proposed.version})


@subject("api_nomination", "put_forward")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    return Subject({**COHORT, "pk": scene.put_forward(cast).pk})


@subject("api_dossier", "put_forward")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    made = scene.put_forward(cast)
    body = {
        "version": made.version,
        "consents": True,
        "on_paper": True,
        "wishes": ["C11"],
        "directions": ["down"],
    }
    return _json({**COHORT, "pk": made.pk}, body)


@subject("api_withdraw", "put_forward")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    made = scene.put_forward(cast)
    return _json({**COHORT, "pk": made.pk, "step": "withdraw"}, {"version": made.version, "reason": "家事"})


@subject("api_return", "completed")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    made = scene.completed(cast, scene.put_forward(cast))
    return _json({**COHORT, "pk": made.pk, "step": "return"}, {"version": made.version, "reason": "请补充"})


@subject("api_order", "draft")
def _(cast: Cast) -> Subject:
    return Subject({**COHORT, "kind": "orders", "code": order_of(cast).code})


@subject("api_offer", "draft")
def _(cast: Cast) -> Subject:
    return Subject({**COHORT, "kind": "offers", "code": offer_of(cast).code})


@subject("api_need", "open")
def _(cast: Cast) -> Subject:
    need = need_of(cast)
    return _json(
        {**PROGRAMME, "pk": need.pk, "step": "drop"}, {"version": need.version, "reason": "不再需要"}
    )


@subject("api_plan", "sealed")
def _(cast: Cast) -> Subject:
    plans.sealed(cast)
    return _json(COHORT, {"title": "one"})


@subject("api_plan", "verified")
def _(cast: Cast) -> Subject:
    return Subject({**COHORT, "number": plans.verified(cast).number})


@subject("api_plan_step", "verified")
def _(cast: Cast) -> Subject:
    plan = plans.verified(cast)
    return _json({**COHORT, "number": plan.number, "step": "hand_in"}, {"version": plan.version})


@subject("api_decision", "consulting")
def _(cast: Cast) -> Subject:
    decisions.consulting(cast)
    return Subject(COHORT)


@subject("api_drop", "consulting")
def _(cast: Cast) -> Subject:
    decision = decisions.consulting(cast)
    body = {"version": decision.version, "reason": "有误。"}
    return _json({**COHORT, "pk": decision.pk, "step": "drop"}, body)


@subject("api_answer", "host")
def _(cast: Cast) -> Subject:
    decision = decisions.consulting(cast)
    asked = Answer.objects.get(decision=decision, side="host", placed__order__title="林业技术员")
    return _json({**COHORT, "pk": asked.pk}, {"step": "agree", "version": asked.version})


@subject("api_list", "published")
def _(cast: Cast) -> Subject:
    decisions.published(cast)
    return Subject(COHORT)


@subject("api_list_step", "published")
def _(cast: Cast) -> Subject:
    publication = decisions.published(cast)
    body = {"version": publication.version, "reason": "有误。"}
    return _json({**COHORT, "number": publication.number, "step": "take_back"}, body)


@subject("token")
def _(cast: Cast) -> Subject:
    return Subject({}, {"name": "payroll", "permissions": ["rules.read"], "days": "30"})


@subject("token_of_the_office")
def _(cast: Cast) -> Subject:
    from shanhai.programme.actions.tokens import make_token

    token, _ = make_token(by=cast.office, name="payroll", permissions=["rules.read"], days=30)
    return Subject({"pk": token.pk}, {"version": token.version})


# The year away


@subject("api_request", "received")
def _(cast: Cast) -> Subject:
    return Subject({**PROGRAMME, "pk": request_of(cast).pk})


@subject("api_report")
def _(cast: Cast) -> Subject:
    return _json(PROGRAMME, {"text": "缺一名检验师。"})


@subject("api_report", "empty")
def _(cast: Cast) -> Subject:
    return _json(PROGRAMME, {"text": " "})


@subject("api_take_on", "routed")
def _(cast: Cast) -> Subject:
    made = routed(cast)
    return _json({**PROGRAMME, "pk": made.pk, "name": "take_on"}, {"version": made.version})


@subject("api_merge", "two")
def _(cast: Cast) -> Subject:
    other = request_of(cast, by="second_secondee")
    made = request_of(cast)
    return _json({**PROGRAMME, "pk": made.pk}, {"version": made.version, "into": other.pk})


@subject("api_placed")
def _(cast: Cast) -> Subject:
    placements.placed(cast)
    return Subject(COHORT)


@subject("api_placement", "accepted")
def _(cast: Cast) -> Subject:
    return Subject({**COHORT, "pk": placements.placed(cast).pk})


@subject("api_brief", "accepted")
def _(cast: Cast) -> Subject:
    made = placements.placed(cast)
    return _json({**COHORT, "pk": made.pk, "step": "brief"}, {"version": made.version})
