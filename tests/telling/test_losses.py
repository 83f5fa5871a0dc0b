import pytest

from shanhai.matching.result import Loss
from shanhai.telling.losses import amounts_words, loss_band, loss_words, small_fit
from tests.telling.cast import ENGLISH, HANS

FULL = 100_000


@pytest.mark.parametrize(
    ("loss", "said"),
    [
        (Loss("", 0, True), "cost the whole nothing"),
        (Loss("fit", 8_000, True), "lower the total fit by 0.08"),
        (Loss("fit", 8_000, False), "lower the total fit by at least 0.08"),
        (Loss("fit", 8, False), "lower the total fit (by how much is worked out when somebody asks)"),
        (Loss("", 0, False), "cost the whole an amount that is worked out when somebody asks"),
        (Loss("seats-1", 1, True), "leave 1 seat of priority 1 empty that the plan fills"),
        (Loss("seats-2", 2, False), "leave at least 2 seats of priority 2 empty that the plan fills"),
        (Loss("violations", 3, True), "break elastic rules by 3 more units"),
        (Loss("fair-1", 1, True), "leave 1 place with a smaller share of what they could fill alone"),
        (Loss("tie-1", 99, True), "go against the committed seed between equal plans"),
    ],
)
def test_a_loss_is_exact_or_a_lower_bound(loss: Loss, said: str) -> None:
    assert loss_words(loss, FULL, ENGLISH) == said


def test_two_losses_within_a_band_are_told_to_the_person_alike() -> None:
    told = {loss_band(Loss("fit", amount, True), FULL, HANS) for amount in (5_000, 19_999)}
    assert told == {"使总匹配度有所降低（0.05 至 0.20）"}


@pytest.mark.parametrize(
    "bound",
    [Loss("", 0, False), Loss("fit", 4_000, False), Loss("fit", 90_000, False), Loss("bend", 1, False)],
)
def test_nothing_of_a_bound_is_told_to_the_person(bound: Loss) -> None:
    assert loss_band(bound, FULL, HANS) == "牵动整个方案（影响大小未作计算）"


def test_a_place_that_costs_nothing_is_told_so() -> None:
    assert loss_band(Loss("", 0, True), FULL, HANS) == "对整体没有损失"


def test_losses_of_different_bands_differ() -> None:
    bands = [loss_band(Loss("fit", amount, True), FULL, ENGLISH) for amount in (4_999, 5_000, 20_000)]
    assert len(set(bands)) == 3


def test_a_band_does_not_tell_how_many_seats() -> None:
    assert loss_band(Loss("seats-1", 1, True), FULL, ENGLISH) == loss_band(
        Loss("seats-1", 5, True), FULL, ENGLISH
    )


def test_a_loss_vector_is_told_as_nouns_without_ties() -> None:
    amounts = {"seats-1": 2, "seats-2": 0, "fit": 8_000, "tie-1": 5}
    assert amounts_words(amounts, FULL, ENGLISH) == "2 seats of priority 1 and 0.08 of fit"
    assert amounts_words({}, FULL, ENGLISH) == ""


def test_a_small_loss_never_shows_as_none() -> None:
    assert [small_fit(points, FULL) for points in (0, 7, 8_000)] == ["0.00", "7e-05", "0.08"]
