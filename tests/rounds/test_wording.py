"""Every kind of rule and criterion that the engine knows can be written as a sentence, and nothing else."""

import pytest

from shanhai.matching import criteria, rules
from shanhai.rounds import wording
from shanhai.rounds.wording import Slot, columns_of, parts, read_out, sentence_of
from shanhai.sheets import LANGUAGES

EVERY = [("rules", kind) for kind in rules.ALL] + [("weights", kind) for kind in criteria.ALL]


def slots(table: str, words, language) -> list[str]:
    return [part.key for part in parts(table, words, language) if isinstance(part, Slot)]


def test_the_kinds_that_can_be_written_are_those_of_the_engine():
    assert set(wording.kinds("rules")) == set(wording.RULES_IN_WORDS) == set(rules.ALL)
    assert set(wording.kinds("weights")) == set(wording.CRITERIA_IN_WORDS) == set(criteria.ALL)


def test_the_criteria_without_a_weight_are_the_hard_ones():
    assert set(wording.HARD) == {kind for kind, made in criteria.ALL.items() if made.hard}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("table", "kind"), EVERY)
def test_a_sentence_has_a_field_for_everything_that_can_be_said(table, kind, language):
    fields = slots(table, sentence_of(table, kind).words, language)
    if table == "rules":
        fields += slots(table, wording.STRENGTH_IN_WORDS, language)
    assert sorted(fields) == sorted(columns_of(table, kind))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("table", "kind"), EVERY)
def test_a_line_without_values_reads_as_a_sentence(table, kind, language):
    sentence = read_out(table, kind, {}, language)
    assert "{" not in sentence
    assert sentence[-1] in ".。"


def test_a_line_reads_as_it_was_written():
    values = {"number": 3, "each": "home"}
    assert read_out("rules", "at_most", values, "en") == (
        "For each home organisation, at most 3 placements of all people in all orders."
    )
    assert read_out("rules", "at_most", values, "zh-hans") == (
        "每个派出单位，全部人员到全部订单挂职的不超过 3 人。"
    )


def test_what_is_left_empty_reads_as_its_usual_value():
    usual = {"points": (1000, 700, 300)}
    assert "1000, 700, 300" in read_out("weights", "level", {"weight": 8}, "en", usual)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_in_a_sentence_has_words(language):
    for table, kind in EVERY:
        for part in parts(table, sentence_of(table, kind).words, language):
            if isinstance(part, Slot) and part.kind == "choice":
                options = part.options(language)
                assert len({text for _, text in options}) >= 2, (kind, part.key)
