"""The working-day calendar as a table that can be imported, a year at a time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from shanhai.desk.models import Day
from shanhai.programme.imports.adaptor import ADAPTORS, Adaptor, Values, Wrong
from shanhai.programme.rows import Mapped
from shanhai.sheets import Column, Fault, Table, Words
from shanhai.sheets.kinds import Choice, Date, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from shanhai.programme.models import Record

DAYS = Table(
    key="desk_days",
    title=Words("working-day calendar", "工作日历"),
    columns=(
        Column(key="day", header=Words("day", "日期"), kind=Date(), required=True, example=date(2022, 10, 1)),
        Column(
            key="kind",
            header=Words("what it is", "类型"),
            kind=Choice(
                {
                    "holiday": Words("day off", "休息"),
                    "working": Words("worked in exchange", "调休上班"),
                }
            ),
            required=True,
            example="holiday",
            note=Words(
                "Weekends are days off by themselves. Enter holidays, and weekend days that are worked.",
                "周末默认休息，只需填写法定节假日和调休上班日。",
            ),
        ),
        Column(key="name", header=Words("name", "名称"), kind=Text(most=60), example="国庆节"),
    ),
)
DAY_ROWS = Mapped(DAYS, Day)
_WORKED = Fault(
    "worked_anyway",
    Words("{given} is a weekday, which is worked anyway.", "{given} 是工作日，本来就上班。"),
    Words("Leave the row out, or say that it is off.", "请删去此行，或改为“休息”。"),
)
_SATURDAY = 5


class Days(Adaptor):
    """Days on which the calendar differs from the week."""

    key = "desk_days"
    title = DAYS.title
    mapped = DAY_ROWS
    permission: ClassVar[str] = "desk.route"
    compared = ("day",)

    def existing(self) -> QuerySet:
        """The days of the programme."""
        return Day.objects.filter(programme=self.scope.programme)

    def identity(self, values: Values) -> object:
        """A day stands in the calendar once."""
        day = values["day"]
        return day.isoformat() if isinstance(day, date) else str(day)

    def blank(self) -> Record:
        """A new day of the programme."""
        return Day(programme=self.scope.programme)

    def wrong(self, values: Values, stored: Values | None) -> Iterator[Wrong]:
        """A weekday is worked anyway: to call it so is a slip of the year or of the kind."""
        day = values.get("day")
        if isinstance(day, date) and values.get("kind") == "working" and day.weekday() < _SATURDAY:
            yield Wrong("kind", _WORKED, {"given": day.isoformat()})


ADAPTORS[Days.key] = Days
