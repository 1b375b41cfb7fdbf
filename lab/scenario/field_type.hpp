#pragma once
// What each type of field is called, how its values are written and in which unit its bounds stand:
// the one table that the reader, the schema, `explain` and the list of assumptions share.
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "lab/scenario/values.hpp"
#include "sim/description/description.hpp"

namespace tiersim::lab {

/// Specialised for every type that is written as one value.
///   phrase   what a message calls it: "a time"
///   example  how one is written in JSON
///   unit     base unit of results and bounds; empty for plain numbers
///   text     a value as it stands in a file, without quotation marks
///   base     a value in its base unit, for bounds (only when it has bounds)
template <class Value>
struct FieldType;

template <>
struct FieldType<bool> {
  static constexpr std::string_view phrase = "true or false";
  static constexpr std::string_view example = "true";
  static constexpr std::string_view unit = "";

  static std::string text(bool value) { return value ? "true" : "false"; }
};

template <class Whole>
requires std::same_as<Whole, int> || std::same_as<Whole, std::int64_t>

struct FieldType<Whole> {
  static constexpr std::string_view phrase = "a whole number";
  static constexpr std::string_view example = "3";
  static constexpr std::string_view unit = "";

  static std::string text(Whole value) { return std::to_string(value); }

  static double base(Whole value) { return static_cast<double>(value); }

  static std::string bound(double value) { return write_number(value); }
};

template <>
struct FieldType<double> {
  static constexpr std::string_view phrase = "a number";
  static constexpr std::string_view example = "1.5";
  static constexpr std::string_view unit = "";

  static std::string text(double value) { return write_number(value); }

  static double base(double value) { return value; }

  static std::string bound(double value) { return write_number(value); }
};

template <>
struct FieldType<std::string> {
  static constexpr std::string_view phrase = "a text";
  static constexpr std::string_view example = "\"a\"";
  static constexpr std::string_view unit = "";

  static std::string text(const std::string& value) { return value.empty() ? "none" : value; }
};

template <>
struct FieldType<Duration> {
  static constexpr std::string_view phrase = "a time";
  static constexpr std::string_view example = "\"250ms\"";
  static constexpr std::string_view unit = "s";

  static std::string text(Duration value) { return write_text(value); }

  static double base(Duration value) { return to_seconds(value); }

  static std::string bound(double value) { return write_text(from_seconds(value)); }
};

template <>
struct FieldType<Rate> {
  static constexpr std::string_view phrase = "a rate";
  static constexpr std::string_view example = "\"100/s\"";
  static constexpr std::string_view unit = "1/s";

  static std::string text(Rate value) { return write_text(value); }

  static double base(Rate value) { return value.per_s; }

  static std::string bound(double value) { return write_text(Rate{value}); }
};

template <>
struct FieldType<Bytes> {
  static constexpr std::string_view phrase = "an amount of memory";
  static constexpr std::string_view example = "\"512Mi\"";
  static constexpr std::string_view unit = "B";

  static std::string text(Bytes value) { return write_text(value); }

  static double base(Bytes value) { return static_cast<double>(value.count); }

  static std::string bound(double value) {
    return write_text(Bytes{static_cast<std::int64_t>(value)});
  }
};

template <>
struct FieldType<Cores> {
  static constexpr std::string_view phrase = "an amount of CPU";
  static constexpr std::string_view example = "\"500m\"";
  static constexpr std::string_view unit = "cores";

  static std::string text(Cores value) { return write_text(value); }

  static double base(Cores value) { return value.count; }

  static std::string bound(double value) { return write_text(Cores{value}); }
};

template <>
struct FieldType<Ratio> {
  static constexpr std::string_view phrase = "a share";
  static constexpr std::string_view example = "\"25%\"";
  static constexpr std::string_view unit = "ratio";

  static std::string text(Ratio value) { return write_text(value); }

  static double base(Ratio value) { return value.value; }

  static std::string bound(double value) { return write_number(value); }
};

template <>
struct FieldType<CountOrPercent> {
  static constexpr std::string_view phrase = "a count or a percentage";
  static constexpr std::string_view example = "\"25%\"";
  static constexpr std::string_view unit = "";

  static std::string text(CountOrPercent value) { return write_text(value); }
};

template <>
struct FieldType<Reference> {
  static constexpr std::string_view phrase = "the name of a component";
  static constexpr std::string_view example = "\"db\"";
  static constexpr std::string_view unit = "";

  static std::string text(const Reference& value) { return value.name; }
};

template <>
struct FieldType<KeyChooser> {
  static constexpr std::string_view phrase = "a choice of keys";
  static constexpr std::string_view example = "\"zipf(10000, 0.9)\"";
  static constexpr std::string_view unit = "";

  static std::string text(const KeyChooser& value) { return write_text(value); }
};

template <>
struct FieldType<Distribution> {
  static constexpr std::string_view phrase = "a distribution";
  static constexpr std::string_view example = "\"exponential(6ms)\"";
  static constexpr std::string_view unit = "s";

  static std::string text(const Distribution& value) { return write_text(value); }
};

template <NamedEnum Choice>
struct FieldType<Choice> {
  static constexpr std::string_view phrase = "a choice";
  static constexpr std::string_view unit = "";

  static std::string text(Choice value) { return std::string(enum_name(value)); }
};

/// Written as one value.
template <class Value>
concept Scalar = requires(const Value& value) {
  { FieldType<Value>::text(value) } -> std::same_as<std::string>;
};

/// A scalar whose bounds mean something.
template <class Value>
concept Bounded = Scalar<Value> && requires(const Value& value) {
  FieldType<Value>::base(value);
};

/// The bound in words: "at least 1", "more than 0s"; empty when anything goes.
template <Bounded Value>
[[nodiscard]] std::string bound_text(const Bounds& bounds) {
  return bounds.text(FieldType<Value>::bound);
}

/// What a message says is wanted, with an example: `a time such as "250ms"`.
template <Scalar Value>
[[nodiscard]] std::string wanted_text() {
  if constexpr (NamedEnum<Value>) {
    std::string all;
    for (const std::string& name : enum_name_list<Value>())
      all += (all.empty() ? "one of " : ", ") + name;
    return all;
  } else {
    return std::string(FieldType<Value>::phrase) + " such as " +
           std::string(FieldType<Value>::example);
  }
}

}  // namespace tiersim::lab
