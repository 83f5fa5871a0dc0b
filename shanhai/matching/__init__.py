"""The engine: fits people to orders under rules, proves the plan best, and says why. A library of its own.

>>> from shanhai.matching import Problem, criteria, rules, solve
>>> problem = Problem.of(
...     people=[{"id": "Lin"}, {"id": "Mei"}],
...     orders=[{"id": "school", "wishes": ["Mei"]}, {"id": "harbour"}],
...     criteria=[criteria.HostWishes(weight=100)],
...     seed="drawn in public on 1 March",
... )
>>> [(placed.person, placed.order) for placed in solve(problem).placements]
[('Lin', 'harbour'), ('Mei', 'school')]
"""

from shanhai.matching import criteria, rules
from shanhai.matching.groups import Group, where
from shanhai.matching.problem import Problem
from shanhai.matching.result import Result
from shanhai.matching.solve import solve
from shanhai.matching.tables import ProblemError, month

__all__ = ["Group", "Problem", "ProblemError", "Result", "criteria", "month", "rules", "solve", "where"]
