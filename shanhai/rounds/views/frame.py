"""What the pages of a round have in common: the cohort of the address, and how a refusal is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.views.decorators.http import require_http_methods

from shanhai.pages.words import current_language, say, words
from shanhai.programme.models import Cohort
from shanhai.programme.queries import seen
from shanhai.programme.trail import Stale
from shanhai.rounds.actions import StepRefused
from shanhai.rounds.fitting.sealing import Unsealable

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from shanhai.workbook import RecordError

_STALE = words(
    "Somebody else was faster: this has been changed since you opened the page. What you see now is how it "
    "stands; nothing of yours was done. Look at it and decide again.",
    "他人已先行操作：您打开页面后内容有变。现在显示的是最新内容，您的操作尚未执行，请核对后再决定。",
)


MEANWHILE = words(
    "Somebody else has changed this line since you opened it, and nothing of yours was saved. It now reads: "
    "“{stored}” What you typed is still there: look at both and save again.",
    "您打开之后，其他人已修改此行，您的内容尚未保存。现为：“{stored}”您填写的内容都还在，请核对后再次保存。",
)


#: A page with a form: read, and sent.
READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Refusal:
    """Why something was not done, in sentences, and the status to answer with."""

    sentences: tuple[str, ...] = ()
    status: int = 200


def the_cohort(request: HttpRequest, programme: str, cohort: str) -> Cohort:
    """The cohort of the address. Raises: Http404."""
    records = Cohort.objects.select_related("programme", "previous")
    return seen(request.user, records, programme__code=programme, code=cohort)


def tried(step: Callable[[], object]) -> Refusal | None:
    """Take a step. Returns: None when it was done, else why not."""
    try:
        step()
    except StepRefused as refused:
        return Refusal(tuple(say(each) for each in refused.words), 422)
    except Unsealable as refused:
        return Refusal(tuple(_sentence(error) for error in refused.errors[:20]), 422)
    except Stale:
        return Refusal((say(_STALE),), 409)
    return None


def version_of(request: HttpRequest) -> int | None:
    """The version of the record that the page showed."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() else None


def answered(page: Callable[[Refusal], HttpResponse], refusal: Refusal) -> HttpResponse:
    """The page again, with why it was refused."""
    response = page(refusal)
    response.status_code = refusal.status
    return response


def _sentence(error: RecordError) -> str:
    return error.sentence(current_language())
