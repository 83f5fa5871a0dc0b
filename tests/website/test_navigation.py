"""The frame of a page says where one is and leads to where one may go."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanhai.pages.navigation import Entry
from shanhai.programme.models import Cohort, RoleHeld
from shanhai.programme.rules import RESERVED
from shanhai.programme.trail import writing
from shanhai.sheets import Words
from shanhai.website import navigation
from tests.access.routes import addresses

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.django_db
ENTRIES = (
    Entry(title=Words("Of the office", "项目办栏目"), view="cohort", needs=("round.move",)),
    Entry(title=Words("Of everybody", "人人栏目"), view="home", of="site"),
)


_PAGE_OF_A_PROGRAMME = re.compile(r"p/<slug:programme>/([a-z-]+)/")


def _rooms(page: str) -> str:
    return page.partition('<nav class="rooms"')[2].partition("</nav>")[0]


@pytest.fixture
def entries(monkeypatch) -> None:
    monkeypatch.setattr(navigation, "all_entries", lambda: ENTRIES)


def _page(client, account, address="/") -> str:
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(address).content.decode()


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize(("who", "sees"), [("office", True), ("secondee", False), ("foreign_office", True)])
def test_an_entry_shows_to_whoever_has_its_permission(client, cast, who, sees) -> None:
    page = _page(client, cast.accounts[who])
    assert ("Of the office" in page) is sees
    assert "Of everybody" in page


def test_an_entry_needs_its_permission_in_the_programme_of_the_page(client, cast, entries) -> None:
    with writing(by=None, action="test") as write:
        write.save(RoleHeld(account=cast.foreign_office, role="secondee", programme=cast.haiyue))
    page = _page(client, cast.foreign_office, "/p/haiyue/2022/")
    assert "Of everybody" in page
    assert "Of the office" not in page


def test_rooms_that_belong_together_stand_under_one_word(client, cast) -> None:
    bar = _rooms(_page(client, cast.office, "/p/haiyue/2022/orders/"))
    words = re.findall(r"<summary[^>]*>([^<]+)</summary>", bar)
    assert words == [group.title.en for group in navigation.GROUPS if f">{group.title.en}</summary>" in bar]
    assert len(words) >= 5
    within = bar.partition(">Registers</summary>")[2].partition("</details>")[0]
    assert re.findall(r">([^<>\n]+)</a>", within)[:2] == ["Orders", "Offers"]


def test_the_group_that_one_is_in_is_marked(client, cast) -> None:
    bar = _rooms(_page(client, cast.office, "/p/haiyue/2022/orders/"))
    assert re.findall(r'<summary aria-current="true">([^<]+)<', bar) == ["Registers"]
    assert re.findall(r'aria-current="page">([^<]+)<', bar) == ["Orders"]


def test_a_group_of_one_page_is_that_page(client, cast, monkeypatch) -> None:
    alone = Entry(title=Words("Orders", "需求订单"), view="registers:orders", needs=("round.move",))
    monkeypatch.setattr(navigation, "all_entries", lambda: (alone,))
    bar = _rooms(_page(client, cast.office))
    assert "<summary" not in bar
    assert re.findall(r">([^<>\n]+)</a>", bar) == ["Home", "Orders"]


def test_no_bar_is_longer_than_can_be_taken_in(client, cast) -> None:
    for account in cast.accounts.values():
        ways = re.findall(
            r"<summary|<a ",
            re.sub(r'<div class="menu-body">.*?</div>', "", _rooms(_page(client, account)), flags=re.S),
        )
        assert len(ways) <= 9, account


def test_every_entry_leads_to_a_page(cast) -> None:
    kinds = {"site": [], "programme": ["haiyue"], "cohort": ["haiyue", "2022"]}
    for entry in navigation.all_entries():
        assert reverse(entry.view, args=kinds[entry.of]).startswith("/")


def test_no_cohort_can_be_named_like_a_page_of_its_programme() -> None:
    words = {found[1] for each in addresses().values() if (found := _PAGE_OF_A_PROGRAMME.match(each))}
    assert {"roster", "next"} <= words
    assert words <= RESERVED


def test_the_newest_cohort_is_shown_unless_the_address_names_another(client, cast) -> None:
    with writing(by=None, action="test") as write:
        write.save(Cohort(programme=cast.haiyue, code="2023", name="the newest"))
    assert "<summary>海岳交流工程 · the newest</summary>" in _page(client, cast.office)
    assert "<summary>海岳交流工程 · 2022 年批次</summary>" in _page(client, cast.office, "/p/haiyue/2022/")


def test_the_switch_offers_no_foreign_cohort(client, cast) -> None:
    assert "/p/linhai/2022/" not in _page(client, cast.office)
    assert "/p/linhai/2022/" in _page(client, cast.foreign_office)


def test_whatever_is_invented_says_so(client, cast) -> None:
    assert "invented sample" in _page(client, cast.office)
    cast.linhai.invented = False
    with writing(by=None, action="test") as write:
        write.save(cast.linhai)
    assert "invented sample" not in _page(client, cast.foreign_office)


def test_the_frame_takes_as_many_queries_for_many_cohorts_as_for_one(client, cast) -> None:
    _page(client, cast.office)
    with CaptureQueriesContext(connection) as for_one:
        client.get("/")
    with writing(by=None, action="test") as write:
        write.save_all([Cohort(programme=cast.haiyue, code=f"c{n}", name="x") for n in range(40)])
    with CaptureQueriesContext(connection) as for_many:
        client.get("/")
    assert len(for_many) == len(for_one)


@pytest.mark.parametrize(
    ("who", "daily"),
    [
        ("secondee", {"My record", "Nominations", "My requests"}),
        ("qingxi_officer", {"Orders", "For our unit"}),
        ("responder", {"For our unit"}),
    ],
)
def test_on_a_phone_the_daily_pages_stay_at_hand(client, cast, who, daily) -> None:
    bar = _page(client, cast.accounts[who]).partition('<nav class="phone-bar')[2].partition("</nav>")[0]
    first, *others = re.findall(r">([^<>\n]+)</a>", bar)
    assert first == "Home"
    assert daily <= set(others)
    assert len(others) < navigation.MOST_ON_PHONE


@pytest.mark.usefixtures("entries")
def test_the_home_page_alone_makes_no_bar(client, cast) -> None:
    assert "phone-bar" not in _page(client, cast.office)


def test_the_specimen_of_the_parts_wears_every_style_sheet() -> None:
    specimen = (ROOT / "docs/develop/parts.html").read_text(encoding="utf-8")
    assert re.findall(r"static/(pages/\w+\.css)", specimen) == list(navigation.House.style_sheets)
