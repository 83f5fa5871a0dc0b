"""A round of a cohort: rule sets written and frozen, nominations, vetting, and the sealed pool."""
