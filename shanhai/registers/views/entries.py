"""What the pages of orders and offers have in common: list, page, form, steps, copies."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from shanhai.pages.words import say, words
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.forms import as_stored, held
from shanhai.programme.imports.adaptor import Scope
from shanhai.programme.models import Organisation
from shanhai.programme.queries import seen
from shanhai.programme.trail import Gone, Stale
from shanhai.programme.views.frame import SAVED, status_of, written
from shanhai.programme.words import STALE
from shanhai.registers import actions, lists, queries, rules
from shanhai.registers.adaptors import OF_DRAFTS
from shanhai.registers.forms import ReasonForm, entry_form
from shanhai.registers.views.frame import facts, let_in, the_cohort
from shanhai.registers.words import FOLLOWS, FOLLOWS_ACCEPTED, STATES, STEPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from shanhai.pages.entry import EntryForm
    from shanhai.pages.lists import Listing
    from shanhai.programme.models import Account, Cohort
    from shanhai.registers.adaptors import Entries
    from shanhai.registers.models import Entry

DONE = words("Done: {step}.", "已{step}。")
_GRAVE = ("withdraw", "return")
_FIRST = ("submit", "accept")


@dataclasses.dataclass(frozen=True)
class Step:
    """A button of a page."""

    name: str
    title: Any
    needs_reason: bool
    look: str


@dataclasses.dataclass(frozen=True)
class Pages:
    """The pages of one register: its records, its list, its adaptor, and how they are written."""

    name: str
    kind: type[Entry]
    adaptor: type[Entries]
    listing: Listing
    found: Callable[[Account, Cohort], QuerySet]
    write: Callable[..., Entry]
    copy: Callable[..., Entry]

    @property
    def plural(self) -> str:
        """The word for many of them, in addresses and the trail."""
        return f"{self.name}s"

    def list(self, request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
        """The list, or the workbook of what is searched for and filtered."""
        at = the_cohort(request, programme, cohort)
        let_in(request, at, self.kind.reads, "lists.read")
        listing = dataclasses.replace(
            self.listing, row=self.adaptor(Scope(request.user, at.programme, at)).row
        )
        listed = listing.of(request, self.found(request.user, at))
        if listed.is_export:
            return listed.workbook(is_invented=at.programme.invented)
        context = {
            "cohort": at,
            "list": listed,
            "register": self.plural,
            "may_write": request.user.standing.may(self.kind.writes, programme=at.programme_id),
            "label": getattr(at.programme, "needs_label" if self.name == "order" else "offers_label"),
        }
        return render(request, "registers/entries.html", context)

    def accept_all(self, request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
        """Accept every chosen entry that may be accepted; say how many could not be, and why."""
        at = the_cohort(request, programme, cohort)
        let_in(request, at, "orders.check")
        chosen = self.listing.of(request, self.found(request.user, at)).chosen()
        done, left = 0, 0
        for entry in chosen.filter(state="submitted"):
            try:
                actions.move(by=request.user, entry=entry, step="accept", expected=entry.version)
                done += 1
            except (PermissionDenied, Refused, Stale, Gone):
                left += 1
        left += chosen.exclude(state__in=("submitted", *rules.IN_FORCE)).count()
        told = words(
            "{done} accepted; {left} left as they were (not handed in, your own, or late).",
            "已受理 {done} 项；{left} 项未处理（未提交、本人填写或截止后）。",
        )
        messages.success(request, say(told, done=done, left=left))
        return redirect(lists.cohort_url(f"registers:{self.plural}", at))

    def page(self, request: HttpRequest, programme: str, cohort: str, pk: int, **more: Any) -> HttpResponse:
        """One entry, with the steps that may be taken now."""
        at = the_cohort(request, programme, cohort)
        entry = self.one(request, at, pk)
        is_reader = queries.may_read_drafts(request.user, entry)
        asker = queries.asker(request.user, entry)
        open_steps = rules.steps_open(entry.state, asker, is_closed=entry.is_closed)
        context = {
            "cohort": at,
            "entry": entry,
            "register": self.plural,
            "state": STATES[entry.state],
            "chip": lists.CHIPS[entry.state],
            "facts": facts(request, self.adaptor.mapped, entry, () if is_reader else OF_DRAFTS),
            "is_reader": is_reader,
            "may_edit": "write" in open_steps,
            "follows": FOLLOWS.get(entry.state) or FOLLOWS_ACCEPTED[self.name],
            "steps": [self._step(entry, name) for name in open_steps if name not in ("write", "close")],
            "is_own": asker.may_check and asker.has_written and entry.state == "submitted",
            "copy_to": queries.newest_cohort(request.user, at.programme),
            "may_write": request.user.standing.may(self.kind.writes, programme=at.programme_id),
            **more,
        }
        return render(request, f"registers/{self.name}.html", context, status=more.get("status", 200))

    def edit(self, request: HttpRequest, programme: str, cohort: str, pk: int | None = None) -> HttpResponse:
        """A new entry as a form, or one that there is."""
        at = the_cohort(request, programme, cohort)
        entry = self.one(request, at, pk) if pk else None
        let_in(request, at, self.kind.writes)
        if entry is not None and not queries.asker(request.user, entry).may_write:
            raise PermissionDenied(self.kind.writes)
        adaptor = self.adaptor(Scope(request.user, at.programme, at))
        form = entry_form(adaptor, request.POST or None, entry, self._start(adaptor))
        reason = request.POST.get("reason", "")
        needs_reason = entry is not None and rules.needs_reason(
            entry.state, "write", is_closed=entry.is_closed
        )
        if request.method == "POST" and form.is_valid():
            saved = self._save(request, at, adaptor, entry, form, reason)
            if saved is not None:
                messages.success(request, say(SAVED))
                return redirect(lists.address(saved))
        context = {
            "cohort": at,
            "entry": entry,
            "form": form,
            "register": self.plural,
            "needs_reason": needs_reason,
            "reason": reason,
        }
        return render(request, f"registers/{self.name}_form.html", context, status=status_of(form))

    def take(self, request: HttpRequest, programme: str, cohort: str, pk: int, step: str) -> HttpResponse:
        """Take a step of an entry's life."""
        at = the_cohort(request, programme, cohort)
        entry = self.one(request, at, pk)
        sent = ReasonForm(request.POST)
        typed = request.POST.get("reason", "")
        if not sent.is_valid():
            wrong = " ".join(error for errors in sent.errors.values() for error in errors)
            return self.page(request, programme, cohort, pk, wrong=wrong, typed=typed, status=422)
        try:
            actions.move(
                by=request.user,
                entry=entry,
                step=step,
                expected=sent.cleaned_data["version"],
                reason=sent.cleaned_data["reason"],
            )
        except Refused as refused:
            wrong = say(refused.words)
            return self.page(request, programme, cohort, pk, wrong=wrong, typed=typed, status=422)
        except (Stale, Gone):
            return self.page(request, programme, cohort, pk, wrong=say(STALE), typed=typed, status=409)
        messages.success(request, say(DONE, step=STEPS[step]))
        return redirect(lists.address(entry))

    def copied(self, request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
        """Copy an entry of any cohort of the programme into this one, as a draft to be edited."""
        at = the_cohort(request, programme, cohort)
        records = self.kind.objects.select_related("cohort__programme", self.kind.owner)
        entry = seen(request.user, records, pk=pk, cohort__programme=at.programme)
        let_in(request, at, self.kind.writes)
        made = self.copy(by=request.user, cohort=at, **{self.name: entry})
        messages.success(
            request, say(words("Copied. Look it over and hand it in.", "已复制，请核对后提交。"))
        )
        return redirect(lists.cohort_url(f"registers:{self.name}_edit", at, made.pk))

    def one(self, request: HttpRequest, cohort: Cohort, pk: int) -> Entry:
        """One entry of the cohort. Raises: Http404."""
        return seen(request.user, self.found(request.user, cohort), pk=pk)

    def _save(
        self,
        request: HttpRequest,
        cohort: Cohort,
        adaptor: Entries,
        entry: Entry | None,
        form: EntryForm,
        reason: str,
    ) -> Entry | None:
        code = form.row.get("id")
        if entry is None and code and adaptor.existing().filter(code=code).exists():
            form.add_error("id", say(words("There is one with this id already.", "该编号已存在。")))
            return None
        if entry is None and not code:
            form.cleaned_data["id"] = ""
        values = held(form, adaptor, as_stored(entry) if entry else None)
        if values is None:
            return None
        return written(
            form,
            lambda: self.write(
                by=request.user,
                cohort=cohort,
                values=self._with_owner(request, values),
                reason=reason,
                expected=form.expected,
                **({self.name: entry} if entry else {}),
            ),
            adaptor.mapped.row,
        )

    def _with_owner(self, request: HttpRequest, values: dict[str, Any]) -> dict[str, Any]:
        """The values with the owner as a record, of which the action asks who may write for it."""
        owner = self.kind.owner
        found = seen(request.user, Organisation.objects, pk=values[f"{owner}_id"])
        return {**{key: value for key, value in values.items() if key != f"{owner}_id"}, owner: found}

    def _start(self, adaptor: Entries) -> dict[str, Any]:
        only = adaptor.reach.only
        code = adaptor.known.shown(self.kind.owner, only) if only else None
        return {self.kind.owner: code, "seats": 1, "capacity": 1, "kind": "post"}

    def _step(self, entry: Entry, name: str) -> Step:
        needs_reason = rules.needs_reason(entry.state, name, is_closed=entry.is_closed)
        look = "grave" if name in _GRAVE else "first" if name in _FIRST else ""
        return Step(name, STEPS[name], needs_reason, look)
