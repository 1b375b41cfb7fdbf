#pragma once
// Known answers for single components: one file each, `{given, expect}` cases.
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace tiersim::vectors {

using Json = nlohmann::json;

/// Answers a case: what is to equal `expect`, key by key. `expect` is given for what it asks for
/// only.
using Answer = std::function<Json(const Json& given, const Json& expect)>;

/// Those of one group of components, by the name of their file.
using Answers = std::map<std::string, Answer, std::less<>>;

[[nodiscard]] Answers nginx_answers();
[[nodiscard]] Answers balancing_answers();
[[nodiscard]] Answers placement_answers();
[[nodiscard]] Answers pool_answers();
[[nodiscard]] Answers messaging_answers();
[[nodiscard]] Answers theory_answers();
[[nodiscard]] Answers load_generator_answers();
[[nodiscard]] Answers connection_answers();
[[nodiscard]] Answers stampede_answers();

/// How an answer differs from what is expected; numbers may by 1e-6 of their size or by the
/// rounding of their last digit, whole ones may not. Empty: not at all.
[[nodiscard]] std::string difference(const Json& expected, const Json& actual,
                                     const std::string& path = "");

}  // namespace tiersim::vectors
