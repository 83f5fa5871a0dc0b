"""When something is due."""

from datetime import UTC, datetime, timedelta

import pytest

from shanhai.outbox import rules


@pytest.mark.parametrize(
    ("how", "hour", "expected"),
    [
        ("app", 9, None),
        ("at_once", 9, datetime(2022, 3, 1, 9, 2, tzinfo=UTC)),
        ("digest", 7, datetime(2022, 3, 1, 8, tzinfo=UTC)),
        ("digest", 8, datetime(2022, 3, 2, 8, tzinfo=UTC)),
        ("digest", 23, datetime(2022, 3, 2, 8, tzinfo=UTC)),
    ],
)
def test_a_message_is_due_at_once_or_with_the_next_digest(how, hour, expected) -> None:
    assert rules.due(how, datetime(2022, 3, 1, hour, tzinfo=UTC)) == expected


def test_tries_are_farther_and_farther_apart_until_it_is_given_up() -> None:
    waits = [rules.next_try(tries) for tries in range(1, len(rules.WAITS) + 1)]
    assert waits == sorted(waits)
    assert waits[0] >= timedelta(minutes=1)
    assert rules.next_try(len(rules.WAITS) + 1) is None


def test_every_state_can_be_reached_and_left_only_as_written() -> None:
    reached = {state for steps in rules.LIFE.values() for state in steps.values()}
    assert reached == set(rules.LIFE)
    assert all(rules.LIFE[state] == {} for state in ("sent", "failed", "unsure", "needless"))
