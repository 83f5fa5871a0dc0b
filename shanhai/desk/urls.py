"""The addresses of the desk: below a programme, and without an account by links and the public form."""

from django.urls import path

from shanhai.desk.views import knowledge, one, panels, reporting, requests, setup, steps, visits

app_name = "desk"
_P = "p/<slug:programme>/desk/"
urlpatterns = [
    path(_P, requests.requests, name="requests"),
    path(f"{_P}mine/", requests.mine, name="mine"),
    path(f"{_P}queue/", requests.queue, name="queue"),
    path(f"{_P}new", reporting.report, name="report"),
    path(f"{_P}route", requests.route_all, name="route_all"),
    path(f"{_P}<int:pk>/", one.request_page, name="request"),
    path(f"{_P}<int:pk>/step/<slug:name>", steps.step, name="step"),
    path(f"{_P}<int:pk>/more", steps.more, name="more"),
    path(f"{_P}<int:pk>/sort", steps.sort, name="sort"),
    path(f"{_P}<int:pk>/merge", steps.merge, name="merge"),
    path(f"{_P}<int:pk>/knowledge", knowledge.lesson_of, name="lesson_of"),
    path(f"{_P}photos/<int:pk>.jpg", one.photo, name="photo"),
    path(f"{_P}figures/", knowledge.figures, name="figures"),
    path(f"{_P}knowledge/", knowledge.lessons, name="lessons"),
    path(f"{_P}knowledge/<int:pk>/", knowledge.lesson, name="lesson"),
    path(f"{_P}knowledge/<int:pk>/edit", knowledge.lesson_edit, name="lesson_edit"),
    path(f"{_P}knowledge/<int:pk>/step/<slug:name>", knowledge.lesson_step, name="lesson_step"),
    path(f"{_P}shortages/", knowledge.shortages, name="shortages"),
    path(f"{_P}units/", setup.units, name="units"),
    path(f"{_P}units/new", setup.unit, name="unit_new"),
    path(f"{_P}units/<int:pk>/", setup.unit, name="unit_edit"),
    path("placements/<int:pk>/requests/", panels.of_placement, name="of_placement"),
    path(f"{_P}of/unit/<str:code>/", panels.of_organisation, name="of_organisation"),
    path(f"{_P}of/cohort/<slug:cohort>/", panels.of_cohort, name="of_cohort"),
    path(f"{_P}setup/", setup.setup, name="setup"),
    path(f"{_P}setup/recompute", setup.recompute, name="recompute"),
    path(f"{_P}setup/topics/new", setup.topic, name="topic_new"),
    path(f"{_P}setup/topics/<int:pk>/", setup.topic, name="topic_edit"),
    path(f"{_P}welfare/", setup.welfare, name="welfare"),
    path(f"{_P}welfare/<int:pk>/revoke", setup.welfare_revoke, name="welfare_revoke"),
    path(f"{_P}visits/", visits.rounds, name="rounds"),
    path(f"{_P}visits/new", visits.plan, name="round_new"),
    path(f"{_P}visits/sync", visits.sync, name="sync"),
    path(f"{_P}visits/token", visits.token, name="sync_token"),
    path(f"{_P}visits/worker.js", visits.worker, name="worker"),
    path(f"{_P}visits/<int:pk>/", visits.round_page, name="round"),
    path(f"{_P}visits/<int:pk>/stop", visits.stop, name="stop"),
    path("desk/follow/<str:key>/", reporting.follow, name="follow"),
    path("desk/follow/<str:key>/photos/<int:pk>.jpg", reporting.followed_photo, name="followed_photo"),
    path("desk/family/<str:key>/", reporting.family, name="family"),
    path("desk/<slug:programme>/", reporting.public, name="public"),
]
