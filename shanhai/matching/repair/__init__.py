"""A plan put right after a pin, a ban or a withdrawal: a first answer while the proof is worked out."""

from shanhai.matching.repair.first import bounds, repaired
from shanhai.matching.repair.tally import Tally

__all__ = ["Tally", "bounds", "repaired"]
