"""The pages of a round: what they show, what they answer to a refusal, and how much they ask the database."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanhai.programme.models import Cohort, Person, PoolEntry
from shanhai.programme.trail import writing
from shanhai.rounds import actions
from shanhai.rounds.models import Nomination, Quota, RuleLine, RuleSet
from shanhai.rounds.wording import kinds
from tests.rounds import scene

pytestmark = pytest.mark.django_db
ROUND = ["haiyue", "2022"]


@pytest.fixture
def visit(client, cast):
    """Open or send a page as somebody: `visit(cast.office, "rounds:round")`."""

    def go(account, name, *more, send=None, query="", language="en"):
        client.force_login(account)
        client.cookies["django_language"] = language
        url = reverse(name, args=[*ROUND, *more]) + query
        return client.get(url) if send is None else client.post(url, send)

    return go


def text(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_every_page_opens_in_every_language(cast, visit, language):
    scene.nominations_open(cast)
    nomination = scene.cleared(cast, scene.completed(cast, scene.put_forward(cast)))
    waiting = scene.put_forward(cast, "wang")
    draft = actions.new_version(by=cast.office, cohort=cast.cohort, reason="Try.")
    asked = actions.ask_try_out(by=cast.office, rule_set=draft, on="invented")
    line, criterion = draft.rules.first(), draft.criteria.first()
    pages = [
        (cast.office, "rounds:round"), (cast.panel, "rounds:round"), (cast.secondee, "rounds:round"),
        (cast.office, "rounds:rules"), (cast.office, "rounds:rule_set", 1),
        (cast.panel, "rounds:rule_set", 2),
        (cast.office, "rounds:settings", 2), (cast.office, "rounds:rule_edit", 2, line.pk),
        (cast.office, "rounds:criterion_edit", 2, criterion.pk), (cast.office, "rounds:try_out", 2, asked.pk),
        (cast.office, "rounds:nominations"), (cast.secondee, "rounds:nominations"),
        (cast.university_officer, "rounds:put_forward"), (cast.office, "rounds:quotas"),
        (cast.office, "rounds:nomination", nomination.pk),
        (cast.secondee, "rounds:nomination", nomination.pk),
        (cast.university_officer, "rounds:complete", waiting.pk), (cast.office, "rounds:vet", nomination.pk),
    ]  # fmt: skip
    for account, name, *more in pages:
        response = visit(account, name, *more, language=language)
        assert response.status_code == 200, (name, more)
        assert f'lang="{language}"' in text(response)


@pytest.mark.parametrize("table", ["rules", "weights"])
def test_every_kind_of_line_has_a_form(cast, visit, table):
    actions.new_version(by=cast.office, cohort=cast.cohort)
    name = "rounds:rule_new" if table == "rules" else "rounds:criterion_new"
    for kind in kinds(table):
        assert visit(cast.office, name, 1, query=f"?kind={kind}").status_code == 200, kind
    assert visit(cast.office, name, 1, query="?kind=lottery").status_code == 404


def test_a_rule_is_written_as_a_sentence(cast, visit):
    actions.new_version(by=cast.office, cohort=cast.cohort)
    send = {"number": "3", "each": "home", "people.home_kind": "university, institute", "strength": "hard"}
    response = visit(cast.office, "rounds:rule_new", 1, query="?kind=at_most", send=send)
    assert response.status_code == 302
    line = RuleLine.objects.get()
    assert line.values == {
        "number": 3, "each": "home", "people": {"home_kind": ["institute", "university"]}, "strength": "hard",
    }  # fmt: skip
    page = text(visit(cast.office, "rounds:rule_set", 1))
    assert "Each home organisation releases at most 3 of people from organisations of kind" in page


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(cast, visit):
    actions.new_version(by=cast.office, cohort=cast.cohort)
    send = {"number": "three", "people.home": "海岳大学堂", "name": "名额"}
    response = visit(cast.office, "rounds:rule_new", 1, query="?kind=at_most", send=send)
    assert response.status_code == 422
    assert "is not a number" in text(response)
    response = visit(cast.office, "rounds:rule_new", 1, query="?kind=at_most", send={**send, "number": "3"})
    assert response.status_code == 422
    page = text(response)
    assert "海岳大学堂" in page
    assert "名额" in page
    assert "is not known" in page
    assert not RuleLine.objects.exists()


def test_an_attribute_is_added_and_taken_off_without_saving(cast, visit):
    actions.new_version(by=cast.office, cohort=cast.cohort)
    new = ("rounds:rule_new", 1)
    page = visit(
        cast.office,
        *new,
        query="?kind=at_most",
        send={"number": "3", "people.add": "level", "look": "people"},
    )
    assert page.status_code == 200
    assert 'name="people.level"' in text(page)
    page = visit(cast.office, *new, query="?kind=at_most", send={"people.level": "5", "drop": "people.level"})
    assert 'name="people.level"' not in text(page)
    assert not RuleLine.objects.exists()


def _previous_cohort(cast, people: int) -> None:
    """A cohort before this one, whose pool held so many people of level 5."""
    with writing(by=None, action="test") as write:
        previous = write.save(Cohort(programme=cast.haiyue, code="2021", name="2021", stage="closed"))
        home = cast.organisations["university"]
        made = [Person(code=f"Q{at}", name="某", home=home, level=5) for at in range(people)]
        write.save_all(made)
        made = list(Person.objects.filter(code__startswith="Q"))
        write.save_all(
            [PoolEntry(cohort=previous, person=each, record={"id": each.code, "level": 5}) for each in made]
        )
        cohort = scene.fresh(cast)
        cohort.previous = previous
        write.save(cohort)


@pytest.mark.parametrize(("people", "told"), [(3, "Fewer than 5 people"), (7, "7 people of 2021")])
def test_a_group_is_counted_in_the_last_cohort_and_few_are_not_told(cast, visit, people, told):
    _previous_cohort(cast, people)
    actions.new_version(by=cast.office, cohort=scene.fresh(cast))
    send = {"people.level": "5", "look": "people"}
    assert told in text(visit(cast.office, "rounds:rule_new", 1, query="?kind=at_most", send=send))


def test_a_criterion_keeps_its_steps_and_shows_the_usual_ones(cast, visit):
    draft = actions.new_version(by=cast.office, cohort=cast.cohort)
    line = draft.criteria.get(kind="level")
    page = text(visit(cast.office, "rounds:criterion_edit", 1, line.pk))
    assert 'placeholder="1000, 700, 300"' in page
    send = {"weight": "12", "points": "1000, 500", "version": line.version}
    assert visit(cast.office, "rounds:criterion_edit", 1, line.pk, send=send).status_code == 302
    line.refresh_from_db()
    assert line.values == {"weight": 12, "points": [1000, 500]}


def test_on_a_line_that_somebody_else_changed_both_values_stand(cast, visit):
    draft = scene.rules_drafted(cast)
    line = draft.rules.get()
    actions.write_rule(by=cast.second_office, rule_set=draft, kind="at_most", values={"number": 9}, line=line)
    send = {"number": "4", "version": line.version}
    response = visit(cast.office, "rounds:rule_edit", 1, line.pk, send=send)
    assert response.status_code == 409
    assert "at most 9" in text(response)
    assert 'value="4"' in text(response)
    line.refresh_from_db()
    again = visit(cast.office, "rounds:rule_edit", 1, line.pk, send={**send, "version": line.version})
    assert again.status_code == 302


def test_approval_through_the_page(cast, visit):
    draft = actions.propose(by=cast.office, rule_set=scene.rules_drafted(cast))
    assert "Approve and freeze" not in text(visit(cast.office, "rounds:rule_set", 1))
    assert "Approve and freeze" in text(visit(cast.panel, "rounds:rule_set", 1))
    send = {"step": "approve", "version": draft.version}
    assert visit(cast.office, "rounds:rule_set_step", 1, send=send).status_code == 403
    assert visit(cast.panel, "rounds:rule_set_step", 1, send={**send, "version": 1}).status_code == 409
    assert visit(cast.panel, "rounds:rule_set_step", 1, send=send).status_code == 302
    frozen = RuleSet.objects.get()
    assert frozen.fingerprint in text(visit(cast.university_officer, "rounds:rule_set", 1))


def test_the_seed_is_not_shown_before_the_seal(cast, visit):
    frozen = scene.rules_frozen(cast)
    page = text(visit(cast.auditor, "rounds:rule_set", 1))
    assert frozen.commitment in page
    assert frozen.seed not in page
    scene.order_accepted(cast)
    actions.close_orders(by=cast.office, cohort=scene.fresh(cast))
    actions.open_nominations(by=cast.office, cohort=scene.fresh(cast))
    scene.in_the_pool(cast, "li")
    assert frozen.seed in text(visit(cast.auditor, "rounds:rule_set", 1))


def test_the_round_says_what_is_lacking(cast, visit):
    page = text(visit(cast.office, "rounds:round"))
    assert "No order has been accepted yet" in page
    version = scene.fresh(cast).version
    response = visit(cast.office, "rounds:step", send={"step": "open_nominations", "version": version})
    assert response.status_code == 422
    assert "No rule set is frozen yet" in text(response)


def test_the_round_goes_its_way_through_the_page(cast, visit):
    scene.rules_frozen(cast)
    scene.order_accepted(cast)
    for step in ("close_orders", "open_nominations"):
        send = {"step": step, "version": scene.fresh(cast).version}
        assert visit(cast.panel, "rounds:step", send=send).status_code == 403
        assert visit(cast.office, "rounds:step", send=send).status_code == 302
    scene.cleared(cast, scene.completed(cast, scene.put_forward(cast)))
    send = {"step": "seal", "version": scene.fresh(cast).version}
    assert visit(cast.office, "rounds:step", send=send).status_code == 302
    page = text(visit(cast.office, "rounds:round"))
    assert "fewer than 5" in page
    assert "fingerprint" in page


def test_a_person_sees_which_orders_are_open_and_why_others_are_not(cast, visit):
    scene.rules_frozen(cast)
    scene.order_accepted(cast, "林业技术员")
    scene.order_accepted(cast, "副院长", qualifications=["执业医师"])
    actions.close_orders(by=cast.office, cohort=scene.fresh(cast))
    actions.open_nominations(by=cast.office, cohort=scene.fresh(cast))
    nomination = scene.completed(cast, scene.put_forward(cast))
    page = text(visit(cast.secondee, "rounds:nomination", nomination.pk))
    assert "Open: 1" in page
    assert "Shut: 1, and why" in page
    assert "qualifications (required)" in page


def test_a_nomination_through_the_pages(cast, visit):
    scene.nominations_open(cast)
    li = cast.people["li"]
    sent = visit(cast.university_officer, "rounds:put_forward", send={"person": li.pk, "why": "能胜任"})
    assert sent.status_code == 302
    nomination = Nomination.objects.get()
    page = visit(cast.secondee, "rounds:complete", nomination.pk)
    form = page.context["form"]
    send = {
        "wishes": "青溪县", "directions": ["down"], "start": "2022-07", "version": form["version"].value(),
        "as_read": form["as_read"].value(), "consents": "yes",
    }  # fmt: skip
    send["as_read"] = json.dumps(send["as_read"])
    assert (
        visit(cast.secondee, "rounds:complete", nomination.pk, send={**send, "wishes": "nowhere"}).status_code
        == 422
    )
    assert visit(cast.secondee, "rounds:complete", nomination.pk, send=send).status_code == 302
    nomination.refresh_from_db()
    assert (nomination.state, nomination.wishes) == ("completed", ["C11"])
    form = visit(cast.office, "rounds:vet", nomination.pk).context["form"]
    vetting = {
        "passed": "yes", "body": "审核机构", "signer": "周某", "on": "2022-03-01",
        "version": form["version"].value(), "as_read": json.dumps(form["as_read"].value()),
    }  # fmt: skip
    assert (
        visit(cast.office, "rounds:vet", nomination.pk, send={**vetting, "on": "2099-01-01"}).status_code
        == 422
    )
    assert visit(cast.office, "rounds:vet", nomination.pk, send=vetting).status_code == 302
    nomination.refresh_from_db()
    assert nomination.state == "cleared"


def test_the_office_sets_numbers(cast, visit):
    response = visit(cast.office, "rounds:quotas", send={"organisation": "海岳大学 (U01)", "most": "2"})
    assert response.status_code == 302
    assert Quota.objects.get().most == 2
    assert (
        visit(cast.office, "rounds:quotas", send={"organisation": "nowhere", "most": "2"}).status_code == 422
    )


def test_a_second_click_does_nothing_twice(cast, visit):
    scene.nominations_open(cast)
    send = {"person": cast.people["li"].pk, "once": "abc"}
    first = visit(cast.university_officer, "rounds:put_forward", send=send)
    second = visit(cast.university_officer, "rounds:put_forward", send=send)
    assert first.headers["Location"] == second.headers["Location"]
    assert Nomination.objects.count() == 1


def _queries(visit, account, *page) -> int:
    visit(account, *page)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert visit(account, *page).status_code == 200
    return len(asked)


def test_no_page_asks_more_for_many_than_for_few(cast, visit):
    scene.nominations_open(cast)
    _put_many_forward(cast, 0, 20)
    pages = [
        (cast.office, "rounds:nominations"),
        (cast.university_officer, "rounds:nominations"),
        (cast.office, "rounds:round"),
        (cast.university_officer, "rounds:put_forward"),
        (cast.office, "rounds:rule_set", 1),
    ]
    few = [_queries(visit, *page) for page in pages]
    _put_many_forward(cast, 1, 500)
    frozen = RuleSet.objects.get()
    with writing(by=None, action="test") as write:
        write.save_all(
            [
                RuleLine(rule_set=frozen, code=f"X{at}", position=9, kind="at_most", values={"number": at})
                for at in range(40)
            ]
        )
    assert [_queries(visit, *page) for page in pages] == few


def _put_many_forward(cast, series: int, count: int) -> None:
    with writing(by=None, action="test") as write:
        home = cast.organisations["college"]
        write.save_all([Person(code=f"M{series}-{at}", name="某", home=home) for at in range(count)])
        people = list(Person.objects.filter(code__startswith=f"M{series}-"))
        write.save_all([Nomination(cohort=scene.fresh(cast), person=each, home=home) for each in people])
        write.save_all([Person(code=f"N{series}-{at}", name="某", home=home) for at in range(count)])
