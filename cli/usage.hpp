#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace tiersim::cli {

/// Looks at the text of an option: what is wrong with it, or nothing.
using TextCheck = std::function<std::string(const std::string&)>;

/// Takes whole numbers within the bounds, and nothing else; "-1" is none.
[[nodiscard]] TextCheck whole_number(std::uint64_t low, std::uint64_t high);

/// Takes one of the names; offers the nearest.
[[nodiscard]] TextCheck one_of(std::vector<std::string> names);

/// What is wrong with the arguments, with the nearest name, and where to look: two lines for
/// stderr.
[[nodiscard]] std::string usage_fault(const CLI::App& app, const CLI::ParseError& error,
                                      const std::vector<std::string>& arguments);

}  // namespace tiersim::cli
