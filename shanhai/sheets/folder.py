"""A folder with one CSV or Parquet file for each table, read as if it were a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars

from shanhai.sheets import file_faults
from shanhai.sheets.delimited import DelimitedSource
from shanhai.sheets.faults import FileError
from shanhai.sheets.grid import Grid, SheetInfo, Source

if TYPE_CHECKING:
    from pathlib import Path

    from shanhai.sheets.limits import Limits


class FolderSource(Source):
    """An opened folder; each file is a sheet that bears the file's name."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        super().__init__(folder.name, limits)
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".csv", ".parquet"))
        kinds = {path.suffix.lower() for path in files}
        if not files:
            raise FileError(folder.name, file_faults.FOLDER_EMPTY, kind="CSV, Parquet")
        if len(kinds) > 1:
            raise FileError(folder.name, file_faults.FOLDER_MIXED)
        self._files = files
        self.sheets = tuple(SheetInfo(path.stem) for path in files)

    def grid(self, index: int) -> Grid:
        """Read one file of the folder."""
        path = self._files[index]
        data = read_bytes(path, self.limits)
        if path.suffix.lower() == ".csv":
            return DelimitedSource(data, path.name, path.stem, self.limits).grid(0) if data else Grid([])
        return self._parquet(path)

    def _parquet(self, path: Path) -> Grid:
        try:
            lazy = polars.scan_parquet(path, glob=False)
            width = len(lazy.collect_schema())
            height = int(lazy.select(polars.len()).collect().item())
            self.check_size(path.stem, height, width - 1)
            frame = lazy.collect()
        except (FileError, KeyboardInterrupt, SystemExit):
            raise
        # A panic of the Rust side derives from BaseException, not from Exception.
        except BaseException as error:
            reason = " ".join(str(error).split())[:120] or type(error).__name__
            raise FileError(path.name, file_faults.UNREADABLE, reason=reason) from error
        columns = [["" if value is None else value for value in column.to_list()] for column in frame]
        return Grid([list(frame.columns), *map(list, zip(*columns, strict=True))])


def read_bytes(path: Path, limits: Limits) -> bytes:
    """Return the content of a file that is not too large. Raises FileError."""
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            most = limits.file_bytes >> 20
            raise FileError(path.name, file_faults.TOO_LARGE, size=f"{size >> 20:,}", most=f"{most:,}")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileError(path.name, file_faults.NOT_FOUND) from error
    except OSError as error:
        raise FileError(path.name, file_faults.CANNOT_OPEN, reason=error.strerror or str(error)) from error
