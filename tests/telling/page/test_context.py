"""Long lists are cut, and the page says so."""

from __future__ import annotations

import pytest

from shanhai.telling.page import context
from shanhai.telling.page.document import plan_page
from tests.telling.cast import ENGLISH, account


@pytest.fixture
def page_of_many(monkeypatch: pytest.MonkeyPatch) -> str:
    """The page of a plan with more entries than a page lists."""
    monkeypatch.setattr(context, "MOST_LISTED", 1)
    monkeypatch.setattr(context, "LISTED_OF_MANY", 1)
    one = account()
    return plan_page(one, ENGLISH)


def test_only_the_first_of_many_are_listed_and_the_rest_is_counted(page_of_many: str) -> None:
    placed = len(account().result.placements)
    assert placed > 1
    assert f"The first 1 of {placed} are listed here." in page_of_many
    assert page_of_many.count("<li data-fit=") == 1


def test_a_plan_of_usual_size_is_listed_in_full() -> None:
    one = account()
    page = plan_page(one, ENGLISH)
    assert "are listed here." not in page
    assert page.count("<li data-fit=") == len(one.result.placements)
