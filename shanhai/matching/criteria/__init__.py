"""The criteria that score a pair (soft) or bar it (hard): one file each.

To add one: write the file, add it here, read it a second time in `proof`, tell it in docs/method/criteria.md.
"""

from shanhai.matching.criteria.dates import Dates
from shanhai.matching.criteria.direction import Direction
from shanhai.matching.criteria.experience import Experience
from shanhai.matching.criteria.expertise import Expertise
from shanhai.matching.criteria.given import Given
from shanhai.matching.criteria.host_wishes import HostWishes
from shanhai.matching.criteria.industry import Industry
from shanhai.matching.criteria.level import Level
from shanhai.matching.criteria.level_range import LevelRange
from shanhai.matching.criteria.organisation_kind import OrganisationKind
from shanhai.matching.criteria.person_wishes import PersonWishes
from shanhai.matching.criteria.qualified import Qualified
from shanhai.matching.criteria.recused import Recused
from shanhai.matching.criteria.travel import Travel
from shanhai.matching.problem import Criterion
from shanhai.matching.scoring import Scoring, compile_all

SOFT: tuple[type[Criterion], ...] = (
    Expertise,
    Industry,
    Level,
    OrganisationKind,
    PersonWishes,
    HostWishes,
    Travel,
    Experience,
    Given,
)
HARD: tuple[type[Criterion], ...] = (Qualified, LevelRange, Dates, Direction, Recused)
ALL: dict[str, type[Criterion]] = {criterion.kind: criterion for criterion in (*SOFT, *HARD)}

__all__ = [
    "ALL",
    "HARD",
    "SOFT",
    "Criterion",
    "Dates",
    "Direction",
    "Experience",
    "Expertise",
    "Given",
    "HostWishes",
    "Industry",
    "Level",
    "LevelRange",
    "OrganisationKind",
    "PersonWishes",
    "Qualified",
    "Recused",
    "Scoring",
    "Travel",
    "compile_all",
]
