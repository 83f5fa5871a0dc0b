"""The invented province as records of the hub: places, organisations, the coded list of expertise, people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shanhai.haiyue.registers import industries
from shanhai.programme.models import Organisation, Participation, Person, Place, Term
from shanhai.workbook.records import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shanhai.programme.models import Programme
    from shanhai.programme.trail import Writing

    Row = Mapping[str, Any]


def make_places(write: Writing, rows: Iterable[Row], outlines: Mapping[str, Any]) -> dict[str, Place]:
    """Write the register of places with their outlines, level by level."""
    made: dict[str, Place] = {}
    for level in _levels(rows):
        places = [
            Place(
                code=row["id"],
                name=row["name"],
                parent=made.get(row["parent"]),
                kind=row["kind"] or "",
                traits=list(row["traits"] or ()),
                east=row["east"],
                north=row["north"],
                outline=[[list(point) for point in ring] for ring in outlines.get(row["id"], ())],
            )
            for row in level
        ]
        write.save_all(places)
        made |= {place.code: place for place in places}
    return made


def make_organisations(
    write: Writing, rows: Iterable[Row], places: Mapping[str, Place]
) -> dict[str, Organisation]:
    """Write the organisations, those on top first."""
    made: dict[str, Organisation] = {}
    for level in _levels(rows):
        organisations = []
        for row in level:
            above = made.get(row["parent"])
            path = f"{above.path if above else '/'}{row['id']}/"
            organisations.append(
                Organisation(
                    code=row["id"],
                    name=row["name"],
                    parent=above,
                    path=path,
                    kind=row["kind"] or "",
                    place=places.get(row["place"]),
                )
            )
        write.save_all(organisations)
        made |= {each.code: each for each in organisations}
    return made


def make_participations(
    write: Writing,
    programme: Programme,
    organisations: Mapping[str, Organisation],
    homes: Iterable[str],
    hosts: Iterable[str],
) -> None:
    """Write who sends and who receives; an organisation above one that takes part takes part as well."""
    sends, receives = _with_those_above(organisations, homes), _with_those_above(organisations, hosts)
    write.save_all(
        [
            Participation(
                programme=programme, organisation=each, is_home=code in sends, is_host=code in receives
            )
            for code, each in organisations.items()
        ]
    )


def make_industries(write: Writing) -> None:
    """Write the list of industries, with which orders and people say what they belong to."""
    rows = [{"id": each.code, "name": each.name.hans, "parent": each.parent} for each in industries()]
    make_codes(write, Term.Scheme.INDUSTRY, rows)


def make_codes(write: Writing, scheme: str, rows: Iterable[Row]) -> None:
    """Write a coded list, broader codes first."""
    made: dict[str, Term] = {}
    for level in _levels(rows):
        terms = [
            Term(
                scheme=scheme,
                code=row["id"],
                name=row["name"] or row["id"],
                parent=made.get(row["parent"]),
            )
            for row in level
        ]
        write.save_all(terms)
        made |= {term.code: term for term in terms}


def make_qualifications(write: Writing, people: Iterable[Row], orders: Iterable[Row]) -> None:
    """Write the list of qualifications that people have or orders ask for."""
    names = sorted({name for row in (*people, *orders) for name in row["qualifications"] or ()})
    write.save_all(
        [
            Term(scheme=Term.Scheme.QUALIFICATION, code=f"Z{number:02d}", name=name)
            for number, name in enumerate(names, start=1)
        ]
    )


def make_people(
    write: Writing,
    rows: Sequence[Row],
    organisations: Mapping[str, Organisation],
    places: Mapping[str, Place],
    prefix: str,
) -> dict[str, Person]:
    """Write people onto the rosters of their homes. Returns: them by their id in the sample."""
    people = [
        Person(
            code=prefix + row["id"],
            name=row["name"],
            home=organisations[row["home"]],
            native=places.get(row["native"]),
            level=row["level"] or 0,
            industry=row["industry"] or "",
            experience=row["experience"],
            capacity=row["capacity"] or 1,
            start=row["start"],
            end=row["end"],
            **{
                name: as_json(row[name] or ())
                for name in ("directions", "expertise", "qualifications", "barred", "groups")
            },
        )
        for row in rows
    ]
    write.save_all(people)
    return {row["id"]: person for row, person in zip(rows, people, strict=True)}


def _levels(rows: Iterable[Row]) -> Iterable[list[Row]]:
    """The rows of a tree, level by level from the top."""
    waiting, above = list(rows), {None, ""}
    while waiting:
        level = [row for row in waiting if row["parent"] in above]
        if not level:
            raise ValueError(f"The tree of rows has a loop at {waiting[0]['id']}.")
        yield level
        waiting = [row for row in waiting if row["parent"] not in above]
        above = {row["id"] for row in level}


def _with_those_above(organisations: Mapping[str, Organisation], codes: Iterable[str]) -> set[str]:
    return {part for code in codes for part in organisations[code].path.strip("/").split("/")}
