"""The registers' part of the API: orders and offers, needs, and the profiles of places.

The rows of orders and offers are tables of the hub's part.
"""

from __future__ import annotations

from ninja import Router

from shanhai.registers.api import entries, needs, places

# Needs stand before entries: their addresses begin like those of a cohort.
router = Router(tags=["registers"])
for part in (needs, places, entries):
    router.add_router("", part.router)
