"""A co_await that g++ 12 miscompiles is found, and no other."""

import pytest
from awaits import misplaced_awaits


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("if (co_await gate.wait()) go();", "a condition"),
        ("if (!co_await gate.wait()) go();", "a condition"),
        ("if (const bool passed = co_await gate.wait(); passed) go();", "a condition"),
        ("if constexpr (f(co_await gate.wait())) go();", "a condition"),
        ("while (co_await gate.wait()) go();", "a condition"),
        ("do go(); while (co_await gate.wait());", "a condition"),
        ("switch (co_await next()) { case 1: break; }", "a condition"),
        ("for (int i = co_await next(); i > 0; --i) go();", "a condition"),
        ("const int n = ready ? 1 : co_await next();", "a conditional expression"),
        ("const int n = f(co_await next()) ? 1 : 2;", "a conditional expression"),
        ("const bool both = one && co_await other();", "an operand of && or ||"),
        ("const bool any = (co_await one()).ok || other;", "an operand of && or ||"),
        ("co_return co_await one() && other;", "an operand of && or ||"),
        ("const Outcome out{co_await next()};", "a braced initialiser"),
        ("const Outcome out = {kind, co_await next()};", "a braced initialiser"),
        ("co_return Outcome{kind, co_await next()};", "a braced initialiser"),
        ("call({.patience = co_await next()});", "a braced initialiser"),
        ("auto f = [&]() -> Task<int> { if (co_await gate.wait()) go(); co_return 1; };", "a condition"),
    ],
)
def test_a_misplaced_co_await_is_found_in_its_line(statement: str, place: str) -> None:
    assert list(misplaced_awaits(f"Task<int> f() {{\n  go();\n  {statement}\n}}\n")) == [(3, place)]


@pytest.mark.parametrize(
    "statement",
    [
        "co_await gate.wait();",
        "const bool passed = co_await gate.wait();",
        "auto&& answer = co_await next();",
        "for (;;) co_await gate.wait();",
        "while (a && b) co_await gate.wait();",
        "if (a || b) co_return co_await next();",
        "work.answered(co_await sojourn.through(call));",
        "static_cast<void>(co_await next());",
        "lease = co_await resource.acquire({.patience = a ? 1s : 2s});",
        "co_await simulation.delay(a && b ? 1s : 2s);",
        "call(a && b, co_await next());",
        "{ co_await gate.wait(); }",
        "switch (kind) { case 1: co_await gate.wait(); break; }",
        "scope.spawn([](Gate& g) -> Process { co_await g.wait(); }(gate));",
        "Awaiter operator co_await() && noexcept;",
        "// if (co_await gate.wait()) go();",
        'const char* text = "if (co_await gate.wait())";',
        'const char* text = R"x(if (co_await gate.wait()))x";',
        "const int million = 1'000'000; co_await gate.wait();",
    ],
)
def test_a_co_await_in_a_statement_of_its_own_passes(statement: str) -> None:
    assert list(misplaced_awaits(f"Task<int> f() {{\n  {statement}\n}}\n")) == []
