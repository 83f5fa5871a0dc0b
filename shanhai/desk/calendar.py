"""Working days: weekends, public holidays, and the weekend days that are worked in exchange."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

_SATURDAY = 5
_DAY = timedelta(days=1)


class YearMissing(ValueError):
    """A day lies in a year whose holidays nobody has entered."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"The working-day calendar of {year} is not there. Import the holidays and shifted working days "
            f"of {year} first."
        )
        self.year = year


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. A year counts as known when something is entered for it."""

    holidays: frozenset[date] = frozenset()
    shifted: frozenset[date] = frozenset()
    _after: dict[tuple[date, int], date] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that are known."""
        return frozenset(day.year for day in self.holidays | self.shifted)

    def is_working(self, day: date) -> bool:
        """Whether a day is worked."""
        if day in self.shifted:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def after(self, day: date, count: int) -> date:
        """The working day `count` working days after a day; a day off counts as the next worked one."""
        found = self._after.get((day, count))
        if found is None:
            found = self._after[day, count] = self._counted(day, count)
        return found

    def _counted(self, day: date, count: int) -> date:
        while not self.is_working(day):
            day += _DAY
        for _ in range(count):
            day += _DAY
            while not self.is_working(day):
                day += _DAY
        return day

    def before(self, day: date, count: int) -> date:
        """The working day that lies `count` working days before a day."""
        for _ in range(count):
            day -= _DAY
            while not self.is_working(day):
                day -= _DAY
        return day

    def between(self, start: date, end: date) -> int:
        """The working days from `start`, not counted, to `end`, counted; 0 when `end` is not after it."""
        days = (start + _DAY * each for each in range(1, (end - start).days + 1))
        return sum(map(self.is_working, days))

    def missing(self, start: date, end: date) -> int | None:
        """The first year between two days that is not known; None when all are."""
        years = self.years
        return next((year for year in range(start.year, end.year + 1) if year not in years), None)

    def check(self, start: date, end: date) -> None:
        """Go on when every year between two days is known. Raises: YearMissing."""
        year = self.missing(start, end)
        if year is not None:
            raise YearMissing(year)
