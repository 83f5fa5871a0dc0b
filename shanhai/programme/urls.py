"""The addresses of the hub."""

from __future__ import annotations

from django.urls import path

from shanhai.programme.views import accounts, erasures, files, history, organisations, own, roster, setup

app_name = "programme"
_P = "p/<slug:programme>/"

urlpatterns = [
    path("me/", own.record, name="own"),
    path("me/correct/", own.correct, name="own_correct"),
    path("me/record.json", own.export, name="own_export"),
    path("me/paper/", own.paper, name="own_paper"),
    path("me/files/", own.add_file, name="own_file"),
    path("me/deletion/", own.ask_for_erasure, name="own_erasure"),
    path("me/deletion/<int:pk>/withdraw/", own.withdraw_erasure, name="own_erasure_withdraw"),
    path("me/automation/<int:pk>/refuse/", own.automation, {"say_no": True}, name="own_refuse"),
    path("me/automation/<int:pk>/accept/", own.automation, {"say_no": False}, name="own_accept"),
    path("files/<int:pk>/", files.download, name="file"),
    path("files/<int:pk>/remove/", files.remove, name="file_remove"),
    path("history/<str:kind>/<int:pk>/", history.history, name="history"),
    path("programmes/new/", setup.open_programme, name="programme_new"),
    path(f"{_P}setup/", setup.programme_setup, name="setup"),
    path(f"{_P}setup/cohorts/new/", setup.cohort, name="cohort_new"),
    path(f"{_P}setup/cohorts/<int:pk>/", setup.cohort, name="cohort"),
    path(f"{_P}setup/places/", setup.places, name="places"),
    path(f"{_P}setup/places/new/", setup.place, name="place_new"),
    path(f"{_P}setup/places/<int:pk>/", setup.place, name="place"),
    path(f"{_P}setup/places/<int:pk>/remove/", setup.remove, {"kind": "places"}, name="place_remove"),
    path(f"{_P}setup/codes/", setup.codes, name="codes"),
    path(f"{_P}setup/codes/new/<slug:scheme>/", setup.code, name="code_new"),
    path(f"{_P}setup/codes/<int:pk>/", setup.code, name="code"),
    path(f"{_P}setup/codes/<int:pk>/remove/", setup.remove, {"kind": "codes"}, name="code_remove"),
    path(f"{_P}accounts/", accounts.accounts, name="accounts"),
    path(f"{_P}accounts/invite/", accounts.invite, name="invite"),
    path(f"{_P}accounts/<int:pk>/", accounts.account, name="account"),
    path(f"{_P}accounts/<int:pk>/roles/", accounts.give_role, name="role_give"),
    path(f"{_P}accounts/<int:pk>/close/", accounts.set_active, {"to": "closed"}, name="account_close"),
    path(f"{_P}accounts/<int:pk>/open/", accounts.set_active, {"to": "open"}, name="account_open"),
    path(f"{_P}accounts/roles/<int:pk>/end/", accounts.end_role, name="role_end"),
    path(
        f"{_P}accounts/invitations/<int:pk>/withdraw/",
        accounts.withdraw_invitation,
        name="invitation_withdraw",
    ),
    path(f"{_P}organisations/", organisations.organisations, name="organisations"),
    path(f"{_P}organisations/new/", organisations.organisation, name="organisation_new"),
    path(f"{_P}organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path(f"{_P}organisations/<int:pk>/leave/", organisations.leave, name="organisation_leave"),
    path(f"{_P}roster/", roster.people, name="roster"),
    path(f"{_P}roster/new/", roster.write_person, name="person_new"),
    path(f"{_P}roster/<int:pk>/", roster.person, name="person"),
    path(f"{_P}roster/<int:pk>/change/", roster.write_person, name="person_change"),
    path(f"{_P}roster/<int:pk>/invite/", roster.invite_person, name="person_invite"),
    path(f"{_P}roster/<int:pk>/archive/", roster.person_step, {"take": "archive"}, name="person_archive"),
    path(f"{_P}roster/<int:pk>/restore/", roster.person_step, {"take": "restore"}, name="person_restore"),
    path(f"{_P}roster/<int:pk>/files/", roster.add_file, name="person_file"),
    path(f"{_P}roster/<int:pk>/noted/", roster.person_step, {"take": "noted"}, name="person_noted"),
    path(f"{_P}people/deletions/", erasures.erasures, name="erasures"),
    path(f"{_P}people/deletions/<int:pk>/", erasures.erasure, name="erasure"),
]
