"""What every record has in common: it is read through rights and written through the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models

if TYPE_CHECKING:
    from shanhai.programme.models.accounts import Account


class Visible(models.QuerySet):
    """A queryset that views may use only after asking who is looking."""

    def visible_to(self, account: Account) -> Self:
        """The records that this account may see; none for somebody who is not signed in or is disabled."""
        if not account.is_authenticated or not account.is_active:
            return self.none()
        return self.filter(self.model.seen_by(account))


class Record(models.Model):
    """A record whose every write goes through `trail.writing`, which counts its versions.

    `not_recorded` names fields that never enter the trail; `digest_only` those of which only a digest does.
    `personal` marks records about a person, whose payloads can be erased under a named duty; `names_people`
    the lists in which other records name somebody: of those only the payloads with the name are erased.
    """

    version = models.PositiveIntegerField(default=1, editable=False)

    objects = Visible.as_manager()

    not_recorded: ClassVar[frozenset[str]] = frozenset()
    digest_only: ClassVar[frozenset[str]] = frozenset()
    personal: ClassVar[bool] = False
    names_people: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    @classmethod
    def seen_by(cls, account: Account) -> models.Q:
        """Which records an account may see. Every kind of record says so itself."""
        raise NotImplementedError(f"{cls.__name__} does not say who may see it: give it seen_by().")

    @classmethod
    def history_seen_by(cls, account: Account) -> models.Q:
        """Of the records that an account sees, those whose history it may read too."""
        return models.Q()

    @classmethod
    def label(cls) -> str:
        """The name under which the trail knows this kind of record: "programme.person"."""
        return cls._meta.label_lower

    def programme_of(self) -> int | None:
        """The id of the programme that the record belongs to, if it belongs to one."""
        found: Any = getattr(self, "programme_id", None)
        return found
