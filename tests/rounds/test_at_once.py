"""Two officers at the same moment: one wins, the other is told, and nothing is done twice."""

import threading

import pytest
from django.db import connection

from shanhai.programme.models import PoolEntry
from shanhai.programme.trail import Stale
from shanhai.rounds import actions
from shanhai.rounds.models import Nomination, Pool, RuleSet
from tests.cast import gather
from tests.rounds import scene

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*steps) -> list[object]:
    """What steps that begin together end with: what they return, or what they raise."""
    gate, ended = threading.Barrier(len(steps)), [None] * len(steps)

    def run(at: int, step) -> None:
        gate.wait()
        try:
            ended[at] = step()
        except Exception as raised:  # every end is looked at by the test
            ended[at] = raised
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(at, step)) for at, step in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


def test_of_two_approvers_at_once_one_wins_and_the_other_is_told():
    cast = gather()
    draft = actions.propose(by=cast.office, rule_set=scene.rules_drafted(cast))
    approvers = (cast.panel, cast.second_office)
    ended = at_once(
        *(
            lambda who=who: actions.approve(by=who, rule_set=draft, expected=draft.version)
            for who in approvers
        )
    )
    assert sorted(type(each).__name__ for each in ended) == ["RuleSet", "Stale"]
    winner = next(who for who, each in zip(approvers, ended, strict=True) if not isinstance(each, Stale))
    assert RuleSet.objects.get().approved_by == winner


def test_a_pool_that_two_seal_at_once_is_sealed_once():
    cast = gather()
    scene.nominations_open(cast)
    scene.cleared(cast, scene.completed(cast, scene.put_forward(cast)))
    cohort = scene.fresh(cast)
    ended = at_once(
        *(lambda who=who: actions.seal(by=who, cohort=cohort) for who in (cast.office, cast.second_office))
    )
    assert {each.pk for each in ended} == {Pool.objects.get().pk}
    assert PoolEntry.objects.count() == 1


def test_somebody_put_forward_while_the_pool_is_sealed_is_in_it_or_refused():
    cast = gather()
    scene.nominations_open(cast)
    scene.cleared(cast, scene.completed(cast, scene.put_forward(cast)))
    cohort = scene.fresh(cast)
    at_once(
        lambda: actions.seal(by=cast.office, cohort=cohort),
        lambda: scene.put_forward(cast, "wang"),
    )
    states = set(Nomination.objects.values_list("state", flat=True))
    assert states in ({"pooled"}, {"cleared", "put_forward"})


def test_two_officers_put_the_same_person_forward_once():
    cast = gather()
    scene.nominations_open(cast)
    cohort, wang = scene.fresh(cast), cast.people["wang"]
    ended = at_once(
        *(
            lambda who=who: actions.put_forward(by=who, cohort=cohort, person=wang)
            for who in (cast.university_officer, cast.college_officer)
        )
    )
    assert sorted(type(each).__name__ for each in ended) == ["Nomination", "StepRefused"]
    assert Nomination.objects.count() == 1
