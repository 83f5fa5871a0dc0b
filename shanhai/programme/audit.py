"""Checks a database against a head that was handed out before: chain, payloads, records and files.

Reads tables only and writes nothing, so it can be run by an auditor on a copy of the database.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, OuterRef

from shanhai.programme.chain import ORIGIN, link
from shanhai.programme.erasure import ERASURE
from shanhai.programme.models.attachments import Attachment
from shanhai.programme.models.records import Record
from shanhai.programme.models.trail import Event, Seal
from shanhai.programme.moments import one_moment
from shanhai.programme.states import commitment, state
from shanhai.programme.trail import BATCH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written: a stable code, and what it concerns."""

    code: str
    about: str
    detail: str = ""


@dataclass
class Report:
    """What the check found, and how much it looked at."""

    position: int
    findings: list[Finding] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    @property
    def ok(self) -> bool:
        """Whether everything is as it was written."""
        return not self.findings


def verify(position: int, digest: str) -> Report:
    """Hold the database against the published head `position`, `digest`, as of one moment: people may go on
    working, for what is written meanwhile is not looked at.
    """
    report = Report(position)
    with one_moment():
        for findings in (_chain(report, position, digest), _payloads(report), _records(report)):
            report.findings.extend(findings)
    # Files lie outside the database, and are held against what it says now.
    report.findings.extend(_files(report))
    return report


def _chain(report: Report, position: int, digest: str) -> Iterator[Finding]:
    before, expected = ORIGIN, 0
    for seal in Seal.objects.order_by("position").select_related("event").iterator(CHUNK):
        expected += 1
        if seal.position != expected:
            yield Finding("missing_seal", f"#{expected}")
            expected = seal.position
        before = link(before, seal.event)
        if seal.digest != before:
            yield Finding("broken_link", f"#{seal.position}", _about(seal.event))
            before = seal.digest
        if seal.position == position and seal.digest != digest:
            yield Finding("other_head", f"#{position}", seal.digest)
        report.seen["seals"] += 1
    if expected < position:
        yield Finding("chain_too_short", f"#{position}", str(expected))
    unsealed = Event.objects.filter(~Exists(Seal.objects.filter(event=OuterRef("pk"))))
    report.seen["after_the_chain"] = unsealed.count()


def _payloads(report: Report) -> Iterator[Finding]:
    erasures = {
        (event.kind, event.object_id): event
        for event in Event.objects.filter(action=ERASURE).select_related("payload").order_by("object_version")
    }
    for event in Event.objects.select_related("payload").order_by("pk").iterator(CHUNK):
        payload = getattr(event, "payload", None)
        report.seen["events"] += 1
        if payload is None:
            yield Finding("no_payload", _about(event))
        elif payload.erased_under:
            report.seen["erased"] += 1
            if not _is_covered(event, payload, erasures.get((event.kind, event.object_id))):
                yield Finding("erased_without_duty", _about(event), payload.erased_under)
        elif event.commitment != commitment(payload.salt, payload.before, payload.after, payload.reason):
            yield Finding("changed_payload", _about(event))


def _is_covered(event: Event, payload: Any, erasure: Event | None) -> bool:
    """An erased payload is in order when a later erasure of the same record names the same duty."""
    if erasure is None or erasure.object_version <= event.object_version:
        return False
    empty = payload.before is None and payload.after is None and not payload.reason and not payload.salt
    return empty and (erasure.payload.erased_under or erasure.payload.reason) == payload.erased_under


def _records(report: Report) -> Iterator[Finding]:
    kinds = set(Event.objects.order_by().values_list("kind", flat=True).distinct())
    for model in recorded_models():
        yield from _records_of(report, model, _last_states(model) if model.label() in kinds else iter(()))


def recorded_models() -> list[type[Record]]:
    """Every kind of record that is written through the trail."""
    return [model for model in apps.get_models() if issubclass(model, Record)]


def _records_of(
    report: Report, model: type[Record], written: Iterator[tuple[int, Event]]
) -> Iterator[Finding]:
    last = next(written, None)
    for record in model._default_manager.order_by("pk").iterator(CHUNK):
        report.seen["records"] += 1
        while last is not None and last[0] < record.pk:
            yield from _vanished(model, last)
            last = next(written, None)
        if last is None or last[0] != record.pk:
            yield Finding("never_written", f"{model.label()} {record.pk}")
            continue
        yield from _differences(model, record, last[1])
        last = next(written, None)
    while last is not None:
        yield from _vanished(model, last)
        last = next(written, None)


def held_against_the_trail(records: Iterable[Record]) -> list[Finding]:
    """What of these records, all of one kind, is not as their last event says: for a check of a few."""
    stored = {record.pk: record for record in records}
    if not stored:
        return []
    model = type(next(iter(stored.values())))
    last: dict[int, Event] = {}
    for keys in _chunks(sorted(stored)):
        events = Event.objects.filter(kind=model.label(), object_id__in=keys).select_related("payload")
        last |= {event.object_id: event for event in events.order_by("object_version")}
    return [finding for pk, record in stored.items() for finding in _held(model, record, last.get(pk))]


def _held(model: type[Record], record: Record, event: Event | None) -> Iterator[Finding]:
    if event is None:
        yield Finding("never_written", f"{model.label()} {record.pk}")
        return
    payload = getattr(event, "payload", None)
    if payload is None:
        yield Finding("no_payload", _about(event))
    elif not payload.erased_under and event.commitment != commitment(
        payload.salt, payload.before, payload.after, payload.reason
    ):
        yield Finding("changed_payload", _about(event))
    yield from _differences(model, record, event)


def missing_records(model: type[Record], **named: int) -> list[Finding]:
    """Records of one kind that the trail knows with these values, and that are no longer there."""
    events = Event.objects.filter(kind=model.label()).select_related("payload").order_by("object_version")
    last = {event.object_id: event for event in events.iterator(CHUNK)}
    gone = last.keys() - set(model._default_manager.values_list("pk", flat=True))
    return [
        finding
        for pk in sorted(gone)
        if _says(last[pk], named)
        for finding in _vanished(model, (pk, last[pk]))
    ]


def _says(event: Event, named: dict[str, int]) -> bool:
    payload = getattr(event, "payload", None)
    after = (payload.after if payload is not None else None) or {}
    return all(after.get(name) == value for name, value in named.items())


def _chunks(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


def _last_states(model: type[Record]) -> Iterator[tuple[int, Event]]:
    """The last event of each record, in the order of the records."""
    events = (
        Event.objects.filter(kind=model.label())
        .select_related("payload")
        .order_by("object_id", "object_version")
        .iterator(CHUNK)
    )
    for key, several in groupby(events, key=lambda event: event.object_id):
        *_, last = several
        yield key, last


def _vanished(model: type[Record], last: tuple[int, Event]) -> Iterator[Finding]:
    key, event = last
    payload = getattr(event, "payload", None)
    if payload is not None and (payload.after is not None or payload.erased_under):
        yield Finding("vanished", f"{model.label()} {key}")


def _differences(model: type[Record], record: Record, event: Event) -> Iterator[Finding]:
    about = f"{model.label()} {record.pk}"
    payload = getattr(event, "payload", None)
    if payload is None or payload.erased_under:
        return
    if payload.after is None:
        yield Finding("came_back", about)
        return
    now = state(record)
    changed = sorted(
        name for name in now.keys() | payload.after.keys() if now.get(name) != payload.after.get(name)
    )
    if changed:
        yield Finding("changed_record", about, ", ".join(changed))


def _files(report: Report) -> Iterator[Finding]:
    for attachment in Attachment.objects.exclude(file="").order_by("pk").iterator(CHUNK):
        report.seen["files"] += 1
        try:
            with attachment.file.open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except FileNotFoundError:
            yield Finding("missing_file", f"{Attachment.label()} {attachment.pk}", attachment.name)
            continue
        if found != attachment.digest:
            yield Finding("changed_file", f"{Attachment.label()} {attachment.pk}", attachment.name)


def _about(event: Event) -> str:
    return f"{event.kind} {event.object_id} v{event.object_version} ({event.action})"
