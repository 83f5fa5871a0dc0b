from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "shanhai.rounds"
    label = "rounds"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand what a round holds of a person to the erasure of dossiers."""
        from shanhai.programme.retention import PARTS
        from shanhai.rounds.erasing import records_of

        if records_of not in PARTS:
            PARTS.append(records_of)
