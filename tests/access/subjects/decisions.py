"""What the routes of decisions are asked about."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from shanhai.decisions import actions
from shanhai.decisions.models import Answer, Decided, Decision, Member, Publication, Remedy
from shanhai.papers import Paper, Text, to_word
from shanhai.plans.actions.explaining import explain
from shanhai.plans.models import Explanation
from shanhai.programme.trail import writing
from shanhai.registers.models import Order
from tests.access.table import Subject, subject
from tests.decisions import scene
from tests.plans import scene as plans

if TYPE_CHECKING:
    from tests.cast import Cast

COHORT = {"programme": "haiyue", "cohort": "2022"}
PDF = b"%PDF-1.7 a signed sheet"


def _of(decision: Decision, **more: Any) -> dict[str, Any]:
    return {**COHORT, "pk": decision.pk, **more}


def _listed(publication: Publication, **more: Any) -> dict[str, Any]:
    return {**COHORT, "number": publication.number, **more}


def _place(publication: Publication) -> Decided:
    return Decided.objects.get(publication=publication, order__title="林业技术员")


def _published(cast: Cast) -> Publication:
    """A list with the explanations of Li and of Qingxi, as the job of the plan writes them."""
    decision = scene.signed(cast)
    texts = {language: ["To Qingxi you go"] for language in ("zh-hans", "zh-hant", "en")}
    order = Order.objects.get(title="林业技术员")
    with writing(by=None, action="test.explain") as write:
        for given in (
            {"audience": "person", "person": cast.people["li"]},
            {"audience": "host", "order": order},
        ):
            found = Explanation.objects.filter(plan=decision.plan, **given).first()
            told = found or Explanation(plan=decision.plan, **given)
            told.texts = texts
            write.save(told)
    return actions.publish(by=cast.office, decision=decision)


# The procedure and the panel.


@subject("decisions_cohort")
def _(cast: Cast) -> Subject:
    return Subject(COHORT)


def _typed(version: int | None = None) -> dict[str, Any]:
    more = {} if version is None else {"version": version, "as_read": json.dumps({"as it": "was"})}
    return {
        "asks_hosts": "yes",
        "asks_homes": "yes",
        "asks_persons": "no",
        "days_to_answer": "5",
        "silence": "open",
        "quorum": "2",
        "days_to_object": "5",
        "order": "unit",
        "shows": ["name", "host"],
        "authority": "项目办",
        "contact": "电话",
        **more,
    }


@subject("procedure", "fresh")
def _(cast: Cast) -> Subject:
    return Subject(COHORT, _typed())


@subject("procedure", "in_use")
def _(cast: Cast) -> Subject:
    scene.consulting(cast)
    return Subject(COHORT, _typed(version=1))


@subject("member", "fresh")
def _(cast: Cast) -> Subject:
    return Subject(COHORT, {"account": cast.panel.pk})


@subject("member", "named")
def _(cast: Cast) -> Subject:
    scene.panel_of_three(cast)
    return Subject({**COHORT, "pk": Member.objects.first().pk})


@subject("member", "in_use")
def _(cast: Cast) -> Subject:
    scene.consulting(cast)
    return Subject({**COHORT, "pk": Member.objects.first().pk})


# A decision.


@subject("open", "ready")
def _(cast: Cast) -> Subject:
    plan = plans.proposed(cast)
    scene.laid_down(cast)
    return Subject(COHORT, {"plan": plan.pk})


@subject("open", "no_procedure")
def _(cast: Cast) -> Subject:
    return Subject(COHORT, {"plan": plans.proposed(cast).pk})


@subject("decision", "consulting")
def _(cast: Cast) -> Subject:
    return Subject(_of(scene.consulting(cast)))


@subject("decision", "signing")
def _(cast: Cast) -> Subject:
    return Subject(_of(scene.signing(cast)))


@subject("decision", "signed")
def _(cast: Cast) -> Subject:
    return Subject(_of(scene.signed(cast)))


@subject("open_signing", "answered")
def _(cast: Cast) -> Subject:
    decision = scene.answered(cast, scene.consulting(cast))
    return Subject(_of(decision), {"step": "open_signing", "version": decision.version})


@subject("open_signing", "unanswered")
def _(cast: Cast) -> Subject:
    decision = scene.consulting(cast)
    return Subject(_of(decision), {"step": "open_signing", "version": decision.version})


@subject("drop", "consulting")
def _(cast: Cast) -> Subject:
    decision = scene.consulting(cast)
    return Subject(_of(decision), {"step": "drop", "reason": "有误。", "version": decision.version})


@subject("replan", "declined")
def _(cast: Cast) -> Subject:
    decision = scene.consulting(cast)
    answer = Answer.objects.get(decision=decision, side="person", placed__order__title="林业技术员")
    actions.answer(by=None, answer=answer, step="decline", reason="家中有事。")
    return Subject(_of(decision), {})


@subject("replan", "nobody")
def _(cast: Cast) -> Subject:
    return Subject(_of(scene.consulting(cast)), {})


@subject("publish", "signed")
def _(cast: Cast) -> Subject:
    return Subject(_of(scene.signed(cast)), {"step": "publish"})


@subject("publish", "signing")
def _(cast: Cast) -> Subject:
    return Subject(_of(scene.signing(cast)), {"step": "publish"})


@subject("sign", "signing")
def _(cast: Cast) -> Subject:
    decision = scene.signing(cast)
    body = {"agrees": "yes", "reason": "核对无误。", "fingerprint": decision.fingerprint}
    return Subject(_of(decision), body)


@subject("scan", "signing")
def _(cast: Cast) -> Subject:
    return Subject(_of(scene.signing(cast)), {"scan": SimpleUploadedFile("sheet.pdf", PDF)})


@subject("scan", "consulting")
def _(cast: Cast) -> Subject:
    return Subject(_of(scene.consulting(cast)), {"scan": SimpleUploadedFile("sheet.pdf", PDF)})


@subject("on_paper", "signing")
def _(cast: Cast) -> Subject:
    decision = scene.signing(cast)
    scan = actions.scan(by=cast.office, decision=decision, upload=SimpleUploadedFile("sheet.pdf", PDF))
    body = {
        "member": Member.objects.get(account=cast.panel).pk,
        "agrees": "yes",
        "reason": "同意。",
        "on": "2022-05-01",
        "shown": decision.fingerprint,
    }
    return Subject(_of(decision, scan=scan.pk), body)


@subject("sheet", "signing")
def _(cast: Cast) -> Subject:
    return Subject(_of(scene.signing(cast), kind="docx"))


# The consultation.


@subject("decision_cohort", "consulting")
def _(cast: Cast) -> Subject:
    scene.consulting(cast)
    return Subject(COHORT)


@subject("decision_cohort", "published")
def _(cast: Cast) -> Subject:
    _published(cast)
    return Subject(COHORT)


@subject("decision_cohort", "objected")
def _(cast: Cast) -> Subject:
    actions.object_to(by=cast.secondee, publication=scene.published(cast), text="此人不宜")
    return Subject(COHORT)


@subject("decision_cohort", "short")
def _(cast: Cast) -> Subject:
    plans.sealed(cast, seats=3)
    scene.published(cast)
    return Subject(COHORT)


def _answer(cast: Cast, side: str, step: str) -> Subject:
    decision = Decision.objects.first() or scene.consulting(cast)
    asked = Answer.objects.get(decision=decision, side=side, placed__order__title="林业技术员")
    body = {"step": step, "reason": "同意。", "version": asked.version}
    return Subject({**COHORT, "pk": asked.pk}, body)


@subject("answer", "host")
def _(cast: Cast) -> Subject:
    return _answer(cast, "host", "agree")


@subject("answer", "home")
def _(cast: Cast) -> Subject:
    return _answer(cast, "home", "object")


@subject("answer", "person")
def _(cast: Cast) -> Subject:
    return _answer(cast, "person", "accept")


@subject("answer", "over")
def _(cast: Cast) -> Subject:
    scene.signing(cast)
    return _answer(cast, "host", "agree")


@subject("agree_to_all", "host")
def _(cast: Cast) -> Subject:
    scene.consulting(cast)
    return Subject(COHORT, {"side": "host"})


# Lists and their papers.


@subject("publication", "published")
def _(cast: Cast) -> Subject:
    return Subject(_listed(scene.published(cast)))


@subject("publication", "taken_back")
def _(cast: Cast) -> Subject:
    publication = scene.published(cast)
    actions.take_back(by=cast.office, publication=publication, reason="有误。")
    return Subject(_listed(publication))


@subject("take_back", "published")
def _(cast: Cast) -> Subject:
    publication = scene.published(cast)
    body = {"step": "take_back", "reason": "有误。", "version": publication.version}
    return Subject(_listed(publication), body)


@subject("take_back", "settled")
def _(cast: Cast) -> Subject:
    publication = scene.settled(cast)
    body = {"step": "take_back", "reason": "有误。", "version": publication.version}
    return Subject(_listed(publication), body)


@subject("send_letters", "published")
def _(cast: Cast) -> Subject:
    publication = scene.published(cast)
    return Subject(_listed(publication), {"step": "send_letters", "version": publication.version})


@subject("send_letters", "after_the_window")
def _(cast: Cast) -> Subject:
    publication = scene.after_the_window(scene.published(cast))
    return Subject(_listed(publication), {"step": "send_letters", "version": publication.version})


@subject("paper", "published")
def _(cast: Cast) -> Subject:
    return Subject(_listed(scene.published(cast), kind="docx"))


@subject("host_sheet", "published")
def _(cast: Cast) -> Subject:
    return Subject(_listed(_published(cast), unit="CU11", kind="docx"))


@subject("withdraw", "published")
def _(cast: Cast) -> Subject:
    publication = scene.published(cast)
    place = _place(publication)
    return Subject(_listed(publication, pk=place.pk), {"reason": "因病。", "version": place.version})


@subject("appointment", "published")
def _(cast: Cast) -> Subject:
    publication = scene.published(cast)
    return Subject(_listed(publication, pk=_place(publication).pk), {"step": "ask", "body": "县人大常委会"})


@subject("letter", "published")
def _(cast: Cast) -> Subject:
    publication = scene.published(cast)
    explain(publication.decision.plan_id)
    return Subject(_listed(publication, pk=_place(publication).pk, kind="docx"))


@subject("letter", "settled")
def _(cast: Cast) -> Subject:
    publication = scene.settled(cast)
    explain(publication.decision.plan_id)
    return Subject(_listed(publication, pk=_place(publication).pk, kind="docx"))


@subject("letter_to_unit", "published")
def _(cast: Cast) -> Subject:
    return Subject(_listed(scene.published(cast), side="host", unit="CU11", kind="docx"))


@subject("letter_to_unit", "settled")
def _(cast: Cast) -> Subject:
    return Subject(_listed(scene.settled(cast), side="host", unit="CU11", kind="docx"))


@subject("own_paper", "published")
def _(cast: Cast) -> Subject:
    _published(cast)
    return Subject({**COHORT, "kind": "docx"})


@subject("own_paper", "signed")
def _(cast: Cast) -> Subject:
    scene.signed(cast)
    return Subject({**COHORT, "kind": "docx"})


# Objections.


@subject("object", "published")
def _(cast: Cast) -> Subject:
    scene.published(cast)
    return Subject(COHORT, {"text": "此人不宜。", "place": ""})


@subject("object_for_unit", "published")
def _(cast: Cast) -> Subject:
    scene.published(cast)
    return Subject(COHORT, {"text": "名额有误。", "unit": cast.organisations["qingxi"].pk})


@subject("objection", "of_qingxi")
def _(cast: Cast) -> Subject:
    unit, publication = cast.organisations["qingxi"], scene.published(cast)
    case = actions.object_to(by=cast.qingxi_officer, publication=publication, text="有误。", unit=unit)
    return Subject({**COHORT, "pk": case.pk})


@subject("object", "after_the_window")
def _(cast: Cast) -> Subject:
    scene.after_the_window(scene.published(cast))
    return Subject(COHORT, {"text": "此人不宜。", "place": ""})


def _case(cast: Cast, **body: Any) -> Subject:
    publication = scene.published(cast)
    case = actions.object_to(by=cast.secondee, publication=publication, text="志愿未考虑。")
    return Subject({**COHORT, "pk": case.pk}, {**body, "version": case.version})


@subject("objection", "filed")
def _(cast: Cast) -> Subject:
    return _case(cast)


@subject("hear", "filed")
def _(cast: Cast) -> Subject:
    return _case(cast, step="hear", text="已听取。")


@subject("drop_objection", "filed")
def _(cast: Cast) -> Subject:
    return _case(cast, step="drop")


# Empty seats and templates.


@subject("remedy", "short")
def _(cast: Cast) -> Subject:
    remedy = _remedy(cast)
    return Subject({**COHORT, "pk": remedy.pk}, {"way": "order", "version": remedy.version})


_DUE = date(2022, 9, 1)


def _remedy(cast: Cast) -> Remedy:
    plans.sealed(cast, seats=3)
    scene.published(cast)
    return Remedy.objects.get(short__order__title="林业技术员")


@subject("remedy", "training")
def _(cast: Cast) -> Subject:
    remedy, owner = _remedy(cast), cast.university_officer
    body = {"way": "training", "owner": owner.pk, "due": _DUE.isoformat(), "version": remedy.version}
    return Subject({**COHORT, "pk": remedy.pk}, body)


@subject("finish_remedy", "training")
def _(cast: Cast) -> Subject:
    given = {"way": "training", "owner": cast.university_officer, "due": _DUE}
    remedy = actions.choose_remedy(by=cast.office, remedy=_remedy(cast), **given)
    return Subject(
        {**COHORT, "pk": remedy.pk}, {"step": "finish", "outcome": "办成。", "version": remedy.version}
    )


@subject("template")
def _(cast: Cast) -> Subject:
    return Subject({**COHORT, "letter": "person", "language": "en"})


@subject("template", "upload")
def _(cast: Cast) -> Subject:
    word = to_word(Paper("Letter", "en", (Text("Dear {{ name }}"),)))
    return Subject(
        {**COHORT, "letter": "person", "language": "en"}, {"template": SimpleUploadedFile("a.docx", word)}
    )


# What is public.


@subject("public", "published")
def _(cast: Cast) -> Subject:
    return Subject({"key": scene.published(cast).key})


@subject("public", "taken_back")
def _(cast: Cast) -> Subject:
    publication = scene.published(cast)
    actions.take_back(by=cast.office, publication=publication, reason="有误。")
    return Subject({"key": publication.key})


@subject("public_paper", "published")
def _(cast: Cast) -> Subject:
    return Subject({"key": scene.published(cast).key, "kind": "docx"})


@subject("public_object", "published")
def _(cast: Cast) -> Subject:
    return Subject({"key": scene.published(cast).key}, {"text": "不公。"})


@subject("public_object", "after_the_window")
def _(cast: Cast) -> Subject:
    return Subject({"key": scene.after_the_window(scene.published(cast)).key}, {"text": "不公。"})


def _receipt(cast: Cast, **body: Any) -> Subject:
    publication = scene.published(cast)
    case = actions.object_to(by=None, publication=publication, text="不公。")
    return Subject({"key": publication.key, "receipt": case.receipt}, {**body, "version": case.version})


@subject("public_case", "filed")
def _(cast: Cast) -> Subject:
    return _receipt(cast)


@subject("drop_public_case", "filed")
def _(cast: Cast) -> Subject:
    return _receipt(cast, step="drop")
