#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"

namespace tiersim::cli {

/// What `tiersim explain RESULT... --why COMPONENT` is asked.
struct WhyQuestion {
  std::vector<std::string> results;  ///< Each a result.json, its folder, or "-".
  std::string component;
  std::string at{};  ///< Instants as written; empty: not given.
  std::string from{};
  std::string to{};
};

/// Tells why a component had as many replicas as it had; of several results side by side.
[[nodiscard]] ExitCode tell_why(const WhyQuestion& question, Environment& environment);

/// An instant as charts and reports write it, "h:mm:ss", and "h:mm" of a run of an hour or more or
/// "m:ss" of a shorter one; or a time since the start, "90s", "1h30m". Seconds.
[[nodiscard]] std::optional<double> read_instant(const std::string& text, double duration_s);

}  // namespace tiersim::cli
