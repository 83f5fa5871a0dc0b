"""The engine: fits people to orders under rules, proves the plan best, and says why. A library of its own.

>>> from shanhai.matching import Problem, criteria, rules, solve
"""
