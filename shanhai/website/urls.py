"""The addresses of the application: one front door per room."""

from django.urls import include, path

from shanhai.website import views

urlpatterns = [
    path("", views.home, name="home"),
    path("health", views.health, name="health"),
    path("account/", include("allauth.urls")),
]
