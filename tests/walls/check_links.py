#!/usr/bin/env python3
"""Checks that every relative link of the Markdown pages leads to a file: ``check_links.py [ROOT]``.

Prints ``file:line`` and the link for each that does not; exits 1 if there is one.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

LINK = re.compile(r"\]\(<?([^)\s>]+)>?[^)]*\)")
LEFT_OUT = {"build", ".venv", ".git", "node_modules"}


def pages(root: Path) -> Iterator[Path]:
    """Markdown files under ``root``, without those of builds and environments."""
    for path in sorted(root.rglob("*.md")):
        if not LEFT_OUT & set(path.relative_to(root).parts):
            yield path


def dead_links(root: Path) -> list[str]:
    """``file:line: link`` for every link to a file that is not there; code is not read."""
    dead = []
    for page in pages(root):
        text = re.sub(
            r"^(```|~~~).*?^\1", lambda m: "\n" * m[0].count("\n"), page.read_text(encoding="utf-8"),
            flags=re.DOTALL | re.MULTILINE,
        )  # fmt: skip
        for number, line in enumerate(text.splitlines(), start=1):
            for target in LINK.findall(re.sub(r"`[^`]*`", "", line)):
                path = target.split("#")[0]
                if path and "://" not in target and not target.startswith("mailto:"):
                    if not (page.parent / path).exists():
                        dead.append(f"{page.relative_to(root)}:{number}: {target}")
    return dead


def main(arguments: list[str]) -> int:
    """Check the tree at ``arguments[0]``, or this repository."""
    dead = dead_links(Path(arguments[0]) if arguments else Path(__file__).resolve().parents[2])
    for line in dead:
        print(f"{line}\n    leads nowhere; links are relative to the page they stand on")
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
