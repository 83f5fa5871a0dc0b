"""Forms of the imports: the file, and what headers of one's own mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from shanhai.pages.words import current_language, says

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shanhai.sheets import Table

_NOT_READ = says("not read", "不读入")


class UploadForm(forms.Form):
    """The workbook that is handed in."""

    file = forms.FileField(
        label=says("workbook", "工作簿"),
        help_text=says("Excel, WPS, ODS or CSV; 20 MB at most.", "Excel、WPS、ODS 或 CSV，不超过 20 MB。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv"}),
        allow_empty_file=True,
    )


class HeadersForm(forms.Form):
    """For each header that was not understood: which column it means, or that it is not read."""

    def __init__(
        self,
        table: Table,
        headers: Iterable[str],
        data: Mapping[str, str] | None = None,
        *,
        taken: Iterable[str] = (),
    ) -> None:
        super().__init__(data)
        language = current_language()
        free = [column for column in table.columns if column.key not in taken]
        choices = [("", _NOT_READ), *((column.key, column.header.text(language)) for column in free)]
        self._headers = dict(enumerate(headers))
        for place, header in self._headers.items():
            self.fields[f"header_{place}"] = forms.ChoiceField(choices=choices, required=False, label=header)

    @property
    def mapping(self) -> dict[str, str]:
        """Header → column, of those that mean one."""
        chosen = {header: self.cleaned_data[f"header_{place}"] for place, header in self._headers.items()}
        return {header: column for header, column in chosen.items() if column}
