"""How fast a board answers, from key press to painted result in Chromium: `python -m bench.board`.

    python -m bench.board [--people 217 --seats 260] [--people 2000 --seats 2500] [--times 3]

Fills an empty database in a folder that is thrown away with a cohort of the invented province, lets a plan
be worked out, serves it, and takes changes on a board by keyboard alone: select somebody, pin, forbid, swap,
withdraw, undo and redo. Printed for each kind: milliseconds until the result is painted, until it is proven,
and the processor time that the server takes until it is painted, which stays the same on a busy machine.
Then the board is scrolled and somebody dragged across it: milliseconds from one frame to the next.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

PATIENCE_MS = 300_000
TICKS = os.sysconf("SC_CLK_TCK")
#: Notes when a key goes down, and when what it led to has been painted.
_LISTEN = """() => {
  window.pressed = window.painted = null;
  document.addEventListener('keydown', () => { window.pressed = performance.now(); }, true);
  document.body.addEventListener('htmx:afterSettle', (event) => {
    if (event.detail.requestConfig.verb !== 'post') return;
    requestAnimationFrame(() => setTimeout(() => { window.painted = performance.now(); }));
  });
}"""
#: Notes when each frame is drawn.
_WATCH = """() => {
  window.frames_at = [];
  const note = (now) => {
    if (!window.frames_at) return;
    window.frames_at.push(now);
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}"""
#: Steps of the wheel, and of the mouse, and how many pixels each; a person's hand is slower.
STEPS, WHEEL, MOVE = 60, 120, 8


def main() -> None:
    """Measure each size that is asked for."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--people", type=int, default=217)
    given.add_argument("--seats", type=int, default=260)
    given.add_argument("--times", type=int, default=3, help="how often each kind of change is taken")
    asked = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SHANHAI_HOME"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "shanhai.website.settings"
        address = fill(asked.people, asked.seats)
        with served() as (root, process):
            print(f"{asked.people} people, {asked.seats} seats\n")
            print(f"{'change':10}{'painted ms':>12}{'worst':>8}{'proven ms':>12}{'server CPU ms':>15}")
            changes, frames = measured(root, address, process, asked.times)
            for kind, taken in changes.items():
                painted, proven, cpu = (list(each) for each in zip(*taken, strict=True))
                print(
                    f"{kind:10}{median(painted):12.0f}{max(painted):8.0f}{median(proven):12.0f}"
                    f"{median(cpu):15.0f}"
                )
            for what, gaps in frames.items():
                print(f"{what}: {len(gaps)} frames, median {median(gaps):.0f} ms, longest {max(gaps):.0f} ms")


def fill(people: int, seats: int) -> str:
    """A sealed pool of so many, with a plan and a board. Returns: the address of the board."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from bench.board_filling import fill_pool
    from shanhai.plans import actions

    office, cohort = fill_pool(people, seats)
    plan = actions.ask_plan(by=office, cohort=cohort)
    began = time.process_time()
    state = actions.work_out(plan.pk)
    print(f"plan: {state}, {time.process_time() - began:.1f} s of processor time")
    plan.refresh_from_db()
    board = actions.open_board(by=office, plan=plan)
    return f"/p/haiyue/{cohort.code}/plans/{plan.number}/boards/{board.pk}/"


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """The application at an address, and the id of the process that answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = (
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", "1", "--blocking-threads", "4", "--log-level", "warning", "--no-ws"),
        "shanhai.website.wsgi:application",
    )
    server = subprocess.Popen(command)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.wait()


def measured(
    root: str, address: str, process: int, times: int
) -> tuple[dict[str, list[tuple[float, float, float]]], dict[str, list[float]]]:
    """Take every kind of change so often, then scroll and drag.

    Returns: of each change ms until painted, until proven, and of the server; ms between frames.
    """
    from shanhai.website.sample import PASSWORD
    from tests.journeys.chromium import Reader, chromium

    found: dict[str, list[tuple[float, float, float]]] = {}
    with chromium() as browser:
        reader = Reader(browser, root)
        reader.context.set_default_timeout(PATIENCE_MS)
        reader.sign_in("office", PASSWORD)
        began = time.perf_counter()
        page = reader.go(address)
        print(f"the page of the board: {time.perf_counter() - began:.1f} s, the first time")
        page.evaluate(_LISTEN)
        chips = page.locator("a.person").evaluate_all("chips => chips.map(chip => chip.id)")
        _select(page, chips[-1])
        page.wait_for_selector("#side h3")
        for number in range(times):
            for kind in ("pin", "forbid", "swap", "withdraw", "undo", "redo"):
                if kind not in ("undo", "redo"):
                    _select(page, chips[(7 * len(found.get(kind, ())) + 3 * number) % len(chips)])
                found.setdefault(kind, []).append(_timed(page, kind, process))
        frames = {"scrolled": _frames(page, _scroll), "dragged": _frames(page, _drag)}
    return found, frames


def _frames(page: Page, act: Callable[[Page], None]) -> list[float]:
    """Milliseconds from one frame to the next while something is done."""
    page.evaluate(_WATCH)
    act(page)
    at = page.evaluate("() => { const at = window.frames_at; window.frames_at = null; return at; }")
    return [later - sooner for sooner, later in pairwise(at)]


def _scroll(page: Page) -> None:
    """Along the board and down the page with the wheel."""
    page.locator("#board").scroll_into_view_if_needed()
    page.locator("#board").hover(position={"x": 200, "y": 200})
    for step in range(STEPS):
        page.mouse.wheel(*((WHEEL, 0) if step % 2 else (0, WHEEL)))


def _drag(page: Page) -> None:
    """Somebody across the board and back, dropped where they were taken up."""
    chip = page.locator("#board a.person").first
    chip.scroll_into_view_if_needed()
    box = chip.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in (*range(STEPS), *reversed(range(STEPS))):
        page.mouse.move(x + MOVE * step, y + 2 * step)
    page.mouse.up()


def _select(page: Page, chip: str) -> None:
    """Select somebody by keyboard."""
    page.locator(f"#{chip}").focus()
    with page.expect_response(lambda answer: "/selected" in answer.url):
        page.keyboard.press("Enter")
    page.wait_for_selector("#side [name=kind][value=withdraw]")


def _timed(page: Page, kind: str, process: int) -> tuple[float, float, float]:
    """Press one button by keyboard and wait until what it led to is painted, then until it is proven."""
    button = {
        "undo": page.locator("#undo"),
        "redo": page.locator("#redo"),
        "pin": page.locator("#side .ranked [name=kind][value=pin]").first,
    }.get(kind, page.locator(f"#side [name=kind][value={kind}]").first)
    if kind == "swap":
        page.locator("#side select[name=other]").select_option(index=1)
    page.evaluate("() => { window.painted = null; }")
    button.focus()
    before = _cpu(process)
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.painted !== null")
    spent = _cpu(process) - before
    painted = page.evaluate("() => window.painted - window.pressed")
    page.wait_for_selector("#figures:not([hx-get])")
    proven = page.evaluate("() => performance.now() - window.pressed")
    return painted, proven, spent


def _cpu(process: int) -> float:
    """Processor time of a process and its children so far, in milliseconds."""
    total = 0
    for pid in (process, *_children(process)):
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return 1000 * total / TICKS


def _children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(each) for each in listed]


def _wait_for(port: int) -> None:
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)


if __name__ == "__main__":
    main()
