from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "shanhai.registers"
    label = "registers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the registers known to the imports, and the names in orders to the erasure of dossiers."""
        from shanhai.programme.retention import PARTS
        from shanhai.registers import adaptors  # noqa: F401
        from shanhai.registers.erasing import records_of

        if records_of not in PARTS:
            PARTS.append(records_of)
