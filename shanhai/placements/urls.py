"""The addresses of placements, below programme and cohort."""

from django.urls import include, path

from shanhai.placements.views import deeds, groups, overview, placements, reviews, sessions

app_name = "placements"

_placement = [
    path("", placements.show, name="placement"),
    path("step/", placements.step, name="step"),
    path("reviews/ask/", reviews.ask, name="ask_reviews"),
    path("reviews/<int:key>/", reviews.review, name="review"),
    path("reviews/<int:key>/waive/", reviews.waive, name="waive"),
    path("extensions/<int:key>/", deeds.extension, name="extension"),
    path("diary/<int:entry>/", deeds.diary_page, name="diary_page"),
    path("absences/<int:key>/drop/", deeds.drop, {"what": "absence"}, name="drop_absence"),
    path("diary/<int:key>/drop/", deeds.drop, {"what": "diary"}, name="drop_diary"),
    path("do/<slug:name>/", deeds.deed, name="deed"),
]
_cohort = [
    path("placements/", placements.show_all, name="placements"),
    path("placements/begin/", placements.begin, name="begin"),
    path("placements/timeline/", overview.over_time, name="timeline"),
    path("placements/units/<str:code>/", overview.unit, name="unit"),
    path("placements/units/<str:code>/team/", groups.team_new, name="team_new"),
    path("placements/teams/<int:pk>/", groups.team, name="team"),
    path("placements/teams/<int:pk>/edit/", groups.team_edit, name="team_edit"),
    path("placements/links/new/", groups.link_new, name="link_new"),
    path("placements/links/<int:person>/", groups.links, name="links"),
    path("placements/<int:pk>/", include(_placement)),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/new/", sessions.new, name="session_new"),
    path("sessions/<int:pk>/", sessions.session, name="session"),
]
urlpatterns = [
    path("p/<slug:programme>/review-forms/", reviews.forms, name="forms"),
    path("p/<slug:programme>/review-forms/<int:pk>/step/", reviews.form_step, name="form_step"),
    path("p/<slug:programme>/review-forms/<slug:moment>/<slug:side>/", reviews.form_edit, name="form_edit"),
    path("people/<int:pk>/career/", overview.career, name="career"),
    path("p/<slug:programme>/<slug:cohort>/", include(_cohort)),
]
