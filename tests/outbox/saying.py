"""How tests say something."""

from __future__ import annotations

from shanhai.outbox import actions
from shanhai.programme.trail import writing
from shanhai.sheets import Words

SUBJECT = Words("Something is new", "有新消息")
BODY = Words("{name} has answered.", "{name}已答复。")


def said(to, key: str = "one", *, by=None, kind: str = "test.news", name: str = "李明", **more):
    """Say something in a transaction of its own."""
    with writing(by=by, action="test") as write:
        return actions.say(
            write, to=to, kind=kind, subject=SUBJECT, body=BODY, fields={"name": name}, key=key, **more
        )
