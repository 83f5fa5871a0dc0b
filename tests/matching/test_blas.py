"""Small products on one thread."""

from threadpoolctl import threadpool_info

from shanhai.matching.blas import one_thread


def _threads() -> list[int]:
    return [each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"]


def test_within_it_every_blas_has_one_thread_and_afterwards_as_many_as_before() -> None:
    with one_thread():
        pass
    before = _threads()

    with one_thread():
        within = _threads()

    assert within == [1] * len(before)
    assert _threads() == before
