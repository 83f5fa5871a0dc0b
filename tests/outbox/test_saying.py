"""What is said: once, in the reader's language, without names in the subject, folded, never to oneself."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from shanhai.outbox import actions, queries
from shanhai.outbox.kinds import all_kinds
from shanhai.outbox.models import Delivery, Message, Preference
from shanhai.programme import retention
from shanhai.programme.models import Event
from tests.outbox.saying import said

pytestmark = pytest.mark.django_db


def test_what_is_said_twice_under_one_key_is_said_once(cast, letterbox) -> None:
    assert said(cast.office, "k") is not None
    assert said(cast.office, "k") is None
    assert said(cast.second_office, "k") is not None
    assert Message.objects.count() == Delivery.objects.count() == 2


def test_it_is_said_in_the_language_of_its_reader(cast, letterbox) -> None:
    cast.office.language = "zh-hant"
    assert said(cast.office).subject == "有新訊息"
    assert said(cast.panel).subject == "Something is new"


def test_a_name_stands_in_the_body_and_never_in_the_subject(cast, letterbox) -> None:
    message = said(cast.office, name="王芳")
    assert "王芳" in message.body
    assert "王芳" not in message.subject


def test_nothing_is_said_to_whoever_did_it_nor_to_a_closed_account(cast, letterbox) -> None:
    assert said(cast.office, by=cast.office) is None
    cast.panel.is_active = False
    assert said(cast.panel) is None
    assert said(None) is None
    assert Message.objects.count() == 0


def test_what_is_taken_back_was_never_said(cast, letterbox) -> None:
    with transaction.atomic():
        assert said(cast.office) is not None
        transaction.set_rollback(True)
    assert Message.objects.count() == 0


def test_a_kind_that_no_room_declares_is_a_mistake_of_the_room(cast, letterbox) -> None:
    with pytest.raises(ValueError, match=r"'test\.unknown'"):
        said(cast.office, kind="test.unknown")


def test_what_comes_about_one_record_in_a_short_time_is_one_message(cast, letterbox) -> None:
    first = said(cast.office, "a", about=cast.cohort)
    second = said(cast.office, "b", about=cast.cohort)
    other = said(cast.office, "c", about=cast.haiyue)
    assert second.part_of == first
    assert other.part_of is None
    assert queries.unread(cast.office) == 2
    assert Delivery.objects.count() == 2


def test_what_comes_after_it_was_read_or_much_later_is_a_message_of_its_own(cast, letterbox) -> None:
    first = said(cast.office, "a", about=cast.cohort)
    actions.mark_read(by=cast.office)
    second = said(cast.office, "b", about=cast.cohort)
    Message.objects.filter(pk=second.pk).update(at=timezone.now() - timedelta(minutes=16))
    third = said(cast.office, "c", about=cast.cohort)
    assert (first.part_of, second.part_of, third.part_of) == (None, None, None)


def test_one_hears_of_a_kind_as_one_chose(cast, letterbox) -> None:
    actions.choose(by=cast.office, ways={"test.news": "app"})
    actions.choose(by=cast.panel, ways={"test.news": "digest"})
    said(cast.office)
    said(cast.panel)
    said(cast.auditor)
    sent = {each.message.to: each.is_digest for each in Delivery.objects.select_related("message__to")}
    assert sent == {cast.panel: True, cast.auditor: False}


def test_choosing_is_kept_in_the_trail_and_only_what_differs(cast) -> None:
    actions.choose(by=cast.office, ways={"test.news": "at_once", "test.orders": "at_once"})
    assert list(Preference.objects.values_list("kind", flat=True)) == ["test.orders"]
    assert Event.objects.filter(action="messages.choose").count() == 1
    with pytest.raises(ValueError, match="'pigeon'"):
        actions.choose(by=cast.office, ways={"test.news": "pigeon"})


def test_only_kinds_that_may_concern_somebody_are_offered(cast) -> None:
    offered = {kind.key for kind, _ in queries.ways_of(cast.secondee)}
    assert "test.news" in offered
    assert "test.orders" not in offered
    assert {kind.key for kind in all_kinds()} >= {"test.news", "test.orders"}


def test_nobody_reads_what_was_said_to_another(cast, letterbox) -> None:
    said(cast.office)
    assert list(queries.inbox(cast.second_office)) == []
    assert actions.mark_read(by=cast.second_office) == 0
    assert queries.unread(cast.office) == 1


def test_messages_about_a_person_go_with_the_dossier_and_those_to_them_with_the_account(
    cast, letterbox
) -> None:
    li = cast.people["li"]
    said(cast.office, "about li", person=li)
    said(cast.secondee, "to li")
    said(cast.office, "about nobody")
    retention.erase_dossier(by=None, person=li, duty="PIPL art. 47")
    assert list(Message.objects.values_list("key", flat=True)) == ["about nobody"]


def test_the_export_of_ones_record_holds_what_was_said_to_one(cast, client, letterbox) -> None:
    said(cast.secondee, name="郑安")
    client.force_login(cast.secondee)
    told = client.get(reverse("programme:own_export")).content.decode()
    assert "郑安" in told
