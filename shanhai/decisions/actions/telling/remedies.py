"""Empty seats acted upon: homes that are called upon, and whoever has something to see to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.decisions import queries
from shanhai.decisions.actions.telling.frame import CALLED, COURSE, address
from shanhai.decisions.words import REMEDIES
from shanhai.outbox.actions import say, say_to_all
from shanhai.sheets import Words

if TYPE_CHECKING:
    from shanhai.decisions.models import Remedy
    from shanhai.programme.trail import Writing


def tell_called(write: Writing, remedy: Remedy) -> None:
    """Tell the homes of the programme that people are called for."""
    cohort = remedy.short.plan.cohort
    say_to_all(
        write,
        queries.officers("home_officer", cohort.programme_id),
        kind=CALLED,
        subject=Words("People are called for", "补充推荐"),
        body=Words(
            "Seats of “{order}” stayed empty. If you know somebody, put them forward in the next round.",
            "“{order}”仍有空缺名额。如有合适人选，请在下一轮推荐。",
        ),
        fields={"order": remedy.short.order.title},
        url=address("remedies", cohort),
        key=f"called-{remedy.pk}",
        about=remedy,
    )


def tell_owner(write: Writing, remedy: Remedy) -> None:
    """Tell whoever is to see to a shortage what they are to do, and until when."""
    cohort = remedy.short.plan.cohort
    say(
        write,
        to=remedy.owner,
        kind=COURSE,
        subject=Words("Empty seats are yours to see to", "有空缺名额由您办理"),
        body=Words("“{order}”: {way}, until {due}. {note}", "“{order}”：{way}，{due} 前办结。{note}"),
        fields={
            "order": remedy.short.order.title,
            "way": REMEDIES[remedy.way],
            "due": f"{remedy.due:%Y-%m-%d}" if remedy.due else "—",
            "note": remedy.note,
        },
        url=address("remedies", cohort),
        key=f"owner-{remedy.pk}-{remedy.version}",
        about=remedy,
    )
