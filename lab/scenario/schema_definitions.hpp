#pragma once
// The definitions that the schema refers to. Private to this room: nlohmann/json stays behind its
// wall.
#include <string_view>

#include <nlohmann/json.hpp>

namespace tiersim::lab {

/// `{"$ref": "#/$defs/…"}`.
[[nodiscard]] nlohmann::ordered_json schema_reference(std::string_view definition);
/// A text that matches a pattern.
[[nodiscard]] nlohmann::ordered_json schema_text(std::string_view description,
                                                 std::string_view pattern);
/// Times, rates, distributions and all other values that are written as one.
[[nodiscard]] nlohmann::ordered_json schema_value_definitions();
/// One step of an operation.
[[nodiscard]] nlohmann::ordered_json schema_of_step();

}  // namespace tiersim::lab
