from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "shanhai.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand what the desk holds of a person to the erasure, its calendar to the imports and what it tells
        people to the outbox.
        """
        from shanhai.desk import adaptors, notices  # noqa: F401
        from shanhai.desk.erasing import records_of
        from shanhai.programme.retention import PARTS

        if records_of not in PARTS:
            PARTS.append(records_of)
        notices.declare_kinds()
