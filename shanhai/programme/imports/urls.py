"""The addresses of imports, below those of a programme."""

from django.urls import path

from shanhai.programme.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("new/<slug:table>/", views.upload, name="upload"),
    path("new/<slug:table>/empty.xlsx", views.empty, name="empty"),
    path("new/<slug:table>/current.xlsx", views.current, name="current"),
    path("<int:pk>/", views.shown, name="shown"),
    path("<int:pk>/progress", views.progress, name="progress"),
    path("<int:pk>/headers", views.headers, name="headers"),
    path("<int:pk>/compare", views.compare, name="compare"),
    path("<int:pk>/confirm", views.confirm, name="confirm"),
    path("<int:pk>/undo", views.undo, name="undo"),
    path("<int:pk>/drop", views.drop, name="drop"),
    path("<int:pk>/resume", views.resume, name="resume"),
    path("<int:pk>/marked.xlsx", views.marked, name="marked"),
]
