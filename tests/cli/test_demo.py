from pathlib import Path

from tests.cli.cast import shanhai


def test_the_demo_plans_and_verifies_a_sample(tmp_path: Path) -> None:
    answer = shanhai("demo", "--to", tmp_path / "demo", "--sample", "shortage")
    folder = tmp_path / "demo"
    assert answer.code == 0
    assert {path.name for path in folder.iterdir()} == {"problem.xlsx", "plan"}
    assert "Verified" in answer.out
    assert answer.out.rstrip().endswith(f"Open {folder / 'plan' / 'plan.html'} in a browser.")


def test_an_unknown_sample_is_refused(tmp_path: Path) -> None:
    assert shanhai("demo", "--to", tmp_path / "demo", "--sample", "none").code == 2
    assert not (tmp_path / "demo").exists()
