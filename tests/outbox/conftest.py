"""What tests of the outbox begin with: a kind of message, and a channel that keeps what goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shanhai.outbox import channels, kinds
from shanhai.outbox.kinds import Kind
from shanhai.sheets import Words
from tests.outbox.letterbox import Letterbox

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _kinds(monkeypatch) -> None:
    monkeypatch.setattr(kinds, "_KINDS", dict(kinds._KINDS))
    kinds.declare(
        Kind(key="test.news", title=Words("News of the tests", "测试消息")),
        Kind(key="test.orders", title=Words("Orders", "订单"), usual="digest", needs=("orders.check",)),
    )


@pytest.fixture
def letterbox(monkeypatch) -> Iterator[Letterbox]:
    """The only channel of the test."""
    box = Letterbox()
    monkeypatch.setattr("shanhai.outbox.actions.channels", lambda: {box.key: box})
    monkeypatch.setattr("shanhai.outbox.sending.channels", lambda: {box.key: box})
    yield box
    channels.channels.cache_clear()
