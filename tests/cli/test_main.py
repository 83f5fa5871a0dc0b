"""Help, usage errors and languages, for all commands."""

import pytest

import shanhai as package
from shanhai.cli import main
from tests.cli.cast import shanhai


def test_the_help_lists_every_command() -> None:
    answer = shanhai("--help")
    assert answer.code == 0
    assert all(f"  {name} " in answer.out for name in main.commands)


@pytest.mark.parametrize("name", main.commands)
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_every_command_tells_its_help_in_every_language(name: str, language: str) -> None:
    answer = shanhai(name, "--help", SHANHAI_LANGUAGE=language)
    assert answer.code == 0
    assert main.commands[name].words.text(language).split()[0] in answer.out


def test_the_version_is_told() -> None:
    assert shanhai("--version").out == f"shanhai {package.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plam"], "There is no command “plam”. Did you mean plan?"),
        (["samples", "--jsn"], "There is no option --jsn. Did you mean --json?"),
        (["plan"], "FILE is missing."),
        (["plan", "x.xlsx"], "--to is missing."),
        (["samples", "--language", "fr"], "--language cannot be “fr”. Choose one of: en, zh-hans, zh-hant."),
        (["plan", "x.xlsx", "--to", "y", "--time-limit", "soon"], "--time-limit: "),
    ],
)
def test_wrong_usage_ends_in_a_sentence_and_code_2(arguments: list[str], said: str) -> None:
    answer = shanhai(*arguments)
    assert answer.code == 2
    assert said in answer.err.replace("\n", " ")
    assert "Traceback" not in answer.err
    assert answer.out == ""


def test_wrong_usage_is_told_in_the_language_that_was_asked_for() -> None:
    assert "没有命令“plam”" in shanhai("plam", SHANHAI_LANGUAGE="zh-hans").err
    assert "缺少 FILE" in shanhai("plan", "--language", "zh-hans").err
