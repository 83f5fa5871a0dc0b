from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "shanhai.placements"
    label = "placements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand what placements hold of a person to erasure and export; declare what they tell people."""
        from shanhai.placements import erasing, notices
        from shanhai.programme import retention

        retention.PARTS.append(erasing.records_of)
        retention.TOLD["placements"] = erasing.told_of
        notices.declare_kinds()
