"""The words of the outbox."""

from __future__ import annotations

from shanhai.sheets import Words

#: What the events of the outbox are called.
ACTIONS: dict[str, Words] = {"messages.choose": Words("ways of messages chosen", "选择消息接收方式")}
