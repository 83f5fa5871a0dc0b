"""What the pages keep for themselves."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Receipt(models.Model):
    """A form that was sent and where its sender was led: the same form sent again is led there too."""

    key = models.CharField(max_length=64, unique=True)
    answer = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.key[:12]}"
