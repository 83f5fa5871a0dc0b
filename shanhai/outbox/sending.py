"""The job that sends what is due: claim, hand over, mark.

A claim is committed before the letter is handed over and marked after, one letter at a time. A worker that
is killed in between leaves one letter of which nobody can tell whether it went out: it is marked `unsure`
and not sent again; the message stays unread in the application.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from shanhai.outbox import rules
from shanhai.outbox.channels import Letter, NeverMind, NotNow, Unsure, channels
from shanhai.outbox.models import Delivery, Message
from shanhai.pages.words import DEFAULT_LANGUAGE
from shanhai.sheets import LANGUAGES, Words

if TYPE_CHECKING:
    from datetime import datetime

#: Letters that one run of the job sends; the next run goes on.
MOST = 2_000
_log = logging.getLogger(__name__)
_DIGEST = Words("What is new", "今日消息")
_FOOT = Words(
    "You choose in the application how you hear of things: {address}", "消息接收方式可在系统内选择：{address}"
)
_SIGN_IN = Words("Sign in and open “Messages”.", "请登录系统查看“消息”。")


def send_due(now: datetime | None = None) -> int:
    """Send what is due. Returns: how many letters went out."""
    now = now or timezone.now()
    give_up_what_was_cut_off(now)
    sent = 0
    for _ in range(MOST):
        claimed = claim(now)
        if claimed is None:
            break
        sent += _hand_over(claimed, now)
    return sent


def claim(now: datetime) -> list[Delivery] | None:
    """Take the next letter: one message, or all of a digest. Returns: its deliveries; None without any."""
    while (first := _due(now).select_related("message").order_by("due_at", "pk").first()) is not None:
        with transaction.atomic():
            same = _due(now).filter(pk=first.pk)
            if first.is_digest:
                # All of one digest are locked in one order, so that of two workers only one gets it.
                same = _due(now).filter(
                    message__to=first.message.to_id, channel=first.channel, is_digest=True
                )
            taken = list(same.select_for_update().order_by("pk"))
            if taken:
                _mark(taken, "claimed", claimed_at=now)
                return taken
    return None


def give_up_what_was_cut_off(now: datetime) -> int:
    """Mark what a killed worker had claimed: nobody can tell whether it went out. Returns: how many."""
    cut_off = Delivery.objects.filter(state="claimed", claimed_at__lt=now - rules.CUT_OFF_AFTER)
    return cut_off.update(state="unsure", ended_at=now, error="cut off")


def sweep(now: datetime | None = None) -> int:
    """Delete messages whose time is over. Returns: how many."""
    old = Message.objects.filter(at__lt=(now or timezone.now()) - rules.KEPT_FOR)
    return old.delete()[1].get(Message._meta.label, 0)


def _due(now: datetime):
    return Delivery.objects.filter(state="pending", due_at__lte=now)


def _hand_over(deliveries: list[Delivery], now: datetime) -> bool:
    """Hand one letter to its channel, and mark what came of it. Returns: whether it went out."""
    messages = _messages(deliveries)
    channel = channels().get(deliveries[0].channel)
    to = messages[0].to
    if channel is None or not to.is_active or not channel.reaches(to):
        _mark(deliveries, "needless", ended_at=now)
        return False
    try:
        channel.send(_letter(deliveries, messages))
    except NotNow as error:
        _try_later(deliveries, str(error), now)
    except NeverMind as error:
        _mark(deliveries, "failed", ended_at=now, error=str(error)[:300])
    except Unsure as error:
        _mark(deliveries, "unsure", ended_at=now, error=str(error)[:300])
    except Exception as error:
        _log.exception("The channel %s failed in a way that it does not tell of", channel.key)
        _mark(deliveries, "unsure", ended_at=now, error=repr(error)[:300])
    else:
        _mark(deliveries, "sent", ended_at=now)
        return True
    return False


def _messages(deliveries: list[Delivery]) -> list[Message]:
    keys = [delivery.message_id for delivery in deliveries]
    found = Message.objects.filter(pk__in=keys).select_related("to").prefetch_related("parts")
    return list(found.order_by("at", "pk"))


def _try_later(deliveries: list[Delivery], error: str, now: datetime) -> None:
    tries = deliveries[0].tries + 1
    wait = rules.next_try(tries)
    if wait is None:
        _mark(deliveries, "failed", ended_at=now, tries=tries, error=error[:300])
    else:
        _mark(deliveries, "pending", due_at=now + wait, tries=tries, error=error[:300])


def _mark(deliveries: list[Delivery], state: str, **more: object) -> None:
    Delivery.objects.filter(pk__in=[delivery.pk for delivery in deliveries]).update(state=state, **more)


def _letter(deliveries: list[Delivery], messages: list[Message]) -> Letter:
    to = messages[0].to
    language = to.language if to.language in LANGUAGES else DEFAULT_LANGUAGE
    told = [text for message in messages for text in _told(message)]
    subject = _DIGEST.say(language) if deliveries[0].is_digest else messages[0].subject
    return Letter(
        key=f"shanhai-{deliveries[0].pk}",
        to=to,
        subject=subject,
        body="\n\n".join([*told, _foot(language)]),
    )


def _told(message: Message) -> list[str]:
    """A message with all that was folded into it, and where it leads."""
    parts = [message, *message.parts.all()]
    address = f"{settings.ADDRESS}{parts[-1].url}" if settings.ADDRESS and parts[-1].url else ""
    lines = [line for part in parts for line in (part.subject, part.body) if line]
    return ["\n".join([*dict.fromkeys(lines), *([address] if address else [])])]


def _foot(language: str) -> str:
    if not settings.ADDRESS:
        return _SIGN_IN.say(language)
    return _FOOT.say(language, address=f"{settings.ADDRESS}/messages/ways")
