"""Subjects of the hub's routes: accounts, roles, setting up, rosters, dossiers, files and histories."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from shanhai.programme.actions import accounts, attachments, dossier, roles, roster, setup
from shanhai.programme.models import ErasureRequest, Grant, Participation, Person, RoleHeld
from shanhai.programme.trail import writing
from tests.access.table import Subject, subject
from tests.rounds import scene

if TYPE_CHECKING:
    from tests.cast import Cast

HERE = {"programme": "haiyue"}
#: What a form says it had read: nothing that matters here.
READ = '{"name": ""}'
PDF = b"%PDF-1.7\n1 0 obj"


@subject("programme")
def _(cast: Cast) -> Subject:
    return Subject(HERE)


@subject("programme", "settings")
def _(cast: Cast) -> Subject:
    body = {"name": "海岳交流工程（新）", "retention_years": "12", "version": "1", "as_read": READ}
    return Subject(HERE, body)


@subject("new_programme")
def _(cast: Cast) -> Subject:
    return Subject(body={"code": "north", "name": "北线工程", "retention_years": "10"})


@subject("new_cohort")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"code": "2024", "name": "2024 年批次"})


@subject("new_cohort", "foreign_previous")
def _(cast: Cast) -> Subject:
    """A cohort that would follow one of a foreign programme."""
    with writing(by=None, action="test") as write:
        cast.foreign_cohort.code = "2019"
        write.save(cast.foreign_cohort)
    return Subject(HERE, {"code": "2024", "name": "2024 年批次", "previous": "2019"})


@subject("hub_cohort")
def _(cast: Cast) -> Subject:
    body = {"name": "新名称", "version": str(cast.cohort.version), "as_read": READ}
    return Subject(HERE | {"pk": cast.cohort.pk}, body)


@subject("hub_cohort", "foreign")
def _(cast: Cast) -> Subject:
    """A foreign programme's cohort under our address."""
    return Subject(HERE | {"pk": cast.foreign_cohort.pk}, {"name": "x", "version": "1", "as_read": READ})


@subject("new_place")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"id": "C77", "name": "新县", "parent": "HY"})


@subject("place")
def _(cast: Cast) -> Subject:
    body = {"id": "C12", "name": "松门县（新）", "parent": "HY", "version": "1", "as_read": READ}
    return Subject(HERE | {"pk": cast.places["songmen"].pk}, body)


@subject("place", "unused")
def _(cast: Cast) -> Subject:
    made = setup.write_place(by=cast.office, values={"code": "C78", "name": "空县"})
    return Subject(HERE | {"pk": made.pk}, {"version": made.version})


@subject("place", "in_use")
def _(cast: Cast) -> Subject:
    return Subject(HERE | {"pk": cast.places["songmen"].pk})


@subject("new_code")
def _(cast: Cast) -> Subject:
    return Subject(HERE | {"scheme": "expertise"}, {"id": "K01", "name": "规划"})


@subject("code")
def _(cast: Cast) -> Subject:
    made = setup.write_term(by=cast.office, values={"scheme": "expertise", "code": "K02", "name": "水利"})
    body = {"id": "K02", "name": "水利工程", "version": str(made.version), "as_read": READ}
    return Subject(HERE | {"pk": made.pk}, body)


@subject("account")
def _(cast: Cast) -> Subject:
    return Subject(HERE | {"pk": cast.panel.pk}, {"version": cast.panel.version})


@subject("account", "host")
def _(cast: Cast) -> Subject:
    return Subject(HERE | {"pk": cast.qingxi_officer.pk})


@subject("account", "foreign")
def _(cast: Cast) -> Subject:
    return Subject(HERE | {"pk": cast.foreign_host.pk})


@subject("account", "of_office")
def _(cast: Cast) -> Subject:
    """The first office: the second may close it, and it may not close itself."""
    return Subject(HERE | {"pk": cast.office.pk}, {"version": cast.office.version})


@subject("account", "closed")
def _(cast: Cast) -> Subject:
    closed = roles.disable_account(by=cast.office, account=cast.panel)
    return Subject(HERE | {"pk": closed.pk}, {"version": closed.version})


@subject("role_for_panel")
def _(cast: Cast) -> Subject:
    return Subject(HERE | {"pk": cast.panel.pk}, {"role": "auditor"})


@subject("role_for_panel", "of_organisation")
def _(cast: Cast) -> Subject:
    return Subject(HERE | {"pk": cast.panel.pk}, {"role": "host_officer", "organisation": "CU12"})


@subject("role_for_panel", "of_foreign")
def _(cast: Cast) -> Subject:
    return Subject(HERE | {"pk": cast.panel.pk}, {"role": "host_officer", "organisation": "CU90"})


@subject("role_for_office")
def _(cast: Cast) -> Subject:
    """Nobody gives a role to themselves: the first office may not, the second may."""
    return Subject(HERE | {"pk": cast.office.pk}, {"role": "auditor"})


@subject("held")
def _(cast: Cast) -> Subject:
    held = RoleHeld.objects.get(account=cast.panel)
    return Subject(HERE | {"pk": held.pk}, {"version": held.version})


@subject("held", "of_last_office")
def _(cast: Cast) -> Subject:
    roles.end_role(by=cast.office, held=RoleHeld.objects.get(account=cast.second_office))
    return Subject(HERE | {"pk": RoleHeld.objects.get(account=cast.office).pk})


@subject("held", "foreign")
def _(cast: Cast) -> Subject:
    return Subject(HERE | {"pk": RoleHeld.objects.get(account=cast.foreign_host).pk})


@subject("invitation_form")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"name": "孙　宁", "role": "host_officer", "organisation": "CU12"})


@subject("invitation_form", "of_foreign")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"name": "孙　宁", "role": "host_officer", "organisation": "CU90"})


@subject("invitation")
def _(cast: Cast) -> Subject:
    made = accounts.invite(by=cast.office, name="孙　宁", role="panel", programme=cast.haiyue)
    return Subject(HERE | {"pk": made.invitation.pk})


@subject("invitation", "of_person")
def _(cast: Cast) -> Subject:
    made = accounts.invite_person(by=cast.college_officer, person=cast.people["wang"], programme=cast.haiyue)
    return Subject(HERE | {"pk": made.invitation.pk})


@subject("invitation_link")
def _(cast: Cast) -> Subject:
    made = accounts.invite(by=cast.office, name="孙　宁", role="responder", programme=cast.haiyue,
                           organisation=cast.organisations["institute"])  # fmt: skip
    password = "a phrase of one's own"
    body = {"username": "sun.ning", "name": "孙　宁", "password1": password, "password2": password}
    return Subject({"token": made.token}, body)


@subject("invitation_link", "spent")
def _(cast: Cast) -> Subject:
    made = accounts.invite(by=cast.office, name="孙　宁", role="panel", programme=cast.haiyue)
    accounts.withdraw_invitation(by=cast.office, invitation=made.invitation)
    return Subject({"token": made.token})


@subject("new_organisation")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"id": "U77", "name": "新大学", "parent": "U01", "is_home": "yes"})


@subject("new_organisation", "under_foreign")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"id": "U77", "name": "新大学", "parent": "U90", "is_home": "yes"})


@subject("organisation")
def _(cast: Cast) -> Subject:
    made = cast.organisations["songmen"]
    body = {"name": "松门县人民政府（新）", "is_host": "yes", "version": str(made.version), "as_read": READ}
    return Subject(HERE | {"pk": made.pk}, body)


@subject("organisation", "leaving")
def _(cast: Cast) -> Subject:
    part = Participation.objects.get(organisation=cast.organisations["songmen"])
    return Subject(HERE | {"pk": part.organisation_id}, {"version": part.version})


@subject("organisation", "foreign")
def _(cast: Cast) -> Subject:
    return Subject(HERE | {"pk": cast.organisations["foreign_county"].pk}, {"name": "x"})


def _person(person: Person, **more: str) -> dict[str, str]:
    return {"id": person.code, "name": person.name, "home": person.home.code, "level": "6"} | more


@subject("new_person")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"id": "N1", "name": "赵　敏", "home": "U011", "capacity": "1"})


@subject("new_person", "of_foreign")
def _(cast: Cast) -> Subject:
    return Subject(HERE, {"id": "N1", "name": "赵　敏", "home": "U90", "capacity": "1"})


@subject("person")
def _(cast: Cast) -> Subject:
    """Li is on the roster of the university, which the college is a part of."""
    li = cast.people["li"]
    return Subject(HERE | {"pk": li.pk}, _person(li, version=str(li.version), as_read=READ))


@subject("person", "of_college")
def _(cast: Cast) -> Subject:
    wang = cast.people["wang"]
    return Subject(HERE | {"pk": wang.pk}, _person(wang, version=str(wang.version), as_read=READ))


@subject("person", "to_sister")
def _(cast: Cast) -> Subject:
    """A move onto the roster of a sister organisation."""
    li = cast.people["li"]
    return Subject(HERE | {"pk": li.pk}, _person(li, home="U02", version=str(li.version), as_read=READ))


@subject("person", "foreign")
def _(cast: Cast) -> Subject:
    zhou = cast.people["zhou"]
    return Subject(HERE | {"pk": zhou.pk}, _person(zhou, version=str(zhou.version), as_read=READ))


@subject("person", "granted")
def _(cast: Cast) -> Subject:
    """Li, whom a room has let the panel see: as they are, not as they were, and not the roster's page."""
    with writing(by=None, action="test") as write:
        grant = Grant(
            kind=Person.label(), object_id=cast.people["li"].pk, role="panel", programme=cast.haiyue
        )
        grant.why = "nominated"
        write.save(grant)
    return Subject(HERE | {"pk": cast.people["li"].pk})


@subject("person", "on_roster")
def _(cast: Cast) -> Subject:
    wang = cast.people["wang"]
    return Subject(HERE | {"pk": wang.pk}, {"version": wang.version})


@subject("person", "archived")
def _(cast: Cast) -> Subject:
    wang = roster.archive_person(by=cast.university_officer, person=cast.people["wang"])
    return Subject(HERE | {"pk": wang.pk}, {"version": wang.version})


@subject("person", "erased")
def _(cast: Cast) -> Subject:
    from shanhai.programme.retention import erase_dossier

    erase_dossier(by=None, person=cast.people["wang"], duty="test")
    return Subject(HERE | {"pk": cast.people["wang"].pk})


@subject("own")
def _(cast: Cast) -> Subject:
    """Both secondees have a record of their own; nobody names which."""
    return Subject(body={"name": "李　明明", "level": "7", "version": "2", "as_read": READ})


@subject("person_file", "on_roster")
def _(cast: Cast) -> Subject:
    return Subject(HERE | {"pk": cast.people["wang"].pk}, _certificate())


@subject("person_file", "erased")
def _(cast: Cast) -> Subject:
    Person.objects.filter(pk=cast.people["wang"].pk).update(erased_at=timezone.now())
    return Subject(HERE | {"pk": cast.people["wang"].pk}, _certificate())


@subject("person_file", "put_forward")
def _(cast: Cast) -> Subject:
    """Whoever sees somebody because they were put forward keeps no roster for them."""
    scene.nominations_open(cast)
    nomination = scene.put_forward(cast)
    return Subject(HERE | {"pk": nomination.person_id}, _certificate())


@subject("own", "file_of_a_claim")
def _(cast: Cast) -> Subject:
    """Evidence of what Li says they can; Wang says nothing of the kind."""
    Person.objects.filter(pk=cast.people["li"].pk).update(qualifications=["执业医师"])
    return Subject(body=_certificate() | {"about": "qualification 执业医师"})


def _certificate() -> dict[str, object]:
    return {"file": SimpleUploadedFile("证书.pdf", PDF), "purpose": "证书"}


@subject("own", "file")
def _(cast: Cast) -> Subject:
    return Subject(body={"file": SimpleUploadedFile("证书.pdf", PDF), "purpose": "证书"})


@subject("own", "hostile_file")
def _(cast: Cast) -> Subject:
    return Subject(body={"file": SimpleUploadedFile("证书.pdf", b"<script>alert(1)</script>")})


@subject("own", "asking")
def _(cast: Cast) -> Subject:
    return Subject(body={"programme": "haiyue", "wish": ""})


@subject("own", "asking_foreign")
def _(cast: Cast) -> Subject:
    return Subject(body={"programme": "linhai", "wish": ""})


def _asked(cast: Cast) -> ErasureRequest:
    return dossier.ask_for_erasure(by=cast.secondee, person=cast.people["li"], programme=cast.haiyue)


@subject("own_request")
def _(cast: Cast) -> Subject:
    return Subject({"pk": _asked(cast).pk})


@subject("request")
def _(cast: Cast) -> Subject:
    asked = _asked(cast)
    body = {"step": "erase", "duty": "PIPL art. 47", "answer": "", "version": asked.version}
    return Subject(HERE | {"pk": asked.pk}, body)


@subject("request", "decided")
def _(cast: Cast) -> Subject:
    asked = dossier.decide_on_erasure(
        by=cast.office, request=_asked(cast), step="refuse", duty="Archives Act"
    )
    body = {"step": "erase", "duty": "PIPL art. 47", "answer": "", "version": asked.version}
    return Subject(HERE | {"pk": asked.pk}, body)


@subject("request", "of_office")
def _(cast: Cast) -> Subject:
    """The first office asks for itself: only the second may decide."""
    with writing(by=None, action="test") as write:
        cast.people["wang"].account = cast.office
        write.save(cast.people["wang"])
    asked = dossier.ask_for_erasure(by=cast.office, person=cast.people["wang"], programme=cast.haiyue)
    body = {"step": "refuse", "duty": "Archives Act", "answer": "", "version": asked.version}
    return Subject(HERE | {"pk": asked.pk}, body)


@subject("automation")
def _(cast: Cast) -> Subject:
    return Subject({"pk": cast.cohort.pk})


@subject("automation", "refused")
def _(cast: Cast) -> Subject:
    dossier.refuse_automation(by=cast.secondee, person=cast.people["li"], cohort=cast.cohort)
    return Subject({"pk": cast.cohort.pk})


@subject("automation", "foreign")
def _(cast: Cast) -> Subject:
    return Subject({"pk": cast.foreign_cohort.pk})


@subject("file")
def _(cast: Cast) -> Subject:
    """A certificate that Li attached to their own record."""
    upload = io.BytesIO(PDF)
    file = attachments.attach(
        by=cast.secondee, record=cast.people["li"], upload=SimpleUploadedFile("a.pdf", upload.getvalue())
    )
    return Subject({"pk": file.pk}, {"version": file.version})


def _history(record) -> Subject:
    return Subject({"kind": record.label(), "pk": record.pk})


@subject("history", "of_person")
def _(cast: Cast) -> Subject:
    return _history(cast.people["li"])


@subject("history", "of_granted")
def _(cast: Cast) -> Subject:
    with writing(by=None, action="test") as write:
        grant = Grant(
            kind=Person.label(), object_id=cast.people["li"].pk, role="panel", programme=cast.haiyue
        )
        write.save(grant)
    return _history(cast.people["li"])


@subject("history", "of_account")
def _(cast: Cast) -> Subject:
    return _history(cast.panel)


@subject("history", "of_role")
def _(cast: Cast) -> Subject:
    return _history(RoleHeld.objects.get(account=cast.qingxi_officer))


@subject("history", "of_programme")
def _(cast: Cast) -> Subject:
    return _history(cast.haiyue)


@subject("history", "of_organisation")
def _(cast: Cast) -> Subject:
    return _history(cast.organisations["foreign_county"])


@subject("history", "of_nothing")
def _(cast: Cast) -> Subject:
    return Subject({"kind": "sessions.session", "pk": 1})


@subject("roster", "searched")
def _(cast: Cast) -> Subject:
    """A search for somebody of the institute, whoever searches."""
    return Subject(HERE, query="?q=P-chen&by=name")


@subject("account_in_both")
def _(cast: Cast) -> Subject:
    """The panel member has a role in the foreign programme too, given there: ours does not show it."""
    county = cast.organisations["foreign_county"]
    give = {"by": cast.foreign_office, "account": cast.panel, "programme": cast.linhai}
    roles.give_role(**give, role="host_officer", organisation=county)
    return Subject(HERE | {"pk": cast.panel.pk})


@subject("history", "of_person_moved")
def _(cast: Cast) -> Subject:
    roster.write_person(
        by=cast.university_officer, person=cast.people["li"], values={"home": cast.organisations["college"]}
    )
    return _history(cast.people["li"])


@subject("request", "on_list")
def _(cast: Cast) -> Subject:
    _asked(cast)
    return Subject(HERE)
