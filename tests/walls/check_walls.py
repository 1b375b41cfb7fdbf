#!/usr/bin/env python3
"""Checks that every include and import respects the layers, the rooms and the packages' walls.

Every co_await must stand where g++ 12 compiles it right, too (awaits.py).

::

    sim  <-  models  <-  lab  <-  cli, python        an arrow points at what may be included

Run from anywhere: ``check_walls.py [ROOT]``. Prints each breach as ``file:line`` with the rule and
what to write instead; exits 1 if there is one. docs/architecture.md gives the reasons.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from awaits import misplaced_awaits

LAYERS = {
    "sim": {"sim"},
    "models": {"sim", "models"},
    "lab": {"sim", "models", "lab"},
    "cli": {"sim", "models", "lab", "cli"},
    "python": {"sim", "models", "lab", "python"},
    "bench": {"sim", "models", "lab", "bench", "tests"},
    "tests": {"sim", "models", "lab", "cli", "tests"},
}

LAYER_CURES = {
    "sim": "a type of sim/; what differs between models comes in as a parameter or a callback",
    "models": "the value itself, as a field of Params: lab/ reads files and fills it in",
    "lab": "nothing: return a value or take a stream, and let the caller print it",
    "cli": "the function of lab/ that both call",
    "python": "the function of lab/ that both call",
    "bench": "what the command calls: a function of lab/",
    "tests": "what the binding calls: a function of lab/",
}

CPP_SUFFIXES = {".hpp", ".cpp", ".h", ".cc", ".hh", ".ipp", ".inl"}

# A lab room -> the other lab rooms it may include: data walks from the file to the page, one way.
LAB_ROOMS = {
    "importing": set(),
    "scenario": {"importing"},
    "kubernetes": {"scenario"},
    "result": set(),
    "experiment": {"scenario", "importing", "result"},
    "report": {"result"},
}
LAB_ROOMS_WITHOUT_MODELS = {"result", "report"}

SHARED_MODELS_ROOMS = {"queueing"}
CATALOGUE = "models/catalogue.hpp"


@dataclass(frozen=True)
class Wall:
    """Where a package may be included, and what takes its place elsewhere."""

    name: str
    pattern: str
    allowed: str
    cure: str

    def place(self) -> str:
        """The pattern as people write paths."""
        return re.sub(r"(\.|\\w)\*", "*", self.allowed).replace("\\.", ".")


WALLS = [
    Wall("Catch2", r"catch2/.*", r"tests/support/catch\.hpp", '"tests/support/catch.hpp", in tests/ and bench/'),
    Wall("rapidcheck", r"rapidcheck(/.*|\.h)", r"tests/properties/property\.hpp", '"tests/properties/property.hpp"'),
    Wall("google benchmark", r"benchmark/.*", r"bench/.*", "nothing: a benchmark lives in bench/"),
    Wall("pybind11", r"pybind11/.*", r"python/src/.*", "nothing: bindings live in python/src/"),
    Wall("CLI11", r"CLI/.*", r"cli/.*\.cpp", "plain parameters: arguments are parsed in a .cpp of cli/"),
    Wall("nlohmann/json", r"nlohmann/.*", r"lab/.*|tests/.*|bench/.*",
         '"sim/description/description.hpp": say the field in describe(); lab/ reads and writes it'),
    Wall("yaml-cpp", r"yaml-cpp/.*", r"lab/.*\.cpp",
         "the plain structs of lab/scenario/; a .cpp of lab/ reads YAML into them"),
    Wall("fmt", r"fmt/.*", r"(lab|cli)/.*\.cpp|python/src/.*|tests/.*|bench/.*",
         "numbers and std::string_view; a .cpp of lab/ or cli/ makes text of them"),
    Wall("Eigen", r"Eigen/.*", r"models/theory/.*\.cpp|sim/statistics/.*\.cpp",
         "the functions of models/theory/, which hide Eigen in their .cpp"),
    Wall("Boost.Graph", r"boost/(graph|property_map)/.*", r"lab/scenario/topology\w*\.cpp",
         '"lab/scenario/topology.hpp", which answers questions about the graph'),
    Wall("Boost.Multiprecision", r"boost/multiprecision/.*", r"models/theory/.*\.cpp",
         "a double, unless a formula loses its digits: then a .cpp of models/theory/"),
    Wall("Boost.CRC", r"boost/crc\.hpp", r"models/checksum\.cpp", '"models/checksum.hpp"'),
    Wall("Boost.Iostreams", r"boost/iostreams/.*", r"lab/importing/.*\.cpp",
         "the readers of lab/importing/, which unpack .gz by themselves"),
    Wall("Boost.Math", r"boost/math/.*", r"sim/(statistics|chance)/.*\.cpp|models/theory/.*\.cpp|tests/.*",
         "the quantiles and intervals of sim/statistics/"),
    Wall("oneTBB", r"(tbb|oneapi)/.*", r"lab/experiment/.*\.cpp",
         "the functions of lab/experiment/: one run is single-threaded"),
    Wall("POSIX", r"(unistd|sys/\w+)\.h", r"(lab/experiment|cli)/.*\.cpp|(tests|bench)/.*",
         "nothing: the operating system is asked in lab/experiment/ and cli/"),
    Wall("glibc's allocator", r"malloc\.h", r"(tests|bench)/.*",
         "nothing: how much memory a run takes is measured in tests/ and bench/"),
    Wall("threads", r"thread|mutex|shared_mutex|atomic|future|condition_variable|semaphore|latch|barrier|stop_token",
         r"(lab|cli|python|tests|bench)/.*", "nothing: one run is single-threaded; lab/experiment/ runs several"),
    Wall("files", r"fstream|filesystem", r"(lab|cli|python|tests|bench)/.*",
         "the values: lab/ opens files, the simulation never does"),
    Wall("the standard streams", r"iostream", r"(cli|tests|bench)/.*",
         "<ostream> and a parameter std::ostream&: a library does not print"),
    Wall("the standard library's random numbers", r"random", r"tests/.*|bench/.*",
         '"sim/chance/stream.hpp" and "sim/chance/distribution.hpp": the same bytes from every compiler'),
]  # fmt: skip

STANDARD = set("""
algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv cfloat charconv chrono
cinttypes climits clocale cmath compare complex concepts condition_variable coroutine csetjmp csignal
cstdarg cstddef cstdint cstdio cstdlib cstring ctime cuchar cwchar deque exception execution
filesystem format forward_list fstream functional future initializer_list iomanip ios iosfwd iostream
istream iterator latch limits list locale map memory memory_resource mutex new numbers numeric
optional ostream queue random ranges ratio regex scoped_allocator semaphore set shared_mutex
source_location span sstream stack stdexcept stop_token streambuf string string_view syncstream
system_error thread tuple type_traits typeindex typeinfo unordered_map unordered_set utility valarray
variant vector version
""".split())  # fmt: skip

# The package tiersim needs NumPy; the others are extras, so that they are imported where they are used.
PYTHON_NEEDS = {"numpy", "tiersim"}
PYTHON_EXTRAS = {"pandas", "polars", "pyarrow", "matplotlib", "IPython"}


@dataclass(frozen=True)
class Breach:
    """One include or import on the wrong side of a wall."""

    file: str
    line: int
    text: str
    rule: str
    cure: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}\n    {self.rule}\n    instead: {self.cure}"


def included(source: str) -> Iterator[tuple[int, str, str]]:
    """Line, bracket (``"`` or ``<``) and path of every include outside comments."""
    blank = re.sub(r"/\*.*?\*/", lambda match: "\n" * match[0].count("\n"), source, flags=re.DOTALL)
    for number, line in enumerate(blank.splitlines(), start=1):
        match = re.match(r'\s*#\s*include\s*(["<])([^">]+)[">]', line)
        if match:
            yield number, match[1], match[2]


def own_rule(file: str, target: str) -> tuple[str, str] | None:
    """Rule and cure if ``file`` may not include the project's file ``target``."""
    layer, wanted = file.split("/")[0], target.split("/")[0]
    if wanted not in LAYERS[layer]:
        allowed = ", ".join(sorted(LAYERS[layer]))
        return f"{layer}/ may include {allowed} only, not {wanted}/", LAYER_CURES[layer]
    room = PurePosixPath(file).parent.as_posix().split("/")[1:2]
    wanted_room = PurePosixPath(target).parent.as_posix().split("/")[1:2]
    if layer == "models":
        return models_rule(file, target, room, wanted_room)
    if layer == "lab" and room:
        if wanted == "models" and room[0] in LAB_ROOMS_WITHOUT_MODELS:
            return f"lab/{room[0]} knows results only, not the models", '"lab/result/result.hpp"'
        known = LAB_ROOMS.get(room[0])
        if (
            wanted == "lab"
            and wanted_room
            and known is not None
            and wanted_room != room
            and wanted_room[0] not in known
        ):
            rooms = ", ".join(sorted(known)) or "no other room of lab/"
            return f"lab/{room[0]} may include {rooms}, not lab/{wanted_room[0]}", (
                "data walks one way (scenario -> run -> result -> report): take it as a parameter"
            )
    return None


def models_rule(file: str, target: str, room: list[str], wanted: list[str]) -> tuple[str, str] | None:
    """The rule between the rooms of ``models``: they meet in its top-level headers."""
    if not target.startswith("models/"):
        return None
    if room and target == CATALOGUE:
        return (
            "the catalogue lists the rooms, so that no room may include it",
            '"models/service.hpp"',
        )
    if not wanted or wanted == room or wanted[0] in SHARED_MODELS_ROOMS or file == CATALOGUE:
        return None
    here = f"models/{room[0]}" if room else "a top-level header of models/"
    return f"rooms of models/ do not include each other ({here} includes models/{wanted[0]})", (
        '"models/service.hpp", where they meet; what several rooms need belongs in models/ or models/queueing'
    )


def include_breach(root: Path, file: str, line: int, bracket: str, path: str) -> Breach | None:
    """What is wrong with one include of ``file``, if anything."""
    text = f'#include "{path}"' if bracket == '"' else f"#include <{path}>"
    if path.split("/")[0] in LAYERS and "/" in path:
        if bracket == "<":
            return Breach(file, line, text, "the project's own headers are included with quotes", f'"{path}"')
        broken = own_rule(file, path)
        return Breach(file, line, text, *broken) if broken else None
    if bracket == '"':
        beside = (PurePosixPath(file).parent / path).as_posix()
        cure = f'"{beside}"' if (root / beside).exists() else "the path from the root of the repository"
        return Breach(file, line, text, "includes are written from the root of the repository", cure)
    for wall in WALLS:
        if re.fullmatch(wall.pattern, path):
            if re.fullmatch(wall.allowed, file):
                return None
            return Breach(file, line, text, f"{wall.name} stays behind its wall: {wall.place()}", wall.cure)
    if path in STANDARD:
        return None
    return Breach(file, line, text, f"no wall is known for <{path}>",
                  "what is there already; a new package needs its wall in tests/walls/check_walls.py")  # fmt: skip


def await_breach(file: str, line: int, place: str) -> Breach:
    """What is wrong with a co_await of ``file`` that stands where it must not."""
    return Breach(file, line, "co_await", f"no co_await in {place}: g++ 12 miscompiles it",
                  "a statement that names the result first: const auto answer = co_await …;")  # fmt: skip


def imported(tree: ast.Module) -> Iterator[tuple[int, str, bool]]:
    """Line, top-level name and whether it runs on import, of every import of a Python module."""

    def visit(node: ast.AST, runs: bool) -> Iterator[tuple[int, str, bool]]:
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name.split(".")[0], runs
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.lineno, (node.module or "").split(".")[0], runs
        typing_only = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or typing_only
        for child in ast.iter_child_nodes(node):
            yield from visit(child, runs and not inside)

    yield from visit(tree, True)


def import_breach(file: str, line: int, name: str, runs: bool) -> Breach | None:
    """What is wrong with one import of the package ``tiersim``, if anything."""
    if name in sys.stdlib_module_names or name in PYTHON_NEEDS:
        return None
    if name not in PYTHON_EXTRAS:
        return Breach(file, line, f"import {name}", f"the package tiersim does not depend on {name}",
                      "numpy and the standard library; a new one needs pyproject.toml and its wall")  # fmt: skip
    if runs and not file.endswith(".pyi"):
        return Breach(file, line, f"import {name}", f"{name} is an extra: importing tiersim must work without it",
                      "the same import inside the function that uses it")  # fmt: skip
    return None


def check(root: Path) -> list[Breach]:
    """Every breach under ``root``, by file and line."""
    breaches: list[Breach | None] = []
    for layer in LAYERS:
        for path in sorted(p for p in (root / layer).rglob("*") if p.suffix in CPP_SUFFIXES):
            file = path.relative_to(root).as_posix()
            source = path.read_text(encoding="utf-8")
            breaches += [include_breach(root, file, *include) for include in included(source)]
            if "co_await" in source:
                breaches += [await_breach(file, *one) for one in misplaced_awaits(source)]
    for path in sorted((root / "python" / "tiersim").rglob("*.py*")):
        if path.suffix in (".py", ".pyi"):
            file = path.relative_to(root).as_posix()
            breaches += [import_breach(file, *one) for one in imported(ast.parse(path.read_text(encoding="utf-8")))]
    return [breach for breach in breaches if breach]


def main(arguments: list[str]) -> int:
    """Check the tree at ``arguments[0]``, or this repository."""
    breaches = check(Path(arguments[0]) if arguments else Path(__file__).resolve().parents[2])
    for breach in breaches:
        print(breach)
    if breaches:
        print(f"{len(breaches)} wall(s) crossed; docs/architecture.md explains them")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
