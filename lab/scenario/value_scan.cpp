#include "lab/scenario/value_scan.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace tiersim::lab {

namespace {

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

NumberAndRest split_number(std::string_view text) {
  std::size_t begin = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  std::size_t end = skip_digits(text, begin);
  std::size_t digits = end - begin;
  if (end < text.size() && text[end] == '.') {
    const std::size_t after = skip_digits(text, end + 1);
    digits += after - end - 1;
    end = after;
  }
  if (digits == 0) return {{}, text};
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    std::size_t exponent = end + 1;
    if (exponent < text.size() && (text[exponent] == '-' || text[exponent] == '+')) ++exponent;
    const std::size_t after = skip_digits(text, exponent);
    if (after > exponent) end = after;  // else the E is a unit: exa
  }
  return {text.substr(0, end), text.substr(end)};
}

double scaled_decimal(std::string_view number, int exponent) {
  if (number.starts_with('+')) number.remove_prefix(1);
  const std::size_t mark = number.find_first_of("eE");
  if (mark != std::string_view::npos) {
    std::string_view written = number.substr(mark + 1);
    if (written.starts_with('+')) written.remove_prefix(1);
    int own = 0;
    const auto [rest, error] =
        std::from_chars(written.data(), written.data() + written.size(), own);
    constexpr int far_beyond = 100'000;
    if (error != std::errc{}) own = written.starts_with('-') ? -far_beyond : far_beyond;
    exponent += std::clamp(own, -far_beyond, far_beyond);
    number = number.substr(0, mark);
  }
  const std::string text = std::string(number) + "e" + std::to_string(exponent);
  double value = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) {
    if (exponent < 0) return 0;
    return number.starts_with('-') ? -std::numeric_limits<double>::infinity()
                                   : std::numeric_limits<double>::infinity();
  }
  return value;
}

std::optional<double> whole_number_text(std::string_view text) {
  const NumberAndRest split = split_number(trimmed(text));
  if (split.number.empty() || !split.rest.empty()) return std::nullopt;
  return scaled_decimal(split.number, 0);
}

std::string quote(std::string_view text) {
  constexpr std::size_t longest = 60;
  return text.size() <= longest ? "\"" + std::string(text) + "\""
                                : "\"" + std::string(text.substr(0, longest)) + "…\"";
}

std::optional<Call> parse_call(std::string_view text) {
  text = trimmed(text);
  const std::size_t open = text.find('(');
  if (open == std::string_view::npos || !text.ends_with(')')) return std::nullopt;
  Call call;
  call.word = trimmed(text.substr(0, open));
  std::string_view inside = trimmed(text.substr(open + 1, text.size() - open - 2));
  if (inside.find_first_of("()") != std::string_view::npos) return std::nullopt;
  while (!inside.empty()) {
    const std::size_t comma = inside.find(',');
    const std::string_view argument = inside.substr(0, comma);
    const std::size_t equals = argument.find('=');
    if (equals == std::string_view::npos) {
      call.arguments.push_back({"", std::string(trimmed(argument))});
    } else {
      call.arguments.push_back({std::string(trimmed(argument.substr(0, equals))),
                                std::string(trimmed(argument.substr(equals + 1)))});
    }
    if (comma == std::string_view::npos) break;
    inside.remove_prefix(comma + 1);
    if (trimmed(inside).empty())
      call.arguments.push_back({});  // "f(1,)" has an empty last argument
  }
  return call;
}

}  // namespace tiersim::lab
