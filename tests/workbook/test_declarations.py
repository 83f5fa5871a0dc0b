"""Every field of every criterion and rule has a column, so that none is lost."""

import dataclasses

import pytest

from shanhai.matching import criteria, rules
from shanhai.workbook.declarations import CRITERION_COLUMNS, PAIR_FIELDS, RULE_COLUMNS
from shanhai.workbook.tables import RULES, WEIGHTS


def fields(made):
    listed = PAIR_FIELDS.get(made.kind, ("", False))[0]
    return {field.name for field in dataclasses.fields(made)} - {"id", "strength", "weight", listed}


@pytest.mark.parametrize("kind", criteria.ALL)
def test_every_field_of_a_criterion_has_a_column(kind):
    assert fields(criteria.ALL[kind]) == set(CRITERION_COLUMNS.get(kind, {}))


@pytest.mark.parametrize("kind", rules.ALL)
def test_every_field_of_a_rule_has_a_column(kind):
    assert fields(rules.ALL[kind]) == set(RULE_COLUMNS[kind])


def test_every_column_named_is_there():
    for columns, table in ((CRITERION_COLUMNS, WEIGHTS), (RULE_COLUMNS, RULES)):
        named = {column for each in columns.values() for column in each.values()}
        assert named <= {column.key for column in table.columns}
