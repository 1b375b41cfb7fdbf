#include "lab/result/result_json.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <nlohmann/json.hpp>

#include "lab/result/json_text.hpp"
#include "lab/result/result_fields.hpp"

namespace tiersim::lab {
namespace {

using Json = nlohmann::json;

class Writer {
 public:
  explicit Writer(JsonText& text) : text_(text) {}

  template <class T>
  void operator()(const char* name, const T& value) {
    text_.key(name);
    write(value);
  }

  template <class T>
  void operator()(const char* name, const std::optional<T>& value) {
    if (value) (*this)(name, *value);
  }

 private:
  void write(double value) { text_.value(value); }

  void write(std::uint64_t value) { text_.value(value); }

  void write(bool value) { text_.value(value); }

  void write(const std::string& value) { text_.value(std::string_view(value)); }

  void write(Verdict value) { text_.value(to_string(value)); }

  void write(const Interval& value) { text_.value(std::vector<double>{value.low, value.high}); }

  void write(const std::vector<double>& values) { text_.value(values); }

  template <class T>
  void write(const std::vector<T>& items) {
    text_.begin_array();
    for (const T& item : items) write(item);
    text_.end_array();
  }

  template <class T>
  void write(const std::map<std::string, T>& items) {
    text_.begin_object();
    for (const auto& [name, item] : items) {
      text_.key(name);
      write(item);
    }
    text_.end_object();
  }

  template <class T>
  void write(const T& structure) {
    text_.begin_object();
    fields(*this, structure);
    text_.end_object();
  }

  JsonText& text_;
};

/// A name as a step of a JSON pointer (RFC 6901).
std::string escaped(std::string_view name) {
  std::string step;
  for (const char c : name) step += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return step;
}

[[noreturn]] void wrong_type(const std::string& pointer, const Json& found,
                             std::string_view expected) {
  const std::string where = pointer.empty() ? "the whole text" : pointer;
  const std::string type = found.type_name();
  const bool vowel = type == "array" || type == "object";
  throw ResultFormatError(where + " is " +
                          (found.is_null() ? ""
                           : vowel         ? "an "
                                           : "a ") +
                          type + ", where " + std::string(expected) + " is expected");
}

class Reader {
 public:
  Reader(const Json& object, std::string pointer) : object_(object), pointer_(std::move(pointer)) {
    if (!object_.is_object()) wrong_type(pointer_, object_, "an object");
  }

  template <class T>
  void operator()(const char* name, T& value) {
    const auto found = object_.find(name);
    if (found != object_.end()) read(*found, value, pointer_ + "/" + name);
  }

 private:
  static void read(const Json& json, double& value, const std::string& pointer) {
    if (json.is_null()) {
      value = not_measured;
    } else if (json.is_number()) {
      value = json.get<double>();
    } else {
      wrong_type(pointer, json, "a number or null");
    }
  }

  static void read(const Json& json, std::uint64_t& value, const std::string& pointer) {
    if (!json.is_number_unsigned()) wrong_type(pointer, json, "a whole number from 0");
    value = json.get<std::uint64_t>();
  }

  static void read(const Json& json, bool& value, const std::string& pointer) {
    if (!json.is_boolean()) wrong_type(pointer, json, "true or false");
    value = json.get<bool>();
  }

  static void read(const Json& json, std::string& value, const std::string& pointer) {
    if (!json.is_string()) wrong_type(pointer, json, "a string");
    value = json.get<std::string>();
  }

  static void read(const Json& json, Verdict& value, const std::string& pointer) {
    static constexpr std::array verdicts{Verdict::None, Verdict::Met, Verdict::Missed,
                                         Verdict::Undecided};
    std::string name;
    read(json, name, pointer);
    const auto* const found = std::find_if(verdicts.begin(), verdicts.end(), [&](Verdict verdict) {
      return to_string(verdict) == name;
    });
    if (found == verdicts.end()) {
      throw ResultFormatError(pointer + " is \"" + name +
                              "\"; a verdict is met, missed, undecided or none");
    }
    value = *found;
  }

  static void read(const Json& json, Interval& value, const std::string& pointer) {
    if (!json.is_array() || json.size() != 2) wrong_type(pointer, json, "[low, high]");
    read(json[0], value.low, pointer + "/0");
    read(json[1], value.high, pointer + "/1");
  }

  template <class T>
  static void read(const Json& json, std::optional<T>& value, const std::string& pointer) {
    if (!json.is_null()) read(json, value.emplace(), pointer);
  }

  template <class T>
  static void read(const Json& json, std::vector<T>& items, const std::string& pointer) {
    if (!json.is_array()) wrong_type(pointer, json, "an array");
    items.assign(json.size(), T{});
    for (std::size_t i = 0; i < json.size(); ++i)
      read(json[i], items[i], pointer + "/" + std::to_string(i));
  }

  template <class T>
  static void read(const Json& json, std::map<std::string, T>& items, const std::string& pointer) {
    if (!json.is_object()) wrong_type(pointer, json, "an object");
    for (const auto& [name, item] : json.items())
      read(item, items[name], pointer + "/" + escaped(name));
  }

  template <class T>
  static void read(const Json& json, T& structure, const std::string& pointer) {
    Reader reader(json, pointer);
    fields(reader, structure);
  }

  const Json& object_;
  std::string pointer_;
};

Json parse(std::string_view text) {
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    const auto before = text.substr(0, error.byte > 0 ? std::min(error.byte - 1, text.size()) : 0);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const auto column =
        before.size() - (before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1) + 1;
    throw ResultFormatError("the text stops being JSON at line " + std::to_string(line) +
                            ", column " + std::to_string(column));
  }
}

/// Every column must have a value for every instant, or the charts would shift.
void check_series(const Series& series) {
  for (std::size_t i = 0; i < series.columns.size(); ++i) {
    if (series.columns[i].values.size() != series.time_s.size()) {
      throw ResultFormatError(
          "/series/columns/" + std::to_string(i) + "/values has " +
          std::to_string(series.columns[i].values.size()) + " values, /series/time_s has " +
          std::to_string(series.time_s.size()) + " instants; they must be as many");
    }
  }
}

}  // namespace

std::string to_json(const Result& result) {
  JsonText text;
  text.begin_object();
  text.key("schema_version");
  text.value(std::uint64_t{result_schema_version});
  Writer writer(text);
  fields(writer, result);
  text.end_object();
  return text.take();
}

Result from_json(std::string_view text) {
  const Json json = parse(text);
  if (!json.is_object()) wrong_type("", json, "the object of a result.json");
  const auto version = json.find("schema_version");
  if (version == json.end()) {
    throw ResultFormatError(
        "no schema_version: this is not a result.json as tiersim run writes it");
  }
  if (*version != result_schema_version) {
    throw ResultFormatError("/schema_version is " + version->dump() + "; this tiersim reads " +
                            std::to_string(result_schema_version) + ": repeat the run");
  }
  Result result;
  Reader reader(json, "");
  fields(reader, result);
  check_series(result.series);
  return result;
}

}  // namespace tiersim::lab
