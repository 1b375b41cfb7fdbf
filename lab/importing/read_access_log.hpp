#pragma once
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lab/importing/import_report.hpp"
#include "models/request.hpp"
#include "sim/chance/stream.hpp"

namespace tiersim::lab {

/// How to read an access log.
struct AccessLogOptions {
  bool spread = true;       ///< place requests at random in their second; else all at its start
  bool keep_query = false;  ///< keep what follows `?` in a path
  std::optional<Duration> from{};  ///< since the second of the first request
  std::optional<Duration> to{};
};

/// The requests of an access log in order of time, a column each.
struct AccessLog {
  /// The size of an answer that the log gives as `-`.
  static constexpr std::uint64_t bytes_unknown = UINT64_MAX;

  std::vector<TimePoint> times;       ///< since the second of the first request (or since `from`)
  std::vector<std::uint32_t> path;    ///< place in `paths`
  std::vector<std::uint8_t> method;   ///< place in `methods`
  std::vector<std::uint16_t> status;  ///< HTTP status; 0 where the log has `-`
  std::vector<std::uint64_t> bytes;   ///< size of the answer's body
  std::vector<std::string> paths;     ///< distinct paths in order of first appearance
  std::vector<std::string> methods;   ///< distinct methods in order of first appearance
};

/// Reads Common or Combined Log Format (Apache HTTP Server, mod_log_config), packed or not.
/// Rejected lines are counted with reasons. Stamps are whole seconds, so `stream` places requests
/// uniformly inside them. Never throws on what a file contains.
[[nodiscard]] Imported<AccessLog> read_access_log(const std::string& path,
                                                  const AccessLogOptions& options, Stream stream);
[[nodiscard]] Imported<AccessLog> read_access_log(std::istream& in, const std::string& name,
                                                  const AccessLogOptions& options, Stream stream);

/// The class of every request: that of the longest prefix its path begins with; `otherwise` if none
/// fits.
[[nodiscard]] std::vector<ClassId> classes_by_prefix(
    const AccessLog& log, const std::vector<std::pair<std::string, ClassId>>& prefixes,
    ClassId otherwise);

}  // namespace tiersim::lab
