"""The home page says what waits for its reader, as the rooms say it, and how far the cohort has come."""

from types import SimpleNamespace

import pytest

from shanhai.pages.navigation import Step
from shanhai.programme.models import Cohort
from shanhai.sheets import Words
from shanhai.website import home

pytestmark = pytest.mark.django_db


def _step(title: str, state: str, order: int = 50) -> Step:
    words = Words(title, title)
    return Step(title=words, why=words, url=f"/{title}", label=words, state=state, order=order)


@pytest.fixture
def rooms(monkeypatch) -> None:
    first = SimpleNamespace(steps=lambda account, cohort: [_step("may", "open"), _step("was", "done")])
    second = SimpleNamespace(
        steps=lambda account, cohort: (
            [_step("later", "waits", 9), _step("must", "waits", 1)] if account.standing.has("office") else []
        )
    )
    monkeypatch.setattr(home, "rooms_with_navigation", lambda: (first, second, SimpleNamespace()))


def test_what_waits_stands_before_what_one_may_do(cast, rooms) -> None:
    told = [step.title.en for step in home.steps(cast.office, cast.cohort)]
    assert told == ["must", "later", "may", "was"]
    assert [step.title.en for step in home.steps(cast.panel, cast.cohort)] == ["may", "was"]


def test_the_page_leads_to_every_step(client, cast, rooms) -> None:
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/").content.decode()
    assert page.index("Waits for you") < page.index('href="/must"') < page.index('href="/may"')


def test_whoever_has_nothing_to_do_is_told_so(client, cast, monkeypatch) -> None:
    monkeypatch.setattr(home, "rooms_with_navigation", tuple)
    client.force_login(cast.secondee, backend="django.contrib.auth.backends.ModelBackend")
    assert "Nothing waits for you" in client.get("/").content.decode()


def test_whoever_holds_no_role_is_told_whom_to_ask(client, cast) -> None:
    client.force_login(cast.former, backend="django.contrib.auth.backends.ModelBackend")
    assert "Ask your programme office" in client.get("/").content.decode()


def test_a_programme_without_a_cohort_says_how_it_begins_to_whoever_may_begin(client, cast) -> None:
    Cohort.objects.filter(programme=cast.haiyue).delete()
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/").content.decode()
    assert "Open the first cohort" in page
    assert "/p/haiyue/setup/cohorts/new/" in page
    client.force_login(cast.qingxi_officer, backend="django.contrib.auth.backends.ModelBackend")
    assert "Open the first cohort" not in client.get("/").content.decode()
