#pragma once
// Golden texts: what people read, kept as files and reviewed as a diff.
//     TIERSIM_RENEW_GOLDEN=1 test_lab_report        (from the root of the repository) writes them
//     anew.
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace tiersim::lab {

/// The golden text of that name; with TIERSIM_RENEW_GOLDEN set, `text` is written there first.
inline std::string golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(TIERSIM_SOURCE_DIR) + "/tests/lab/report/golden/" + name;
  if (std::getenv("TIERSIM_RENEW_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << text;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

}  // namespace tiersim::lab
