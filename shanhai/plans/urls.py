"""The addresses of plans and boards, below a cohort."""

from django.urls import path

from shanhai.plans.views import boards, files, plans, selected

app_name = "plans"
_OF = "p/<slug:programme>/<slug:cohort>/plans/"
_PLAN = f"{_OF}<int:number>/"
_BOARD = f"{_PLAN}boards/<int:pk>/"

urlpatterns = [
    path(_OF, plans.index, name="plans"),
    path(f"{_OF}ask", plans.ask, name="ask"),
    path(f"{_OF}explanations/<int:pk>/", plans.explanation, name="explanation"),
    path(_PLAN, plans.show, name="plan"),
    path(f"{_PLAN}step", plans.step, name="step"),
    path(f"{_PLAN}check/", plans.check, name="check"),
    path(f"{_PLAN}files", files.download, name="files"),
    path(f"{_PLAN}against/<int:other>/", plans.compare, name="compare"),
    path(f"{_PLAN}boards/", boards.open_board, name="open_board"),
    path(_BOARD, boards.show, name="board"),
    path(f"{_BOARD}change", boards.change, name="change"),
    path(f"{_BOARD}cursor", boards.cursor, name="cursor"),
    path(f"{_BOARD}keep-others", boards.keep_others, name="keep_others"),
    path(f"{_BOARD}reason", boards.reason, name="reason"),
    path(f"{_BOARD}plan", boards.make, name="make"),
    path(f"{_BOARD}proof", boards.proof, name="proof"),
    path(f"{_BOARD}pulse", boards.pulse, name="pulse"),
    path(f"{_BOARD}selected", selected.select, name="select"),
    path(f"{_BOARD}price", selected.price, name="price"),
]
