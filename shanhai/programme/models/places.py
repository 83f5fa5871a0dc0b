"""Places, organisations, and the coded lists that people and orders refer to."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.lookups import StartsWith

from shanhai.pages.searching import OrderField, SearchField
from shanhai.pages.words import says
from shanhai.programme.models.records import Record


class Place(Record):
    """A province, city, county, town or village of the register of places."""

    code = models.CharField(says("place id", "地区编号"), max_length=40, unique=True)
    name = models.CharField(says("name", "名称"), max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    kind = models.CharField(says("kind", "类型"), max_length=40, blank=True)
    traits = models.JSONField(says("traits", "特征"), default=list, blank=True)
    east = models.FloatField(says("kilometres east", "东向公里"), null=True, blank=True)
    north = models.FloatField(says("kilometres north", "北向公里"), null=True, blank=True)
    outline = models.JSONField(says("outline", "轮廓"), default=list, blank=True)

    search = SearchField("code", "name")
    by_pinyin = OrderField("name", by="pinyin")
    by_strokes = OrderField("name", by="strokes")

    class Meta:
        verbose_name = says("place", "地区")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen_by(cls, account: object) -> models.Q:
        """Places are public knowledge: whoever is signed in sees them."""
        return models.Q()


class PathField(models.CharField):
    """The ids from the top down, each between slashes. What is below is found by the index."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """For migrations it is a text like any other."""
        name, _, *rest = super().deconstruct()
        return name, "django.db.models.CharField", *rest


@PathField.register_lookup
class Below(StartsWith):
    """Whether a path begins with another one. SQLite's LIKE uses no index: there it is a range."""

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """From the path itself up to what comes right after all that begins with it."""
        if not self.rhs:
            return self.as_sql(compiler, connection)
        path, named = self.process_lhs(compiler, connection)
        after = self.rhs[:-1] + chr(ord(self.rhs[-1]) + 1)
        return f"({path} >= %s AND {path} < %s)", [*named, self.rhs, *named, after]


class Organisation(Record):
    """An organisation, possibly part of another one. `path` lists the ids from the top down to itself."""

    code = models.CharField(says("organisation id", "单位编号"), max_length=40, unique=True)
    name = models.CharField(says("name", "名称"), max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    path = PathField(max_length=400, editable=False, db_index=True, default="")
    kind = models.CharField(says("kind", "类型"), max_length=40, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="organisations")

    search = SearchField("code", "name")
    by_pinyin = OrderField("name", by="pinyin")
    by_strokes = OrderField("name", by="strokes")

    class Meta:
        verbose_name = says("organisation", "单位")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen_by(cls, account) -> models.Q:
        """One's own with what is above and below; and all that take part in a programme one has a role in."""
        return account.standing.organisations() | models.Q(
            participations__programme__in=account.standing.programmes()
        )


class Participation(Record):
    """An organisation takes part in a programme: as home, as host, or both."""

    programme = models.ForeignKey("programme.Programme", models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="participations")
    is_home = models.BooleanField(says("sends people", "派出"), default=False)
    is_host = models.BooleanField(says("receives people", "接收"), default=False)

    class Meta:
        verbose_name = says("participation", "参加单位")
        constraints = (
            models.UniqueConstraint(fields=("programme", "organisation"), name="participates_once"),
        )

    def __str__(self) -> str:
        return f"{self.programme} · {self.organisation}"

    @classmethod
    def seen_by(cls, account) -> models.Q:
        """Whoever has a role in the programme."""
        return models.Q(programme__in=account.standing.programmes())


class Term(Record):
    """A code of one of the coded lists: expertise, industry, level, qualification, ground of recusal."""

    class Scheme(models.TextChoices):
        EXPERTISE = "expertise", says("expertise", "专长")
        INDUSTRY = "industry", says("industry", "行业")
        LEVEL = "level", says("level", "职级")
        QUALIFICATION = "qualification", says("qualification", "资格")
        GROUND = "ground", says("ground of recusal", "回避事由")

    scheme = models.CharField(says("list", "目录"), max_length=20, choices=Scheme.choices)
    code = models.CharField(says("code", "代码"), max_length=40)
    name = models.CharField(says("name", "名称"), max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")

    search = SearchField("code", "name")

    class Meta:
        verbose_name = says("code", "代码")
        ordering = ("scheme", "code")
        constraints = (models.UniqueConstraint(fields=("scheme", "code"), name="one_code_a_list"),)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen_by(cls, account: object) -> models.Q:
        """Coded lists are public knowledge: whoever is signed in sees them."""
        return models.Q()
