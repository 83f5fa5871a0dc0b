"""The pages of decisions: signing with a second factor, the public list, papers, the files of an auditor."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shanhai.decisions import actions
from shanhai.decisions.actions import checking
from shanhai.decisions.models import Decided, DecisionCheck, Objection, Signature
from shanhai.papers import Paper, Table, Text, read_word, to_word
from shanhai.plans.actions.explaining import explain
from shanhai.plans.models import Plan
from shanhai.plans.queries import explanation_for
from shanhai.programme.chain import publish_head
from tests.cast import PASSWORD
from tests.decisions import scene
from tests.plans import scene as plans_scene
from tests.website.sign_in.test_second_factors import code_of

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from shanhai.decisions.models import Decision
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
AT = ("haiyue", "2022")


def _with_app(client: Client, name: str) -> str:
    """Sign in and set up an authenticator app. Returns: its secret."""
    client.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return secret


def _send(client: Client, decision: Decision, **body: str):
    address = reverse("decisions:sign", args=[*AT, decision.pk])
    typed = {"agrees": "yes", "reason": "核对无误。", "fingerprint": decision.fingerprint, **body}
    return client.post(address, typed)


def test_a_member_signs_with_a_code_that_was_checked_for_this_signature(cast: Cast, client: Client) -> None:
    decision = scene.signing(cast)
    secret = _with_app(client, "panel")
    assert _send(client, decision).status_code == 422
    assert not Signature.objects.exists()

    client.post(reverse("mfa_reauthenticate"), {"code": code_of(secret, 1)})
    assert _send(client, decision).status_code == 302
    assert Signature.objects.get().factor == "totp"

    page = client.get(reverse("decisions:sign", args=[*AT, decision.pk]))
    assert page.context["factor"] is None


def test_a_password_typed_again_is_no_second_factor(cast: Cast, client: Client) -> None:
    decision = scene.signing(cast)
    _with_app(client, "panel")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert _send(client, decision).status_code == 422


def test_the_page_of_a_decision_shows_reasons_and_dissent(cast: Cast, client: Client) -> None:
    decision = scene.signing(cast)
    scene.sign(cast, decision, "panel", agrees=False)
    client.force_login(cast.office)
    page = client.get(reverse("decisions:decision", args=[*AT, decision.pk])).content.decode()
    assert "两地距离过远。" in page
    assert decision.fingerprint in page


def test_a_page_of_answers_takes_as_many_queries_for_two_places_as_for_one(
    cast: Cast, client: Client, django_assert_max_num_queries
) -> None:
    scene.consulting(cast)
    client.force_login(cast.office)
    address = reverse("decisions:consultation", args=AT)
    client.get(address)
    with django_assert_max_num_queries(16):
        client.get(address)


# The public list.


def test_anybody_reads_the_list_in_three_orders_and_finds_the_record_beside_it(
    cast: Cast, client: Client
) -> None:
    publication = scene.published(cast)
    for order in ("unit", "strokes", "pinyin"):
        page = client.get(reverse("decisions:public_list", args=[publication.key]), {"order": order})
        text = page.content.decode()
        assert "李　明" in text
        assert publication.decision.fingerprint in text
        assert publication.decision.plan.pool.fingerprint in text


def test_strokes_and_pinyin_order_a_list_by_name(cast: Cast, client: Client) -> None:
    publication = scene.published(cast)
    names = {
        order: [
            row[1][1]
            for row in client.get(
                reverse("decisions:public_list", args=[publication.key]), {"order": order}
            ).context["rows"]
        ]
        for order in ("strokes", "pinyin")
    }
    # 李 and 陈 have seven strokes each, and 木 comes before 阝; Chen comes before Li.
    assert names == {"strokes": ["李　明", "陈　海"], "pinyin": ["陈　海", "李　明"]}


def test_an_objection_of_the_public_keeps_nothing_of_where_it_came_from(cast: Cast, client: Client) -> None:
    publication = scene.published(cast)
    response = client.post(reverse("decisions:public_object", args=[publication.key]), {"text": "不公。"})
    case = Objection.objects.get()
    assert response.headers["Location"].endswith(f"/case/{case.receipt}/")
    kept = {field.attname: getattr(case, field.attname) for field in case._meta.concrete_fields}
    assert "127.0.0.1" not in str(kept)
    assert (kept["by_id"], kept["called"], kept["reach"]) == (None, "", "")


def test_the_public_files_no_more_than_ten_objections_an_hour_from_one_address(
    cast: Cast, client: Client
) -> None:
    publication = scene.published(cast)
    address = reverse("decisions:public_object", args=[publication.key])
    answers = [client.post(address, {"text": f"不公 {at}"}).status_code for at in range(11)]
    assert answers == [302] * 10 + [429]
    assert Objection.objects.count() == 10


# Papers.


def _words_of(response) -> str:
    paper = read_word(response.content, "en")
    parts = [paper.title]
    for each in paper.blocks:
        if isinstance(each, Table):
            parts += [cell for row in each.rows for cell in row]
        elif hasattr(each, "text"):
            parts.append(each.text)
    return "\n".join(parts)


@pytest.mark.parametrize(
    ("language", "title"),
    [("zh-hans", "拟选派人员名单公示"), ("zh-hant", "擬選派人員名單公示"), ("en", "seconded")],
)
def test_the_list_comes_as_word_and_pdf_in_three_languages(
    cast: Cast, client: Client, language: str, title: str
) -> None:
    publication = scene.published(cast)
    given = {"language": language}
    word = client.get(reverse("decisions:public_paper", args=[publication.key, "docx"]), given)
    text = _words_of(word)
    assert title in text
    assert "李　明" in text
    pdf = client.get(reverse("decisions:public_paper", args=[publication.key, "pdf"]), given)
    assert pdf.content.startswith(b"%PDF")


def test_the_panel_has_the_plan_on_paper_with_a_sheet_for_each_who_has_not_signed(
    cast: Cast, client: Client
) -> None:
    plans_scene.sealed(cast, seats=3)
    decision = scene.consulting(cast)
    explain(decision.plan_id)
    host = decision.answers.filter(side="host").first()
    actions.answer(by=None, answer=host, step="object", reason="岗位已撤。")
    decision = actions.open_signing(by=cast.office, decision=scene.answered(cast, decision))
    scene.sign(cast, decision, "panel")
    client.force_login(cast.accounts["second_member"])
    address = reverse("decisions:sheet", args=[*AT, decision.pk, "docx"])
    text = _words_of(client.get(address, {"language": "zh-hans"}))
    assert [text.count(name) for name in ("second member", "third member")] == [1, 1]
    assert str(cast.accounts["panel"]) not in text
    for told in ("李　明", "王　芳", "陈　海", "岗位已撤。", "至少有 1 个名额空缺", "在遵守这些规则的前提下"):
        assert told in text
    assert "仅供审议小组参阅" in text
    client.force_login(cast.office)
    assert "仅供审议小组参阅" not in _words_of(client.get(address, {"language": "zh-hans"}))
    pdf = client.get(address.replace(".docx", ".pdf"), {"language": "en"})
    assert pdf.content.startswith(b"%PDF")


def test_a_letter_has_the_words_of_the_template_that_the_office_edited(cast: Cast, client: Client) -> None:
    publication = scene.published(cast)
    edited = to_word(Paper("通知", "zh-hans", (Text("请 {{ name }} 赴 {{ host }} 报到。"),)))
    actions.change_template(
        by=cast.office,
        programme=cast.haiyue,
        kind="person",
        language="zh-hans",
        upload=SimpleUploadedFile("letter.docx", edited),
    )
    place = Decided.objects.get(publication=publication, order__title="林业技术员")
    client.force_login(cast.office)
    address = reverse("decisions:letter_to_person", args=[*AT, 1, place.pk, "docx"])
    text = _words_of(client.get(address, {"language": "zh-hans"}))
    assert "请 李　明 赴 青溪县人民政府 报到。" in text
    pdf = client.get(address.replace(".docx", ".pdf"), {"language": "zh-hans"})
    assert pdf.content.startswith(b"%PDF")


def test_a_letter_that_says_why_is_handed_out_once_that_is_written(cast: Cast, client: Client) -> None:
    publication = scene.published(cast)
    place = Decided.objects.get(publication=publication, order__title="林业技术员")
    client.force_login(cast.office)
    address = reverse("decisions:letter_to_person", args=[*AT, 1, place.pk, "docx"])
    early = client.get(address, {"language": "zh-hans"})
    assert early.status_code == 503
    assert "0 of 3 people are told" in early.content.decode()
    assert early.headers["Retry-After"] == "300"
    explain(place.placed.plan_id)
    (told, *_) = explanation_for(place.placed.plan, place.person).told("zh-hans")
    assert told in _words_of(client.get(address, {"language": "zh-hans"}))


@pytest.mark.parametrize("letter", ["person", "home", "host"])
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_houses_own_letters_are_sound_templates(letter: str, language: str) -> None:
    from shanhai.decisions.papers.fields import FIELDS
    from shanhai.decisions.papers.letters import default_template
    from shanhai.papers import check_template

    check_template(default_template(letter, language), FIELDS[letter].keys())


# The files of an auditor.


def test_an_auditor_proves_the_plan_outside_from_the_files_alone(
    cast: Cast, client: Client, tmp_path: Path
) -> None:
    from click.testing import CliRunner

    from shanhai.cli import main

    decision = scene.signed(cast)
    client.force_login(cast.auditor)
    address = reverse("decisions:files", args=[*AT, decision.pk])
    with zipfile.ZipFile(io.BytesIO(client.get(address).content)) as package:
        assert "No head has been published yet" in package.read("README.txt").decode()
    head = publish_head(by=None)
    response = client.get(address)
    with zipfile.ZipFile(io.BytesIO(response.content)) as package:
        package.extractall(tmp_path)
        assert f"{head.position}:{head.digest}" in package.read("README.txt").decode()
        assert package.read("check.json") == b"[]"
    result = CliRunner().invoke(main, ["verify", str(tmp_path / "plan")])
    assert result.exit_code == 0, result.output


def test_a_check_of_a_decision_is_done_by_a_job_and_read_on_its_page(cast: Cast, client: Client) -> None:
    decision = scene.signed(cast)
    Signature.objects.filter(decision=decision).update(reason="改过。")
    client.force_login(cast.auditor)
    address = reverse("decisions:check", args=[*AT, decision.pk])
    assert client.post(address).status_code == 302
    asked = DecisionCheck.objects.get()
    assert not asked.is_true
    assert "under way" in client.get(address).content.decode()

    checking.check(asked.pk)
    page = client.get(address).content.decode()
    assert "Not everything is as it was decided:" in page
    assert asked.asked_by == cast.auditor
    assert scene.again(decision).version == decision.version, "a check writes nothing over what it looks at"


def test_the_record_of_the_algorithm_says_its_stages_in_words(cast: Cast, client: Client) -> None:
    publication = scene.published(cast)
    page = client.get(reverse("decisions:public_list", args=[publication.key])).content.decode()
    assert {each["name"] for each in publication.decision.plan.stages} >= {"fit"}
    assert "总匹配度" in page or "total fit" in page
    assert "the plan is as it was worked out" in page or "无人工调整" in page


def test_the_record_of_the_algorithm_says_of_each_stage_whether_it_is_proven(
    cast: Cast, client: Client
) -> None:
    publication = scene.published(cast)
    client.force_login(cast.office)
    address = reverse("decisions:public_list", args=[publication.key])
    assert ", at most " not in client.get(address).content.decode()
    plan = publication.decision.plan
    open_stages = [{**each, "bound": each["value"] + 1_000} for each in plan.stages]
    Plan.objects.filter(pk=plan.pk).update(stages=open_stages)
    assert ", at most " in client.get(address).content.decode()
