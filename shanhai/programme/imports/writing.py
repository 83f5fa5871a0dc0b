"""Writes what an import says, in one transaction; and takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shanhai.programme.imports import kept
from shanhai.programme.models import ImportRow, Payload

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shanhai.programme.imports.adaptor import Adaptor
    from shanhai.programme.imports.progress import Progress
    from shanhai.programme.models import Import, Record
    from shanhai.programme.trail import Writing

CHUNK = 1_000


class Overtaken(Exception):
    """What the preview showed does not hold any more; nothing was written."""


def write_rows(write: Writing, adaptor: Adaptor, made: Import, progress: Progress) -> None:
    """Write the new and changed rows of an import. Raises: Overtaken."""
    _check_new(adaptor, made)
    for wave in _waves(adaptor, made):
        for rows in _chunks(wave):
            _write_chunk(write, adaptor, made, rows)
            progress.add(len(rows))
    for others in adaptor.finish():
        write.save_all(others)
        kept.note_versions(made, others)


def take_back(write: Writing, adaptor: Adaptor, made: Import, progress: Progress) -> None:
    """Undo what an import wrote; what was changed since is undone only where that was asked for."""
    kept_back = set() if made.undo_all else {*changed_since(adaptor, made)}
    kept_back |= in_use(adaptor, made, kept_back)
    rows = [row for row in _written(made) if row.object_id not in kept_back]
    _restore(write, adaptor, [row for row in rows if row.decision == "change"], progress)
    for others in adaptor.finish():
        write.save_all(others)
    _remove(write, adaptor, [row.object_id for row in rows if row.decision == "insert"], progress)


def changed_since(adaptor: Adaptor, made: Import) -> dict[int, int]:
    """The records that were changed after the import had written them: id → version now."""
    model = adaptor.mapped.model
    found: dict[int, int] = {}
    for rows in _chunks(list(_written(made).values_list("object_id", "written"))):
        wrote = dict(rows)
        now = model.objects.filter(pk__in=wrote).values_list("pk", "version")
        found |= {pk: version for pk, version in now if version != wrote[pk]}
    return found


def in_use(adaptor: Adaptor, made: Import, kept_back: set[int]) -> set[int]:
    """The new records of an import that others refer to, so that they stay.

    What the same import wrote goes with them, unless it is `kept_back`.
    """
    wrote = dict(_written(made).values_list("object_id", "decision"))
    new = [pk for pk, decision in wrote.items() if decision == "insert"]
    users = list(_users(adaptor, new))
    found: set[int] = set()
    while True:
        stays = kept_back | found
        more = {
            target
            for is_own, pk, target in users
            if target not in found and not (is_own and pk in wrote and pk not in stays)
        }
        if not more:
            return found
        found |= more


def _users(adaptor: Adaptor, ids: Sequence[int]) -> Iterator[tuple[bool, int, int]]:
    """What refers to records of the table: whether it is one of the table itself, its id, and to which."""
    model = adaptor.mapped.model
    companions = {each.model: each.values("pk") for each in adaptor.companions()}
    for relation in model._meta.related_objects:
        kind, name = relation.related_model, relation.field.attname
        for chunk in _chunks(ids):
            users = kind._base_manager.filter(**{f"{name}__in": chunk})
            if kind in companions:
                users = users.exclude(pk__in=companions[kind])
            for pk, target in users.values_list("pk", name):
                yield kind is model, pk, target


def _written(made: Import) -> Any:
    return (
        ImportRow.objects.filter(of=made).exclude(written=None).defer("values", "cells", "before", "faults")
    )


def _check_new(adaptor: Adaptor, made: Import) -> None:
    """Raises: Overtaken when a row that was new has come into being in the meantime."""
    names = [held.name for held in adaptor.held.values()]
    there = {adaptor.identity(each) for each in adaptor.existing().values(*names, *adaptor.compared)}
    inserts = ImportRow.objects.filter(of=made, decision="insert").values_list("values", flat=True)
    if any(adaptor.identity(values) in there for values in inserts.iterator(chunk_size=5_000)):
        raise Overtaken


def _waves(adaptor: Adaptor, made: Import) -> Iterator[list[ImportRow]]:
    """The rows to be written; what others refer to comes first."""
    rows = list(
        ImportRow.objects.filter(of=made, decision__in=("insert", "change")).defer(
            "cells", "before", "faults"
        )
    )
    rows.sort(key=lambda row: row.number)
    if not adaptor.parent:
        yield rows
        return
    name = adaptor.held[adaptor.parent].name
    waiting = {row.values["code"] for row in rows if row.decision == "insert"}
    while rows:
        ready = [row for row in rows if row.values.get(name) not in waiting]
        if not ready:
            raise Overtaken
        yield ready
        waiting -= {row.values.get("code") for row in ready}
        done = {row.pk for row in ready}
        rows = [row for row in rows if row.pk not in done]


def _write_chunk(write: Writing, adaptor: Adaptor, made: Import, rows: Sequence[ImportRow]) -> None:
    model = adaptor.mapped.model
    changed = [row.object_id for row in rows if row.decision == "change"]
    stored = model.objects.select_for_update(of=("self",)).in_bulk(changed)
    before = {
        pk: {name: getattr(each, name, None) for name in adaptor.compared} for pk, each in stored.items()
    }
    parents = _parents(adaptor, rows)
    records = []
    for row in rows:
        record = adaptor.blank() if row.decision == "insert" else stored.get(row.object_id)
        if record is None or (row.decision == "change" and record.version != row.version):
            raise Overtaken
        _put(record, adaptor, row.values, parents)
        records.append(adaptor.prepare(record))
    write.save_all(records)
    for others in adaptor.also(before, records, made.reason):
        write.save_all(others)
    for row, record in zip(rows, records, strict=True):
        row.object_id, row.written = record.pk, record.version
    kept.note_written(rows)


def _put(record: Record, adaptor: Adaptor, values: dict[str, Any], parents: dict[str, int]) -> None:
    for name, value in values.items():
        if adaptor.parent and name == adaptor.held[adaptor.parent].name:
            setattr(record, f"{adaptor.parent}_id", parents[value] if value else None)
        elif name in adaptor.extra:
            setattr(record, name, value)
        else:
            setattr(record, name, _field(record, name).to_python(value))


def _field(record: Record, name: str) -> Any:
    return record._meta.get_field(name.removesuffix("_id"))


def _parents(adaptor: Adaptor, rows: Sequence[ImportRow]) -> dict[str, int]:
    """The ids of what stands above these rows, by code. Raises: Overtaken when one is gone."""
    if not adaptor.parent:
        return {}
    name = adaptor.held[adaptor.parent].name
    wanted = {code for row in rows if (code := row.values.get(name))}
    found = dict(adaptor.existing().filter(code__in=wanted).values_list("code", "pk"))
    if wanted - found.keys():
        raise Overtaken
    return found


def _restore(write: Writing, adaptor: Adaptor, rows: Sequence[ImportRow], progress: Progress) -> None:
    for chunk in _chunks(rows):
        stored = adaptor.mapped.model.objects.select_for_update().in_bulk([row.object_id for row in chunk])
        write.save_all(_as_before([row for row in chunk if row.object_id in stored], stored))
        progress.add(len(chunk))


def _remove(write: Writing, adaptor: Adaptor, ids: Sequence[int], progress: Progress) -> None:
    model = adaptor.mapped.model
    for chunk in _chunks(ids):
        for others in adaptor.companions():
            (to_it,) = (field.name for field in others.model._meta.fields if field.related_model is model)
            write.delete_all(others.filter(**{f"{to_it}__in": chunk}))
    left = set(ids)
    while left:
        # Parts go before what is above them.
        above = _above(adaptor, left)
        leaves = sorted(left - above)
        for chunk in _chunks(leaves):
            write.delete_all(model.objects.filter(pk__in=chunk))
            progress.add(len(chunk))
        left -= set(leaves)


def _above(adaptor: Adaptor, ids: set[int]) -> set[int]:
    if not adaptor.parent:
        return set()
    name = f"{adaptor.parent}_id"
    pairs = adaptor.existing().exclude(**{name: None}).values_list("pk", name)
    return {parent for pk, parent in pairs if pk in ids and parent in ids}


def _as_before(rows: Sequence[ImportRow], stored: dict[int, Record]) -> list[Record]:
    """The records as they stood before the import, as the trail remembers it; erased ones are left out."""
    if not rows:
        return []
    # The import's own first write of each is the one that remembers what stood there.
    wrote = {(row.object_id, row.version + 1) for row in rows}
    ids = [row.object_id for row in rows]
    model = type(stored[ids[0]])
    payloads = Payload.objects.filter(
        event__kind=model.label(), event__object_id__in=ids, event__object_version__in={v for _, v in wrote}
    ).select_related("event")
    records = []
    for payload in payloads:
        event = payload.event
        if (event.object_id, event.object_version) in wrote and payload.before is not None:
            records.append(_with_state(stored[event.object_id], payload.before))
    return records


def _with_state(record: Record, state: Mapping[str, Any]) -> Record:
    for field in record._meta.concrete_fields:
        if field.attname in state and field.attname not in ("id", "version"):
            setattr(record, field.attname, field.to_python(state[field.attname]))
    return record


def _chunks(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
