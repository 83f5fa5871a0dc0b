"""Whoever waits for a step hears of it, in words that say what happened, and never in those of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shanhai.desk import actions
from shanhai.outbox.models import Message
from tests.desk.makers import WORDS, competence_of, routed, solved, taken_on

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _told(username: str) -> list[str]:
    found = Message.objects.filter(to__username=username, kind__startswith="desk").order_by("pk")
    return list(found.values_list("body", flat=True))


def test_an_asker_is_told_what_happened_and_what_is_wanted_of_them(cast: Cast) -> None:
    made = taken_on(cast)
    actions.ask(by=cast.responder, request=made, text="几号塘？")
    actions.tell_more(by=cast.secondee, request=made, text="三号塘。")
    actions.take(by=cast.responder, request=made, name="solve", text="已换水。")
    number = made.number
    assert _told("secondee") == [
        f"A unit works on {number} now.",
        f"A question about {number} waits for your answer.",
        f"The unit says that {number} is solved. Say whether it is.",
    ]
    assert f"Whoever asked has added something to {number}." in _told("responder")


def test_a_unit_is_told_that_somebody_needs_it_no_longer(cast: Cast) -> None:
    made = taken_on(cast)
    actions.take(by=cast.secondee, request=made, name="withdraw")
    assert _told("responder")[-1] == f"Somebody who asked needs {made.number} no longer."
    assert Message.objects.order_by("pk").last().subject == "News of a request of your unit"


def test_a_unit_that_is_given_a_request_hears_of_it_though_a_question_is_open(cast: Cast) -> None:
    made = routed(cast, "institute")
    actions.ask(by=cast.office, request=made, text="几号塘？")
    actions.take(
        by=cast.office, request=made, name="hand_over", text="改由大学", unit=cast.organisations["university"]
    )
    assert _told("responder") == [f"{made.number} was handed over to your unit."]


def test_no_message_of_the_desk_holds_a_name_or_somebodys_words(cast: Cast) -> None:
    competence_of(cast)
    made = solved(cast)
    actions.take(by=cast.secondee, request=made, name="reopen", text="李明说还在死鱼。")
    said = [f"{each.subject} {each.body}" for each in Message.objects.filter(kind__startswith="desk")]
    assert len(said) > 3
    for text in said:
        assert cast.secondee.name not in text
        assert "李明" not in text
        assert WORDS[:6] not in text
