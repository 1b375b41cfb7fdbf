#include "lab/result/json_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

namespace tiersim::lab {

std::string shortest(double value) {
  if (!std::isfinite(value)) return "null";
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return {digits.data(), end};
}

std::string quoted(std::string_view text) {
  using Json = nlohmann::json;
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

void JsonText::begin_object() {
  open('{');
}

void JsonText::end_object() {
  close('}');
}

void JsonText::begin_array() {
  open('[');
}

void JsonText::end_array() {
  close(']');
}

void JsonText::key(std::string_view name) {
  place();
  text_ += quoted(name);
  text_ += ": ";
  after_key_ = true;
}

void JsonText::value(double number) {
  place();
  text_ += shortest(number);
}

void JsonText::value(std::uint64_t number) {
  place();
  text_ += std::to_string(number);
}

void JsonText::value(bool flag) {
  place();
  text_ += flag ? "true" : "false";
}

void JsonText::value(std::string_view text) {
  place();
  text_ += quoted(text);
}

void JsonText::value(const std::vector<double>& numbers) {
  place();
  text_ += '[';
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i > 0) text_ += ", ";
    text_ += shortest(numbers[i]);
  }
  text_ += ']';
}

std::string JsonText::take() {
  text_ += '\n';
  return std::move(text_);
}

void JsonText::open(char bracket) {
  place();
  text_ += bracket;
  empty_.push_back(true);
}

void JsonText::close(char bracket) {
  const bool empty = empty_.back();
  empty_.pop_back();
  if (!empty) {
    text_ += '\n';
    text_.append(2 * empty_.size(), ' ');
  }
  text_ += bracket;
}

void JsonText::place() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (empty_.empty()) return;
  if (!empty_.back()) text_ += ',';
  empty_.back() = false;
  text_ += '\n';
  text_.append(2 * empty_.size(), ' ');
}

}  // namespace tiersim::lab
