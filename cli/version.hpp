#pragma once
#include <string>

namespace tiersim::cli {

/// "0.1.0"
[[nodiscard]] std::string version_number();
/// The commit it was built from, or "unknown" outside a repository.
[[nodiscard]] std::string version_commit();
/// "tiersim 0.1.0 (87280fe)"
[[nodiscard]] std::string version_text();

}  // namespace tiersim::cli
