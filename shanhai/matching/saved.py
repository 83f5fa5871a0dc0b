"""The state of a search as arrays, by which it goes on after its process has ended (see `checkpoint`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numpy.typing import NDArray

State = dict[str, NDArray[Any]]
Save = Callable[[Callable[[], State]], None]
"""Asked to keep a state, which is worked out only if it is kept."""
