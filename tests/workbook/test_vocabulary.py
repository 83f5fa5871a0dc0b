"""Everything the engine knows has a word that people can type."""

from shanhai.matching import criteria, rules
from shanhai.matching.groups import EACH_ORDERS, EACH_PEOPLE
from shanhai.matching.problem import STRENGTHS
from shanhai.matching.rules.budget import AMOUNTS
from shanhai.matching.rules.team import TOGETHER
from shanhai.matching.tables import DIRECTIONS, ORDER_KINDS
from shanhai.workbook import vocabulary


def test_every_word_of_the_engine_has_its_words():
    assert set(vocabulary.CRITERION.options) == set(criteria.ALL)
    assert set(vocabulary.RULE.options) == set(rules.ALL)
    assert set(vocabulary.STRENGTH.options) == set(STRENGTHS)
    assert set(vocabulary.DIRECTION.options) == set(DIRECTIONS)
    assert set(vocabulary.ORDER_KIND.options) == set(ORDER_KINDS)
    assert set(vocabulary.EACH.options) == {*EACH_PEOPLE, *EACH_ORDERS}
    assert set(vocabulary.TOGETHER.options) == set(TOGETHER) - {""}
    assert set(vocabulary.PER.options) == set(AMOUNTS)
