"""Writes of the registers: keyword-only, always `by=`, one transaction, an event for each."""

from shanhai.registers.actions.entries import StepRefused, move, write_entry
from shanhai.registers.actions.needs import (
    drop_need,
    note_unfilled,
    order_from_need,
    reopen_need,
    write_need,
)
from shanhai.registers.actions.offers import copy_offer, write_offer
from shanhai.registers.actions.orders import close_orders, copy_order, copy_orders_of, write_order
from shanhai.registers.actions.profiles import write_profile

__all__ = [
    "StepRefused",
    "close_orders",
    "copy_offer",
    "copy_order",
    "copy_orders_of",
    "drop_need",
    "move",
    "note_unfilled",
    "order_from_need",
    "reopen_need",
    "write_entry",
    "write_need",
    "write_offer",
    "write_order",
    "write_profile",
]
