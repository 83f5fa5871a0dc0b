"""What is sent to a board: one change, its people and orders chosen among those that may be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from shanhai.plans.rules import KINDS_OF_EDITS
from shanhai.programme.models import PoolEntry
from shanhai.registers.models import Order

if TYPE_CHECKING:
    from shanhai.programme.models import Account, Cohort, Person

#: The figures of a rule that can be changed for trial.
_FIGURES = ("number", "most", "least")


class ChangeForm(forms.Form):
    """One change. People come from the sealed pool, orders from the cohort; the engine judges the rest."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS_OF_EDITS])
    person = forms.ModelChoiceField(PoolEntry.objects.none(), required=False, to_field_name="person_id")
    other = forms.ModelChoiceField(PoolEntry.objects.none(), required=False, to_field_name="person_id")
    order = forms.ModelChoiceField(Order.objects.none(), required=False)
    rule = forms.CharField(max_length=40, required=False)
    column = forms.ChoiceField(choices=[(name, name) for name in _FIGURES], required=False)
    value = forms.IntegerField(required=False, min_value=0, max_value=1_000_000)
    reason = forms.CharField(max_length=2000, required=False)

    def __init__(self, *args: Any, user: Account, cohort: Cohort, **given: Any) -> None:
        super().__init__(*args, **given)
        pool = PoolEntry.objects.visible_to(user).filter(cohort=cohort).select_related("person__home")
        self.fields["person"].queryset = self.fields["other"].queryset = pool
        self.fields["order"].queryset = Order.objects.visible_to(user).filter(cohort=cohort)

    def clean(self) -> dict[str, Any]:
        """The values of an `Edit`."""
        given = super().clean() or {}
        column, value = given.pop("column", ""), given.pop("value", None)
        given["person"], given["other"] = _person(given.get("person")), _person(given.get("other"))
        given["values"] = {column: value} if column and value is not None else {}
        return given


def _person(entry: PoolEntry | None) -> Person | None:
    return None if entry is None else entry.person
