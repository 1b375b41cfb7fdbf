#pragma once
// The whole scenario with an autoscaler, and complaints in brief.
#include <string>

#include "tests/lab/scenario/reading_fixture.hpp"
#include "tests/support/catch.hpp"

namespace tiersim::lab::test {

/// The whole scenario with an autoscaler of api, and with sections of one's own behind it.
inline std::string with_scaler(const std::string& autoscaler, const std::string& sections = "") {
  std::string text =
      spoilt(R"("slots": 32)", "\"slots\": 32, \"autoscaler\": { " + autoscaler + " }");
  const std::string links = R"(  "links": {)";
  return text.insert(text.find(links), sections);
}

inline std::string complaint_of(const std::string& autoscaler, const std::string& sections = "") {
  return render(read_text(with_scaler(autoscaler, sections)));
}

/// First line and cure of every complaint.
inline std::string in_brief(const std::string& text) {
  std::string brief;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    const std::string line = text.substr(begin, end - begin);
    const std::size_t error = line.find("error: ");
    if (error != std::string::npos)
      brief += line.substr(error + 7) + "\n";
    else if (line.starts_with("  ") && line[2] != ' ' && line.find(" | ") == std::string::npos)
      brief += line + "\n";
    begin = end + 1;
  }
  return brief;
}

}  // namespace tiersim::lab::test
