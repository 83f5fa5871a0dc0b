"""Progress: told to a terminal, and to nobody else."""

import pytest
from rich.console import Console

from shanhai.cli.console import Watching, watching
from shanhai.matching.rows import UNBOUNDED
from shanhai.telling.phrases.outcome import STAGES


@pytest.mark.parametrize("kind", STAGES)
def test_every_stage_that_the_engine_reports_can_be_told(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Console(force_terminal=True, stderr=True).status("") as status:
        progress = Watching(status)
        assert progress.stage(kind, -UNBOUNDED, UNBOUNDED, 0.1)
        assert progress.stage(f"{kind}-1", -3, 5, 0.1)
    assert capsys.readouterr().out == ""


def test_where_nobody_watches_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with watching() as progress:
        assert progress.stage("fit", 1, 2, 0.1)
    assert capsys.readouterr() == ("", "")
