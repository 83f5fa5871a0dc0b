"""The whole page: complete, self-contained, in three languages, and discreet towards the public."""

from html.parser import HTMLParser

import pytest

from shanhai.matching.certificate import Certificate
from shanhai.matching.result import Conflict, Plan, Result
from shanhai.telling.page.document import CONTENTS, plan_page
from shanhai.telling.page.markup import VOID
from shanhai.telling.voice import Voice
from shanhai.workbook.book import Names
from tests.telling.cast import ENGLISH, HANS, HANT, NAMES, account, problem, result


class Reader(HTMLParser):
    """Notes every element, and that what is opened is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag == name]


@pytest.fixture(params=[ENGLISH, HANS, HANT], ids=["en", "zh-hans", "zh-hant"])
def page(request: pytest.FixtureRequest) -> Reader:
    return Reader(plan_page(account(), request.param, findings=()))


def test_what_is_opened_is_closed_and_ids_are_unique(page: Reader) -> None:
    ids = [each["id"] for _, each in page.elements if "id" in each]
    assert page.open == []
    assert len(ids) == len(set(ids))


def test_the_page_asks_nothing_of_any_other_address(page: Reader) -> None:
    addresses = [each.get(name) for _, each in page.elements for name in ("src", "href", "action", "data")]
    assert all(address is None or address.startswith("#") for address in addresses)
    assert page.all("link") == []


def test_the_style_asks_nothing_of_any_other_address() -> None:
    text = plan_page(account(), HANS)
    assert "url(" not in text
    assert "@import" not in text
    assert "://" not in text


def test_every_section_is_in_the_contents_and_has_a_heading(page: Reader) -> None:
    sections = [each["id"] for each in page.all("section")]
    assert sections == list(CONTENTS)
    assert [each["href"] for each in page.all("a")][1:] == [f"#{name}" for name in sections]
    assert len(page.all("h1")) == 1
    assert len(page.all("h2")) == len(sections)


def test_every_picture_has_words_for_those_who_do_not_see_it(page: Reader) -> None:
    for _, each in page.elements:
        if each.get("role") == "img":
            assert each.get("aria-label") or each.get("aria-labelledby") or each["class"] == "spread"
    assert all("aria-hidden" in each or each.get("role") == "img" for each in page.all("svg"))


@pytest.mark.parametrize(("voice", "language"), [(ENGLISH, "en"), (HANS, "zh-Hans"), (HANT, "zh-Hant")])
def test_the_page_names_its_language(voice: Voice, language: str) -> None:
    assert Reader(plan_page(account(), voice)).all("html") == [{"lang": language}]


def test_names_that_look_like_markup_stay_text() -> None:
    text = plan_page(account(), HANS)
    assert "安 <b>" not in text
    assert "安 &lt;b&gt;" in text


def test_an_invented_sample_says_so_above_and_below() -> None:
    assert plan_page(account(), ENGLISH).count("Invented sample.") == 2
    assert "Invented sample." not in plan_page(account(), Voice("en", Names()))


def test_the_public_reads_no_fits_reasons_or_wishes_of_single_people() -> None:
    panel, public = plan_page(account(), ENGLISH), plan_page(account(), ENGLISH, audience="public")
    for secret in ('id="mutual"', "the best is “旅游顾问”", "data-fit", "安 &lt;b&gt;"):
        assert secret in panel
        assert secret not in public
    assert "林舒" in public


def test_findings_are_shown_and_a_missing_check_is_said() -> None:
    assert "✗ The independent check found 1 fault." in plan_page(
        account(), ENGLISH, findings=["Seats do not add up."]
    )
    assert "nothing found" in plan_page(account(), ENGLISH, findings=())
    assert "Not yet checked independently" in plan_page(account(), ENGLISH)


def test_a_conflict_is_told_at_the_top() -> None:
    conflict = Conflict(("release", "pin"), {"release": 2}, 2)
    text = plan_page(account(result(status="conflict", conflict=conflict)), ENGLISH)
    assert (
        text.index("The rules cannot all hold")
        < text.index("none of them can be left out")
        < text.index("<main")
    )


def test_an_empty_plan_is_still_a_page() -> None:
    import numpy as np

    nobody = np.zeros(0, np.int64)
    empty = Result(
        problem(rules=[], criteria=[], places=[], organisations=[],
                people=[{"id": "lin"}], orders=[{"id": "plan"}]),
        "proven", Plan(nobody, nobody), (), Certificate(), (), (), (), (), (), (),
    )  # fmt: skip
    text = plan_page(account(empty), Voice("en", NAMES))
    assert "Nobody is placed." in text
    assert "No rules were set." in text
