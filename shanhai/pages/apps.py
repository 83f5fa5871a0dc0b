from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "shanhai.pages"
    label = "pages"
