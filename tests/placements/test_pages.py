"""The pages of placements, as a secondee, a host and an office come to them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from shanhai.pages import searching
from shanhai.placements import actions, navigation, words
from shanhai.placements.lists import PLACEMENT_LIST
from shanhai.placements.models import DiaryEntry, Extension, Placement, Review
from shanhai.placements.questions import Question
from shanhai.placements.views import overview
from shanhai.programme.models import PoolEntry
from shanhai.programme.trail import writing
from shanhai.sheets import Words
from tests.placements import scene

pytestmark = pytest.mark.django_db
COHORT = ("haiyue", "2022")


def at(view: str, *more: object) -> str:
    return reverse(f"placements:{view}", args=[*COHORT, *more])


def test_whose_turn_it_is_stands_on_the_page(cast, client) -> None:
    placement = scene.placed(cast, state="inducted")
    client.force_login(cast.secondee)
    assert "the turn of home organisation" in client.get(at("placement", placement.pk)).content.decode()
    client.force_login(cast.university_officer)
    assert "It is your turn" in client.get(at("placement", placement.pk)).content.decode()
    scene.return_plan(cast, placement)
    client.force_login(cast.qingxi_officer)
    assert (
        "It is your turn: Confirm the arrival" in client.get(at("placement", placement.pk)).content.decode()
    )


def _next(client, placement) -> str:
    """What the page of a placement says of whose turn it is."""
    page = client.get(at("placement", placement.pk)).content.decode()
    return page[page.index('<section class="next"') :].partition("</section>")[0]


def _not_over() -> dict[str, date]:
    today = timezone.localdate()
    return {"starts": today - timedelta(days=30), "ends": today + timedelta(days=300)}


def test_the_page_says_whose_reviews_and_whose_yes_are_awaited(cast, client) -> None:
    placement = scene.in_post(cast, **_not_over(), arrived_on=timezone.localdate() - timedelta(days=30))
    client.force_login(cast.secondee)
    assert "nobody’s turn now. What comes next: mid-term review" in _next(client, placement)
    mine = scene.asked(cast, placement)["person"]
    told = _next(client, placement)
    assert at("review", placement.pk, mine.pk) in told
    assert "It is your turn: Fill in the mid-term review, and the turn of home organisation and host" in told
    client.force_login(cast.qingxi_officer)
    actions.ask_extension(
        by=cast.qingxi_officer, placement=placement, until=placement.ends + timedelta(days=90), reason="未完"
    )
    assert "turn of home organisation and the person: Say yes or no to a longer term" in _next(
        client, placement
    )
    client.force_login(cast.secondee)
    assert "It is your turn: Say yes or no to a longer term until" in _next(client, placement)


def _longer_term(client, placement) -> str:
    """What the page of a placement shows of longer terms."""
    page = client.get(at("placement", placement.pk)).content.decode()
    return page[page.index('id="longer-term"') :].partition("</section>")[0]


def test_the_office_enters_answers_given_on_paper_and_then_somebody_else_of_it_decides(cast, client) -> None:
    placement = scene.in_post(cast, **_not_over())
    asked = actions.ask_extension(
        by=cast.office, placement=placement, until=placement.ends + timedelta(days=90), reason="未完"
    )
    client.force_login(cast.office)
    here = at("extension", placement.pk, asked.pk)
    assert client.post(here, {"step": "agree", "side": "host", "version": 1}).status_code == 422
    for number, side in enumerate(("host", "home", "person"), start=1):
        told = _longer_term(client, placement)
        assert f'<option value="{side}"' in told
        assert 'value="approve"' not in told
        client.post(here, {"step": "agree", "side": side, "reason": "来函 12 号", "version": number})
    assert "has not answered" not in _longer_term(client, placement)
    assert "the turn of a second person of the programme office: Decide" in _next(client, placement)
    assert 'value="approve"' not in _longer_term(client, placement)
    assert at("deed", placement.pk, "extension") not in _longer_term(client, placement)
    client.force_login(cast.second_office)
    assert "It is your turn: Decide" in _next(client, placement)
    assert 'value="approve"' in _longer_term(client, placement)
    client.post(here, {"step": "approve", "version": 4})
    assert scene.fresh(placement).ends == asked.until


def test_a_review_is_asked_for_only_while_some_side_was_not_asked(cast, client) -> None:
    placement = scene.in_post(cast, **_not_over())
    client.force_login(cast.office)

    def may_ask() -> bool:
        page = client.get(at("placement", placement.pk)).content.decode()
        return 'name="moment" value="mid_term"' in page

    assert not may_ask(), "There is no form yet."
    scene.forms(cast)
    assert may_ask()
    client.post(at("ask_reviews", placement.pk), {"moment": "mid_term"})
    assert not may_ask()


def test_a_term_that_is_over_waits_for_home_on_its_page_and_its_home_page(cast, client) -> None:
    placement = scene.in_post(cast)
    client.force_login(cast.secondee)
    assert "the turn of home organisation: Confirm the return" in _next(client, placement)
    client.force_login(cast.university_officer)
    assert "It is your turn: Confirm the return" in _next(client, placement)
    steps = navigation.steps(cast.university_officer, cast.cohort)
    assert [each.why.en for each in steps if each.state == "late"] == ["Placements whose term is over: 1."]


def test_a_return_before_the_arrival_is_told_and_nothing_is_written(cast, client) -> None:
    placement = scene.in_post(cast)
    client.force_login(cast.university_officer)
    answer = client.post(
        at("step", placement.pk), {"step": "return", "on": "2022年8月1日", "version": placement.version}
    )
    assert answer.status_code == 422
    assert "before the arrival" in answer.content.decode()
    assert 'value="2022年8月1日"' in answer.content.decode()
    assert scene.fresh(placement).state == "in_post"


def test_an_end_without_a_day_is_refused_and_its_reason_stands_in_the_form(cast, client) -> None:
    placement = scene.in_post(cast)
    client.force_login(cast.office)
    given = {"step": "end_early", "on": "", "reason": "养殖基地撤销", "version": placement.version}
    page = client.post(at("step", placement.pk), given).content.decode()
    form = page[page.index("<summary>End early") :].partition("</form>")[0]
    assert ">养殖基地撤销</textarea>" in form
    assert page[: page.index("<summary>End early")].endswith("<details open>")
    assert scene.fresh(placement).state == "in_post"


def test_a_longer_term_of_one_that_has_ended_is_refused_in_words_and_nothing_typed_is_lost(
    cast, client
) -> None:
    placement = scene.in_post(cast)
    actions.move(
        by=cast.university_officer, placement=placement, step="return", on=scene.STARTS + timedelta(days=90)
    )
    client.force_login(cast.secondee)
    answer = client.post(
        at("deed", placement.pk, "extension"), {"until": "2024年1月1日", "reason": "养殖基地未完工"}
    )
    assert answer.status_code == 422
    assert "养殖基地未完工" in answer.content.decode()
    assert str(words.REASONS["term_is_over"].en) in answer.content.decode()
    assert not Extension.objects.exists()


def test_a_seat_that_is_filled_anew_leads_to_who_has_it_and_back_for_whoever_sees_both(cast, client) -> None:
    old = scene.in_post(cast)
    actions.move(
        by=cast.office,
        placement=old,
        step="end_early",
        on=scene.STARTS + timedelta(days=90),
        reason="另有任用",
    )
    client.force_login(cast.office)
    anew = at("deed", old.pk, "replacement")
    assert anew in client.get(at("placement", old.pk)).content.decode()
    with writing(by=None, action="test") as write:
        write.save(PoolEntry(cohort=cast.cohort, person=cast.people["chen"], record={}))
    starts = scene.STARTS + timedelta(days=120)
    new = actions.replace(
        by=cast.office, placement=old, person=cast.people["chen"], starts=starts, reason="递补"
    )
    page = client.get(at("placement", old.pk)).content.decode()
    assert f'<a href="{at("placement", new.pk)}">{new.person.name}</a>' in page
    assert anew not in page
    assert (
        f'<a href="{at("placement", old.pk)}">{old.person.name}</a>'
        in client.get(at("placement", new.pk)).content.decode()
    )
    client.force_login(cast.second_secondee)
    assert old.person.name not in client.get(at("placement", new.pk)).content.decode()


def test_a_secondee_writes_and_changes_the_diary(cast, client) -> None:
    placement = scene.in_post(cast)
    client.force_login(cast.secondee)
    wrong = client.post(
        at("deed", placement.pk, "diary"), {"on": "soon", "text": "走访三户", "shared": "own"}
    )
    assert wrong.status_code == 422
    assert "走访三户" in wrong.content.decode()
    client.post(at("deed", placement.pk, "diary"), {"on": "20230110", "text": "走访三户", "shared": "own"})
    entry = DiaryEntry.objects.get()
    page = client.get(at("diary_page", placement.pk, entry.pk)).content.decode()
    assert "走访三户" in page
    assert "走访三户" in client.get(at("placement", placement.pk)).content.decode()


def test_a_draft_of_a_review_may_have_gaps_and_what_is_handed_in_may_not(cast, client) -> None:
    placement = scene.in_post(cast)
    review = scene.asked(cast, placement)["person"]
    client.force_login(cast.secondee)
    address = at("review", placement.pk, review.pk)
    form = client.get(address).context["form"]
    assert [key for key, field in form.fields.items() if field.required and key != "version"] == [
        "clear",
        "going",
        "done",
    ]
    assert client.post(address, {"step": "hand_in", "version": 1, "done": "做了"}).status_code == 422
    kept = client.post(address, {"step": "write", "version": 1, "done": "做了"}, follow=True)
    assert "Kept as a draft" in kept.content.decode()
    assert "做了" in client.get(address).content.decode()
    sent = {"step": "hand_in", "version": 2, "done": "做了", "going": "as_planned", "clear": "yes"}
    assert client.post(address, sent).status_code == 302
    assert scene.fresh(review).answers == {"done": "做了", "going": "as_planned", "clear": True}


def test_all_that_is_wrong_with_a_review_is_told_in_one_go(cast, client) -> None:
    placement = scene.in_post(cast)
    asked = [
        Question("done", "text", Words("Done?", "做了什么？"), required=True),
        Question("day", "date", Words("When?", "何时？"), required=True),
    ]
    form = actions.write_form(
        by=cast.office, programme=cast.haiyue, moment="mid_term", side="host", questions=asked
    )
    actions.move_form(by=cast.second_office, form=form, step="put_in_force")
    (review,) = actions.ask_reviews(by=cast.office, placement=placement, moment="mid_term")
    client.force_login(cast.qingxi_officer)
    address = at("review", placement.pk, review.pk)
    answer = client.post(address, {"step": "hand_in", "version": 1, "done": "", "day": "2022年13月"})
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert {key: len(several) for key, several in errors.items()} == {"done": 1, "day": 1}
    assert "2022年13月" in answer.content.decode()


def test_a_review_whose_writer_is_gone_is_read_without_one(cast, client) -> None:
    placement = scene.in_post(cast)
    review = scene.asked(cast, placement)["host"]
    actions.write_review(by=cast.qingxi_officer, review=review, answers=scene.answers(review), hand_in=True)
    client.force_login(cast.office)
    address = at("review", placement.pk, review.pk)
    assert cast.qingxi_officer.name in client.get(address).content.decode()
    Review.objects.filter(pk=review.pk).update(by=None)
    assert "None" not in client.get(address).content.decode()


def test_somebody_quicker_with_a_review_is_told_and_nothing_typed_is_lost(cast, client) -> None:
    placement = scene.in_post(cast)
    review = scene.asked(cast, placement)["host"]
    actions.write_review(by=cast.qingxi_officer, review=review, answers={"done": "甲"}, hand_in=False)
    client.force_login(cast.qingxi_officer)
    sent = {"step": "write", "version": 1, "done": "乙"}
    answer = client.post(at("review", placement.pk, review.pk), sent)
    assert answer.status_code == 409
    assert "乙" in answer.content.decode()
    assert Review.objects.get(pk=review.pk).answers == {"done": "甲"}


def test_the_home_page_tells_what_is_late_what_waits_and_what_came_back(cast, client) -> None:
    placement = scene.in_post(cast)
    scene.placed(cast, "chen", code="D02", host="songmen", state="briefed")
    extension = actions.ask_extension(
        by=cast.qingxi_officer, placement=placement, until=scene.ENDS.replace(year=2024), reason="项目未完"
    )
    actions.answer_extension(
        by=cast.secondee, extension=extension, side="person", agrees=False, reason="有事"
    )
    client.force_login(cast.songmen_officer)
    assert "Late" in client.get("/").content.decode()
    client.force_login(cast.qingxi_officer)
    page = client.get("/").content.decode()
    assert "Came back to you" in page
    assert "Longer term: refused" in page
    client.force_login(cast.secondee)
    assert "My placement" in client.get("/").content.decode()


def test_the_picture_of_the_cohort_has_its_table(cast, client) -> None:
    scene.in_post(cast)
    scene.placed(
        cast,
        "chen",
        code="D02",
        host="songmen",
        state="ended_early",
        arrived_on=scene.STARTS,
        ended_on=scene.STARTS.replace(month=12),
    )
    client.force_login(cast.office)
    page = client.get(at("timeline")).content.decode()
    assert page.count("<svg") == 1
    assert page.count("<rect") == 16
    assert "&lt;text" not in page
    assert page.count('<td class="number">2</td>') == 4
    assert "李　明" in page
    assert "陈　海" not in page


def test_the_page_of_a_person_loads_their_career(cast, client) -> None:
    scene.in_post(cast)
    client.force_login(cast.secondee)
    own = client.get(reverse("programme:own")).content.decode()
    address = reverse("placements:career", args=[cast.people["li"].pk])
    assert f'hx-get="{address}"' in own
    panel = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "青溪县人民政府" in panel
    assert "<html" not in panel
    assert "<html" in client.get(address).content.decode()


def test_the_number_of_queries_of_a_list_does_not_depend_on_its_rows(cast, client) -> None:
    client.force_login(cast.office)

    def queries(view: str) -> int:
        client.get(at(view))
        with CaptureQueriesContext(connection) as found:
            client.get(at(view))
        return len(found)

    views = ("placements", "timeline", "sessions")
    scene.placed(cast, "li")
    few = [queries(view) for view in views]
    with writing(by=None, action="test") as write:
        write.save_all(
            [
                Placement(
                    cohort=cast.cohort,
                    person=cast.people["chen"],
                    host=cast.organisations["songmen"],
                    home=cast.organisations["institute"],
                    kind="team",
                    starts=scene.STARTS,
                    ends=scene.ENDS,
                )
                for _ in range(40)
            ]
        )
    assert [queries(view) for view in views] == few


def test_a_published_list_begins_its_placements_once(cast, client) -> None:
    publication = scene.settled(cast)
    client.force_login(cast.office)
    for _ in range(2):
        assert client.post(at("begin"), {"publication": publication.pk}).status_code == 302
    assert (
        Placement.objects.filter(decided__publication=publication).count() == publication.places.count() > 0
    )


def test_it_is_asked_for_until_they_have_begun(cast, client) -> None:
    publication = scene.settled(cast)
    client.force_login(cast.office)
    to_begin = f'action="{at("begin")}"'
    assert to_begin in client.get(at("placements")).content.decode()
    client.post(at("begin"), {"publication": publication.pk})
    assert to_begin not in client.get(at("placements")).content.decode()


@pytest.mark.parametrize(("few", "times"), [(1_500, 1), (0, 3)])
def test_units_that_send_and_that_receive_are_looked_through_once(cast, monkeypatch, few, times) -> None:
    monkeypatch.setattr(searching, "_FEW", few)
    made = scene.in_post(cast)

    def found(word: str) -> list[Placement]:
        return list(
            Placement.objects.filter(searching.matching(Placement, word, *PLACEMENT_LIST.search)).order_by()
        )

    with CaptureQueriesContext(connection) as asked:
        assert found(made.host.name) == [made]
    assert "".join(each["sql"] for each in asked).count('FROM "programme_organisation"') == times
    assert found(made.home.name) == found(made.person.name) == [made]
    assert not found("nowhere")


def test_a_page_that_shows_the_first_of_many_says_how_many_they_are(cast, client, monkeypatch) -> None:
    monkeypatch.setattr(overview, "_MOST", 1)
    scene.in_post(cast)
    scene.in_post(cast, "wang", seat=2)
    client.force_login(cast.office)
    for page in (at("unit", cast.organisations["qingxi"].code), at("timeline")):
        assert "1 of 2." in client.get(page).content.decode(), page


def test_the_home_page_counts_all_reviews_that_are_asked_for(cast, client, monkeypatch) -> None:
    monkeypatch.setattr(navigation, "_ONE_BY_ONE", 1)
    for seat, who in enumerate(("li", "wang", "chen"), 1):
        scene.asked(cast, scene.in_post(cast, who, seat=seat))
    client.force_login(cast.qingxi_officer)
    assert "3 in all." in client.get("/").content.decode()
