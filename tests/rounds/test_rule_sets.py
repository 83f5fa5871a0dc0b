"""Rule sets: written by one, frozen by another, changed only by a new version with a reason."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from shanhai.programme.models import Event
from shanhai.programme.trail import Stale, writing
from shanhai.rounds import actions, queries
from shanhai.rounds.models import CriterionLine, RuleLine, RuleSet
from tests.rounds import scene

pytestmark = pytest.mark.django_db


def test_a_first_version_begins_with_the_usual_criteria(cast):
    draft = actions.new_version(by=cast.office, cohort=cast.cohort)
    kinds = list(draft.criteria.values_list("kind", flat=True))
    assert (draft.number, draft.state) == (1, "draft")
    assert {"expertise", "recused"} <= set(kinds)


def test_nobody_without_the_right_may_begin_one(cast):
    for account in (cast.panel, cast.auditor, cast.university_officer, cast.foreign_office):
        with pytest.raises(PermissionDenied):
            actions.new_version(by=account, cohort=cast.cohort)


def test_only_one_version_is_written_at_a_time(cast):
    actions.new_version(by=cast.office, cohort=cast.cohort)
    with pytest.raises(actions.StepRefused) as refused:
        actions.new_version(by=cast.second_office, cohort=cast.cohort, reason="again")
    assert refused.value.codes == ("no_draft_of_rules",)


def test_freezing_gives_a_fingerprint_and_names_who_approved(cast):
    frozen = scene.rules_frozen(cast)
    assert (frozen.state, frozen.approved_by, len(frozen.fingerprint)) == ("frozen", cast.panel, 64)
    assert Event.objects.about(frozen).last().action == "rules.approve"


def test_freezing_rules_closes_them_for_editing(cast):
    frozen = scene.rules_frozen(cast)
    line = frozen.rules.get()
    for attempt in (
        lambda: actions.write_rule(
            by=cast.office, rule_set=frozen, kind="balance", values={"number": 1, "region": "county"}
        ),
        lambda: actions.delete_line(by=cast.office, line=line),
        lambda: actions.write_settings(by=cast.office, rule_set=frozen, fair_over="place", reason=""),
        lambda: actions.discard(by=cast.office, rule_set=frozen),
    ):
        with pytest.raises(actions.StepRefused):
            attempt()
    assert frozen.rules.count() == 1


@pytest.mark.parametrize("how", ["author", "editor", "proposer"])
def test_whoever_wrote_in_a_version_cannot_approve_it(cast, how):
    draft = actions.new_version(by=cast.office if how == "author" else cast.second_office, cohort=cast.cohort)
    if how == "editor":
        actions.write_rule(
            by=cast.office, rule_set=draft, kind="balance", values={"number": 1, "region": "county"}
        )
    proposer = cast.office if how == "proposer" else cast.second_office
    draft = actions.propose(by=proposer, rule_set=draft)
    for step in (actions.approve, lambda **with_: actions.send_back(reason="no", **with_)):
        with pytest.raises(PermissionDenied):
            step(by=cast.office, rule_set=draft)
    assert actions.approve(by=cast.panel, rule_set=draft).state == "frozen"


def test_the_database_itself_refuses_ones_own_approval(cast):
    draft = actions.propose(by=cast.office, rule_set=scene.rules_drafted(cast))
    draft.approved_by = cast.office
    with pytest.raises(IntegrityError), transaction.atomic(), writing(by=None, action="test") as write:
        write.save(draft)


def test_an_approver_approves_only_what_they_have_read(cast):
    draft = actions.propose(by=cast.office, rule_set=scene.rules_drafted(cast))
    read = draft.version
    draft = actions.take_back(by=cast.office, rule_set=draft)
    actions.write_rule(by=cast.office, rule_set=draft, kind="order_minimum", values={"or_none": True})
    actions.propose(by=cast.office, rule_set=draft)
    with pytest.raises(Stale):
        actions.approve(by=cast.panel, rule_set=draft, expected=read)


def test_of_two_approvers_the_second_is_told(cast):
    draft = actions.propose(by=cast.office, rule_set=scene.rules_drafted(cast))
    actions.approve(by=cast.panel, rule_set=draft, expected=draft.version)
    with pytest.raises(Stale):
        actions.approve(by=cast.second_office, rule_set=draft, expected=draft.version)
    assert RuleSet.objects.get(pk=draft.pk).approved_by == cast.panel


def test_a_version_that_was_sent_back_says_why_and_can_be_mended(cast):
    draft = actions.propose(by=cast.office, rule_set=scene.rules_drafted(cast))
    with pytest.raises(actions.StepRefused):
        actions.send_back(by=cast.panel, rule_set=draft, reason=" ")
    draft = actions.send_back(by=cast.panel, rule_set=draft, reason="The cap is too low.")
    assert (draft.state, draft.answer) == ("draft", "The cap is too low.")
    actions.write_rule(
        by=cast.office, rule_set=draft, kind="at_most", values={"number": 5}, line=draft.rules.get()
    )
    assert actions.propose(by=cast.office, rule_set=draft).answer == ""


def test_a_later_version_needs_a_reason_copies_the_rules_and_keeps_the_seed(cast):
    first = scene.rules_frozen(cast)
    with pytest.raises(actions.StepRefused):
        actions.new_version(by=cast.office, cohort=cast.cohort)
    second = actions.new_version(by=cast.office, cohort=cast.cohort, reason="A county asked for it.")
    assert (second.number, second.seed, second.rules.count()) == (2, first.seed, 1)
    actions.propose(by=cast.office, rule_set=second)
    second = actions.approve(by=cast.panel, rule_set=second)
    assert RuleSet.objects.get(pk=first.pk).state == "replaced"
    assert second.fingerprint == first.fingerprint
    assert queries.under(cast.cohort).reason == "A county asked for it."


def test_the_fingerprint_does_not_depend_on_the_order_of_lines(cast):
    draft = scene.rules_drafted(cast)
    more = actions.write_rule(by=cast.office, rule_set=draft, kind="order_minimum", values={"or_none": True})
    before = _fingerprint(draft)
    actions.move_line(by=cast.office, line=more, up=True)
    assert [line.kind for line in draft.rules.all()] == ["order_minimum", "at_most"]
    assert _fingerprint(draft) == before


@pytest.mark.parametrize("change", ["number", "weight", "fair", "seed"])
def test_the_fingerprint_changes_with_whatever_changes_a_plan(cast, change):
    draft = scene.rules_drafted(cast)
    before = _fingerprint(draft)
    if change == "number":
        actions.write_rule(
            by=cast.office,
            rule_set=draft,
            kind="at_most",
            values={"number": 4, "each": "home"},
            line=draft.rules.get(),
        )
    elif change == "weight":
        actions.write_criterion(
            by=cast.office,
            rule_set=draft,
            kind="level",
            values={"weight": 11},
            line=draft.criteria.get(kind="level"),
        )
    elif change == "fair":
        draft = actions.write_settings(by=cast.office, rule_set=draft, fair_over="place", reason="")
    else:
        draft.seed = "another"
    assert _fingerprint(draft) != before


def test_the_trail_holds_the_commitment_to_the_seed_and_never_the_seed(cast):
    draft = actions.new_version(by=cast.office, cohort=cast.cohort)
    after = Event.objects.about(draft).first().payload.after
    assert after["seed"] == draft.commitment
    assert draft.seed not in str(after)


def test_names_in_a_rule_become_ids(cast):
    draft = actions.new_version(by=cast.office, cohort=cast.cohort)
    line = actions.write_rule(
        by=cast.office, rule_set=draft, kind="at_most", values={"number": 2, "people": {"home": ["海岳大学"]}}
    )
    assert line.values["people"] == {"home": ["U01"]}
    assert line.code == "R01"


def test_what_the_engine_cannot_take_is_told_by_column(cast):
    draft = actions.new_version(by=cast.office, cohort=cast.cohort)
    with pytest.raises(actions.LineRefused) as refused:
        actions.write_rule(
            by=cast.office,
            rule_set=draft,
            kind="at_most",
            values={"number": 2, "people": {"home": ["海岳大学堂"]}},
        )
    assert [(error.column, error.code) for error in refused.value.errors] == [("people", "unknown")]
    with pytest.raises(actions.LineRefused) as refused:
        actions.write_rule(by=cast.office, rule_set=draft, kind="mix", values={"people": {"level": ["5"]}})
    assert [error.column for error in refused.value.errors] == ["least"]
    assert not RuleLine.objects.exists()


def test_nothing_can_be_written_that_the_engine_does_not_know(cast):
    draft = actions.new_version(by=cast.office, cohort=cast.cohort)
    with pytest.raises(ValueError, match="knows no kind 'lottery'"):
        actions.write_rule(by=cast.office, rule_set=draft, kind="lottery", values={})
    with pytest.raises(ValueError, match="has no 'region'"):
        actions.write_rule(
            by=cast.office, rule_set=draft, kind="at_most", values={"number": 1, "region": "county"}
        )


def test_rules_without_any_weighted_criterion_cannot_be_proposed(cast):
    draft = actions.new_version(by=cast.office, cohort=cast.cohort, start="empty")
    with pytest.raises(actions.StepRefused) as refused:
        actions.propose(by=cast.office, rule_set=draft)
    assert refused.value.codes == ("no_criteria",)


def test_a_rule_that_names_people_waits_until_the_pool_is_sealed(cast):
    draft = scene.rules_drafted(cast)
    actions.write_rule(by=cast.office, rule_set=draft, kind="team", values={"members": ["P-li", "P-wang"]})
    with pytest.raises(actions.StepRefused) as refused:
        actions.propose(by=cast.office, rule_set=draft)
    assert refused.value.codes == ("names_people",)


def test_after_the_seal_a_rule_may_name_people_of_the_pool(cast):
    scene.nominations_open(cast)
    scene.in_the_pool(cast, "li", "wang")
    draft = actions.new_version(by=cast.office, cohort=scene.fresh(cast), reason="They work as a pair.")
    actions.write_rule(by=cast.office, rule_set=draft, kind="team", values={"members": ["P-li", "P-wang"]})
    assert actions.propose(by=cast.office, rule_set=draft).state == "proposed"


def test_the_rules_of_the_last_cohort_can_be_taken_over(cast):
    scene.rules_frozen(cast)
    with writing(by=None, action="test") as write:
        following = type(cast.cohort)(programme=cast.haiyue, code="2023", name="2023", previous=cast.cohort)
        write.save(following)
    draft = actions.new_version(by=cast.office, cohort=following, start="previous")
    assert [line.code for line in draft.rules.all()] == ["release"]
    assert CriterionLine.objects.filter(rule_set=draft).count() == 11


def _fingerprint(rule_set):
    from shanhai.rounds.fitting.lines import fingerprint

    return fingerprint(queries.see(rule_set, queries.lines_of(rule_set)))
