"""Finds each ``co_await`` that g++ 12 miscompiles.

In a condition, next to ``&&``, ``||`` or ``?:``, and in a braced initialiser its temporaries may be
destroyed too early or twice. A result that has a name of its own is safe:
``const bool passed = co_await gate.wait();``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

KEYWORDS_WITH_A_CONDITION = {"if", "while", "switch", "for", "constexpr"}
TOKEN = re.compile(
    r'R"(?P<delimiter>[^()\s\\]{0,16})\(.*?\)(?P=delimiter)"'  # raw strings
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|(?<![0-9A-Fa-f])'(?:[^'\\\n]|\\.)+'"  # characters, not the marks between digits
    r"|//[^\n]*|/\*.*?\*/"
    r"|[A-Za-z_]\w*"
    r"|&&|\|\||==|!=|<=|>=|::|[-+*/|&^%]=|[^\s\w]",
    re.DOTALL,
)
CLOSING = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True)
class Token:
    """A word or sign of C++ and its line."""

    text: str
    line: int


def tokens(source: str) -> list[Token]:
    """The words and signs of C++ without comments, texts and numbers."""
    found = []
    line, position = 1, 0
    for match in TOKEN.finditer(source):
        line += source.count("\n", position, match.start())
        position = match.start()
        if match[0][0] not in "\"'/" and not match[0].startswith('R"') or match[0] == "/":
            found.append(Token(match[0], line))
    return found


def enclosing(code: list[Token], at: int) -> Iterator[tuple[int, int]]:
    """The brackets around ``at``, innermost first: where each opens and closes."""
    depth, begin = 0, at
    while begin > 0:
        begin -= 1
        if code[begin].text in CLOSING.values():
            depth += 1
        elif code[begin].text in CLOSING and depth > 0:
            depth -= 1
        elif code[begin].text in CLOSING:
            yield begin, closing(code, begin)


def closing(code: list[Token], begin: int) -> int:
    """Where the bracket that opens at ``begin`` closes."""
    depth = 0
    for end in range(begin, len(code)):
        depth += (code[end].text in CLOSING) - (code[end].text in CLOSING.values())
        if depth == 0:
            return end
    return len(code)


def flat(code: list[Token], begin: int, end: int) -> Iterator[int]:
    """The places from ``begin`` to ``end`` outside of brackets that open there."""
    at = begin
    while at < end:
        yield at
        at = closing(code, at) + 1 if code[at].text in CLOSING else at + 1


def is_block(code: list[Token], begin: int, end: int) -> bool:
    """Whether braces hold statements; else they hold the values of an initialiser."""
    return any(code[at].text == ";" for at in flat(code, begin + 1, end))


def expression(code: list[Token], at: int, begin: int, end: int) -> tuple[int, int]:
    """The part between commas, semicolons and assignments, inside the brackets at begin and end, that holds ``at``."""
    first, last = begin + 1, end
    for here in flat(code, begin + 1, end):
        if code[here].text in {",", ";", "=", "co_return", "return"} or code[here].text in {"{", "}"}:
            if here < at and closing(code, here) < at:
                first = here + 1
            elif here > at and code[here].text != "{":
                last = here
                break
    return first, last


def fault_of(code: list[Token], at: int) -> str | None:
    """Where the ``co_await`` at a place stands that it must not."""
    for begin, end in enclosing(code, at):
        opening = code[begin].text
        if opening == "{" and not is_block(code, begin, end):
            return "a braced initialiser"
        first, last = expression(code, at, begin, end)
        signs = {code[here].text for here in flat(code, first, last)}
        if "?" in signs:
            return "a conditional expression"
        if signs & {"&&", "||"} and "auto" not in signs:
            return "an operand of && or ||"
        if opening == "(" and begin > 0 and code[begin - 1].text in KEYWORDS_WITH_A_CONDITION:
            return "a condition"
        if opening == "{":
            return None
    return None


def misplaced_awaits(source: str) -> Iterator[tuple[int, str]]:
    """Line and place of every ``co_await`` of a C++ file that g++ 12 may miscompile."""
    code = tokens(source)
    for at, token in enumerate(code):
        if token.text == "co_await" and not (at > 0 and code[at - 1].text == "operator"):
            place = fault_of(code, at)
            if place:
                yield token.line, place
