"""The inbox, and the choice of ways."""

import pytest
from django.urls import reverse

from shanhai.outbox.models import Message, Preference
from tests.outbox.saying import said

pytestmark = pytest.mark.django_db


def test_the_inbox_shows_what_was_said_and_opening_it_marks_it_read(cast, client, letterbox) -> None:
    message = said(cast.office, url="/p/haiyue/2022/")
    client.force_login(cast.office)
    page = client.get(reverse("outbox:inbox")).content.decode()
    assert "李明 has answered." in page
    assert "1 not read yet" in page
    opened = client.post(reverse("outbox:open", args=[message.pk]))
    assert opened["Location"] == "/p/haiyue/2022/"
    assert Message.objects.get().read_at is not None
    assert "All read" in client.get(reverse("outbox:inbox")).content.decode()


def test_a_message_never_leads_out_of_the_application(cast, client, letterbox) -> None:
    message = said(cast.office, url="https://elsewhere.example/")
    client.force_login(cast.office)
    opened = client.post(reverse("outbox:open", args=[message.pk]))
    assert opened["Location"] == reverse("outbox:inbox")


def test_every_page_counts_what_is_not_read(cast, client, letterbox) -> None:
    said(cast.office, "a")
    said(cast.office, "b")
    client.force_login(cast.office)
    assert "✉ 2" in client.get("/").content.decode()
    client.post(reverse("outbox:read_all"))
    assert "✉" not in client.get("/").content.decode()


def test_the_number_of_queries_does_not_depend_on_the_number_of_messages(
    cast, client, letterbox, django_assert_max_num_queries
) -> None:
    client.force_login(cast.office)
    for number in range(30):
        said(cast.office, str(number))
    with django_assert_max_num_queries(12):
        client.get(reverse("outbox:inbox"))


def test_ways_are_chosen_and_an_unknown_one_is_refused(cast, client) -> None:
    client.force_login(cast.office)
    assert client.post(reverse("outbox:ways"), {"test.news": "pigeon"}).status_code == 422
    assert not Preference.objects.exists()
    client.post(reverse("outbox:ways"), {"test.news": "app"})
    assert Preference.objects.get().how == "app"
