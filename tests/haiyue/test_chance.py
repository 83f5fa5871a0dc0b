"""Chance that falls the same way everywhere."""

from collections import Counter

import pytest

from shanhai.haiyue.chance import Chance


def test_the_same_key_gives_the_same_numbers_and_another_key_others() -> None:
    first, again, other = Chance("a", 1), Chance("a", 1), Chance("a", 2)
    numbers = [first.below(1000) for _ in range(20)]
    assert numbers == [again.below(1000) for _ in range(20)]
    assert numbers != [other.below(1000) for _ in range(20)]


def test_the_numbers_are_these_on_every_machine() -> None:
    chance = Chance("haiyue", 2022)
    assert [chance.below(100) for _ in range(8)] == [54, 21, 11, 76, 28, 53, 46, 85]


def test_words_that_run_together_are_different_keys() -> None:
    assert Chance("ab", "c").below(1 << 60) != Chance("a", "bc").below(1 << 60)


def test_between_reaches_both_ends() -> None:
    chance = Chance("ends")
    assert {chance.between(3, 5) for _ in range(100)} == {3, 4, 5}


def test_weights_are_followed_and_a_weight_of_nothing_is_never_drawn() -> None:
    chance = Chance("weights")
    drawn = Counter(chance.weighted((("often", 9), ("seldom", 1), ("never", 0))) for _ in range(1000))
    assert drawn["never"] == 0
    assert 850 < drawn["often"] < 950


def test_weights_that_add_up_to_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="whole numbers above 0"):
        Chance("none").weighted((("never", 0),))


def test_some_gives_different_items_and_never_more_than_there_are() -> None:
    chance = Chance("some")
    assert sorted(chance.some("abc", 9)) == ["a", "b", "c"]
    assert len(set(chance.some(range(50), 10))) == 10
