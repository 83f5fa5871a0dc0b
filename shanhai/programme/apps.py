from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "shanhai.programme"
    label = "programme"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the hub's own tables known to the imports."""
        from shanhai.programme.imports import adaptors, kept  # noqa: F401
        from shanhai.programme.retention import PARTS

        PARTS.append(kept.forget_person)
