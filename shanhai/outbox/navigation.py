"""Where messages stand in the navigation."""

from __future__ import annotations

from shanhai.pages.navigation import Entry
from shanhai.sheets import Words

ENTRIES = (Entry(title=Words("Messages", "消息"), view="outbox:inbox", of="site", order=5, in_menu=True),)
