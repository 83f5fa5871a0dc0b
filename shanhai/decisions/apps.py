from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "shanhai.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand what decisions hold of a person to the erasure of dossiers, and declare what they say."""
        from shanhai.decisions.erasing import records_of
        from shanhai.decisions.words import MESSAGES
        from shanhai.outbox.kinds import declare
        from shanhai.programme.retention import PARTS

        if records_of not in PARTS:
            PARTS.append(records_of)
        declare(*MESSAGES)
