"""What a person says they can, each with the files that show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shanhai.programme.models import Term
from shanhai.programme.queries.people import files_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.programme.models import Attachment, Person


@dataclass(frozen=True)
class Claim:
    """One expertise or qualification: `strength` is that of an expertise, which its home may vouch for."""

    key: str
    title: str
    strength: int = 0
    is_accepted: bool = False
    files: Sequence[Attachment] = ()


@dataclass(frozen=True)
class Evidence:
    """The claims of a dossier with their files, and the files that show something else."""

    claims: tuple[Claim, ...]
    others: tuple[Attachment, ...]


def evidence_of(person: Person) -> Evidence:
    """Every claim of a dossier that its reader has been found to see, with its files, in two queries."""
    files = list(files_of(person))
    claims = claims_of(person, files)
    shown = {claim.key for claim in claims}
    return Evidence(claims, tuple(each for each in files if each.about not in shown))


def claims_of(person: Person, files: Sequence[Attachment] = ()) -> tuple[Claim, ...]:
    """What a person says they can: expertise first, then qualifications, as they stand in the dossier."""
    codes = [code for code, *_ in person.expertise]
    names = dict(Term.objects.filter(scheme="expertise", code__in=codes).values_list("code", "name"))
    held = [
        (f"expertise {code}", names.get(code, code), strength, bool(is_accepted))
        for code, strength, is_accepted in person.expertise
    ]
    held += [(f"qualification {name}", name, 0, False) for name in person.qualifications]
    return tuple(Claim(*each, [file for file in files if file.about == each[0]]) for each in held)
