"""Links of the pages lead somewhere, and the check sees one that does not."""

from pathlib import Path

from check_links import dead_links

ROOT = Path(__file__).resolve().parents[2]


def test_every_link_of_the_pages_leads_to_a_file() -> None:
    assert dead_links(ROOT) == []


def test_a_dead_link_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "here.md").write_text("one\n[two](nowhere.md#part) [three](here.md)\n")
    assert dead_links(tmp_path) == ["here.md:2: nowhere.md#part"]


def test_code_and_the_web_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "here.md").write_text(
        "```\n[a](nowhere.md)\n```\n`[b](nowhere.md)` [c](https://example.org) [d](#part)\n"
    )
    assert dead_links(tmp_path) == []
