#include "lab/report/html.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/lab/report/example_result.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::lab;

TEST_CASE("the example report is one file below 1 MB", "[html]") {
  const std::string page = html_report(example::result());
  // For the browser check and for looking at it: TIERSIM_EXAMPLE_HTML=/tmp/report.html test_lab_report "[html]"
  if (const char* path = std::getenv("TIERSIM_EXAMPLE_HTML")) std::ofstream(path, std::ios::binary) << page;
  CHECK(page.size() < 1'000'000);
  CHECK(page.starts_with("<!doctype html>"));
  CHECK(page.ends_with("</html>\n"));
}
