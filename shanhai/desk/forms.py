"""Forms of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from shanhai.desk import queries
from shanhai.desk.rules import ASKS_FOR, KINDS, MOST_PHOTOS
from shanhai.desk.words import ASKS
from shanhai.desk.words import KINDS as KIND_WORDS
from shanhai.pages.fields import ColumnField
from shanhai.pages.options import Options
from shanhai.pages.words import say_later, says
from shanhai.programme.forms import ORGANISATIONS_OF, places_for
from shanhai.programme.models import Organisation, Place
from shanhai.sheets import Column, Words
from shanhai.workbook.cells import Id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.desk.models import Competence, Lesson, Settings, Topic
    from shanhai.programme.models import Account, Programme

LONGEST = 4_000
_PLACE = Column(
    key="place",
    header=Words("where", "地点"),
    kind=Id(),
    note=Words("County, town or village.", "县、乡镇或村。"),
)
_UNIT = Column(key="unit", header=Words("unit", "单位"), kind=Id())


class Photos(forms.ClearableFileInput):
    """A field for several photos, which a phone takes with its camera."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True, "accept": "image/jpeg,image/png,image/webp"})


class PhotosField(forms.FileField):
    """Several files, looked at by what is in them and not by what they are called."""

    def __init__(self) -> None:
        super().__init__(
            label=says("photos", "照片"),
            required=False,
            widget=Photos(),
            help_text=says(
                "Six at most, 10 MB each. Where and when they were taken is not kept.",
                "最多六张，每张不超过 10 MB，不保存拍摄地点和时间。",
            ),
        )

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files that were sent."""
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        if len(sent) > MOST_PHOTOS:
            raise forms.ValidationError(says("Six photos at most.", "最多六张照片。"))
        return [each for each in sent if each]


class WordsForm(forms.Form):
    """What is difficult, in words and photos."""

    text = forms.CharField(
        label=says("What is difficult?", "遇到什么困难？"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": says(
                "There is nothing in it yet. Say in a sentence what is difficult; everything else can wait.",
                "内容为空。请用一句话写明困难，其他内容可以后补。",
            )
        },
    )
    photos = PhotosField()
    use_required_attribute = False


class ReportForm(WordsForm):
    """A report by somebody who is signed in."""

    field_order = ("text", "photos", "topic", "place", "unit", "is_urgent", "contact")

    def __init__(self, account: Account, programme: Programme, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["topic"] = topic_field(programme)
        self.fields["place"] = ColumnField(_PLACE, places_for(account))
        own = units_reported_for(account, programme)
        if own:
            self.fields["unit"] = forms.ChoiceField(
                label=says("for", "代表"),
                required=False,
                choices=[("", says("myself", "本人")), *((each.code, each.name) for each in own[:200])],
                initial=own[0].code if len(own) == 1 else "",
            )
        self.fields["is_urgent"] = forms.BooleanField(
            label=says("It cannot wait", "十分紧急"),
            required=False,
            help_text=says(
                "Danger to people, animals or goods within days. It is answered within a working day.",
                "数日内将危及人员、牲畜或财物；一个工作日内答复。",
            ),
        )
        self.fields["contact"] = forms.CharField(
            label=says("how to reach you", "联系方式"),
            max_length=120,
            required=False,
            help_text=says("Read by those who work on it, nobody else.", "仅供办理人员查看。"),
        )
        self.order_fields(self.field_order)


class ReportByLinkForm(WordsForm):
    """A report without an account: by a welfare link, or by the public form."""

    def __init__(self, programme: Programme, *given: Any, is_public: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        if is_public:
            self.fields["topic"] = topic_field(programme)
            self.fields["place"] = ColumnField(_PLACE, Options.of(Place.objects.all()))
        self.fields["name"] = forms.CharField(
            label=says("what to call you", "称呼"), max_length=60, required=False
        )
        self.fields["contact"] = forms.CharField(
            label=says("how to reach you", "联系方式"), max_length=120, required=False
        )
        self.fields["consents"] = forms.BooleanField(
            label=says("I agree that those who work on this read it", "同意办理人员查看以上内容"),
            error_messages={
                "required": says(
                    "Tick that you agree: without consent nothing is kept.",
                    "请勾选同意，未经同意不会保存任何内容。",
                )
            },
        )


class MoreForm(forms.Form):
    """Something added by the asker."""

    text = forms.CharField(
        label=says("Add something", "补充"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    photos = PhotosField()
    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)


class StepForm(forms.Form):
    """What a step needs beside itself."""

    version = forms.IntegerField(min_value=1, required=False)
    text = forms.CharField(max_length=LONGEST, required=False)
    until = forms.DateField(required=False)
    unit = forms.CharField(max_length=40, required=False)
    asks_for = forms.ChoiceField(choices=[(key, key) for key in ASKS_FOR], required=False)
    knowing = forms.BooleanField(required=False)


class SortForm(forms.Form):
    """What a request is about."""

    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(self, account: Account, programme: Programme, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["topic"] = topic_field(programme)
        self.fields["place"] = ColumnField(_PLACE, places_for(account))
        self.fields["is_urgent"] = forms.BooleanField(
            label=says("It cannot wait", "十分紧急"), required=False
        )


class TopicForm(forms.Form):
    """A topic."""

    code = forms.CharField(label=says("id", "编号"), max_length=20)
    name = forms.CharField(label=says("name", "名称"), max_length=60)
    hint = forms.CharField(label=says("what belongs here", "说明"), max_length=200, required=False)
    is_open = forms.BooleanField(label=says("in use", "启用"), required=False, initial=True)
    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(self, programme: Programme, topic: Topic | None, data: Any = None) -> None:
        initial = (
            {name: getattr(topic, name) for name in ("code", "name", "hint", "is_open", "version")}
            if topic
            else None
        )
        super().__init__(data, initial=initial)
        self._programme, self._topic = programme, topic

    def clean_code(self) -> str:
        """An id that no other topic of the programme has."""
        code = self.cleaned_data["code"].strip()
        others = self._programme.topics.filter(code=code)
        if others.exclude(pk=self._topic.pk if self._topic else None).exists():
            raise forms.ValidationError(
                says("Another topic has this id. Choose another.", "该编号已被其他类别使用，请另选。")
            )
        return code


class CompetenceForm(forms.Form):
    """What a unit can give."""

    topics = forms.MultipleChoiceField(label=says("topics", "事项类别"), widget=forms.CheckboxSelectMultiple)
    places = forms.MultipleChoiceField(
        label=says("places", "地区"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=says("None chosen: everywhere.", "不选即为全部地区。"),
    )
    capacity = forms.IntegerField(
        label=says("requests at once", "同时可办件数"), min_value=0, max_value=100_000, initial=10
    )
    is_open = forms.BooleanField(label=says("takes requests", "承办中"), required=False, initial=True)
    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        programme: Programme,
        competence: Competence | None,
        units: Iterable[Organisation],
        data: Any = None,
    ) -> None:
        names = ("topics", "places", "capacity", "is_open", "version")
        initial = {name: getattr(competence, name) for name in names} if competence else None
        super().__init__(data, initial=initial)
        self.fields["topics"].choices = [(each.code, each.name) for each in queries.topics(programme)]
        self.fields["places"].choices = Place.objects.order_by("code").values_list("code", "name")
        if competence is None:
            self.fields["unit"] = ColumnField(_UNIT, Options.of(units, ORGANISATIONS_OF))
            self.fields["unit"].required = True
            self.order_fields(["unit"])


class SettingsForm(forms.Form):
    """Terms of each kind, and whether citizens may write."""

    is_public = forms.BooleanField(label=says("the public form is open", "开放群众来件"), required=False)
    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(self, settings: Settings, data: Any = None) -> None:
        super().__init__(data, initial={"is_public": settings.is_public, "version": settings.version})
        for kind in KINDS:
            for name, title in _TERMS:
                self.fields[f"{kind}_{name}"] = forms.IntegerField(
                    label=say_later(
                        Words(f"{KIND_WORDS[kind].en}: {title.en}", f"{KIND_WORDS[kind].hans}：{title.hans}")
                    ),
                    min_value=0 if name == "route" else 1,
                    max_value=250,
                    initial=getattr(settings.terms_of(kind), name),
                )

    def terms(self) -> dict[str, list[int]]:
        """The terms as they are kept."""
        return {kind: [self.cleaned_data[f"{kind}_{name}"] for name, _ in _TERMS] for kind in KINDS}


_TERMS = (
    ("route", Words("working days until routed", "转办时限（工作日）")),
    ("answer", Words("until answered", "答复时限（工作日）")),
    ("solve", Words("until solved", "办结时限（工作日）")),
    ("lapse", Words("for the asker to say something", "诉求人表态时限（工作日）")),
)


class LessonForm(forms.Form):
    """What was learned."""

    title = forms.CharField(label=says("what was difficult", "问题"), max_length=200)
    solution = forms.CharField(
        label=says("how it was solved", "办法"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8})
    )
    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(
        self, programme: Programme, lesson: Lesson | None, data: Any = None, initial: Any = None
    ) -> None:
        if lesson:
            initial = {
                "title": lesson.title,
                "solution": lesson.solution,
                "topic": lesson.topic.code if lesson.topic else "",
                "version": lesson.version,
            }
        super().__init__(data, initial=initial)
        self.fields["topic"] = topic_field(programme)


class RoundForm(forms.Form):
    """A round of visits."""

    title = forms.CharField(label=says("title", "名称"), max_length=120)
    on = forms.DateField(
        label=says("day", "日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    kind = forms.ChoiceField(
        label=says("to", "走访对象"),
        choices=(("firm", says("firms", "企业")), ("household", says("households", "家庭"))),
    )
    firms = forms.CharField(
        label=says("firms", "企业"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=says("Ids or names, one a line.", "编号或名称，每行一个。"),
    )
    places = forms.CharField(
        label=says("places of the households", "家庭所在地"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=says(
            "Only the place of a household is kept, and that it consented.",
            "只保存家庭所在地和是否同意走访。",
        ),
    )

    def __init__(self, organisations: Any, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._organisations = organisations

    def clean_firms(self) -> list[Organisation]:
        """The firms that are named."""
        return _named(self.cleaned_data["firms"], self._organisations)

    def clean_places(self) -> list[Place]:
        """The places that are named."""
        return _named(self.cleaned_data["places"], Place.objects.all())


def _named(text: str, records: Any) -> list[Any]:
    """The records that the lines name, by id or name. Raises: ValidationError naming the first unknown."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        record = records.filter(code=line).first() or records.filter(name=line).first()
        if record is None:
            raise forms.ValidationError(
                says(
                    "There is no “{name}”. Copy its id or name from the list.",
                    "没有“{name}”，请从列表中复制编号或名称。",
                    name=line,
                )
            )
        found.append(record)
    return found


def topic_field(programme: Programme) -> forms.ChoiceField:
    """A choice of the topics in use."""
    return forms.ChoiceField(
        label=says("what it is about", "事项类别"),
        required=False,
        choices=[
            ("", says("I do not know", "不清楚")),
            *((each.code, each.name) for each in queries.topics(programme)),
        ],
    )


def units_reported_for(account: Account, programme: Programme) -> list[Organisation]:
    """The organisations for which somebody may report, the nearest first."""
    paths = [
        held.path
        for held in account.standing.roles
        if held.programme == programme.pk and held.path and held.grants("desk.report")
    ]
    found = []
    for path in dict.fromkeys(paths):
        found += Organisation.objects.filter(path__startswith=path).order_by("path")[:200]
    return found


def chosen_topic(programme: Programme, code: str) -> Topic | None:
    """The topic of that code."""
    return queries.topics(programme).filter(code=code).first() if code else None


def chosen_place(code: str | None) -> Place | None:
    """The place of that code."""
    return Place.objects.filter(code=code).first() if code else None


def asks() -> list[tuple[str, Words]]:
    """What a unit can ask for."""
    return list(ASKS.items())
