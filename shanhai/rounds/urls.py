"""The addresses of a round, below programme and cohort."""

from django.urls import include, path

from shanhai.rounds.views import books, lines, nominations, rounds, rule_sets, tryouts, vetting

app_name = "rounds"

_lines = [
    path("new/", lines.new, name="new"),
    path("<int:pk>/", lines.edit, name="edit"),
    path("<int:pk>/delete/", lines.delete, name="delete"),
    path("<int:pk>/move/", lines.move, name="move"),
]


def _of(table: str, name: str) -> list:
    return [
        path(each.pattern._route, each.callback, {"table": table}, name=f"{name}_{each.name}")
        for each in _lines
    ]


_version = [
    path("", rule_sets.show, name="rule_set"),
    path("step/", rule_sets.step, name="rule_set_step"),
    path("settings/", rule_sets.settings, name="settings"),
    path("book/", books.hand_in, name="book"),
    path("book/rules.xlsx", books.download, name="book_download"),
    path("rule/", include(_of("rules", "rule"))),
    path("criterion/", include(_of("weights", "criterion"))),
    path("try/", tryouts.ask, name="try"),
    path("try/<int:pk>/", tryouts.show, name="try_out"),
]
_cohort = [
    path("round/", rounds.show, name="round"),
    path("round/step/", rounds.step, name="step"),
    path("rules/", rule_sets.show_all, name="rules"),
    path("rules/begin/", rule_sets.begin, name="begin"),
    path("rules/<int:number>/", include(_version)),
    path("nominations/", nominations.show_all, name="nominations"),
    path("nominations/new/", nominations.new, name="put_forward"),
    path("nominations/vet/", vetting.vet_many, name="vet_many"),
    path("nominations/numbers/", nominations.quotas, name="quotas"),
    path("nominations/<int:pk>/", nominations.show, name="nomination"),
    path("nominations/<int:pk>/complete/", nominations.complete, name="complete"),
    path("nominations/<int:pk>/step/", nominations.step, name="nomination_step"),
    path("nominations/<int:pk>/vet/", nominations.vet, name="vet"),
]
urlpatterns = [path("p/<slug:programme>/<slug:cohort>/", include(_cohort))]
