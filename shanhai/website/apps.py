from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "shanhai.website"
    label = "website"

    def ready(self) -> None:
        """Mirror second factors and single sign-on into accounts."""
        from shanhai.website.sign_in import mirror

        mirror.connect()
