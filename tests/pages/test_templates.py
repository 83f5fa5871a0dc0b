"""Every text that a person reads stands in a `say` tag, in English and in Chinese, with the same fields."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from django.template.base import Lexer, TokenType
from django.utils.text import smart_split

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2] / "shanhai"
ROOMS = (
    "pages", "programme", "outbox", "papers", "registers", "rounds", "plans", "decisions", "placements",
    "desk", "website",
)  # fmt: skip
TEMPLATES = sorted(file for room in ROOMS for file in (ROOT / room).glob("templates/**/*.*"))
MODULES = sorted(
    file for room in ROOMS for file in (ROOT / room).rglob("*.py") if "migrations" not in file.parts
)
READ_BY_PEOPLE = {
    "alt",
    "title",
    "placeholder",
    "aria-label",
    "aria-description",
    "label",
    "aria-roledescription",
}
SAYS = {"says", "words", "Words", "say"}
#: Texts that are the same in every language, and why.
SAME_EVERYWHERE = {"given": "the name that a criterion of given points has when none is typed"}
HAN = re.compile(r"[\u3400-\u9fff]")
#: Kinds of files, and what a number of a request looks like.
SAME = re.compile(r"\b(?:PDF|Word|R000123)\b")
LITERAL = re.compile(r"^[\"'](.*)[\"']$", re.S)
#: What stands in place of a tag while the text around it is read.
HOLES = {TokenType.BLOCK: " ", TokenType.VAR: "0", TokenType.COMMENT: " "}


class _Texts(HTMLParser):
    """Collects what a person reads: text between elements, and attributes that are read aloud or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag if tag in ("script", "style") else self._silent
        named = dict(attrs)
        shown = {name for name in named if name in READ_BY_PEOPLE}
        if tag == "input" and named.get("type") in ("submit", "button"):
            shown.add("value")
        self.found += [named[name] or "" for name in shown]

    def handle_endtag(self, tag: str) -> None:
        self._silent = "" if tag == self._silent else self._silent

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


def stray_texts(source: str) -> list[str]:
    """The texts of a template that stand outside of any tag."""
    html, is_comment = [], False
    for token in Lexer(source).tokenize():
        if token.token_type is TokenType.BLOCK:
            name = token.contents.split(None, 1)[0]
            is_comment = name == "comment" or (is_comment and name != "endcomment")
        if not is_comment:
            html.append(HOLES.get(token.token_type, token.contents))
    texts = _Texts()
    texts.feed("".join(html))
    texts.close()
    found = (SAME.sub("", text).strip() for text in texts.found)
    return [text for text in found if any(letter.isalpha() for letter in text)]


def said(source: str) -> Iterator[tuple[str, str]]:
    """English and Chinese of every `say` tag."""
    for token in Lexer(source).tokenize():
        if token.token_type is TokenType.BLOCK and token.contents.startswith("say "):
            parts = [LITERAL.match(part) for part in smart_split(token.contents)]
            yield tuple(part[1] if part else "" for part in parts[1:3])


def said_in_code(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """English and Chinese of every text of a module that stands there as two literals."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and len(node.args) >= 2:
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            values = [each.value for each in node.args[:2] if isinstance(each, ast.Constant)]
            if name in SAYS and len(values) == 2 and all(isinstance(value, str) for value in values):
                yield values[0], values[1], node.lineno


def fault(english: str, chinese: str) -> str:
    """What is wrong with a text, if anything is."""
    if not english.strip() and not chinese.strip():
        return ""
    if not english.strip() or not chinese.strip():
        return "one language is missing"
    if english == chinese and english in SAME_EVERYWHERE:
        return ""
    if HAN.search(english) and not HAN.search(chinese):
        return "the languages are swapped"
    if any(letter.isalpha() for letter in _bare(chinese)) and not HAN.search(chinese):
        return "the Chinese is not Chinese"
    if _fields(english) != _fields(chinese):
        return "the fields differ"
    return ""


def _bare(text: str) -> str:
    """A text without its fields, and without words that are the same everywhere."""
    return re.sub(r"\{[^}]*\}|\b(?:[A-Z]{2,}|Excel|Word)\b", "", text)


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _name(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", TEMPLATES, ids=_name)
def test_every_text_of_a_template_stands_in_a_say_tag(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    assert stray_texts(source) == []
    assert [(pair, fault(*pair)) for pair in said(source) if fault(*pair)] == []


@pytest.mark.parametrize("file", TEMPLATES, ids=_name)
def test_every_frame_that_is_scrolled_is_reached_by_the_keyboard_and_has_a_name(file: Path) -> None:
    frames = re.findall(r'<div class="table-frame[^"]*"([^>]*)', file.read_text(encoding="utf-8"))
    assert [each for each in frames if 'tabindex="0" role="region" aria-label=' not in each] == []


@pytest.mark.parametrize("file", MODULES, ids=_name)
def test_every_text_of_the_code_has_both_languages(file: Path) -> None:
    told = said_in_code(ast.parse(file.read_text(encoding="utf-8")))
    assert [(line, en, fault(en, hans)) for en, hans, line in told if fault(en, hans)] == []


@pytest.mark.parametrize(
    ("source", "stray"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ("<p>你好 {{ name }}</p>", ["你好 0"]),
        ('<a title="Home">{% say "Home" "首页" %}</a>', ["Home"]),
        ('<input type="submit" value="Send">', ["Send"]),
        ("<input type='hidden' value='Send'>", []),
        ("{% comment %}Said to nobody{% endcomment %}<b>·</b>{# nor this #}", []),
        ('<script>var a = "b"</script>', []),
        ("<p class='note {{ level }}'>{% if a %} · {{ b }}{% endif %}</p>", []),
    ],
)
def test_a_stray_text_would_be_noticed(source: str, stray: list[str]) -> None:
    assert stray_texts(source) == stray


@pytest.mark.parametrize(
    ("english", "chinese", "wrong"),
    [
        ("Home", "首页", ""), ("Home", "", "one language is missing"),
        ("首页", "Home", "the languages are swapped"),
        ("Home", "Home", "the Chinese is not Chinese"), ("{n} of {m}", "{n} 之", "the fields differ"),
        ("TOTP", "TOTP", ""), ("{a} · {b}", "{a} · {b}", ""),
    ],
)  # fmt: skip
def test_a_text_in_one_language_would_be_noticed(english: str, chinese: str, wrong: str) -> None:
    assert fault(english, chinese) == wrong
