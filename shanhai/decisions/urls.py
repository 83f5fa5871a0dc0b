"""The addresses of decisions, below programme and cohort; and the public list, which needs no account."""

from django.urls import include, path

from shanhai.decisions.views import (
    cases,
    consultation,
    decisions,
    letters,
    own,
    public,
    publications,
    remedies,
    signing,
)

app_name = "decisions"

_decision = [
    path("", decisions.show, name="decision"),
    path("step/", decisions.step, name="decision_step"),
    path("replan/", decisions.replan, name="replan"),
    path("check/", decisions.check, name="check"),
    path("files/", decisions.files, name="files"),
    path("sign/", signing.sign, name="sign"),
    path("scan/", signing.scan, name="scan"),
    path("paper/<int:scan>/", signing.on_paper, name="on_paper"),
    path("sheet.<str:kind>", signing.sheet, name="sheet"),
]
_publication = [
    path("", publications.show, name="publication"),
    path("step/", publications.step, name="publication_step"),
    path("list.<str:kind>", publications.paper, {"which": "list"}, name="list_paper"),
    path("roster.<str:kind>", publications.paper, {"which": "roster"}, name="roster"),
    path("host/<slug:unit>.<str:kind>", publications.host_sheet, name="host_sheet"),
    path("place/<int:pk>/withdraw/", publications.withdraw, name="withdraw"),
    path("place/<int:pk>/appointment/", publications.appointment, name="appointment"),
    path("place/<int:pk>/letter.<str:kind>", letters.to_person, name="letter_to_person"),
    path("<slug:side>/<slug:unit>/letter.<str:kind>", letters.to_unit, name="letter_to_unit"),
]
_cohort = [
    path("decisions/", decisions.show_all, name="decisions"),
    path("decisions/open/", decisions.open_one, name="open"),
    path("decisions/procedure/", decisions.procedure, name="procedure"),
    path("decisions/panel/", decisions.name_member, name="name_member"),
    path("decisions/panel/<int:pk>/drop/", decisions.drop_member, name="drop_member"),
    path("decisions/<int:pk>/", include(_decision)),
    path("consultation/", consultation.show, name="consultation"),
    path("consultation/all/", consultation.agree_to_all, name="agree_to_all"),
    path("consultation/<int:pk>/", consultation.answer, name="answer"),
    path("publications/", publications.show_all, name="publications"),
    path("publications/<int:number>/", include(_publication)),
    path("own-place/", own.show, name="own_place"),
    path("own-place/explanation.<str:kind>", own.paper, name="own_paper"),
    path("objections/", cases.show_all, name="objections"),
    path("objections/new/", cases.new, name="object"),
    path("objections/<int:pk>/", cases.show, name="objection"),
    path("objections/<int:pk>/step/", cases.step, name="objection_step"),
    path("shortages/", remedies.show_all, name="remedies"),
    path("shortages/<int:pk>/", remedies.choose, name="remedy"),
    path("shortages/<int:pk>/step/", remedies.step, name="remedy_step"),
    path("letters/", letters.templates, name="templates"),
    path("letters/<slug:letter>/<slug:language>/", letters.change, name="change_template"),
    path("letters/<slug:letter>/<slug:language>.docx", letters.template, name="template"),
]
_public = [
    path("", public.show, name="public_list"),
    path("list.<str:kind>", public.paper, name="public_paper"),
    path("object/", public.new, name="public_object"),
    path("case/<str:receipt>/", public.case, name="public_case"),
]
urlpatterns = [
    path("p/<slug:programme>/<slug:cohort>/", include(_cohort)),
    path("list/<str:key>/", include(_public)),
]
