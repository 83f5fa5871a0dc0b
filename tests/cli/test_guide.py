"""Every command, option and exit code is told in the guide."""

from pathlib import Path

import click
import pytest

from shanhai.cli import main
from shanhai.cli.failures import Exit

GUIDE = Path(__file__).parents[2] / "docs" / "guide"
COMMANDS = (GUIDE / "command-line.md").read_text(encoding="utf-8")
OPTIONS = [
    (name, option)
    for name, command in main.commands.items()
    for parameter in command.params
    if isinstance(parameter, click.Option)
    for option in parameter.opts
]


def _section(name: str) -> str:
    _, _, rest = COMMANDS.partition(f"\n## `shanhai {name}`")
    return rest.partition("\n## ")[0]


@pytest.mark.parametrize("name", main.commands)
def test_every_command_has_its_section(name: str) -> None:
    assert _section(name).strip()


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_every_option_is_told(name: str, option: str) -> None:
    everywhere = COMMANDS.partition("\n## `shanhai")[0]
    assert f"`{option}" in _section(name) or f"`{option}" in everywhere


@pytest.mark.parametrize("code", Exit)
def test_every_exit_code_is_told(code: Exit) -> None:
    assert f"| {code.value} |" in COMMANDS
