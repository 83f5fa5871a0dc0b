"""One thread for matrix products.

A small product is over before a second thread has woken up, and on a busy machine the first then waits for it
a hundred times as long as the product takes. Large products are cut into pieces by threads of our own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


def one_thread() -> AbstractContextManager[object]:
    """Within it every BLAS of the process works on one thread, compiled code included."""
    limited: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limited


@lru_cache(maxsize=1)
def _controller() -> ThreadpoolController:
    # Compiled code calls scipy's BLAS, which is loaded on first use: too late for the controller to see it.
    import scipy.linalg.cython_blas  # noqa: F401

    return ThreadpoolController()
