from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "shanhai.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand what is said of a person to the erasure and the export of dossiers."""
        from shanhai.outbox import erasing
        from shanhai.programme import retention

        retention.PARTS.append(erasing.forget_person)
        retention.ACCOUNT_PARTS.append(erasing.forget_account)
        retention.TOLD["messages"] = erasing.told_of
