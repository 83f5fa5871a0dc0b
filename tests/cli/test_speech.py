import pytest

from shanhai.cli.speech import chosen_language, language_named


@pytest.mark.parametrize(
    ("name", "language"),
    [("en_GB.UTF-8", "en"), ("zh_CN.UTF-8", "zh-hans"), ("zh_TW.UTF-8", "zh-hant"), ("zh-HK", "zh-hant"),
     ("zh", "zh-hans"), ("zh-hant", "zh-hant"), ("C", "en"), ("de_DE", "en")],
)  # fmt: skip
def test_a_locale_names_a_language(name: str, language: str) -> None:
    assert language_named(name) == language


def test_the_option_stands_above_the_variable_and_that_above_the_locale() -> None:
    environment = {"SHANHAI_LANGUAGE": "zh-hant", "LANG": "zh_CN.UTF-8"}
    assert chosen_language(["plan", "--language", "en"], environment) == "en"
    assert chosen_language(["plan", "--language=zh-hans"], environment) == "zh-hans"
    assert chosen_language(["plan"], environment) == "zh-hant"
    assert chosen_language(["plan"], {"LANG": "zh_CN.UTF-8"}) == "zh-hans"
    assert chosen_language(["plan"], {}) == "en"


def test_an_unknown_language_is_left_for_the_usage_error() -> None:
    assert chosen_language(["plan", "--language", "fr"], {}) == "en"
    assert chosen_language(["plan", "--language"], {}) == "en"
