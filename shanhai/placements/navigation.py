"""Where placements stand in the navigation, and what waits, is late or came back in them for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.pages.navigation import Entry, Panel, Stage, Step
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shanhai.programme.models import Account, Cohort

_READING = ("placements.read", "placements.receive", "placements.send", "own.placement")
ENTRIES = (
    Entry(
        title=Words("Placements", "挂职"),
        view="placements:placements",
        needs=_READING,
        order=40,
        on_phone=3,
    ),
)
PANELS = (
    Panel(
        of="person",
        title=Words("Career in placements", "挂职经历"),
        view="placements:career",
        args=lambda person, cohort: [person.pk],
        order=10,
    ),
)
#: How many matters of one kind stand on the home page one by one; of more only how many there are.
_ONE_BY_ONE = 3


def steps(account: Account, cohort: Cohort) -> Iterable[Step]:
    """What waits for this account in the placements of a cohort, what is late, and what came back."""
    standing = account.standing
    if not any(standing.may(each, programme=cohort.programme_id) for each in _READING):
        return ()
    return [
        *_reviews(account, cohort),
        *_extensions(account, cohort),
        *_turns(account, cohort),
        *_decided(account, cohort),
        *_own(account, cohort),
        *_begin(account, cohort),
    ]


def stages(cohort: Cohort) -> Iterator[Stage]:
    """The year away: the first is in post, the last is back."""
    from shanhai.placements import queries

    has_begun, is_over = queries.course_of(cohort)
    yield Stage(
        title=Words("In post", "到岗挂职"),
        is_past=has_begun,
        awaits=Words(
            "People are briefed and trained for their posts; their hosts say when they have arrived.",
            "人员参加行前动员和岗前培训，到岗由接收单位确认。",
        ),
        order=90,
    )
    yield Stage(
        title=Words("All returned", "全部返回"),
        is_past=is_over,
        awaits=Words(
            "Placements are running: reviews are written half-way and at the end; homes say who is back.",
            "挂职进行中：期中和期满填写评估，返回由派出单位确认。",
        ),
        order=100,
    )


def _reviews(account: Account, cohort: Cohort) -> Iterator[Step]:
    """Reviews that one is asked for: those that are late before the others."""
    from shanhai.placements import queries
    from shanhai.placements.lists import cohort_url

    late, waiting = queries.reviews_asked(account, cohort, _ONE_BY_ONE)
    for state, found in (("late", late), ("waits", waiting)):
        for review in found.first:
            yield Step(
                title=Words(
                    f"{review.get_moment_display()}: {review.placement.person.name}",
                    f"{review.get_moment_display()}：{review.placement.person.name}",
                ),
                why=Words(
                    f"{review.placement.host.name}; until {review.due}.",
                    f"{review.placement.host.name}，{review.due} 截止。",
                ),
                url=cohort_url("review", cohort, review.placement_id, review.pk),
                label=Words("Answer", "填写"),
                state=state,
                order=30,
            )
        if found.count > _ONE_BY_ONE:
            yield _more(cohort, found.count, Words("Reviews to answer", "待填写评估"), state)


def _extensions(account: Account, cohort: Cohort) -> Iterator[Step]:
    """Longer terms that wait for one's yes or no."""
    from shanhai.placements import queries
    from shanhai.placements.notices import address

    found = queries.extensions_to_answer(account, cohort)
    if len(found) > _ONE_BY_ONE:
        yield _more(cohort, len(found), Words("Longer terms to answer", "待答复延期申请"), "waits")
    for extension in found[:_ONE_BY_ONE]:
        placement = extension.placement
        yield Step(
            title=Words("A longer term is asked for", "有延期申请"),
            why=Words(
                f"{placement.person.name}, {placement.host.name}: until {extension.until}.",
                f"{placement.person.name}（{placement.host.name}）：延期至 {extension.until}。",
            ),
            url=address(placement),
            label=Words("Answer", "答复"),
            state="waits",
            order=31,
        )


def _turns(account: Account, cohort: Cohort) -> Iterator[Step]:
    """Placements in which it is one's turn, by what has to be done."""
    from shanhai.placements import queries
    from shanhai.placements.lists import cohort_url
    from shanhai.placements.words import STATES, STEPS

    for (state, what, is_late), count in queries.turns(account, cohort).items():
        named = STATES[state]
        why = Words(f"Placements in the state “{named.en}”: {count}.", f"{count} 项挂职：{named.hans}。")
        if what == "return" and state != "ended_early":
            why = Words(f"Placements whose term is over: {count}.", f"{count} 项挂职任期已满。")
        yield Step(
            title=Words("Return plans to write", "待填写返回安排") if what == "return_plan" else STEPS[what],
            why=why,
            url=cohort_url("placements", cohort) + f"?state={state}",
            label=Words("Show them", "查看"),
            state="late" if is_late else "waits",
            order=32,
        )


def _decided(account: Account, cohort: Cohort) -> Iterator[Step]:
    """What one asked for and what came of it, in the last two weeks."""
    from shanhai.placements import queries
    from shanhai.placements.notices import address
    from shanhai.placements.words import STATES_OF_EXTENSIONS

    for extension in queries.extensions_decided(account, cohort)[:_ONE_BY_ONE]:
        said = STATES_OF_EXTENSIONS[extension.state]
        yield Step(
            title=Words(f"Longer term: {said.en}", f"延期申请：{said.hans}"),
            why=Words(extension.placement.person.name, extension.placement.person.name),
            url=address(extension.placement),
            label=Words("Show it", "查看"),
            state="back",
            order=33,
        )


def _own(account: Account, cohort: Cohort) -> Iterator[Step]:
    """One's own placement, to read and to write its diary."""
    from shanhai.placements import queries
    from shanhai.placements.notices import address

    for placement in queries.own_placements(account, cohort)[:_ONE_BY_ONE]:
        yield Step(
            title=Words("My placement", "我的挂职"),
            why=Words(f"{placement.host.name}", f"{placement.host.name}"),
            url=address(placement),
            label=Words("Open", "打开"),
            order=34,
        )


def _begin(account: Account, cohort: Cohort) -> Iterator[Step]:
    """A published list whose placements have not begun."""
    from shanhai.placements import queries
    from shanhai.placements.lists import cohort_url

    if queries.to_begin(account, cohort):
        yield Step(
            title=Words("Begin the placements", "开始挂职"),
            why=Words("The letters of the published list are sent.", "公示名单的通知已发出。"),
            url=cohort_url("placements", cohort),
            label=Words("To the placements", "查看挂职"),
            state="waits",
            order=35,
        )


def _more(cohort: Cohort, count: int, title: Words, state: str) -> Step:
    from shanhai.placements.lists import cohort_url

    return Step(
        title=title,
        why=Words(f"{count} in all.", f"共 {count} 项。"),
        url=cohort_url("placements", cohort),
        label=Words("Show them", "查看"),
        state=state,
        order=36,
    )
