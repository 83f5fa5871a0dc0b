"""The addresses of the application: one front door per room."""

from django.urls import include, path

from shanhai.website import kept_views, tokens, views
from shanhai.website.api import api, description

handler400 = "shanhai.website.errors.bad_request"
handler403 = "shanhai.website.errors.forbidden"
handler404 = "shanhai.website.errors.not_found"
handler500 = "shanhai.website.errors.server_error"

urlpatterns = [
    path("", views.home, name="home"),
    path("health", views.health, name="health"),
    path("language", views.language, name="language"),
    path("resume", views.resume, name="resume"),
    path("api/v1/openapi.json", description, name="api_description"),
    path("api/v1/", api.urls),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/<int:pk>/end/", tokens.end, name="token_end"),
    path("account/", include("shanhai.website.sign_in.urls")),
    path("messages/", include("shanhai.outbox.urls")),
    path("", include("shanhai.programme.urls")),
    path("p/<slug:programme>/imports/", include("shanhai.programme.imports.urls")),
    path("p/<slug:programme>/<slug:cohort>/", include("shanhai.registers.urls")),
    path("", include("shanhai.rounds.urls")),
    path("", include("shanhai.plans.urls")),
    path("", include("shanhai.placements.urls")),
    path("", include("shanhai.desk.urls")),
    path("", include("shanhai.decisions.urls")),
    path("p/<slug:programme>/views/", kept_views.keep, name="keep_view"),
    path("p/<slug:programme>/views/<int:pk>/drop", kept_views.drop, name="drop_view"),
    path("p/<slug:programme>/next/", views.onward, name="onward"),
    # After the pages of a programme, whose first words no cohort may be named by.
    path("p/<slug:programme>/<slug:cohort>/", views.cohort, name="cohort"),
    path("p/<slug:programme>/<slug:cohort>/waiting/", views.waiting, name="waiting"),
]
