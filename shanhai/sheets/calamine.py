"""The one place that calls calamine, which must not bring the process down whatever it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import python_calamine as engine

from shanhai.sheets import file_faults
from shanhai.sheets.faults import FileError
from shanhai.sheets.grid import Area, SheetInfo

if TYPE_CHECKING:
    import io
    from collections.abc import Callable
    from typing import TypeVar

    Result = TypeVar("Result")


class CalamineBook:
    """A workbook opened by calamine: its sheets, and the cells of each on demand."""

    def __init__(self, data: io.BytesIO, file: str) -> None:
        self._file = file
        self._book = self._guarded(lambda: engine.CalamineWorkbook.from_filelike(data))
        self._places = [
            place
            for place, sheet in enumerate(self._book.sheets_metadata)
            if sheet.typ == engine.SheetTypeEnum.WorkSheet
        ]
        metadata = self._book.sheets_metadata
        self.sheets = tuple(
            SheetInfo(metadata[place].name, metadata[place].visible != engine.SheetVisibleEnum.Visible)
            for place in self._places
        )
        names = [sheet.name for sheet in self.sheets]
        for name in names:
            if names.count(name) > 1:
                raise FileError(file, file_faults.TWO_SHEETS_ONE_NAME, sheet=name)

    def place(self, index: int) -> int:
        """Return the position of a sheet among all sheets, charts and macro sheets included."""
        return self._places[index]

    def read(self, index: int) -> tuple[list[list[object]], list[Area]]:
        """Return the cells of one sheet from A1 on, and its merged areas."""
        sheet = self._guarded(lambda: self._book.get_sheet_by_index(self._places[index]))
        rows = self._guarded(lambda: sheet.to_python(skip_empty_area=False))
        merged = [
            (top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ]
        return cast("list[list[object]]", rows), merged

    def _guarded(self, call: Callable[[], Result]) -> Result:
        try:
            return call()
        except engine.PasswordError as error:
            raise FileError(self._file, file_faults.PROTECTED) from error
        except (KeyboardInterrupt, SystemExit):
            raise
        # A panic of the Rust side derives from BaseException, not from Exception.
        except BaseException as error:
            reason = " ".join(str(error).split())[:120] or type(error).__name__
            raise FileError(self._file, file_faults.UNREADABLE, reason=reason) from error
