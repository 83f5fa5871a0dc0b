"""The rounds' part of the API: where a round stands and its steps, its rules, its nominations."""

from __future__ import annotations

from ninja import Router

from shanhai.rounds.api import nominations, round, rules

router = Router(tags=["rounds"])
for part in (round, rules, nominations):
    router.add_router("", part.router)
