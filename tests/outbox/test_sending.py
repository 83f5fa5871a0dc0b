"""What goes out: what is due, once, together where it belongs together; and what becomes of trouble."""

import smtplib
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from shanhai.outbox import actions, rules, sending
from shanhai.outbox.channels import Letter, Mail, NeverMind, NotNow, Unsure
from shanhai.outbox.models import Delivery, Message
from tests.cast import gather
from tests.outbox.saying import said

LATER = timedelta(days=2)


def send(after: timedelta = LATER) -> int:
    return sending.send_due(timezone.now() + after)


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.django_db
def test_what_is_due_goes_out_once(cast, letterbox) -> None:
    said(cast.office)
    assert send(timedelta()) == 0
    assert send() == 1
    assert send() == 0
    (letter,) = letterbox.letters
    assert letter.to == cast.office
    assert letter.subject == "Something is new"
    assert "李明 has answered." in letter.body


@pytest.mark.django_db
def test_what_was_read_before_it_was_due_does_not_go_out(cast, letterbox) -> None:
    said(cast.office)
    actions.mark_read(by=cast.office)
    assert send() == 0
    assert states() == ["needless"]


@pytest.mark.django_db
def test_what_was_folded_into_a_message_goes_out_with_it(cast, letterbox) -> None:
    said(cast.office, "a", about=cast.cohort, name="李明")
    said(cast.office, "b", about=cast.cohort, name="王芳")
    assert send() == 1
    assert "李明" in letterbox.letters[0].body
    assert "王芳" in letterbox.letters[0].body


@pytest.mark.django_db
def test_a_digest_is_one_letter_for_each_reader(cast, letterbox) -> None:
    for account in (cast.office, cast.panel):
        actions.choose(by=account, ways={"test.news": "digest"})
        for key, name in (("a", "李明"), ("b", "王芳")):
            said(account, key, name=name)
    assert send() == 2
    assert [letter.to for letter in letterbox.letters] == [cast.office, cast.panel]
    assert all("李明" in letter.body and "王芳" in letter.body for letter in letterbox.letters)
    assert letterbox.letters[0].subject == "What is new"


@pytest.mark.django_db
def test_what_cannot_be_sent_now_is_tried_again_until_it_is_given_up(cast, letterbox) -> None:
    said(cast.office)
    letterbox.troubles = [NotNow("busy")] * (len(rules.WAITS) + 1)
    for days in range(len(rules.WAITS)):
        assert send(timedelta(days=1 + days)) == 0
        assert states() == ["pending"]
    assert send(timedelta(days=9)) == 0
    assert states() == ["failed"]
    assert letterbox.letters == []
    assert Message.objects.get().read_at is None


@pytest.mark.django_db
def test_what_can_be_sent_the_second_time_is_sent_once(cast, letterbox) -> None:
    said(cast.office)
    letterbox.troubles = [NotNow("busy")]
    assert [send(timedelta(days=days)) for days in (1, 1, 2, 3)] == [0, 0, 1, 0]
    assert len(letterbox.letters) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("trouble", "state"),
    [(NeverMind("no such address"), "failed"), (Unsure("cut"), "unsure"), (KeyError("x"), "unsure")],
)
def test_trouble_for_good_or_of_an_unknown_kind_is_not_tried_again(cast, letterbox, trouble, state) -> None:
    said(cast.office)
    letterbox.troubles = [trouble]
    send()
    send()
    assert states() == [state]
    assert letterbox.letters == []


@pytest.mark.django_db
def test_one_letter_in_trouble_holds_up_no_other(cast, letterbox) -> None:
    said(cast.office)
    said(cast.panel)
    letterbox.troubles = [NeverMind("no such address")]
    assert send() == 1
    assert letterbox.letters[0].to == cast.panel


@pytest.mark.django_db
def test_what_a_killed_worker_held_is_not_sent_again_and_stays_unread(cast, letterbox) -> None:
    said(cast.office)
    said(cast.panel)
    letterbox.troubles = [SystemExit()]
    with pytest.raises(SystemExit):
        send()
    assert states() == ["claimed", "pending"]
    assert send(LATER + rules.CUT_OFF_AFTER * 2) == 1
    assert states() == ["unsure", "sent"]
    assert Message.objects.filter(read_at=None).count() == 2


@pytest.mark.django_db
def test_whoever_is_closed_meanwhile_gets_nothing(cast, letterbox) -> None:
    said(cast.office)
    type(cast.office).objects.filter(pk=cast.office.pk).update(is_active=False)
    assert send() == 0
    assert states() == ["needless"]


@pytest.mark.django_db
def test_messages_are_kept_for_their_time_only(cast, letterbox) -> None:
    said(cast.office, "a", about=cast.cohort)
    said(cast.office, "b", about=cast.cohort)
    assert sending.sweep(timezone.now() + rules.KEPT_FOR - timedelta(days=1)) == 0
    assert sending.sweep(timezone.now() + rules.KEPT_FOR + timedelta(days=1)) == 2
    assert Message.objects.count() == Delivery.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_letter_once(letterbox) -> None:
    cast = gather()
    actions.choose(by=cast.office, ways={"test.news": "digest"})
    for number in range(6):
        said(cast.office, str(number))
        said(cast.panel, str(number))
    gate = threading.Barrier(2)

    def run() -> None:
        gate.wait()
        try:
            send()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(letter.to.username for letter in letterbox.letters) == ["office"] + ["panel"] * 6
    assert set(states()) == {"sent"}


# Mail


@pytest.mark.django_db
def test_mail_leads_to_the_application_where_its_address_is_known(cast, settings) -> None:
    settings.ADDRESS = "https://exchange.example"
    cast.office.email = "office@example.org"
    said(cast.office, url="/p/haiyue/2022/")
    type(cast.office).objects.filter(pk=cast.office.pk).update(email="office@example.org")
    assert send() == 1
    (sent,) = mail.outbox
    assert sent.to == ["office@example.org"]
    assert "https://exchange.example/p/haiyue/2022/" in sent.body
    assert sent.extra_headers["Message-ID"] == f"<shanhai-{Delivery.objects.get().pk}@localhost>"


class _Server:
    """A mail server that answers as it is told."""

    def __init__(self, at_the_door=None, at_the_desk=None) -> None:
        self.at_the_door, self.at_the_desk = at_the_door, at_the_desk

    def open(self) -> None:
        if self.at_the_door:
            raise self.at_the_door

    def send_messages(self, letters) -> None:
        if self.at_the_desk:
            raise self.at_the_desk

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("server", "told"),
    [
        (_Server(at_the_door=ConnectionRefusedError()), NotNow),
        (_Server(at_the_door=smtplib.SMTPAuthenticationError(535, b"no")), NotNow),
        (_Server(at_the_desk=smtplib.SMTPRecipientsRefused({"a": (550, b"no")})), NeverMind),
        (_Server(at_the_desk=smtplib.SMTPRecipientsRefused({"a": (450, b"later")})), NotNow),
        (_Server(at_the_desk=smtplib.SMTPDataError(554, b"no")), NeverMind),
        (_Server(at_the_desk=smtplib.SMTPServerDisconnected("gone")), Unsure),
        (_Server(at_the_desk=TimeoutError()), Unsure),
    ],
)
@pytest.mark.django_db
def test_what_a_mail_server_answers_is_understood(cast, monkeypatch, server, told) -> None:
    cast.office.email = "office@example.org"
    monkeypatch.setattr("shanhai.outbox.channels.get_connection", lambda: server)
    with pytest.raises(told):
        Mail().send(Letter("k", cast.office, "s", "b"))
