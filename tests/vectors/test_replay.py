"""How the vector programs' lines are added up."""

import json
from pathlib import Path

import pytest
from replay import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two vector files: three cases of hpa, two of queueing."""
    for name, cases in (("hpa/limits", 3), ("queueing/basic", 2)):
        path = tmp_path / "vectors" / f"{name}.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps({"cases": [{}] * cases}))
    return tmp_path / "vectors"


def program(tmp_path: Path, script: str) -> str:
    """A program that runs ``script``."""
    path = tmp_path / "some_vectors"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_cases_that_no_program_replays_are_skipped(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    some = program(tmp_path, "echo hpa/limits.json: 3 passed; echo 3 passed, 0 failed, 0 skipped")
    assert main(folder, [some]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "hpa/limits.json: 3 passed",
        "queueing/basic.json: 2 skipped (nothing in this build replays it)",
        "3 passed, 0 failed, 2 skipped",
    ]


def test_a_failed_case_is_exit_1(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    some = program(tmp_path, "echo hpa/limits.json: 1 failed; echo 2 passed, 1 failed, 0 skipped; exit 1")
    assert main(folder, [some]) == 1
    assert capsys.readouterr().out.endswith("2 passed, 1 failed, 2 skipped\n")


@pytest.mark.parametrize("script", ["echo hello", "exit 0", "echo 1 passed, 0 failed; exit 3"])
def test_a_program_that_breaks_off_is_no_success(folder: Path, tmp_path: Path, script: str) -> None:
    with pytest.raises(SystemExit, match="broke off"):
        main(folder, [program(tmp_path, script)])


def test_a_failure_must_be_counted(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="counts no failure"):
        main(folder, [program(tmp_path, "echo 1 passed, 0 failed, 0 skipped; exit 1")])
