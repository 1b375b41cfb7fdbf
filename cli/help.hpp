#pragma once
#include <string>

namespace CLI {
class App;
}

namespace tiersim::cli {

/// The help of the program or of a command, at most 80 columns wide: how it is called, what it
/// does, its arguments, its options, and its footer as it stands. Of our own making because CLI11's
/// own text changes from version to version.
[[nodiscard]] std::string help_text(const CLI::App& command);

}  // namespace tiersim::cli
