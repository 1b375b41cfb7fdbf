#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "lab/importing/stamp.hpp"

namespace tiersim::lab {

/// One request of an access log; views into its line.
struct AccessLogLine {
  Stamp at = 0;  ///< whole seconds
  std::string_view
      method;  ///< "-" if there was no request in HTTP (a time-out, a stray TLS handshake)
  std::string_view path;               ///< with its query; "-" likewise
  std::uint16_t status = 0;            ///< 0: "-"
  std::optional<std::uint64_t> bytes;  ///< nothing: "-"
};

/// Takes a line in Common or Combined Log Format apart: `host identity user [stamp] "request"
/// status bytes …`. Whatever stands before the stamp and after the size may hold blanks. Returns
/// what is wrong; empty: nothing.
[[nodiscard]] std::string_view parse(std::string_view line, AccessLogLine& entry);

}  // namespace tiersim::lab
