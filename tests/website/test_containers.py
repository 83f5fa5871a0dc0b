"""The container files hold together with the application. None can be run here: they are read and linted."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
CONTAINERFILE = (ROOT / "Containerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))


def test_every_image_is_named_with_a_version() -> None:
    images = [
        *re.findall(r"^FROM (\S+)", CONTAINERFILE, re.M),
        *(service["image"] for service in COMPOSE["services"].values() if "image" in service),
    ]
    assert images
    assert [image for image in images if not re.search(r":\d+\.\d+", image)] == []


def test_what_the_image_copies_is_there() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINERFILE, re.M)
    files = [name for names in copied for name in names.split()]
    assert "shanhai" in files
    assert [name for name in files if not (ROOT / name).exists()] == []


def test_the_packages_in_the_image_are_held_to_the_lock() -> None:
    assert "--require-hashes --no-deps --requirement requirements/web.txt" in CONTAINERFILE


def test_the_application_does_not_run_as_root() -> None:
    users = re.findall(r"^USER (\S+)", CONTAINERFILE, re.M)
    assert users[-1:] == ["10001"]


def test_no_secret_stands_in_the_files_and_none_may_be_left_out() -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    secrets = re.findall(r"\$\{(SHANHAI_(?:SECRET_KEY|DATABASE_PASSWORD))([^}]*)\}", text)
    assert {name for name, _ in secrets} == {"SHANHAI_SECRET_KEY", "SHANHAI_DATABASE_PASSWORD"}
    assert [name for name, otherwise in secrets if not otherwise.startswith(":?")] == []


def test_the_database_is_reached_from_inside_only() -> None:
    database = COMPOSE["services"]["database"]
    assert "ports" not in database
    assert database["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert COMPOSE["services"]["shanhai"]["depends_on"]["database"]["condition"] == "service_healthy"


def test_every_setting_in_the_compose_file_is_one_that_the_application_reads() -> None:
    read = (ROOT / "shanhai/website/settings.py").read_text(encoding="utf-8")
    read += (ROOT / "shanhai/website/environment.py").read_text(encoding="utf-8")
    given = COMPOSE["services"]["shanhai"]["environment"]
    assert given
    assert [name for name in given if f'"{name}"' not in read] == []
