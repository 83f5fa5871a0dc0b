import gc

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class WebsiteConfig(AppConfig):
    name = "shanhai.website"
    label = "website"

    def ready(self) -> None:
        """Mirror second factors and single sign-on into accounts; leave the worker its work; tell the round
        what is under way above it.
        """
        from shanhai.rounds.queries.ends import TOLD_BY
        from shanhai.website import schedules
        from shanhai.website.closing import open_ends
        from shanhai.website.sign_in import mirror

        # Rows become many short-lived objects: to look for cycles at every 700th costs more than it frees.
        gc.set_threshold(50_000, 20, 20)
        mirror.connect()
        if open_ends not in TOLD_BY:
            TOLD_BY.append(open_ends)
        # Django tells of its migrations only to applications with models of their own.
        for step in (schedules.set_up, schedules.free_jobs):
            post_migrate.connect(step, sender=apps.get_app_config("django_q"))
