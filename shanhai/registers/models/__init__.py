"""The records of the two registers, one file a subject."""

from shanhai.registers.models.entries import Entry
from shanhai.registers.models.needs import Need
from shanhai.registers.models.offers import Offer
from shanhai.registers.models.orders import LateChange, Order
from shanhai.registers.models.profiles import PlaceProfile

__all__ = ["Entry", "LateChange", "Need", "Offer", "Order", "PlaceProfile"]
