"""`./dev` with programs in the place of apt-get, CMake, ninja and tiersim that only do as they are told."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class House:
    """A copy of ``dev`` in an empty folder, and the programs it meets."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copy(ROOT / "dev", folder / "dev")
        self.program("bin/dpkg-query", "echo install ok installed")
        self.program("bin/apt-get", "echo unexpected; exit 1")
        self.program("bin/cmake", "mkdir -p build/release; : >build/release/build.ninja")
        self.program("bin/ninja", "exit 0")
        (folder / "CMakePresets.json").write_text("{}")

    def program(self, path: str, script: str) -> None:
        """Put a shell script at ``path``."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)

    def dev(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``./dev`` with ``arguments`` from another folder."""
        path = f"{self.folder / 'bin'}:{os.environ['PATH']}"
        return subprocess.run(
            [self.folder / "dev", *arguments],
            cwd=self.folder / "bin",
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_help_names_every_command_and_nothing_else(house: House) -> None:
    listed = [line.split()[0] for line in house.dev("help").stdout.splitlines() if line[:2] == "  " and line[2] != " "]
    assert listed == ["build", "demo", "test", "bench", "lint", "docs", "vectors", "help"]


def test_without_a_command_it_helps(house: House) -> None:
    assert house.dev().stdout == house.dev("help").stdout


@pytest.mark.parametrize("arguments", [["dance"], ["build", "x"], ["test", "--quick"], ["vectors"], ["lint", "x"]])
def test_wrong_usage_is_exit_2_and_names_the_help(house: House, arguments: list[str]) -> None:
    done = house.dev(*arguments)
    assert done.returncode == 2
    assert done.stderr.endswith("try: ./dev help\n")


def test_build_is_one_line_when_it_goes_well(house: House) -> None:
    done = house.dev("build")
    assert done.returncode == 0
    assert done.stdout == ""
    assert done.stderr.splitlines()[0].startswith("ok    build (release)")


def test_a_failing_step_shows_the_end_of_its_log_and_where_it_is(house: House) -> None:
    house.program("bin/ninja", "echo the compiler is unhappy; exit 7")
    done = house.dev("build")
    assert done.returncode == 1
    assert "FAILED  build (release) (exit 7)\n" in done.stderr
    assert "  | the compiler is unhappy\n" in done.stderr
    assert done.stderr.endswith("first failing step: build (release); its whole log: build/logs/build-release.log\n")


def test_a_failing_configuration_is_not_followed_by_a_build(house: House) -> None:
    house.program("bin/cmake", "echo no compiler; exit 1")
    house.program("bin/ninja", "touch built")
    assert house.dev("build").returncode == 1
    assert not (house.folder / "built").exists()


def test_a_configuration_that_failed_is_tried_again(house: House) -> None:
    house.program("bin/cmake", "mkdir -p build/release; : >build/release/build.ninja; exit 1")
    house.dev("build")
    assert not (house.folder / "build/release/build.ninja").exists()


def test_missing_packages_are_installed_in_one_go(house: House) -> None:
    house.program("bin/dpkg-query", 'case "$*" in *ccache|*catch2) exit 1 ;; esac; echo install ok installed')
    house.program("bin/apt-get", 'echo "$*" >>calls')
    house.program("bin/sudo", 'exec "$@"')
    done = house.dev("build")
    assert done.returncode == 0
    calls = (house.folder / "calls").read_text().splitlines()
    assert [call.split()[4] for call in calls] == ["update", "install"]
    assert calls[1].split()[5:] == ["--no-install-recommends", "ccache", "catch2"]


DEMO = "mkdir -p build/demo; echo summary; for f in result.json report.html; do echo x >build/demo/$f; done"


@pytest.mark.parametrize("verdict", [0, 4, 5])
def test_the_demo_succeeds_whatever_the_verdict(house: House, verdict: int) -> None:
    house.program("build/release/tiersim", f"{DEMO}; exit {verdict}")
    done = house.dev("demo")
    assert done.returncode == 0
    assert done.stdout == "summary\n"
    assert done.stderr.endswith(f"the report: {house.folder}/build/demo/report.html\n")


@pytest.mark.parametrize("code", [1, 2, 3, 139])
def test_the_demo_fails_when_no_run_was_made(house: House, code: int) -> None:
    house.program("build/release/tiersim", f"exit {code}")
    done = house.dev("demo")
    assert done.returncode == 1
    assert done.stderr.endswith(f"dev: the run failed (tiersim: exit {code})\n")


def test_the_demo_fails_without_a_report(house: House) -> None:
    house.program("build/release/tiersim", "mkdir -p build/demo; echo x >build/demo/result.json")
    done = house.dev("demo")
    assert done.returncode == 1
    assert done.stderr.endswith("dev: the run wrote no build/demo/report.html\n")


def test_the_demo_does_not_take_an_old_report_for_its_own(house: House) -> None:
    (house.folder / "build/demo").mkdir(parents=True)
    for name in ("result.json", "report.html"):
        (house.folder / "build/demo" / name).write_text("old")
    house.program("build/release/tiersim", "exit 0")
    assert house.dev("demo").returncode == 1


def fast_tests(house: House, ctest: str) -> subprocess.CompletedProcess[str]:
    """``./dev test --fast`` with walls that stand and such a ctest."""
    walls = house.folder / "tests/walls/check_walls.py"
    walls.parent.mkdir(parents=True)
    walls.write_text("")
    house.program("bin/ctest", ctest)
    return house.dev("test", "--fast")


def test_the_tests_close_with_their_number(house: House) -> None:
    done = fast_tests(house, "echo '100% tests passed, 0 tests failed out of 12'")
    assert done.returncode == 0
    assert done.stdout == "12 passed, 0 failed, 0 skipped\n"


def test_failed_tests_are_counted_and_fail(house: House) -> None:
    done = fast_tests(house, "echo '83% tests passed, 2 tests failed out of 12'; exit 8")
    assert done.returncode == 1
    assert done.stdout == "10 passed, 2 failed, 0 skipped\n"
    assert "first failing step: C++ tests (release)" in done.stderr


def test_tests_that_crash_without_numbers_count_as_one_failure(house: House) -> None:
    done = fast_tests(house, "echo no tests were found; exit 8")
    assert done.returncode == 1
    assert done.stdout == "0 passed, 1 failed, 0 skipped\n"


def test_vectors_wants_a_folder_that_is_there(house: House) -> None:
    done = house.dev("vectors", "nowhere")
    assert done.returncode == 1
    assert done.stderr == "dev: there is no folder 'nowhere'\n"
