#include "lab/scenario/schema.hpp"

#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <nlohmann/json.hpp>

#include "lab/scenario/catalogue_names.hpp"
#include "lab/scenario/field_type.hpp"
#include "lab/scenario/read_steps.hpp"
#include "lab/scenario/scenario.hpp"
#include "lab/scenario/section_forms.hpp"

namespace tiersim::lab {

namespace {

using Json = nlohmann::ordered_json;

Json reference(std::string_view definition) { return {{"$ref", "#/$defs/" + std::string(definition)}}; }

/// The definition of a type that is written as one value.
template <Scalar Value>
Json scalar_schema() {
  if constexpr (std::is_same_v<Value, bool>) return {{"type", "boolean"}};
  else if constexpr (std::is_integral_v<Value>) return {{"type", "integer"}};
  else if constexpr (std::is_same_v<Value, double>) return {{"type", "number"}};
  else if constexpr (std::is_same_v<Value, std::string>) return {{"type", "string"}};
  else if constexpr (std::is_same_v<Value, Duration>) return reference("duration");
  else if constexpr (std::is_same_v<Value, Rate>) return reference("rate");
  else if constexpr (std::is_same_v<Value, Bytes>) return reference("bytes");
  else if constexpr (std::is_same_v<Value, Cores>) return reference("cores");
  else if constexpr (std::is_same_v<Value, Ratio>) return reference("ratio");
  else if constexpr (std::is_same_v<Value, Reference>) return reference("component_name");
  else if constexpr (std::is_same_v<Value, KeyChooser>) return reference("key_chooser");
  else if constexpr (std::is_same_v<Value, Distribution>) return reference("distribution");
  else return {{"enum", enum_name_list<Value>()}};
}

template <class Value>
struct Tag {};

template <Described Struct>
Json struct_schema();

template <Scalar Value>
Json schema_of(Tag<Value>) { return scalar_schema<Value>(); }
template <Described Struct>
Json schema_of(Tag<Struct>) { return struct_schema<Struct>(); }
template <class Value>
Json schema_of(Tag<std::optional<Value>>) { return schema_of(Tag<Value>{}); }
template <class Value>
Json schema_of(Tag<std::vector<Value>>) { return {{"type", "array"}, {"items", schema_of(Tag<Value>{})}}; }

/// The default as a scenario would write it; null when there is none to write.
template <class Value>
Json default_of(const Value& value) {
  if constexpr (std::is_arithmetic_v<Value>) return value;
  else if constexpr (Scalar<Value> && !std::is_same_v<Value, std::string> && !std::is_same_v<Value, Reference>) return FieldType<Value>::text(value);
  else return nullptr;
}

template <class Value>
void add_bounds(Json& schema, const Bounds& bounds) {
  if constexpr (std::is_arithmetic_v<Value> && !std::is_same_v<Value, bool>) {
    const auto number = [](double bound) { return bound == std::floor(bound) ? Json(static_cast<std::int64_t>(bound)) : Json(bound); };
    if (std::isfinite(bounds.low)) schema[bounds.low_excluded ? "exclusiveMinimum" : "minimum"] = number(bounds.low);
    if (std::isfinite(bounds.high)) schema["maximum"] = number(bounds.high);
  }
}

template <class Value>
struct Unwrapped {
  using Type = Value;
};
template <class Value>
struct Unwrapped<std::optional<Value>> {
  using Type = Value;
};

template <Described Struct>
Json struct_schema() {
  Json properties = Json::object();
  Json needed = Json::array();
  const Struct defaults{};
  visit_fields(defaults, [&](std::string_view name, const auto& value, const Bounds& bounds, std::string_view help) {
    using Value = std::remove_cvref_t<decltype(value)>;
    Json schema = schema_of(Tag<Value>{});
    schema["description"] = help;
    add_bounds<typename Unwrapped<Value>::Type>(schema, bounds);
    if (bounds.required) needed.push_back(name);
    else if (Json written = default_of(value); !written.is_null()) schema["default"] = std::move(written);
    properties[std::string(name)] = std::move(schema);
  });
  Json schema{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!needed.empty()) schema["required"] = std::move(needed);
  return schema;
}

Json form_schema(const SectionForm& form) {
  Json properties = Json::object();
  Json needed = Json::array();
  for (const KeyForm& key : form.keys) {
    Json schema = reference(key.definition);
    schema["description"] = key.help;
    properties[std::string(key.name)] = std::move(schema);
    if (key.required) needed.push_back(key.name);
  }
  Json schema{{"type", "object"}, {"description", form.help}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!needed.empty()) schema["required"] = std::move(needed);
  return schema;
}

Json text_matching(std::string_view description, std::string_view pattern) {
  return {{"type", "string"}, {"description", description}, {"pattern", pattern}};
}

Json points_of(std::string_view definition, bool or_single) {
  const Json points{{"type", "array"}, {"minItems", 1},
                    {"items", {{"type", "array"}, {"prefixItems", Json::array({reference("duration"), reference(definition)})}, {"minItems", 2}, {"maxItems", 2}}}};
  return or_single ? Json{{"anyOf", Json::array({reference(definition), points})}} : points;
}

Json value_definitions() {
  Json defs;
  defs["text"] = {{"type", "string"}};
  defs["count"] = {{"type", "integer"}, {"minimum", 0}};
  defs["positive_number"] = {{"type", "number"}, {"exclusiveMinimum", 0}};
  defs["date"] = text_matching("A date: \"2026-07-20\".", "^\\d{4}-\\d{2}-\\d{2}$");
  defs["duration"] = text_matching("A time: \"250ms\", \"1h30m\".", "^\\s*(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?\\s*(ns|us|µs|ms|s|min|m|h)");
  defs["rate"] = text_matching("A rate: \"100/s\", \"6000/min\".", "^\\s*(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?\\s*/\\s*(s|min|m|h)\\s*$");
  defs["bytes"] = text_matching("An amount of memory: \"512Mi\".", "^\\s*(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?\\s*(B|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)\\s*$");
  defs["cores"] = {{"description", "An amount of CPU: \"500m\", 2."}, {"type", Json::array({"string", "number"})}};
  defs["ratio"] = {{"description", "A share: \"25%\", 0.25."}, {"type", Json::array({"string", "number"})}};
  defs["component_name"] = {{"type", "string"}, {"description", "The name of a component."}, {"minLength", 1}};
  defs["key_chooser"] = text_matching("Which key is asked for: \"zipf(10000, 0.9)\", \"uniform(1000)\".", "^\\s*(zipf|uniform)\\s*\\(");
  defs["arrival_process"] = scalar_schema<ArrivalKind>();
  defs["rate_profile"] = points_of("rate", true);
  defs["stages"] = points_of("count", true);
  defs["hpa"] = {{"type", Json::array({"string", "object"})}};
  const Json weighted{{"type", "array"}, {"prefixItems", Json::array({{{"type", "number"}, {"minimum", 0}}, reference("distribution")})}, {"minItems", 2}, {"maxItems", 2}};
  const Json times{{"type", "array"}, {"items", reference("duration")}, {"minItems", 1}};
  const auto only = [](std::string_view key, Json value) {
    return Json{{"type", "object"}, {"properties", {{std::string(key), std::move(value)}}}, {"required", Json::array({key})}, {"additionalProperties", false}};
  };
  const Json histogram{{"type", "object"}, {"properties", {{"edges", times}, {"counts", {{"type", "array"}, {"items", {{"type", "number"}, {"minimum", 0}}}}}}},
                       {"required", Json::array({"edges", "counts"})}, {"additionalProperties", false}};
  defs["distribution"] = {{"description", "A distribution: \"8ms\", " + distribution_forms() + "."},
                          {"anyOf", Json::array({{{"type", "string"}}, only("mixture", {{"type", "array"}, {"items", weighted}}), only("samples", times),
                                                 only("histogram", histogram)})}};
  return defs;
}

/// What stands behind a verb of a step.
Json step_value(std::string_view verb) {
  const Json branch = reference("steps");
  if (verb == "cpu" || verb == "wait") return reference("distribution");
  if (verb == "parallel") return {{"type", "array"}, {"items", branch}, {"minItems", 2}};
  if (verb == "choose") {
    return {{"type", "array"}, {"minItems", 1},
            {"items", {{"type", "array"}, {"prefixItems", Json::array({{{"type", "number"}, {"minimum", 0}}, branch})}, {"minItems", 2}, {"maxItems", 2}}}};
  }
  if (verb == "repeat") return {{"type", "integer"}, {"minimum", 1}};
  return reference("component_name");
}

Json step_key(std::string_view key) {
  static const std::map<std::string, std::string, std::less<>> definitions{
      {"operation", "text"}, {"read", "distribution"}, {"write", "distribution"}, {"key", "key_chooser"}, {"ttl", "duration"}, {"miss", "steps"}, {"do", "steps"}};
  return reference(definitions.find(key)->second);
}

Json step_schema() {
  Json forms = Json::array();
  for (const StepForm& form : step_forms()) {
    Json properties;
    properties[std::string(form.verb)] = step_value(form.verb);
    for (const auto& [key, help] : form.keys) {
      properties[key] = step_key(key);
      properties[key]["description"] = help;
    }
    Json needed = Json::array({form.verb});
    if (form.verb == "cache") needed.push_back("key");
    if (form.verb == "repeat") needed.push_back("do");
    forms.push_back({{"type", "object"}, {"description", form.help}, {"properties", properties}, {"required", needed}, {"additionalProperties", false}});
  }
  return {{"oneOf", forms}};
}

Json component_schema(Json& defs) {
  Json branches = Json::array();
  for_each_kind([&]<class Params>(const Params*) {
    Json schema = struct_schema<Params>();
    schema["properties"]["kind"] = {{"const", Params::kind}};
    if constexpr (requires(Params params) { params.operations; }) {
      schema["properties"]["operations"] = {{"type", "object"}, {"minProperties", 1}, {"additionalProperties", reference("steps")},
                                            {"description", "What it does for each request class."}};
      schema["properties"]["autoscaler"] = form_schema(section_form("autoscaler"));
      schema["required"].push_back("operations");
    }
    const std::string name = "kind_" + std::string(Params::kind);
    defs[name] = std::move(schema);
    branches.push_back({{"if", {{"properties", {{"kind", {{"const", Params::kind}}}}}}}, {"then", reference(name)}});
  });
  return {{"type", "object"}, {"required", Json::array({"kind"})}, {"properties", {{"kind", {{"enum", kind_names()}}}}}, {"allOf", branches}};
}

Json workload_schema() {
  Json schema = struct_schema<WorkloadSpec>();
  Json trace = struct_schema<TraceSpec>();
  for (const std::string& format : enum_name_list<TraceFormat>()) trace["properties"][format] = reference("text");
  trace["properties"]["classes"] = {{"type", "object"}, {"additionalProperties", reference("text")}};
  schema["properties"]["arrivals"] = form_schema(section_form("arrivals"));
  schema["properties"]["trace"] = std::move(trace);
  schema["properties"]["users"] = form_schema(section_form("users"));
  schema["properties"]["mix"] = {{"type", "object"}, {"minProperties", 1}, {"additionalProperties", {{"type", "number"}, {"minimum", 0}}},
                                 {"description", "Request classes and their weights."}};
  Json sources = Json::array();
  for (const char* source : {"arrivals", "trace", "users"}) sources.push_back({{"required", Json::array({source})}});
  schema["oneOf"] = std::move(sources);
  return schema;
}

Json named(Json values) { return {{"type", "object"}, {"additionalProperties", std::move(values)}}; }

}  // namespace

std::string scenario_schema() {
  Json defs = value_definitions();
  defs["step"] = step_schema();
  defs["steps"] = {{"type", "array"}, {"items", reference("step")}};
  defs["component"] = component_schema(defs);
  Json network = struct_schema<NetworkSpec>();
  network["properties"]["zones"] = named(reference("distribution"));
  Json prices = form_schema(section_form("prices"));
  prices["additionalProperties"] = {{"type", "number"}, {"minimum", 0}};
  Json properties;
  properties["$schema"] = reference("text");
  properties["extends"] = {{"type", "string"}, {"description", "A scenario file that this one is merged over."}};
  properties["name"] = reference("text");
  properties["description"] = reference("text");
  properties["run"] = struct_schema<RunSettings>();
  properties["workload"] = named(workload_schema());
  properties["components"] = named(reference("component"));
  properties["network"] = std::move(network);
  properties["links"] = named(struct_schema<LinkParams>());
  properties["faults"] = {{"type", "array"}, {"items", form_schema(section_form("fault"))}};
  properties["slo"] = {{"type", "array"}, {"items", text_matching("An objective: \"p95 < 500ms\".", "[<>]")}};
  properties["prices"] = std::move(prices);
  Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "tiersim scenario"}, {"type", "object"},
              {"properties", std::move(properties)}, {"additionalProperties", false}};
  // A file that extends another may leave out what the other one says.
  schema["anyOf"] = Json::array({{{"required", Json::array({"extends"})}}, {{"required", Json::array({"run", "workload", "components"})}}});
  schema["$defs"] = std::move(defs);
  return schema.dump(2) + "\n";
}

}  // namespace tiersim::lab
