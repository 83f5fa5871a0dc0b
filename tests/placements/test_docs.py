"""The documents show the lives of placements just as the rules have them."""

from pathlib import Path

import pytest

from shanhai.placements import rules
from tests.lives import drawn

PAGE = Path(__file__).parents[2] / "docs/develop/placements.md"


@pytest.mark.parametrize("name", rules.LIVES)
def test_every_life_is_drawn_as_the_rules_have_it(name: str) -> None:
    assert f"```mermaid\n{drawn(rules.LIVES[name])}\n```" in PAGE.read_text(encoding="utf-8")
