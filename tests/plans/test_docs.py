"""The documents show the life of a plan just as the rules have it."""

from pathlib import Path

from shanhai.plans import rules
from tests.lives import drawn

PAGE = Path(__file__).parents[2] / "docs/develop/plans.md"


def test_the_life_of_a_plan_is_drawn_as_the_rules_have_it() -> None:
    assert f"```mermaid\n{drawn(rules.LIFE_OF_PLANS)}\n```" in PAGE.read_text(encoding="utf-8")
