"""The walls stand, and the check sees a planted breach of every rule."""

import subprocess
import sys
from pathlib import Path

import pytest
from check_walls import check, main

ROOT = Path(__file__).resolve().parents[2]


def plant(root: Path, file: str, *lines: str) -> None:
    """Write ``lines`` as ``file`` under ``root``."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_no_wall_of_the_repository_is_crossed() -> None:
    assert "\n".join(map(str, check(ROOT))) == ""


@pytest.mark.parametrize(
    ("file", "line", "rule", "cure"),
    [
        ("sim/kernel/a.hpp", '#include "models/request.hpp"', "sim/ may include sim only", "a type of sim/"),
        ("sim/kernel/a.cpp", '#include "lab/result/result.hpp"', "sim/ may include sim only", "callback"),
        ("models/edge/a.cpp", '#include "lab/scenario/scenario.hpp"', "not lab/", "a field of Params"),
        ("models/edge/a.cpp", '#include "cli/main.hpp"', "not cli/", "a field of Params"),
        ("models/edge/a.cpp", '#include "models/data/postgres.hpp"', "do not include each other", "models/service.hpp"),
        ("models/service.hpp", '#include "models/data/postgres.hpp"', "a top-level header", "models/service.hpp"),
        ("models/edge/a.cpp", '#include "models/catalogue.hpp"', "the catalogue lists", "models/service.hpp"),
        ("lab/report/a.cpp", '#include "cli/main.hpp"', "not cli/", "return a value or take a stream"),
        ("lab/report/a.cpp", '#include "models/service.hpp"', "knows results only", "lab/result/result.hpp"),
        ("lab/report/a.cpp", '#include "lab/scenario/scenario.hpp"', "not lab/scenario", "one way"),
        ("lab/result/a.cpp", '#include "lab/report/html.hpp"', "no other room of lab/", "one way"),
        ("cli/a.cpp", '#include "python/src/bind.hpp"', "not python/", "the function of lab/"),
        ("lab/report/a.cpp", '#include "tests/support/catch.hpp"', "not tests/", "return a value"),
        ("sim/kernel/a.hpp", "#include <fmt/format.h>", "fmt stays behind its wall", "lab/ or cli/ makes text"),
        ("lab/report/a.hpp", "#include <fmt/format.h>", "fmt stays behind its wall", "lab/ or cli/ makes text"),
        ("models/cost/a.hpp", "#include <nlohmann/json.hpp>", "nlohmann/json stays", "sim/description/description.hpp"),
        ("models/edge/a.cpp", "#include <yaml-cpp/yaml.h>", "yaml-cpp stays", "lab/scenario"),
        ("models/theory/a.hpp", "#include <Eigen/Dense>", "Eigen stays", "models/theory"),
        ("lab/experiment/a.cpp", "#include <boost/graph/adjacency_list.hpp>", "Boost.Graph stays", "topology.hpp"),
        ("lab/scenario/a.cpp", "#include <boost/iostreams/filter/gzip.hpp>", "Boost.Iostreams stays", "lab/importing"),
        ("lab/report/a.cpp", "#include <boost/math/distributions.hpp>", "Boost.Math stays", "sim/statistics"),
        ("lab/experiment/a.hpp", "#include <tbb/parallel_for.h>", "oneTBB stays", "single-threaded"),
        ("lab/experiment/a.cpp", "#include <CLI/CLI.hpp>", "CLI11 stays", "plain parameters"),
        ("lab/experiment/a.cpp", "#include <pybind11/pybind11.h>", "pybind11 stays", "python/src/"),
        ("tests/sim/a_test.cpp", "#include <catch2/catch.hpp>", "Catch2 stays", "tests/support/catch.hpp"),
        ("tests/sim/a_test.cpp", "#include <rapidcheck.h>", "rapidcheck stays", "tests/properties/property.hpp"),
        ("sim/kernel/a.cpp", "#include <mutex>", "threads stays", "lab/experiment/ runs several"),
        ("models/workload/a.cpp", "#include <fstream>", "files stays", "lab/ opens files"),
        ("lab/report/a.cpp", "#include <iostream>", "the standard streams stays", "std::ostream&"),
        ("sim/chance/a.cpp", "#include <random>", "random numbers stays", "sim/chance/stream.hpp"),
        ("sim/kernel/a.cpp", "#include <unistd.h>", "POSIX stays", "lab/experiment/ and cli/"),
        ("lab/experiment/a.cpp", "#include <malloc.h>", "glibc's allocator stays", "tests/ and bench/"),
        ("sim/kernel/a.cpp", "#include <zlib.h>", "no wall is known for <zlib.h>", "a new package needs"),
        ("sim/kernel/a.cpp", "#include <sim/time.hpp>", "with quotes", '"sim/time.hpp"'),
        ("sim/kernel/a.cpp", '#include "task.hpp"', "from the root of the repository", "the path from the root"),
        ("sim/kernel/a.cpp", '  #  include "../time.hpp"', "from the root of the repository", "the path from the root"),
        ("python/tiersim/a.py", "import requests", "does not depend on requests", "numpy and the standard library"),
        ("python/tiersim/a.py", "import pandas as pd", "pandas is an extra", "inside the function"),
        ("python/tiersim/a.py", "from matplotlib.axes import Axes", "matplotlib is an extra", "inside the function"),
    ],
)  # fmt: skip
def test_a_breach_is_seen_with_its_place_rule_and_cure(
    tmp_path: Path, file: str, line: str, rule: str, cure: str
) -> None:
    plant(tmp_path, file, "", line)
    (breach,) = check(tmp_path)
    assert (breach.file, breach.line) == (file, 2)
    assert rule in breach.rule
    assert cure in breach.cure


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("sim/kernel/a.cpp", '#include "sim/time.hpp"'),
        ("models/edge/a.cpp", '#include "models/edge/load_balancer.hpp"'),
        ("models/edge/a.cpp", '#include "models/service.hpp"'),
        ("models/data/a.cpp", '#include "models/queueing/station.hpp"'),
        ("models/catalogue.hpp", '#include "models/data/postgres.hpp"'),
        ("lab/scenario/assemble.cpp", '#include "models/catalogue.hpp"'),
        ("lab/scenario/topology.cpp", "#include <boost/graph/adjacency_list.hpp>"),
        ("lab/experiment/replicate.cpp", "#include <tbb/task_arena.h>"),
        ("sim/statistics/interval.cpp", "#include <boost/math/distributions/students_t.hpp>"),
        ("cli/run.cpp", '#include "lab/experiment/replicate.hpp"'),
        ("tests/support/catch.hpp", "#include <catch2/catch.hpp>"),
        ("sim/kernel/a.cpp", "// #include <mutex>"),
        ("sim/kernel/a.cpp", "/* #include <mutex> */"),
        ("python/tiersim/a.py", "import numpy as np"),
        ("python/tiersim/a.py", "def frame():\n    import pandas"),
        ("python/tiersim/a.py", "if TYPE_CHECKING:\n    import pandas"),
        ("python/tiersim/_core.pyi", "import pandas"),
    ],
)
def test_what_the_house_allows_passes(tmp_path: Path, file: str, line: str) -> None:
    plant(tmp_path, file, line)
    assert check(tmp_path) == []


def test_the_lines_of_a_block_comment_are_counted(tmp_path: Path) -> None:
    plant(tmp_path, "sim/a.cpp", "/*", "#include <mutex>", "*/", "#include <mutex>")
    assert [breach.line for breach in check(tmp_path)] == [4]


def test_a_neighbour_included_by_its_bare_name_is_named_in_full(tmp_path: Path) -> None:
    plant(tmp_path, "sim/kernel/task.hpp", "")
    plant(tmp_path, "sim/kernel/a.cpp", '#include "task.hpp"')
    (breach,) = check(tmp_path)
    assert breach.cure == '"sim/kernel/task.hpp"'


def test_the_message_reads_like_a_compiler_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plant(tmp_path, "models/edge/a.cpp", '#include "models/data/postgres.hpp"')
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().out == (
        'models/edge/a.cpp:1: #include "models/data/postgres.hpp"\n'
        "    rooms of models/ do not include each other (models/edge includes models/data)\n"
        '    instead: "models/service.hpp", where they meet; what several rooms need belongs in models/ '
        "or models/queueing\n"
        "1 wall(s) crossed; docs/architecture.md explains them\n"
    )


def test_a_co_await_that_the_compiler_gets_wrong_is_a_breach(tmp_path: Path) -> None:
    plant(tmp_path, "models/edge/a.cpp", "Task<int> f() {", "  if (co_await gate.wait()) co_return 1;", "}")
    (breach,) = check(tmp_path)
    assert str(breach) == (
        "models/edge/a.cpp:2: co_await\n"
        "    no co_await in a condition: g++ 12 miscompiles it\n"
        "    instead: a statement that names the result first: const auto answer = co_await …;"
    )


def test_the_script_exits_0_on_an_empty_tree(tmp_path: Path) -> None:
    script = Path(__file__).with_name("check_walls.py")
    done = subprocess.run([sys.executable, script, tmp_path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
