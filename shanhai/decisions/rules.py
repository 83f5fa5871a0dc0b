"""What may happen between a proposed plan and its letters: plain values in, yes or no and reason codes out.

Each life stands here as one dictionary: of a decision, an answer in the consultation, a publication, a place
that was decided, an objection, and the paper by which a seat is appointed to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

Life = dict[str, dict[str, str]]

#: A plan before the panel: both units and the person are asked, then the panel signs.
LIFE_OF_DECISIONS: Life = {
    "consulting": {"open_signing": "signing", "drop": "dropped"},
    "signing": {"sign": "signing", "settle": "signed", "reject": "rejected", "drop": "dropped"},
    "signed": {"replace": "replaced"},
    "rejected": {},
    "dropped": {},
    "replaced": {},
}
#: What a unit or a person says of one place. Minds may change until the panel signs.
LIFE_OF_ANSWERS: Life = {
    "asked": {
        "agree": "agreed",
        "object": "objected",
        "accept": "accepted",
        "decline": "declined",
        "lapse": "silent",
        "lapse_as_agreed": "tacit",
    },
    "agreed": {"agree": "agreed", "object": "objected"},
    "objected": {"agree": "agreed", "object": "objected"},
    "accepted": {"accept": "accepted", "decline": "declined"},
    "declined": {"accept": "accepted", "decline": "declined"},
    "silent": {},
    "tacit": {},
}
#: A list made public. Until letters are sent it can be taken back.
LIFE_OF_PUBLICATIONS: Life = {
    "published": {"take_back": "taken_back", "send_letters": "settled", "replace": "replaced"},
    "settled": {"replace": "replaced"},
    "taken_back": {},
    "replaced": {},
}
#: A place that was decided, from its publication on.
LIFE_OF_PLACES: Life = {
    "standing": {"withdraw": "withdrawn", "replace": "replaced"},
    "withdrawn": {},
    "replaced": {},
}
#: A case against a published list: heard, answered, and appealed against once.
LIFE_OF_OBJECTIONS: Life = {
    "filed": {"hear": "heard", "drop": "dropped"},
    "heard": {"hear": "heard", "answer": "answered", "drop": "dropped"},
    "answered": {"appeal": "appealed", "close": "closed"},
    "appealed": {"answer_appeal": "closed"},
    "closed": {},
    "dropped": {},
}
#: The paper by which somebody is appointed to a seat, where another body has to vote or sign.
LIFE_OF_APPOINTMENTS: Life = {
    "awaited": {"ask": "asked", "waive": "waived"},
    "asked": {"issue": "issued", "refuse": "refused"},
    "issued": {},
    "refused": {"ask": "asked", "waive": "waived"},
    "waived": {"ask": "asked"},
}
#: What is done about seats that could not be filled: somebody sees to it, and says what came of it.
LIFE_OF_REMEDIES: Life = {
    "open": {"choose": "chosen"},
    "chosen": {"choose": "chosen", "finish": "done"},
    "done": {"reopen": "chosen"},
}
LIVES: dict[str, Life] = {
    "decision": LIFE_OF_DECISIONS,
    "answer": LIFE_OF_ANSWERS,
    "publication": LIFE_OF_PUBLICATIONS,
    "place": LIFE_OF_PLACES,
    "objection": LIFE_OF_OBJECTIONS,
    "appointment": LIFE_OF_APPOINTMENTS,
    "remedy": LIFE_OF_REMEDIES,
}

SIDES = ("host", "home", "person")
#: The answers that each side may give.
ANSWERS_OF: dict[str, tuple[str, ...]] = {
    "host": ("agree", "object"),
    "home": ("agree", "object"),
    "person": ("accept", "decline"),
}
ANSWERS_SAY_WHY = ("object", "decline")
#: What silence after the date counts as.
SILENCES = ("agrees", "open")
ORDERS_OF_LISTS = ("unit", "strokes", "pinyin")
#: What may become public of a person, in the order of the list's columns.
SHOWN = ("name", "home", "level", "direction", "host", "order", "term")
#: What a list consists of at least: without it nobody could tell whom it is about.
ALWAYS_SHOWN = ("name", "host")
#: Decisions that have not come to an end.
OPEN_DECISIONS = ("consulting", "signing")
STANDING_PUBLICATIONS = ("published", "settled")
REMEDIES = ("order", "call", "training")
#: Ways that somebody has to see to by a date.
REMEDIES_OF_SOMEBODY = ("training",)
#: How long a fresh check of the second factor holds, and how many objections one address may file an hour.
FACTOR_MINUTES = 5


class Answer(NamedTuple):
    """Whether a step may be taken, to which state it leads, and the codes of all that is lacking."""

    may: bool
    state: str = ""
    lacking: tuple[str, ...] = ()


def _step(life: Life, state: str, name: str, **lacks: bool) -> Answer:
    """A step of a life; each named lack that is true keeps it from being taken."""
    follows = life.get(state, {}).get(name, "")
    if not follows:
        return Answer(False, lacking=("no_such_step",))
    lacking = tuple(code for code, is_lacking in lacks.items() if is_lacking)
    return Answer(not lacking, "" if lacking else follows, lacking)


# The decision.


@dataclass(frozen=True, slots=True)
class Consulted:
    """How the consultation stands: how many have not answered, and how many persons declined."""

    waiting: int = 0
    declined: int = 0
    time_is_over: bool = False


def open_signing(state: str, consulted: Consulted) -> Answer:
    """Whether the panel may begin to sign: everybody has answered or had the time to, and nobody declined."""
    return _step(
        LIFE_OF_DECISIONS,
        state,
        "open_signing",
        answers_missing=consulted.waiting > 0 and not consulted.time_is_over,
        somebody_declined=consulted.declined > 0,
    )


def drop_decision(state: str, *, reason: str) -> Answer:
    """Whether a proposal may be taken back from the panel."""
    return _step(LIFE_OF_DECISIONS, state, "drop", reason_missing=not reason.strip())


class Signer(NamedTuple):
    """What is known of a member who wants to sign."""

    is_member: bool = False
    has_proposed: bool = False
    has_signed: bool = False
    has_factor: bool = False


def sign(state: str, signer: Signer, *, reason: str, is_unchanged: bool, on_paper: bool = False) -> Answer:
    """Whether a member may sign: never their own proposal, once, with a reason, and only what was shown."""
    if not signer.is_member:
        return Answer(False, lacking=("not_a_member",))
    if signer.has_proposed:
        return Answer(False, lacking=("own_proposal",))
    return _step(
        LIFE_OF_DECISIONS,
        state,
        "sign",
        already_signed=signer.has_signed,
        factor_missing=not signer.has_factor and not on_paper,
        reason_missing=not reason.strip(),
        other_fingerprint=not is_unchanged,
    )


def outcome(agreeing: int, dissenting: int, members: int, quorum: int) -> str:
    """Where the signatures lead: "signed", "rejected" when the quorum is out of reach, else "signing"."""
    if agreeing >= quorum:
        return "signed"
    return "rejected" if members - dissenting < quorum else "signing"


def may_enter_paper(*, entered_by: int, scanned_by: int, member: int, proposer: int | None) -> Answer:
    """Whether somebody may enter a signature from paper: not who scanned it, signed it or proposed."""
    if entered_by == scanned_by:
        return Answer(False, lacking=("same_hand",))
    if entered_by in (member, proposer):
        return Answer(False, lacking=("own_paper",))
    return Answer(True)


def unfit_panel(members: int, quorum: int, *, proposers: int = 0) -> tuple[str, ...]:
    """What is lacking in a panel: enough members who did not propose the plan themselves."""
    return ("panel_too_small",) if members - proposers < max(quorum, 1) else ()


# The consultation.


def answer(state: str, name: str, side: str, *, is_open: bool, reason: str) -> Answer:
    """Whether a side may answer so now; whoever says no says why."""
    if name not in ANSWERS_OF.get(side, ()):
        return Answer(False, lacking=("no_such_step",))
    return _step(
        LIFE_OF_ANSWERS,
        state,
        name,
        consultation_over=not is_open,
        reason_missing=name in ANSWERS_SAY_WHY and not reason.strip(),
    )


def lapse(side: str, silence: str) -> str:
    """The state of a question that nobody answered in time: a unit's silence counts as the programme has set
    it, a person's never as acceptance.

    >>> lapse("host", "agrees"), lapse("host", "open"), lapse("person", "agrees")
    ('tacit', 'silent', 'silent')
    """
    step = "lapse_as_agreed" if silence == "agrees" and side != "person" else "lapse"
    return LIFE_OF_ANSWERS["asked"][step]


# The publication.


def publish(decision: str, *, is_verified: bool, is_published: bool) -> Answer:
    """Whether a signed plan may be made public: still verified, and not public already."""
    lacks = {
        "not_signed_yet": decision != "signed",
        "not_verified": not is_verified,
        "already_published": is_published,
    }
    lacking = tuple(code for code, is_lacking in lacks.items() if is_lacking)
    return Answer(not lacking, "" if lacking else "published", lacking)


def take_back(state: str, *, reason: str) -> Answer:
    """Whether a publication may be taken back: until letters are sent, and saying why."""
    if state == "settled":
        return Answer(False, lacking=("letters_sent",))
    return _step(LIFE_OF_PUBLICATIONS, state, "take_back", reason_missing=not reason.strip())


def send_letters(
    state: str, *, window_is_over: bool, open_cases: int, is_why_awaited: bool = False
) -> Answer:
    """Whether letters may be sent: after the objection window, with every case closed, and with everything
    written that they tell.
    """
    return _step(
        LIFE_OF_PUBLICATIONS,
        state,
        "send_letters",
        window_open=not window_is_over,
        cases_open=open_cases > 0,
        why_awaited=is_why_awaited,
    )


def withdraw(state: str, *, reason: str) -> Answer:
    """Whether a place that was decided may be withdrawn."""
    return _step(LIFE_OF_PLACES, state, "withdraw", reason_missing=not reason.strip())


def last_day(first: date, days: int) -> date:
    """The last day of a window of so many working days that begins the day after `first`.

    >>> last_day(date(2022, 6, 3), 5)
    datetime.date(2022, 6, 10)
    """
    day = first
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def shown(fields: list[str]) -> tuple[str, ...]:
    """What becomes public of a person, in order: what was chosen, and what a list consists of at least."""
    return tuple(each for each in SHOWN if each in fields or each in ALWAYS_SHOWN)


# Objections and papers.


class Hearer(NamedTuple):
    """What is known of whoever takes a step with a case."""

    may_hear: bool = False
    is_objector: bool = False
    has_answered: bool = False


def objection_step(
    state: str, name: str, hearer: Hearer, *, text: str, today: date, until: date | None = None
) -> Answer:
    """Whether somebody may take a step with a case.

    The objector appeals or drops it; the panel hears and answers, an appeal by somebody who did not answer
    before. `until` is the last day on which an answer can be appealed against.
    """
    of_objector = name in ("appeal", "drop")
    if not (hearer.is_objector if of_objector else hearer.may_hear):
        return Answer(False, lacking=("not_yours",))
    if name == "answer_appeal" and hearer.has_answered:
        return Answer(False, lacking=("own_answer",))
    return _step(
        LIFE_OF_OBJECTIONS,
        state,
        name,
        text_missing=name not in ("drop", "close") and not text.strip(),
        appeal_too_late=name == "appeal" and until is not None and today > until,
        appeal_still_possible=name == "close" and until is not None and today <= until,
    )


def may_file(state: str, *, today: date, until: date, text: str) -> Answer:
    """Whether an objection may be filed against a publication today."""
    lacks = {
        "window_closed": state not in STANDING_PUBLICATIONS or today > until,
        "text_missing": not text.strip(),
    }
    lacking = tuple(code for code, is_lacking in lacks.items() if is_lacking)
    return Answer(not lacking, "" if lacking else "filed", lacking)


def appointment_step(state: str, name: str, *, body: str, number: str, reason: str) -> Answer:
    """Whether a paper may take a step: asked of a body, issued by number, refused or waived with why."""
    return _step(
        LIFE_OF_APPOINTMENTS,
        state,
        name,
        body_missing=name == "ask" and not body.strip(),
        number_missing=name == "issue" and not number.strip(),
        reason_missing=name in ("refuse", "waive") and not reason.strip(),
    )


class Charge(NamedTuple):
    """What somebody is to do about empty seats: the way, and whether owner and date are named."""

    way: str = ""
    has_owner: bool = False
    has_date: bool = False


def remedy_step(state: str, name: str, charge: Charge, *, outcome: str = "") -> Answer:
    """Whether a shortage may be acted upon so: training has an owner and a date, and an end says what came
    of it.
    """
    is_charged = name == "choose" and charge.way in REMEDIES_OF_SOMEBODY
    return _step(
        LIFE_OF_REMEDIES,
        state,
        name,
        no_remedy=name == "choose" and charge.way not in REMEDIES,
        owner_missing=is_charged and not charge.has_owner,
        date_missing=is_charged and not charge.has_date,
        outcome_missing=name == "finish" and not outcome.strip(),
    )
