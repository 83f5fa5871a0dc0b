from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class WebsiteConfig(AppConfig):
    name = "shanhai.website"
    label = "website"

    def ready(self) -> None:
        """Mirror second factors and single sign-on into accounts; keep the schedules with the database."""
        from shanhai.website import schedules
        from shanhai.website.sign_in import mirror

        mirror.connect()
        # Django tells of its migrations only to applications with models of their own.
        post_migrate.connect(schedules.set_up, sender=apps.get_app_config("django_q"))
