"""The home page says what waits for its reader, as the rooms say it, and how far the cohort has come."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.urls import reverse

from shanhai.pages.navigation import Step
from shanhai.programme.models import Cohort
from shanhai.programme.trail import writing
from shanhai.sheets import Words
from shanhai.website import home
from tests.placements import scene as placements

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
    assert "Nothing waits for you</h2>" in client.get("/").content.decode()
    with writing(by=None, action="test") as write:
        write.save(Cohort(programme=cast.haiyue, code="2023", name="2023 年批次"))
    told = client.get("/").content.decode()
    assert "Nothing waits for you in this cohort</h2>" in told, "In an older one something may."


def test_what_waits_in_an_older_cohort_under_way_stands_on_the_home_page_too(client, cast) -> None:
    placements.asked(cast, placements.in_post(cast))
    with writing(by=None, action="test") as write:
        newer = write.save(Cohort(programme=cast.haiyue, code="2023", name="2023 年批次"))
    client.force_login(cast.secondee, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/").content.decode()
    assert "2023 年批次</h1>" in page
    older = reverse("waiting", args=["haiyue", "2022"])
    assert f'hx-get="{older}"' in page
    assert reverse("waiting", args=["haiyue", "2023"]) not in page
    told = client.get(older).content.decode()
    assert "2022 年批次" in told
    assert "/p/haiyue/2022/placements/" in told
    client.force_login(cast.second_secondee, backend="django.contrib.auth.backends.ModelBackend")
    assert not client.get(older).content.strip()
    cast.cohort.refresh_from_db()
    cast.cohort.stage = "closed"
    with writing(by=None, action="test") as write:
        write.save(cast.cohort)
    assert older not in client.get("/").content.decode()
    assert newer.stage != "closed"


def test_what_waits_in_the_whole_programme_is_not_said_for_each_cohort(cast, monkeypatch) -> None:
    here = reverse("cohort", args=["haiyue", "2022"])
    told = [
        _step("desk", "waits"),
        replace(_step("review", "late"), url=f"{here}placements/"),
        _step("may", "open"),
    ]
    monkeypatch.setattr(home, "rooms_with_navigation", lambda: (SimpleNamespace(steps=lambda *_: told),))
    assert [step.title.en for step in home.steps_in(cast.office, cast.cohort)] == ["review"]


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
