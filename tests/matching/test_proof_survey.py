"""Eligible pairs counted in one pass are those that the scalar readings find pair by pair."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from shanhai.matching.proof.facts import Facts
from shanhai.matching.proof.fairness import most_filled
from shanhai.matching.proof.scored import Scored
from shanhai.matching.proof.survey import Survey
from tests.matching.random_problems import random_problem


@pytest.fixture(params=range(30))
def counted(request):
    """A problem's facts and scores, and the survey of all its orders."""
    facts = Facts(random_problem(np.random.default_rng(request.param), people=11, orders=6))
    scored = Scored(facts)
    return facts, scored, Survey(scored, range(len(facts.orders)))


def test_a_survey_counts_what_the_scalar_readings_find(counted):
    facts, scored, survey = counted
    for i in range(len(facts.people)):
        barred = [scored.bars(i, j) for j in range(len(facts.orders))]
        assert survey.open[i] == sum(not each for each in barred)
        assert survey.barriers(i) == Counter(name for each in barred for name in each)
        assert [bool(survey.people(j)[i]) for j in range(len(facts.orders))] == [not each for each in barred]


def test_seats_above_what_is_claimed_are_found_and_none_besides(counted):
    facts, scored, survey = counted
    orders = list(range(0, len(facts.orders), 2))
    seats, capacity = [order.seats for order in facts.orders], [person.capacity for person in facts.people]
    eligible = [
        [i for i in range(len(capacity)) if not scored.bars(i, j)] if j in orders else []
        for j in range(len(seats))
    ]
    most = most_filled(orders, seats, capacity, eligible)
    found = [survey.exceeds(orders, seats, capacity, reach) for reach in range(most + 3)]
    assert found == [max(reach, most) for reach in range(most + 3)]


def test_a_survey_of_many_people_is_made_in_whole_bytes(monkeypatch):
    monkeypatch.setattr("shanhai.matching.proof.survey.PAIRS_AT_ONCE", 1)
    facts = Facts(random_problem(np.random.default_rng(3), people=30, orders=3))
    scored = Scored(facts)
    survey = Survey(scored, [0])
    assert len(facts.people) > 8
    assert survey.people(0).tolist() == [not scored.bars(i, 0) for i in range(len(facts.people))]
