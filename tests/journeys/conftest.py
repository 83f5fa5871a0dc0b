"""One installation with the sample programme, and one browser, for all journeys; none without Chromium."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from tests.faults.prepared import sampled
from tests.journeys.chromium import Reader, chromium, executable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from tests.faults.installation import Installation


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium."""
    if executable() is None:
        pytest.skip(
            "no Chromium here: install the package 'chromium-headless-shell', or name one by SHANHAI_CHROMIUM"
        )
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A running installation with the sample programme; SHANHAI_HOUSE names the address of one that runs."""
    if "SHANHAI_HOUSE" in os.environ:
        yield SimpleNamespace(address=os.environ["SHANHAI_HOUSE"])
        return
    with sampled(tmp_path_factory) as made:
        made.start_server()
        yield made


@pytest.fixture
def reader(browser: Browser, house: Installation) -> Iterator[Callable[..., Reader]]:
    """Make a reader with a browser of their own; nothing may go wrong in it unheard."""
    readers: list[Reader] = []

    def come(**named: object) -> Reader:
        readers.append(Reader(browser, house.address, **named))
        return readers[-1]

    yield come
    for each in readers:
        each.leave()
    assert [complaint for each in readers for complaint in each.complaints] == []
