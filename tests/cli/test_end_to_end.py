"""The sample programme from nothing to a verified plan, in processes of their own as a user starts them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import openpyxl
import pytest

from shanhai.haiyue import sample

if TYPE_CHECKING:
    from pathlib import Path

NAME = "haiyue-2022"
# Whatever a page could fetch.
ADDRESSES = re.compile(r"""(?:src|srcset|href|action|data|poster)\s*=\s*["']([^"']*)|url\(["']?([^)"']*)""")


def _run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    plain = {"SHANHAI_LANGUAGE": "en", "PYTHONHASHSEED": "1", "OMP_NUM_THREADS": "1"}
    return subprocess.run(
        [sys.executable, "-m", "shanhai.cli", *map(str, arguments)],
        env=os.environ | plain | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample written, planned and left with its folder."""
    folder = tmp_path_factory.mktemp("programme")
    assert _run("sample", NAME, "--to", folder / "book.xlsx").returncode == 0
    plan = _run("plan", folder / "book.xlsx", "--to", folder / "plan", "--json")
    assert plan.returncode == 0, plan.stderr
    assert json.loads(plan.stdout)["status"] == "proven"
    return folder


@pytest.fixture(scope="module")
def record(planned: Path) -> dict[str, list[dict[str, object]]]:
    return json.loads((planned / "plan" / "plan.json").read_text(encoding="utf-8"))


def test_everything_that_was_promised_is_there(planned: Path) -> None:
    assert {each.name for each in (planned / "plan").iterdir()} == {
        "plan.html",
        "plan.json",
        "plan.xlsx",
        "problem",
    }


def test_the_plan_is_verified_and_rests_on_no_solver(planned: Path) -> None:
    checked = _run("verify", planned / "plan", "--problem", planned / "book.xlsx")
    assert checked.returncode == 0, checked.stdout


def test_every_person_has_a_place_or_a_reason(record: dict[str, list[dict[str, object]]]) -> None:
    placed = {each["person"] for each in record["placements"]}
    reasons = {each["person"] for each in record["unplaced"]}
    assert placed | reasons == set(sample(NAME).problem.people.id)
    assert not placed & reasons


def test_every_seat_is_filled_or_in_a_shortage(record: dict[str, list[dict[str, object]]]) -> None:
    orders = sample(NAME).problem.orders
    filled = [each["order"] for each in record["placements"]]
    empty = {each["order"]: each["empty"] for each in record["empty"]}
    for order, seats in zip(orders.id, orders.seats.tolist(), strict=True):
        assert filled.count(order) + int(empty.get(order, 0)) == seats
    assert all(0 <= int(each["shortage"]) < len(record["shortages"]) for each in record["empty"])


def test_the_page_fetches_nothing_from_outside(planned: Path) -> None:
    page = (planned / "plan" / "plan.html").read_text(encoding="utf-8")
    named = {one or other for one, other in ADDRESSES.findall(page)}
    assert named
    assert [each for each in named if not each.startswith(("#", "data:"))] == []
    fetching = (
        "@import",
        "<iframe",
        "<link",
        "fetch(",
        "xmlhttprequest",
        "import(",
        "websocket",
        "sendbeacon",
    )
    assert [word for word in fetching if word in page.lower()] == []


def test_the_workbook_accounts_for_every_person(planned: Path) -> None:
    book = openpyxl.load_workbook(planned / "plan" / "plan.xlsx", read_only=True)
    cells = {value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row}
    assert set(sample(NAME).problem.people.id) <= cells


def test_neither_hash_seed_nor_threads_nor_the_day_change_the_record(planned: Path, tmp_path: Path) -> None:
    again = _run(
        "plan",
        planned / "book.xlsx",
        "--to",
        tmp_path / "plan",
        "--no-html",
        "--no-xlsx",
        "--no-rule-costs",
        PYTHONHASHSEED="4242",
        OMP_NUM_THREADS="2",
        OPENBLAS_NUM_THREADS="2",
        NUMBA_NUM_THREADS="2",
    )
    assert again.returncode == 0, again.stderr
    first, second = (
        json.loads((folder / "plan.json").read_text(encoding="utf-8"))
        for folder in (planned / "plan", tmp_path / "plan")
    )
    for key in ("placements", "unplaced", "empty", "shortages", "certificate"):
        assert first[key] == second[key]
