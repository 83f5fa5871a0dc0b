"""What may happen in a round: plain values in, yes or no and a reason code out.

Three lives stand here, each as one dictionary: of the cohort, of a rule set, of a nomination.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

# The cohort.

#: The stages of a cohort in their order. What comes after the seal is told by the steps that lead there.
STAGES = ("preparing", "nominating", "sealed", "closed")


class Step(NamedTuple):
    """A step of the cohort: from which stage to which, on which conditions, and whether it says why."""

    stage: str
    leads_to: str
    needs: tuple[str, ...]
    says_why: bool = False


#: Every step that a cohort can take. Conditions are the names of the truths of `Facts`.
STEPS: dict[str, Step] = {
    "close_orders": Step("preparing", "preparing", ("orders_open", "orders_in_force", "no_order_waits")),
    "reopen_orders": Step("preparing", "preparing", ("orders_closed",), says_why=True),
    "open_nominations": Step("preparing", "nominating", ("rules_frozen", "orders_closed")),
    "seal": Step(
        "nominating",
        "sealed",
        ("rules_frozen", "orders_closed", "no_draft_of_rules", "nobody_waits", "somebody_is_cleared"),
    ),
    "close": Step("sealed", "closed", ("nothing_under_way",), says_why=True),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a cohort when a step is asked for."""

    stage: str = "preparing"
    rules_frozen: bool = False
    no_draft_of_rules: bool = True
    orders_closed: bool = False
    orders_in_force: bool = False
    no_order_waits: bool = True
    nobody_waits: bool = True
    somebody_is_cleared: bool = False
    nothing_under_way: bool = True

    @property
    def orders_open(self) -> bool:
        """Whether orders may still be written freely."""
        return not self.orders_closed


class Answer(NamedTuple):
    """Whether a step may be taken, to which state it leads, and the codes of all that is lacking."""

    may: bool
    state: str = ""
    lacking: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """The first thing that is lacking."""
        return self.lacking[0] if self.lacking else ""


def step(name: str, facts: Facts, *, reason: str = "") -> Answer:
    """Whether a cohort may take a step now. Raises: KeyError for a step that there is not."""
    wanted = STEPS[name]
    if facts.stage != wanted.stage:
        return Answer(False, lacking=("wrong_stage",))
    lacking = [need for need in wanted.needs if not getattr(facts, need)]
    if wanted.says_why and not reason.strip():
        lacking.append("reason_missing")
    return Answer(not lacking, "" if lacking else wanted.leads_to, tuple(lacking))


def next_step(facts: Facts) -> str:
    """The step that comes next in the ordinary way of a round; "" once the pool is sealed."""
    if facts.stage == "preparing":
        return "open_nominations" if facts.orders_closed else "close_orders"
    return "seal" if facts.stage == "nominating" else ""


# Rule sets.

#: state → step → the state that follows; "" means that the version is gone.
LIFE_OF_RULES: dict[str, dict[str, str]] = {
    "draft": {"write": "draft", "propose": "proposed", "discard": ""},
    "proposed": {"take_back": "draft", "send_back": "draft", "approve": "frozen"},
    "frozen": {"replace": "replaced"},
    "replaced": {},
}
#: Steps of somebody who approves, and never of whoever wrote.
APPROVING = ("send_back", "approve")


class Writer(NamedTuple):
    """What is known of whoever wants to take a step with a rule set."""

    may_write: bool = False
    may_approve: bool = False
    has_written: bool = False


class Content(NamedTuple):
    """What is known of a rule set that is to be proposed or approved."""

    has_criteria: bool = False
    is_sound: bool = False
    names_people: bool = False
    is_first: bool = True
    reason: str = ""
    before_the_seal: bool = True


def rule_step(state: str, name: str, writer: Writer, content: Content) -> Answer:
    """Whether somebody may take a step with a version of the rules."""
    lacking = _who_may_not(name, writer)
    if not lacking and name not in LIFE_OF_RULES.get(state, {}):
        lacking = ("no_such_step",)
    if not lacking and name in ("propose", "approve"):
        lacking = unfit(content)
    return Answer(not lacking, "" if lacking else LIFE_OF_RULES[state][name], lacking)


def unfit(content: Content) -> tuple[str, ...]:
    """Everything that keeps a version from being proposed.

    Rules that name people are no rules before names: they wait until the pool is sealed.
    """
    checks = {
        "no_criteria": not content.has_criteria,
        "faulty_lines": not content.is_sound,
        "names_people": content.names_people and content.before_the_seal,
        "reason_missing": not content.is_first and not content.reason.strip(),
    }
    return tuple(code for code, is_wrong in checks.items() if is_wrong)


def _who_may_not(name: str, writer: Writer) -> tuple[str, ...]:
    if name in APPROVING:
        if not writer.may_approve:
            return ("not_yours_to_approve",)
        # Whoever wrote a line of this version may not approve it, nor send it back to themselves.
        return ("own_proposal",) if writer.has_written else ()
    return () if writer.may_write else ("not_yours_to_write",)


# Nominations.

#: state → step → the state that follows. A cleared person may still mend wishes; that needs no new vetting.
LIFE_OF_NOMINATIONS: dict[str, dict[str, str]] = {
    "put_forward": {"complete": "completed", "return": "returned", "withdraw": "withdrawn"},
    "returned": {"complete": "completed", "withdraw": "withdrawn"},
    "completed": {
        "complete": "completed",
        "return": "returned",
        "clear": "cleared",
        "refuse": "refused",
        "withdraw": "withdrawn",
    },
    "cleared": {
        "complete": "cleared",
        "return": "returned",
        "clear": "cleared",
        "refuse": "refused",
        "withdraw": "withdrawn",
        "pool": "pooled",
    },
    "refused": {"clear": "cleared", "refuse": "refused", "withdraw": "withdrawn"},
    "withdrawn": {"put_forward": "put_forward"},
    "pooled": {},
}
#: A nomination in one of these states keeps the round from being closed: somebody still has to act.
WAITING = ("put_forward", "returned", "completed")
#: Nominations that count towards what a home organisation may put forward.
COUNTED = ("put_forward", "returned", "completed", "cleared", "pooled")
NOMINATION_SAYS_WHY = ("return", "withdraw")
#: Who takes which step.
TAKEN_BY: dict[str, tuple[str, ...]] = {
    "put_forward": ("home",),
    "complete": ("person", "home"),
    "withdraw": ("home", "person"),
    "return": ("vetting",),
    "clear": ("vetting",),
    "refuse": ("vetting",),
    "pool": ("round",),
}


def nomination_step(
    state: str, name: str, parts: frozenset[str], *, stage: str, reason: str = "", on_paper: bool = False
) -> Answer:
    """Whether somebody may take a step with a nomination.

    `parts` are the parts that the asker plays in it: "person", "home", "vetting", "round". A home officer
    may complete a dossier only from what the person has signed on paper.
    """
    if parts.isdisjoint(TAKEN_BY[name]):
        return Answer(False, lacking=("not_yours",))
    if stage != "nominating":
        return Answer(False, lacking=("nominations_closed",))
    follows = LIFE_OF_NOMINATIONS.get(state, {}).get(name, "")
    if not follows:
        return Answer(False, lacking=("no_such_step",))
    if name == "complete" and "person" not in parts and not on_paper:
        return Answer(False, lacking=("not_signed",))
    if name in NOMINATION_SAYS_WHY and not reason.strip():
        return Answer(False, lacking=("reason_missing",))
    return Answer(True, follows)


def over_quota(most: int | None, counted: int, more: int = 1) -> bool:
    """Whether putting so many more forward would go beyond what the office allows; None: no limit."""
    return most is not None and counted + more > most


FEWER_THAN = 5


def is_few(count: int) -> bool:
    """Whether a count could point at persons and is told as "fewer than 5" only."""
    return 0 <= count < FEWER_THAN
