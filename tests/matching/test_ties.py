"""Keys drawn from the committed seed and two ids, and from nothing else."""

import numpy as np

from shanhai.matching.ties import BITS, id_words, pair_keys

IDS = [f"P{number:03d}" for number in range(200)]


def _keys(seed: str, people: list[str], orders: list[str], round_number: int = 1) -> np.ndarray:
    return pair_keys(id_words(seed, "person", people)[:, None], id_words(seed, "order", orders), round_number)


def test_a_key_stays_when_others_join_leave_or_change_places() -> None:
    alone = _keys("drawn", ["P001"], ["D1"])
    among = _keys("drawn", ["P009", "P001"], ["D0", "D1", "D2"])
    assert among[1, 1] == alone[0, 0]


def test_seed_side_and_round_all_make_other_keys() -> None:
    keys = [
        _keys("drawn", IDS, ["D1"]),
        _keys("drawn again", IDS, ["D1"]),
        _keys("drawn", IDS, ["D1"], 2),
        _keys("drawn", ["D1"], IDS).T,
    ]
    assert len({tuple(each.ravel().tolist()) for each in keys}) == 4


def test_keys_go_from_one_to_the_largest_of_so_many_bits_and_use_that_room_evenly() -> None:
    keys = _keys("drawn", IDS, IDS)
    assert keys.min() >= 1
    assert keys.max() <= 2**BITS
    quarters = np.bincount((keys.ravel() - 1) >> (BITS - 2), minlength=4)
    assert np.abs(quarters - keys.size / 4).max() < 0.02 * keys.size


def test_keys_are_those_that_plans_were_published_with() -> None:
    # Whatever changes here changes plans that were already decided by a seed.
    assert _keys("drawn", ["P001", "P002"], ["D1", "D2"]).tolist() == [[26, 2356], [3741, 425]]
