#include "sim/description/diagnostic.hpp"

#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;

Diagnostic at(const std::string& file, int line, int column, Severity severity = Severity::Error) {
  return {severity, file + std::to_string(line), {file, line, column, 1}, "", ""};
}

TEST_CASE("errors are counted, warnings are not", "[diagnostic]") {
  Diagnostics diagnostics;
  CHECK(diagnostics.empty());
  diagnostics.add(at("a", 1, 1, Severity::Warning));
  CHECK_FALSE(diagnostics.has_errors());
  diagnostics.add(at("a", 2, 1));
  CHECK(diagnostics.error_count() == 1);
}

TEST_CASE("sorting goes by place and keeps files in the order in which they were met",
          "[diagnostic]") {
  Diagnostics diagnostics;
  diagnostics.add(at("b", 3, 1));
  diagnostics.add(at("a", 1, 1));
  diagnostics.add(at("b", 2, 7));
  diagnostics.add(at("b", 2, 5));
  diagnostics.sort();
  CHECK(diagnostics.items() ==
        std::vector<Diagnostic>{at("b", 2, 5), at("b", 2, 7), at("b", 3, 1), at("a", 1, 1)});
}

TEST_CASE("one collection takes in another", "[diagnostic]") {
  Diagnostics all;
  Diagnostics some;
  some.add(at("a", 1, 1));
  some.add(at("a", 2, 1, Severity::Warning));
  all.add(some);
  CHECK(all.items().size() == 2);
  CHECK(all.error_count() == 1);
}

}  // namespace
