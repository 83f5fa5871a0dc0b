"""What the API is asked about the house and the registers: accounts, cohorts, needs, quotas, try-outs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from shanhai.programme.actions import accounts, attachments, dossier, roster, setup
from shanhai.programme.models import Person, RoleHeld
from shanhai.programme.trail import writing
from shanhai.rounds import actions as rounds
from tests.access.table import Subject, subject
from tests.registers.makers import close, need_of, order_of
from tests.rounds import scene

if TYPE_CHECKING:
    from shanhai.programme.models import ErasureRequest
    from tests.cast import Cast

PROGRAMME = {"programme": "haiyue"}
COHORT = {**PROGRAMME, "cohort": "2022"}
NEED = {"name": "乡村规划师", "host": "CU11"}


def _json(kwargs: dict[str, Any], body: dict[str, Any], query: str = "") -> Subject:
    return Subject(kwargs, body, query, content_type="application/json")


def _cells(kwargs: dict[str, Any], version: int | None = None, query: str = "", **cells: Any) -> Subject:
    return _json(kwargs, {"cells": cells, "version": version}, query)


# Programmes and cohorts


@subject("api_settings")
def _(cast: Cast) -> Subject:
    return _cells(PROGRAMME, cast.haiyue.version, retention_years=12)


@subject("api_new_cohort")
def _(cast: Cast) -> Subject:
    return _cells(PROGRAMME, code="2024", name="2024 年批次", previous="2022")


@subject("api_new_cohort", "foreign_previous")
def _(cast: Cast) -> Subject:
    """A cohort that would follow one of a foreign programme."""
    with writing(by=None, action="test") as write:
        cast.foreign_cohort.code = "2019"
        write.save(cast.foreign_cohort)
    return _cells(PROGRAMME, code="2024", name="2024 年批次", previous="2019")


@subject("api_change_cohort")
def _(cast: Cast) -> Subject:
    return _cells({**PROGRAMME, "code": "2022"}, cast.cohort.version, name="新名称")


@subject("api_new_programme")
def _(cast: Cast) -> Subject:
    return _cells({}, code="north", name="北线工程", retention_years=10)


@subject("api_place", "unused")
def _(cast: Cast) -> Subject:
    made = setup.write_place(by=cast.office, values={"code": "C78", "name": "空县"})
    return _json({**PROGRAMME, "pk": made.pk}, {"version": made.version})


@subject("api_place", "in_use")
def _(cast: Cast) -> Subject:
    songmen = cast.places["songmen"]
    return _json({**PROGRAMME, "pk": songmen.pk}, {"version": songmen.version})


@subject("api_code")
def _(cast: Cast) -> Subject:
    made = setup.write_term(by=cast.office, values={"scheme": "expertise", "code": "K02", "name": "水利"})
    return _json({**PROGRAMME, "pk": made.pk}, {"version": made.version})


@subject("api_organisation")
def _(cast: Cast) -> Subject:
    return _json({**PROGRAMME, "code": cast.organisations["songmen"].code}, {})


@subject("api_organisation", "foreign")
def _(cast: Cast) -> Subject:
    return _json({**PROGRAMME, "code": cast.organisations["foreign_county"].code}, {})


# Accounts


@subject("api_invitation")
def _(cast: Cast) -> Subject:
    return _cells(PROGRAMME, name="孙　宁", role="host_officer", organisation="CU12")


@subject("api_invitation", "of_foreign")
def _(cast: Cast) -> Subject:
    return _cells(PROGRAMME, name="孙　宁", role="host_officer", organisation="CU90")


@subject("api_invited")
def _(cast: Cast) -> Subject:
    made = accounts.invite(by=cast.office, name="孙　宁", role="panel", programme=cast.haiyue).invitation
    return _json({**PROGRAMME, "pk": made.pk}, {"version": made.version})


@subject("api_role", "for_panel")
def _(cast: Cast) -> Subject:
    return _cells({**PROGRAMME, "pk": cast.panel.pk}, role="auditor")


@subject("api_role", "of_foreign")
def _(cast: Cast) -> Subject:
    return _cells({**PROGRAMME, "pk": cast.panel.pk}, role="host_officer", organisation="CU90")


@subject("api_role", "for_office")
def _(cast: Cast) -> Subject:
    """Nobody gives a role to themselves: the first office may not, the second may."""
    return _cells({**PROGRAMME, "pk": cast.office.pk}, role="auditor")


@subject("api_held")
def _(cast: Cast) -> Subject:
    held = RoleHeld.objects.get(account=cast.panel)
    return _json({**PROGRAMME, "pk": held.pk}, {"version": held.version})


@subject("api_held", "foreign")
def _(cast: Cast) -> Subject:
    held = RoleHeld.objects.get(account=cast.foreign_host)
    return _json({**PROGRAMME, "pk": held.pk}, {"version": held.version})


@subject("api_account", "panel")
def _(cast: Cast) -> Subject:
    kwargs = {**PROGRAMME, "pk": cast.panel.pk, "step": "close"}
    return _json(kwargs, {"version": cast.panel.version})


@subject("api_account", "office")
def _(cast: Cast) -> Subject:
    """The first office: the second may close it, and it may not close itself."""
    kwargs = {**PROGRAMME, "pk": cast.office.pk, "step": "close"}
    return _json(kwargs, {"version": cast.office.version})


# A line of the roster, and evidence


def _of_wang(cast: Cast, **more: Any) -> dict[str, Any]:
    return {**PROGRAMME, "pk": cast.people["wang"].pk, **more}


@subject("api_line")
def _(cast: Cast) -> Subject:
    """Wang is on the roster of the college."""
    return _json(_of_wang(cast), {})


@subject("api_line", "foreign")
def _(cast: Cast) -> Subject:
    return _json({**PROGRAMME, "pk": cast.people["zhou"].pk}, {})


@subject("api_line", "put_forward")
def _(cast: Cast) -> Subject:
    """Whoever sees Li because they were put forward keeps no roster for them."""
    scene.nominations_open(cast)
    return _json({**PROGRAMME, "pk": scene.put_forward(cast).person_id}, {})


def _step(cast: Cast, step: str) -> Subject:
    wang = cast.people["wang"]
    return _json(_of_wang(cast, step=step), {"version": wang.version})


@subject("api_line", "archive")
def _(cast: Cast) -> Subject:
    return _step(cast, "archive")


@subject("api_line", "noted")
def _(cast: Cast) -> Subject:
    return _step(cast, "noted")


@subject("api_line", "restore")
def _(cast: Cast) -> Subject:
    cast.people["wang"] = roster.archive_person(by=cast.university_officer, person=cast.people["wang"])
    return _step(cast, "restore")


def _certificate() -> dict[str, Any]:
    return {"file": SimpleUploadedFile("证书.pdf", b"%PDF-1.7 1 0 obj"), "purpose": "证书"}


@subject("api_line_file")
def _(cast: Cast) -> Subject:
    return Subject(_of_wang(cast), _certificate())


@subject("api_line_file", "erased")
def _(cast: Cast) -> Subject:
    Person.objects.filter(pk=cast.people["wang"].pk).update(erased_at=timezone.now())
    return Subject(_of_wang(cast), _certificate())


@subject("api_line_file", "put_forward")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    return Subject({**PROGRAMME, "pk": scene.put_forward(cast).person_id}, _certificate())


@subject("api_file")
def _(cast: Cast) -> Subject:
    """A certificate that Li attached to their own record."""
    upload = _certificate()["file"]
    file = attachments.attach(by=cast.secondee, record=cast.people["li"], upload=upload)
    return _json({"pk": file.pk}, {"version": file.version})


# One's own record, and deletion


def _asked(cast: Cast) -> ErasureRequest:
    return dossier.ask_for_erasure(by=cast.secondee, person=cast.people["li"], programme=cast.haiyue)


@subject("api_own")
def _(cast: Cast) -> Subject:
    """Both secondees have a record of their own, of the same version; nobody names which."""
    return _cells({}, Person.objects.get(account=cast.secondee).version, name="李　明明", level=7)


@subject("api_refusal")
def _(cast: Cast) -> Subject:
    return _json({}, {"programme": "haiyue", "cohort": "2022", "refuses": True})


@subject("api_refusal", "foreign")
def _(cast: Cast) -> Subject:
    return _json({}, {"programme": "linhai", "cohort": "2022", "refuses": True})


@subject("api_wish")
def _(cast: Cast) -> Subject:
    return _json({}, {"programme": "haiyue"})


@subject("api_wish", "foreign")
def _(cast: Cast) -> Subject:
    return _json({}, {"programme": "linhai"})


@subject("api_own_deletion")
def _(cast: Cast) -> Subject:
    asked = _asked(cast)
    return _json({"pk": asked.pk}, {"version": asked.version})


@subject("api_deletion")
def _(cast: Cast) -> Subject:
    asked = _asked(cast)
    kwargs = {**PROGRAMME, "pk": asked.pk, "step": "erase"}
    return _json(kwargs, {"version": asked.version, "duty": "PIPL art. 47"})


@subject("api_deletion", "of_office")
def _(cast: Cast) -> Subject:
    """The first office asks for itself: only the second may decide."""
    with writing(by=None, action="test") as write:
        cast.people["wang"].account = cast.office
        write.save(cast.people["wang"])
    asked = dossier.ask_for_erasure(by=cast.office, person=cast.people["wang"], programme=cast.haiyue)
    kwargs = {**PROGRAMME, "pk": asked.pk, "step": "refuse"}
    return _json(kwargs, {"version": asked.version, "duty": "Archives Act"})


# Registers


@subject("api_new_need")
def _(cast: Cast) -> Subject:
    return _cells(PROGRAMME, **NEED)


@subject("api_new_need", "of_foreign")
def _(cast: Cast) -> Subject:
    return _cells(PROGRAMME, **{**NEED, "host": "CU90"})


@subject("api_needs", "dropped")
def _(cast: Cast) -> Subject:
    with writing(by=None, action="test") as write:
        need = need_of(cast, title="NEED-DROPPED")
        need.state = "dropped"
        write.save(need)
    return Subject(PROGRAMME)


@subject("api_change_need", "open")
def _(cast: Cast) -> Subject:
    need = need_of(cast)
    return _cells({**PROGRAMME, "pk": need.pk}, need.version, seats=3)


@subject("api_order_of_need", "open")
def _(cast: Cast) -> Subject:
    need = need_of(cast)
    return _json({**PROGRAMME, "pk": need.pk}, {"version": need.version}, "?cohort=2022")


@subject("api_profile")
def _(cast: Cast) -> Subject:
    return _cells({**COHORT, "code": "C11"}, speciality="香菇")


@subject("api_reach")
def _(cast: Cast) -> Subject:
    return _cells(COHORT, **NEED)


@subject("api_copy", "draft")
def _(cast: Cast) -> Subject:
    return _json({**COHORT, "kind": "orders", "code": order_of(cast).code}, {"of": "2022"})


@subject("api_copy", "closed")
def _(cast: Cast) -> Subject:
    order = order_of(cast, state="accepted")
    close(cast)
    return _json({**COHORT, "kind": "orders", "code": order.code}, {"of": "2022"})


@subject("api_order_with_wish", "closed")
def _(cast: Cast) -> Subject:
    order_of(cast, state="accepted", title="ORDER-CLOSED", wishes=["WISH-OF-HOST"], note="NOTE-OF-HOST")
    close(cast)
    return Subject({**PROGRAMME, "table": "orders"}, query="?cohort=2022")


# Rounds


@subject("api_quota")
def _(cast: Cast) -> Subject:
    return _json({**COHORT, "organisation": "U01"}, {"most": 3})


@subject("api_quota", "of_foreign")
def _(cast: Cast) -> Subject:
    return _json({**COHORT, "organisation": "U90"}, {"most": 3})


@subject("api_draft", "draft")
def _(cast: Cast) -> Subject:
    draft = scene.rules_drafted(cast)
    return Subject({**COHORT, "number": 1}, query=f"?version={draft.version}")


@subject("api_draft", "frozen")
def _(cast: Cast) -> Subject:
    return Subject({**COHORT, "number": 1}, query=f"?version={scene.rules_frozen(cast).version}")


@subject("api_rule_settings", "draft")
def _(cast: Cast) -> Subject:
    return _cells({**COHORT, "number": 1}, scene.rules_drafted(cast).version, fair_over="place")


@subject("api_try_out", "draft")
def _(cast: Cast) -> Subject:
    scene.rules_drafted(cast)
    return _json({**COHORT, "number": 1}, {"on": "invented"})


@subject("api_tried", "waiting")
def _(cast: Cast) -> Subject:
    made = rounds.ask_try_out(by=cast.office, rule_set=scene.rules_drafted(cast), on="invented")
    return Subject({**COHORT, "number": 1, "pk": made.pk})


@subject("api_versions", "draft")
def _(cast: Cast) -> Subject:
    scene.rules_drafted(cast)
    return Subject({**COHORT, "number": 1})
