"""The root of the API: who asks, what goes wrong, and its description.

A program signs in with a token (`Authorization: Bearer shanhai_…`), which narrows its account.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError
from ninja.security import HttpBearer

import shanhai
from shanhai.decisions.actions import StepRefused as DecisionRefused
from shanhai.decisions.api import router as decisions
from shanhai.desk.api import router as desk
from shanhai.pages.entry import WrongCells
from shanhai.pages.words import current_language, say
from shanhai.placements.api import router as placements
from shanhai.plans.actions import StepRefused as PlanRefused
from shanhai.plans.api import router as plans
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.actions.tokens import account_of
from shanhai.programme.api import PARTS as HUB
from shanhai.programme.imports.actions import StepRefused as ImportStepRefused
from shanhai.programme.imports.actions import UploadRefused
from shanhai.programme.trail import Gone, Stale
from shanhai.registers.api import router as registers
from shanhai.rounds.actions import LineRefused
from shanhai.rounds.actions import StepRefused as RoundRefused
from shanhai.rounds.api import router as rounds

if TYPE_CHECKING:
    from django.http import HttpRequest

    from shanhai.programme.models import Account


class ByToken(HttpBearer):
    """Signs a program in by its token."""

    def authenticate(self, request: HttpRequest, token: str) -> Account | None:
        """The account of the token, with no more permissions than the token names."""
        return account_of(token)


api = NinjaAPI(
    title="Shanhai 山海",
    version=shanhai.__version__,
    description="Everything that the pages do, under the same rules. Tokens are made below your account.",
    auth=ByToken(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
for prefix, part in HUB:
    api.add_router(prefix, part)
api.add_router("/registers", registers)
api.add_router("/rounds", rounds)
api.add_router("/plans", plans)
api.add_router("/decisions", decisions)
api.add_router("/placements", placements)
api.add_router("/desk", desk)


class MeOut(Schema):
    """Whom a token acts for."""

    username: str
    name: str
    permissions: list[str]


@api.get("/me", response=MeOut, tags=["account"], summary="Whom your token acts for, and what it may do")
def me(request: HttpRequest) -> Any:
    """The account and the permissions that the token leaves it."""
    account = request.auth
    return {"username": account.username, "name": account.name, "permissions": account.standing.permissions()}


def _answer(request: HttpRequest, status: int, code: str, what: str = "", **more: Any) -> HttpResponse:
    return api.create_response(request, {"code": code, "what": what, **more}, status=status)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """What is not there, or not for this reader."""
    return _answer(request, 404, "not_found")


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """What one sees and may not do."""
    return _answer(request, 403, "forbidden", str(error))


@api.exception_handler(Stale)
def stale(request: HttpRequest, error: Stale) -> HttpResponse:
    """Somebody else was quicker."""
    return _answer(request, 409, "stale", str(error), version=error.record.version)


@api.exception_handler(Gone)
def gone(request: HttpRequest, error: Gone) -> HttpResponse:
    """Deleted in the meantime."""
    return _answer(request, 409, "gone", str(error))


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """What the rules do not allow now, with their reason."""
    return _answer(request, 409, getattr(error, "why", "refused"), say(error.words))


@api.exception_handler(PlanRefused)
def plan_refused(request: HttpRequest, error: PlanRefused) -> HttpResponse:
    """What the state of a plan does not allow now."""
    return _answer(request, 409, error.code, say(error.words))


@api.exception_handler(DecisionRefused)
@api.exception_handler(RoundRefused)
def round_refused(request: HttpRequest, error: RoundRefused | DecisionRefused) -> HttpResponse:
    """What the round or the decision does not allow now, with all that is lacking."""
    return _answer(request, 409, error.codes[0], " ".join(say(each) for each in error.words))


@api.exception_handler(LineRefused)
def line_refused(request: HttpRequest, error: LineRefused) -> HttpResponse:
    """Lines of a rule set, or a dossier, in which something is wrong: each with its remedy."""
    language = current_language()
    told = [
        {"where": each.where(language), "what": each.what(language), "remedy": each.remedy(language)}
        for each in error.errors
    ]
    return _answer(request, 422, "wrong_value", str(error), errors=told)


@api.exception_handler(WrongCells)
def wrong_cells(request: HttpRequest, error: WrongCells) -> HttpResponse:
    """Cells of a row in which something is wrong: each with its remedy."""
    return _answer(request, 422, "wrong_value", error.errors[0]["what"], errors=error.errors)


@api.exception_handler(ImportStepRefused)
def import_refused(request: HttpRequest, error: ImportStepRefused) -> HttpResponse:
    """A step that the state of an import does not allow."""
    return _answer(request, 409, str(error))


@api.exception_handler(UploadRefused)
def upload_refused(request: HttpRequest, error: UploadRefused) -> HttpResponse:
    """A file that is not even looked at."""
    return _answer(request, 422, error.fault.code, say(error.fault.what, **error.fields))


@api.exception_handler(HttpError)
def wrong(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A value that there is not."""
    return _answer(request, error.status_code, "wrong_value", str(error))


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The description of the API in OpenAPI, for anybody."""
    return HttpResponse(_described(), content_type="application/json")


@cache
def _described() -> bytes:
    """Made once: it is in English for everybody, and nothing in it changes while the process runs."""
    return json.dumps(api.get_openapi_schema(), cls=DjangoJSONEncoder, ensure_ascii=False).encode()
