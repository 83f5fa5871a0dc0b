from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "shanhai.registers"
    label = "registers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the registers known to the imports."""
        from shanhai.registers import adaptors  # noqa: F401
