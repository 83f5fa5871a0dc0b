from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "shanhai.website"
    label = "website"
