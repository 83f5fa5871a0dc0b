"""A basis made for an optimal flow is as good as one that pivots have found."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching.network.alike import alike
from shanhai.matching.network.apart import taken_apart
from shanhai.matching.network.ladder import Ladder
from shanhai.matching.network.master import Master
from shanhai.matching.network.multilevel import searched
from shanhai.matching.network.pricers import LocalPricer
from shanhai.matching.network.search import Search
from shanhai.matching.network.simplex import check_basis
from shanhai.matching.watch import Watch
from tests.matching.nested_cases import crowd_of_twins, random_problem


@pytest.mark.parametrize("seed", range(80))
def test_the_basis_of_a_flow_is_feasible_and_its_prices_prove_the_same(seed):
    rng = np.random.default_rng(seed)
    problem = random_problem(rng, most=20)
    problem = problem.select(*(np.flatnonzero(~side.closed()) for side in (problem.people, problem.orders)))
    search = Search(problem, Ladder(), Watch())
    search.run()
    found, again = search.master, Master(problem.people, problem.orders)
    again.add_pairs(*found.pairs(), found.scores())
    used = np.bincount(found.chosen(), minlength=len(found.scores()))
    again.start_from(used, found.potentials())
    check_basis(again.net, again.arcs, found._supply)
    assert again.value() == again.dual_value() == found.value()
    assert again.solve()
    assert again.pivots == 0


@pytest.mark.parametrize("seed", range(80))
def test_members_of_classes_need_no_other_prices_than_their_class(seed):
    problem = crowd_of_twins(np.random.default_rng(seed))
    problem = problem.select(*(np.flatnonzero(~side.closed()) for side in (problem.people, problem.orders)))
    classes = alike(problem)
    if classes is None:
        return
    search = searched(classes.problem, Watch())
    apart = taken_apart(search, classes, problem, LocalPricer(problem.factors), debug=True)
    assert apart.master.value() == apart.master.dual_value() == search.master.value()
    assert apart.master.person_worth().tolist() == search.master.person_worth()[classes.people.of].tolist()
    assert apart.master.order_worth().tolist() == search.master.order_worth()[classes.orders.of].tolist()
