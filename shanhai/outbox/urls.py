"""The addresses of messages; they belong to an account and to no programme."""

from django.urls import path

from shanhai.outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read", views.read_all, name="read_all"),
    path("<int:pk>/open", views.open_one, name="open"),
    path("ways", views.ways, name="ways"),
]
