#pragma once
// Small scanners that the parsers of values share.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lab/scenario/values.hpp"

namespace tiersim::lab {

/// The text without spaces at its ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// The decimal number at the start of a text, and the rest: "1.5ms" is "1.5" and "ms". An empty
/// number: there is none.
struct NumberAndRest {
  std::string_view number;
  std::string_view rest;
};

[[nodiscard]] NumberAndRest split_number(std::string_view text);

/// number · 10^exponent, rounded once. Precondition: `number` comes from `split_number` and is not
/// empty.
[[nodiscard]] double scaled_decimal(std::string_view number, int exponent);

/// The whole text as a number, or nothing.
[[nodiscard]] std::optional<double> whole_number_text(std::string_view text);

/// The text in quotation marks, shortened when long.
[[nodiscard]] std::string quote(std::string_view text);

/// `word(first, name=second)`.
struct Call {
  struct Argument {
    std::string name;  ///< Empty for a positional one.
    std::string text;
  };

  std::string word;
  std::vector<Argument> arguments;
};

/// Nothing when the text is no call: no parentheses, or something after them.
[[nodiscard]] std::optional<Call> parse_call(std::string_view text);

}  // namespace tiersim::lab
