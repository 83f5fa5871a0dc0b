"""The documents show the life of a request just as the rules have it."""

from pathlib import Path

from shanhai.desk import rules
from tests.lives import drawn

PAGE = Path(__file__).parents[2] / "docs/develop/desk.md"


def test_the_life_of_a_request_is_drawn_as_the_rules_have_it() -> None:
    assert f"```mermaid\n{drawn(rules.LIFE)}\n```" in PAGE.read_text(encoding="utf-8")
