"""The trail of one record in words: as many queries for many events as for few, and nothing unseen in it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from shanhai.programme.actions import dossier, roster
from shanhai.programme.models import Person
from shanhai.programme.queries.history import history_seen, told_of, written_about
from shanhai.programme.retention import erase_dossier
from shanhai.programme.words import ACTIONS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def _told(cast, who: str):
    return told_of(written_about(cast.people["li"]), Person, cast.accounts[who])


def test_an_event_tells_who_what_before_and_after_and_why(cast) -> None:
    roster.archive_person(by=cast.university_officer, person=cast.people["li"], reason="Has moved.")
    roster.write_person(
        by=cast.university_officer,
        person=cast.people["li"],
        values={"level": 6, "native": cast.places["qingxi"]},
    )
    written, archived = _told(cast, "university_officer")[:2]
    assert (written.event.by, written.what) == (cast.university_officer, "roster written")
    told = {change.title: (change.before, change.after) for change in written.changes}
    assert told == {"level": ("5", "6"), "native place": ("—", "青溪县")}
    assert archived.reason == "Has moved."


def test_a_new_record_is_told_as_new(cast) -> None:
    assert _told(cast, "university_officer")[-1].is_new


def test_what_was_erased_says_under_which_duty(cast) -> None:
    erase_dossier(by=cast.office, person=cast.people["li"], duty="PIPL art. 47")
    told = _told(cast, "university_officer")
    assert {each.erased_under for each in told[1:]} == {"PIPL art. 47"}
    assert all(not each.changes for each in told[1:])


def test_a_record_that_the_reader_may_not_see_is_not_named(cast) -> None:
    roster.write_person(
        by=cast.university_officer, person=cast.people["li"], values={"home": cast.organisations["college"]}
    )
    stranger = cast.foreign_office
    (change,) = told_of(written_about(cast.people["li"])[:1], Person, stranger)[0].changes
    assert (change.before, change.after) == ("(not for you to see)", "(not for you to see)")


def test_many_events_take_as_many_queries_as_few(cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            _told(cast, "university_officer")
        return len(caught)

    few = queries()
    places = [cast.places["qingxi"], cast.places["songmen"], cast.places["far"]]
    for number in range(12):
        roster.write_person(
            by=cast.university_officer, person=cast.people["li"], values={"native": places[number % 3]}
        )
    assert queries() <= few + 1


@pytest.mark.parametrize(
    "kind", ["programme.event", "programme.payload", "nothing.here", "x", "django_q.task"]
)
def test_only_records_have_a_history(cast, kind) -> None:
    with pytest.raises(Http404):
        history_seen(cast.office, kind, 1)


def test_the_page_shows_the_history_in_the_language_of_its_reader(cast, client) -> None:
    dossier.correct_own(by=cast.secondee, person=cast.people["li"], values={"level": 7})
    said = {"en": "corrected by the person", "zh-hans": "历史记录", "zh-hant": "歷史記錄"}
    for language, what in said.items():
        type(cast.secondee).objects.filter(pk=cast.secondee.pk).update(language=language)
        client.force_login(type(cast.secondee).objects.get(pk=cast.secondee.pk))
        page = client.get(reverse("programme:history", args=["programme.person", cast.people["li"].pk]))
        assert what in page.content.decode()


def test_every_action_of_the_hub_has_its_words() -> None:
    import re
    from pathlib import Path

    from shanhai.programme import actions

    named = set()
    for file in Path(actions.__file__).parent.glob("*.py"):
        named |= set(re.findall(r'action="([a-z_.]+)"', file.read_text(encoding="utf-8")))
    assert named - ACTIONS.keys() == set()
