"""What "at most" and "at least" share: the same rows, limited on one side or the other."""

from __future__ import annotations

from shanhai.matching.groups import where
from shanhai.matching.rows import UNBOUNDED
from shanhai.matching.rules import AtLeast, AtMost
from tests.matching.cast import problem_of

ASKED = {"limit": 2, "people": where(group="young"), "each": "order"}


def test_both_count_the_same_placements_and_limit_them_on_their_side() -> None:
    most, least = AtMost(id="a", **ASKED), AtLeast(id="b", **ASKED)
    problem = problem_of(most, least)
    for above, below in zip(most.rows(problem), least.rows(problem), strict=True):
        assert above.label == below.label
        assert (above.low, above.high, below.low, below.high) == (-UNBOUNDED, 2, 2, UNBOUNDED)
        (one,), (other,) = above.terms, below.terms
        assert (one.p == other.p).all()
        assert (one.q == other.q).all()


def test_listed_pairs_alone_count_where_there_are_any() -> None:
    rule = AtMost(id="a", limit=1, pairs=(("Ann", "boat"), ("Bo", "lamp")))
    (row,) = rule.rows(problem_of(rule))
    assert row.terms == ()
    assert row.pairs is not None
    assert len(row.pairs.i) == 2
