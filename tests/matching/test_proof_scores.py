"""Each criterion's scalar reading on cases worked out by hand, and against arrays and compiled columns."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching import Problem, criteria
from shanhai.matching.proof.facts import Facts
from shanhai.matching.proof.scored import Scored, sample
from shanhai.matching.proof.scores import readings
from shanhai.matching.scoring import compile_all
from tests.matching.random_problems import random_problem

PLACES = [
    {"id": "Land"},
    {"id": "City", "parent": "Land", "east": 0, "north": 0},
    {"id": "Bay", "parent": "City", "east": 3, "north": 4},
    {"id": "Hill", "parent": "City", "east": 30.04, "north": 0},
]
UNITS = [{"id": "Bureau", "kind": "organ", "place": "City"}, {"id": "Farm", "kind": "firm", "place": "Bay"}]
CODES = [
    {"id": "sea"},
    {"id": "fish", "parent": "sea"},
    {"id": "eel", "parent": "fish"},
    {"id": "port", "parent": "sea"},
]


def _scored(criterion, person, order):
    problem = Problem.of(
        people=[{"id": "Ann", "home": "Bureau", **person}],
        orders=[{"id": "post", "host": "Farm", **order}, {"id": "other"}],
        organisations=UNITS,
        places=PLACES,
        expertise=CODES,
        criteria=[criterion],
    )
    return Scored(Facts(problem))


def _points(criterion, person, order):
    return sum(_scored(criterion, person, order).parts(0, 0).values())


@pytest.mark.parametrize(
    ("held", "asked", "points"),
    [
        ([("fish", 5, True)], [("fish", 1)], 1000),
        # Closeness 100, 40, 15 above an only ask: shares 60, 40 (the top takes the rest). "sea" is shared.
        ([("port", 5, True)], [("fish", 1)], 400),
        # Eel asked: shares 60 eel, 25 fish, 15 sea. A claimed strength of 4 counts half: 4 tenths.
        ([("fish", 4, False)], [("eel", 3)], (25 + 15) * 4),
        # Being stronger in something below what is asked counts for what is asked.
        ([("eel", 2, True), ("fish", 1, True)], [("fish", 2)], 1000 * 4 // 10),
        ([], [("fish", 1)], 0),
        ([("fish", 5, True)], [], 500),
    ],
)
def test_expertise_is_shared_out_along_the_tree(held, asked, points):
    assert _points(criteria.Expertise(weight=1), {"expertise": held}, {"asks": asked}) == points


def test_what_is_left_of_the_shares_goes_to_the_largest_rests():
    # Of 300 in all, port asks 60 itself and 40 at sea, fish the same, eel 60, 25 at fish and 15 at sea: in
    # hundredths 20 + 13⅓, 20 + 13⅓ and 20 + 8⅓ + 5. One is left over; of equal rests that of eel comes first.
    # Whoever holds eel holds fish and sea with it, so only the 20 of port are missing.
    asks = [("port", 1), ("fish", 1), ("eel", 1)]
    assert _points(criteria.Expertise(weight=1), {"expertise": [("eel", 5, True)]}, {"asks": asks}) == 800
    # Whoever holds port has 20 of port and, at sea, 13 + 13 + 5.
    assert _points(criteria.Expertise(weight=1), {"expertise": [("port", 5, True)]}, {"asks": asks}) == 510


@pytest.mark.parametrize(
    ("has", "wanted", "points"),
    [
        ("C1351", "C1351", 1000),
        ("C1351", "C1352", 800),
        ("C1351", "C136", 500),
        ("C1351", "C14", 150),
        ("C1351", "C13", 1000),
        ("C", "C1351", 150),
        ("A", "C1351", 0),
        ("", "C", 0),
        ("C", "", 500),
    ],
)
def test_industry_counts_the_levels_that_agree(has, wanted, points):
    assert _points(criteria.Industry(weight=1), {"industry": has}, {"industry": wanted}) == points


@pytest.mark.parametrize(
    ("has", "wanted", "points"), [(4, 4, 1000), (6, 4, 300), (1, 4, 0), (0, 1, 0), (3, 0, 500)]
)
def test_level_counts_the_difference(has, wanted, points):
    assert _points(criteria.Level(weight=1), {"level": has}, {"level": wanted}) == points


def test_kinds_of_organisation_are_looked_up():
    table = criteria.OrganisationKind(weight=2, table=(("organ", "firm", 900),), otherwise=100)
    assert _points(table, {}, {}) == 1800
    assert _points(table, {"home": "Farm"}, {}) == 200


@pytest.mark.parametrize(
    ("wishes", "points"),
    [
        (["post"], 1000),
        (["other", "Bay"], 700),
        (["other", "Hill", "Farm", "City"], 400),
        (["other"], 0),
        ([], 500),
    ],
)
def test_the_dearest_wish_that_covers_the_order_counts(wishes, points):
    assert _points(criteria.PersonWishes(weight=1), {"wishes": wishes}, {}) == points


@pytest.mark.parametrize(("wishes", "points"), [(["Ann"], 1000), ([], 500)])
def test_hosts_name_people_by_rank(wishes, points):
    assert _points(criteria.HostWishes(weight=1), {}, {"wishes": wishes}) == points


def test_travel_is_counted_in_whole_tenths():
    near = criteria.Travel(weight=1, full_km=400)
    assert _points(near, {}, {}) == 1000 - 1000 * 5 // 400
    # 30.04 km are 30.0: 75 points less, and not 75.1.
    assert _points(near, {}, {"place": "Hill"}) == 925
    assert _points(near, {}, {"place": "Land"}) == 500


def test_experience_is_a_share_of_what_is_asked():
    assert _points(criteria.Experience(weight=1), {"experience": 2}, {"experience": 3}) == 666
    assert _points(criteria.Experience(weight=1), {"experience": 9}, {"experience": 3}) == 1000
    assert _points(criteria.Experience(weight=1), {"experience": 2}, {}) == 500


def test_given_points_count_and_bar_what_is_not_listed():
    given = criteria.Given(weight=2, pairs=(("Ann", "other", 7),), only=True)
    scored = _scored(given, {}, {})
    assert scored.parts(0, 1) == {"given": 14}
    assert (scored.bars(0, 0), scored.bars(0, 1)) == (["given"], [])


@pytest.mark.parametrize(
    ("criterion", "person", "order", "barred"),
    [
        (criteria.Qualified(), {"qualifications": ["a", "b"]}, {"qualifications": ["b"]}, False),
        (criteria.Qualified(), {"qualifications": ["a"]}, {"qualifications": ["a", "b"]}, True),
        (criteria.LevelRange(), {"level": 3}, {"level_min": 3, "level_max": 3}, False),
        (criteria.LevelRange(), {"level": 2}, {"level_min": 3}, True),
        (criteria.LevelRange(), {"level": 4}, {"level_max": 3}, True),
        (criteria.Dates(), {"start": 24001, "end": 24012}, {"start": 24001, "end": 24012}, False),
        (criteria.Dates(), {"start": 24002}, {"start": 24001, "end": 24012}, True),
        (criteria.Dates(), {"end": 24011}, {"end": 24012}, True),
        (criteria.Dates(), {}, {"start": 24001, "end": 24012}, False),
        (criteria.Direction(), {"directions": ["up"]}, {"direction": "down"}, True),
        (criteria.Direction(), {}, {"direction": "down"}, False),
        (criteria.Recused(), {"native": "Bay"}, {}, True),
        (criteria.Recused(), {"native": "Bay"}, {"place": "City"}, True),
        (criteria.Recused(), {"native": "Bay"}, {"place": "Hill"}, False),
        (criteria.Recused(), {"native": "City"}, {"place": "Hill"}, True),
        # The top of the tree is above everybody's home.
        (criteria.Recused(), {"native": "City"}, {"place": "Land"}, False),
        (criteria.Recused(), {"barred": [("Farm", "kin")]}, {"place": "Hill"}, True),
        (criteria.Recused(), {"barred": [("City", "kin")]}, {}, True),
    ],
)
def test_hard_criteria_bar(criterion, person, order, barred):
    assert bool(_scored(criterion, person, order).bars(0, 0)) is barred


@pytest.mark.parametrize("seed", range(40))
def test_arrays_and_scalars_read_every_criterion_alike(seed):
    facts = Facts(random_problem(np.random.default_rng(seed), people=9, orders=7))
    arrays = Scored(facts, most_facts=0)
    everywhere = [(i, j) for i in range(len(facts.people)) for j in range(len(facts.orders))]
    assert list(arrays.disagreements(everywhere)) == []
    assert _open_scores(arrays.pairs()) == _open_scores(Scored(facts).pairs())


@pytest.mark.parametrize("seed", range(40))
def test_one_person_on_all_orders_at_a_time_is_worth_what_each_pair_is(seed):
    facts = Facts(random_problem(np.random.default_rng(seed), people=9, orders=7))
    for reading in readings(facts.problem.criteria):
        orders = reading.ready_orders([reading.of_order(order) for order in facts.orders])
        for person in facts.people:
            row = reading.row(reading.ready_person(reading.of_person(person)), orders)
            assert row == [reading.score(person, order) for order in facts.orders], reading.name


def _open_scores(pairs):
    return {
        (block.first + row, int(block.columns[0, at])): int(block.score[row, at])
        for _, block in pairs
        for row, at in np.argwhere(block.open).tolist()
    }


@pytest.mark.parametrize("seed", range(20))
def test_blocks_of_people_of_a_kind_hold_every_open_pair(seed, monkeypatch):
    monkeypatch.setattr("shanhai.matching.proof.pairs.PAIRS_PER_BLOCK", 20)
    problem = random_problem(np.random.default_rng(seed), people=9, orders=7)
    facts, together = Facts(problem), Facts(problem, together=True)
    names = [person.id for person in together.people]
    assert sorted(names) == sorted(problem.people.id)
    by_name = [
        {(each.people[i].id, j): score for (i, j), score in _open_scores(Scored(each).pairs()).items()}
        for each in (facts, together)
    ]
    assert by_name[0] == by_name[1]
    assert all(not Scored(facts).bars(problem.person_row[name], j) for name, j in by_name[0])


@pytest.mark.parametrize("seed", range(60))
def test_compiled_columns_and_the_proof_score_every_pair_alike(seed):
    problem = random_problem(np.random.default_rng(seed), people=9, orders=7)
    scoring, scored = compile_all(problem), Scored(Facts(problem))
    i, j = (grid.ravel() for grid in np.indices((problem.n_people, problem.n_orders)))
    compiled, eligible = scoring.scores(i, j).tolist(), scoring.eligible(i, j).tolist()
    for person, order, score, is_open in zip(i.tolist(), j.tolist(), compiled, eligible, strict=True):
        assert is_open == (not scored.bars(person, order))
        if is_open:
            assert score == sum(scored.parts(person, order).values())
            assert scoring.parts(person, order) == scored.parts(person, order)


def test_a_sample_stays_inside_the_problem():
    pairs = sample(300, 5, 3, seed=1)
    assert len(pairs) == 300
    assert {i for i, _ in pairs} == set(range(5))
    assert {j for _, j in pairs} == set(range(3))
    assert sample(300, 0, 3, seed=1) == []
