from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "shanhai.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand what plans hold of a person to the erasure of dossiers, and plans cut off to the clock."""
        from shanhai.plans.erasing import records_of
        from shanhai.programme.jobs import SCHEDULES
        from shanhai.programme.retention import PARTS

        SCHEDULES["plans cut off"] = ("shanhai.plans.actions.resume_cut_off", 2)

        if records_of not in PARTS:
            PARTS.append(records_of)
