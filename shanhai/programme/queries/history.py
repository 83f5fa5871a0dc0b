"""The trail of one record in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.http import Http404
from django.utils.dateparse import parse_datetime
from django.utils.module_loading import module_has_submodule

from shanhai.pages.templatetags.parts import moment
from shanhai.pages.words import current_language, say, words
from shanhai.programme.models import Event, Record
from shanhai.programme.queries import seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from shanhai.programme.models import Account
    from shanhai.sheets import Words

_NOTHING, _YES, _NO = words("—", "—"), words("yes", "是"), words("no", "否")
_HIDDEN = words("(kept as a digest only)", "（仅保留摘要）")
_NOT_SEEN = words("(not for you to see)", "（无权查看）")
_UNTOLD = frozenset({"id", "version", "search"})
_LONGEST = 600


@dataclass(frozen=True)
class Change:
    """One field before and after, in words."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """One event in words."""

    event: Event
    what: str
    reason: str = ""
    erased_under: str = ""
    is_new: bool = False
    is_removed: bool = False
    changes: list[Change] = field(default_factory=list)


@cache
def words_of_actions() -> dict[str, Words]:
    """What the actions of all rooms are called: `ACTIONS` in the `words` of each."""
    found: dict[str, Words] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("shanhai.") and module_has_submodule(config.module, "words"):
            found |= getattr(import_module(f"{config.name}.words"), "ACTIONS", {})
    return found


def history_seen(account: Account, kind: str, pk: int) -> Record:
    """The record of that kind whose history an account may read. Raises: Http404."""
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        raise Http404 from None
    if not issubclass(model, Record):
        raise Http404
    return seen(account, model._default_manager.filter(model.history_seen_by(account)), pk=pk)


def written_about(record: Record) -> QuerySet[Event]:
    """The events of a record, the newest first."""
    return Event.objects.about(record).select_related("by", "payload").order_by("-id")


def open_to(reader: Account, events: Sequence[Event]) -> set[int]:
    """The keys of those events whose content a reader of the trail may know: of what they may see the history
    of, and of records that are gone and were about nobody. A query or two for each kind of record.
    """
    records: dict[str, set[int]] = {}
    for event in events:
        records.setdefault(event.kind, set()).add(event.object_id)
    known = {kind: _open_records(reader, kind, keys) for kind, keys in records.items()}
    return {event.pk for event in events if event.object_id in known[event.kind]}


def _open_records(reader: Account, kind: str, keys: set[int]) -> set[int]:
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return set()
    manager = model._default_manager
    shown = manager.visible_to(reader).filter(model.history_seen_by(reader), pk__in=keys)
    seen_here = set(shown.values_list("pk", flat=True))
    if model.personal or seen_here == keys:
        return seen_here
    return seen_here | (keys - set(manager.filter(pk__in=keys).values_list("pk", flat=True)))


def told_of(events: Iterable[Event], model: type[Record], reader: Account) -> list[Told]:
    """Events of records of one kind in words, in as many queries for many events as for one."""
    events = list(events)
    names = _Names(model, reader, [each.payload for each in events])
    return [_told(event, model, names) for event in events]


def _told(event: Event, model: type[Record], names: _Names) -> Told:
    payload, known = event.payload, words_of_actions().get(event.action)
    what = say(known) if known else event.action
    if payload.erased_under:
        return Told(event, what, erased_under=payload.erased_under)
    before, after = payload.before or {}, payload.after or {}
    changes = [
        Change(str(each.verbose_name), names.shown(each, before), names.shown(each, after))
        for each in model._meta.concrete_fields
        if each.attname not in _UNTOLD and before.get(each.attname) != after.get(each.attname)
    ]
    return Told(
        event,
        what,
        payload.reason,
        is_new=payload.before is None and payload.after is not None,
        is_removed=payload.after is None,
        changes=changes,
    )


class _Names:
    """The names of the records that events refer to, as far as the reader may see them; one query a kind."""

    def __init__(self, model: type[Record], reader: Account, payloads: list[Any]) -> None:
        self._model = model
        self._names: dict[str, dict[int, str]] = {}
        states = [state for each in payloads for state in (each.before, each.after) if state]
        for each in model._meta.concrete_fields:
            if isinstance(each, models.ForeignKey):
                keys = {state[each.attname] for state in states if state.get(each.attname) is not None}
                self._names[each.attname] = _names_of(each.related_model, keys, reader)

    def shown(self, each: models.Field, state: dict[str, Any]) -> str:
        """One field of a state in words."""
        value = state.get(each.attname)
        if value in (None, "", [], {}):
            return say(_NOTHING)
        if each.attname in self._model.digest_only:
            return say(_HIDDEN)
        if each.attname in self._names:
            return self._names[each.attname].get(value, say(_NOT_SEEN))
        if each.choices:
            return str(dict(each.flatchoices).get(value, value))
        return _in_words(value, isinstance(each, models.DateTimeField))


def _names_of(model: type[models.Model], keys: set[int], reader: Account) -> dict[int, str]:
    if not keys:
        return {}
    manager = model._default_manager
    found = manager.visible_to(reader) if issubclass(model, Record) else manager.none()
    return {each.pk: str(each) for each in found.filter(pk__in=keys)}


def _in_words(value: Any, is_moment: bool = False) -> str:
    if isinstance(value, bool):
        return say(_YES if value else _NO)
    if is_moment and isinstance(moment_of := parse_datetime(str(value)), datetime):
        return moment(moment_of)
    if isinstance(value, dict):
        gap = ": " if current_language() == "en" else "："
        return _joined(f"{key}{gap}{_in_words(each)}" for key, each in value.items())
    if isinstance(value, list):
        return _joined(_in_words(each) for each in value)
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _joined(parts: Iterable[str]) -> str:
    return (", " if current_language() == "en" else "、").join(parts)
