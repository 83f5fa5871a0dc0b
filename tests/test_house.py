"""The house rules that a machine can check: what the repository may hold, and what must be written down."""

import doctest
import importlib
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = SETTINGS["project"]
PARTS_OF_DOCS = ("guide", "operate", "develop", "method", "decisions")
LOCKED_EXTRAS = {
    "base": (),
    "cluster": ("cluster",),
    "phrases": ("phrases",),
    "bench": ("bench",),
    "web": ("web",),
    "dev": ("dev", "web", "cluster", "phrases"),
}
# Written in pieces, so that this file does not itself contain what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.*-])/(?:work|root|home)" + r"/\w")
REGISTRY_HOST = re.compile(
    "|".join(("py" + r"pi\.org", "python" + r"hosted\.org", "npm" + r"js\.", r"deb\.deb" + "ian"))
)


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def _text(path: Path) -> str:
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8")


def _lines_matching(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(_text(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def _pages(*folders: str) -> str:
    return "\n".join(
        _text(page) for folder in folders for page in sorted((ROOT / "docs" / folder).rglob("*.md"))
    )


def _name_of(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name, f"not a requirement: {requirement!r}"
    return name.group().lower()


def _locked(lock: str) -> dict[str, set[str]]:
    """Versions that a lock names for each package: more than one where Python versions differ."""
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([\w.-]+)==([^ ;\\]+)", _text(ROOT / f"requirements/{lock}.txt"), re.M
    ):
        versions.setdefault(name, set()).add(version)
    return versions


def test_no_file_names_a_path_of_the_machine_it_was_made_on() -> None:
    assert _lines_matching(MACHINE_PATH, _tracked()) == []


def test_no_file_names_a_package_registry() -> None:
    assert _lines_matching(REGISTRY_HOST, _tracked()) == []


@pytest.mark.parametrize("line", ["see /" + "root/x", "(/" + "home/ann/y)", "open('/" + "work/z')"])
def test_a_path_of_a_machine_would_be_noticed(line: str) -> None:
    assert MACHINE_PATH.search(line)


def test_no_folder_or_module_has_a_name_that_says_nothing() -> None:
    nameless = {"utils", "common", "core", "helpers", "misc"}
    assert [str(path) for path in _tracked() if nameless & {*path.relative_to(ROOT).parts, path.stem}] == []


def test_every_command_in_bin_can_be_executed() -> None:
    commands = [path for path in _tracked() if path.parent in (ROOT / "bin", ROOT / ".ci")]
    assert {path.name for path in commands} >= {"run", "check", "lock"}
    assert [path.name for path in commands if not os.access(path, os.X_OK)] == []


def test_python_files_stay_short_enough_to_be_read() -> None:
    lengths = {path: len(_text(path).splitlines()) for path in _tracked() if path.suffix == ".py"}
    assert {str(path): length for path, length in lengths.items() if length >= 600} == {}


def test_every_file_that_the_package_reads_is_packed_with_it() -> None:
    patterns = SETTINGS["tool"]["setuptools"]["package-data"]["*"]
    beside = [path for path in _tracked() if ROOT / "shanhai" in path.parents and path.suffix != ".py"]
    assert [str(path) for path in beside if not any(path.match(pattern) for pattern in patterns)] == []


def test_the_licence_is_apache_2() -> None:
    licence = _text(ROOT / "LICENSE")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence


def test_the_changelog_speaks_of_the_present_version() -> None:
    version = importlib.import_module("shanhai").__version__
    assert re.search(rf"^## {re.escape(version)}\b", _text(ROOT / "CHANGELOG.md"), re.M)


# The languages of the README


def _outline(readme: str) -> list[str]:
    return re.findall(r"^#+(?= )", re.sub(r"^```.*?^```", "", readme, flags=re.M | re.S), re.M)


def _commands(readme: str) -> list[str]:
    """Lines of code, without what is remarked on them in the language of the page."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", readme, re.M | re.S)
    return [line.partition("  #")[0].rstrip() for block in blocks for line in block.splitlines()]


def _pictures(readme: str) -> list[str]:
    return re.findall(r"!\[[^]]+\]\(([^)]*)\)", readme)


def test_both_readmes_have_the_same_sections_commands_and_pictures() -> None:
    english, chinese = (_text(ROOT / name) for name in ("README.md", "README.zh.md"))
    assert _outline(english) == _outline(chinese)
    assert _commands(english) == _commands(chinese)
    assert _pictures(english) == [picture.replace(".zh.", ".") for picture in _pictures(chinese)] != []


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_example_in_the_readme_gives_what_it_says(readme: str) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```", _text(ROOT / readme), re.M | re.S)
    test = doctest.DocTestParser().get_doctest(example, {}, readme, readme, 0)
    assert len(test.examples) > 0
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0


def test_the_example_of_the_engine_gives_what_it_says() -> None:
    failed, attempted = doctest.testmod(importlib.import_module("shanhai.matching"))
    assert (failed, attempted > 0) == (0, True)


# Documents


@pytest.mark.parametrize("part", PARTS_OF_DOCS)
def test_every_page_is_linked_from_the_index_of_its_part(part: str) -> None:
    folder = ROOT / "docs" / part
    index = _text(folder / "README.md")
    pages = [page.name for page in folder.glob("*.md") if page.name != "README.md"]
    assert [page for page in pages if f"({page}" not in index] == []


def test_every_link_between_documents_leads_somewhere() -> None:
    dead = []
    for page in (path for path in _tracked() if path.suffix == ".md"):
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", _text(page)):
            if "://" not in target and not (page.parent / target).exists():
                dead.append(f"{page.relative_to(ROOT)} -> {target}")
    assert dead == []


@pytest.mark.parametrize("package", ["shanhai.matching.criteria", "shanhai.matching.rules"])
def test_every_criterion_and_rule_is_told_in_the_method(package: str) -> None:
    kinds = importlib.import_module(package).ALL
    method = _pages("method")
    assert kinds
    assert [kind for kind in kinds if f"`{kind}`" not in method] == []


@pytest.mark.parametrize("package", ["criteria", "rules"])
def test_every_criterion_and_rule_has_a_test_file_of_its_own(package: str) -> None:
    declared = re.compile(r'^    kind: ClassVar\[str\] = "', re.M)
    files = [
        path for path in (ROOT / "shanhai/matching" / package).glob("*.py") if declared.search(_text(path))
    ]
    tests = ROOT / "tests/matching" / package
    assert files
    assert [path.name for path in files if not (tests / f"test_{path.name}").exists()] == []


def test_every_command_is_told_in_the_guide() -> None:
    commands = importlib.import_module("shanhai.cli").main.commands
    guide = _pages("guide")
    assert commands
    assert [name for name in commands if f"shanhai {name}" not in guide] == []


# Dependencies


def _requirements(*extras: str) -> set[str]:
    asked = [
        *PROJECT["dependencies"],
        *(line for extra in extras for line in PROJECT["optional-dependencies"][extra]),
    ]
    return {_name_of(line) for line in asked}


def test_every_dependency_is_listed_with_its_licence_and_the_reason() -> None:
    page = _text(ROOT / "docs/develop/dependencies.md")
    listed = {
        cells[0].strip(" `").lower()
        for cells in (line.strip("|").split("|") for line in page.splitlines() if line.startswith("| `"))
        if len(cells) == 3 and all(cell.strip() for cell in cells)
    }
    assert listed == _requirements(*PROJECT["optional-dependencies"])


@pytest.mark.parametrize("lock", LOCKED_EXTRAS)
def test_every_lock_holds_what_is_asked_for(lock: str) -> None:
    assert _requirements(*LOCKED_EXTRAS[lock]) | {"setuptools"} <= _locked(lock).keys()


@pytest.mark.parametrize("lock", LOCKED_EXTRAS)
def test_every_locked_package_has_a_hash_and_no_lock_an_address(lock: str) -> None:
    text = _text(ROOT / f"requirements/{lock}.txt")
    unhashed = [entry for entry in re.split(r"\n(?=\S)", text.strip()) if "--hash=sha256:" not in entry]
    assert unhashed == []
    assert "://" not in text
    assert "/" not in text


@pytest.mark.parametrize("lock", LOCKED_EXTRAS)
def test_what_runs_is_what_was_tested(lock: str) -> None:
    tested = _locked("dev")
    locked = _locked(lock)
    assert {
        name: (locked[name], tested[name]) for name in locked.keys() & tested if locked[name] != tested[name]
    } == {}
