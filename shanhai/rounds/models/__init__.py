"""The records of a round, one file a subject."""

from shanhai.rounds.models.nominations import Nomination, Quota, Vetting
from shanhai.rounds.models.pools import Pool
from shanhai.rounds.models.rule_sets import CriterionLine, RuleLine, RuleSet
from shanhai.rounds.models.tryouts import TryOut

__all__ = ["CriterionLine", "Nomination", "Pool", "Quota", "RuleLine", "RuleSet", "TryOut", "Vetting"]
