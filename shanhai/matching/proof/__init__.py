"""The proof: checks any plan from the raw problem alone, and shares no code with what it checks.

>>> report = check(problem, result.plan, result.certificate, result=result)

Every criterion (`scores`) and every rule (`rules`, `lines`) is read here a second time, in plain Python; the
bounds of a certificate are worked out over all pairs in whole numbers (`bounds`). `docs/method/proof.md`
tells what is checked.
"""

from shanhai.matching.proof.check import check
from shanhai.matching.proof.report import FINDINGS, Finding, Report, StageCheck

__all__ = ["FINDINGS", "Finding", "Report", "StageCheck", "check"]
