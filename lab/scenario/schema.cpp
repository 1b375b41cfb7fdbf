#include "lab/scenario/schema.hpp"

#include <cmath>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <nlohmann/json.hpp>

#include "lab/scenario/catalogue_names.hpp"
#include "lab/scenario/field_type.hpp"
#include "lab/scenario/scenario.hpp"
#include "lab/scenario/schema_definitions.hpp"
#include "lab/scenario/section_forms.hpp"

namespace tiersim::lab {

namespace {

using Json = nlohmann::ordered_json;

/// The definition of a type that is written as one value.
template <Scalar Value>
Json scalar_schema() {
  if constexpr (std::is_same_v<Value, bool>)
    return {{"type", "boolean"}};
  else if constexpr (std::is_integral_v<Value>)
    return {{"type", "integer"}};
  else if constexpr (std::is_same_v<Value, double>)
    return {{"type", "number"}};
  else if constexpr (std::is_same_v<Value, std::string>)
    return {{"type", "string"}};
  else if constexpr (std::is_same_v<Value, Duration>)
    return schema_reference("duration");
  else if constexpr (std::is_same_v<Value, Rate>)
    return schema_reference("rate");
  else if constexpr (std::is_same_v<Value, Bytes>)
    return schema_reference("bytes");
  else if constexpr (std::is_same_v<Value, Cores>)
    return schema_reference("cores");
  else if constexpr (std::is_same_v<Value, Ratio>)
    return schema_reference("ratio");
  else if constexpr (std::is_same_v<Value, CountOrPercent>)
    return schema_reference("count_or_percent");
  else if constexpr (std::is_same_v<Value, Reference>)
    return schema_reference("component_name");
  else if constexpr (std::is_same_v<Value, KeyChooser>)
    return schema_reference("key_chooser");
  else if constexpr (std::is_same_v<Value, Distribution>)
    return schema_reference("distribution");
  else
    return {{"enum", enum_name_list<Value>()}};
}

template <class Value>
struct Tag {};

template <Described Struct>
Json struct_schema();

template <Scalar Value>
Json schema_of(Tag<Value>) {
  return scalar_schema<Value>();
}

template <Described Struct>
Json schema_of(Tag<Struct>) {
  return struct_schema<Struct>();
}

template <class Value>
Json schema_of(Tag<std::optional<Value>>) {
  return schema_of(Tag<Value>{});
}

template <class Value>
Json schema_of(Tag<std::vector<Value>>) {
  return {{"type", "array"}, {"items", schema_of(Tag<Value>{})}};
}

/// The default as a scenario would write it; null when there is none to write.
template <class Value>
Json default_of(const Value& value) {
  if constexpr (std::is_arithmetic_v<Value>)
    return value;
  else if constexpr (Scalar<Value> && !std::is_same_v<Value, std::string> &&
                     !std::is_same_v<Value, Reference>)
    return FieldType<Value>::text(value);
  else
    return nullptr;
}

template <class Value>
void add_bounds(Json& schema, const Bounds& bounds) {
  if constexpr (std::is_arithmetic_v<Value> && !std::is_same_v<Value, bool>) {
    const auto number = [](double bound) {
      return bound == std::floor(bound) ? Json(static_cast<std::int64_t>(bound)) : Json(bound);
    };
    if (std::isfinite(bounds.low))
      schema[bounds.low_excluded ? "exclusiveMinimum" : "minimum"] = number(bounds.low);
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
  visit_fields(defaults, [&](std::string_view name, const auto& value, const Bounds& bounds,
                             std::string_view help) {
    using Value = std::remove_cvref_t<decltype(value)>;
    Json schema = schema_of(Tag<Value>{});
    schema["description"] = help;
    add_bounds<typename Unwrapped<Value>::Type>(schema, bounds);
    if (bounds.required)
      needed.push_back(name);
    else if (Json written = default_of(value); !written.is_null())
      schema["default"] = std::move(written);
    properties[std::string(name)] = std::move(schema);
  });
  Json schema{
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!needed.empty()) schema["required"] = std::move(needed);
  return schema;
}

Json form_schema(const SectionForm& form) {
  Json properties = Json::object();
  Json needed = Json::array();
  for (const KeyForm& key : form.keys) {
    Json schema = schema_reference(key.definition);
    schema["description"] = key.help;
    properties[std::string(key.name)] = std::move(schema);
    if (key.required) needed.push_back(key.name);
  }
  Json schema{{"type", "object"},
              {"description", form.help},
              {"properties", std::move(properties)},
              {"additionalProperties", false}};
  if (!needed.empty()) schema["required"] = std::move(needed);
  return schema;
}

Json component_schema(Json& defs) {
  Json branches = Json::array();
  for_each_kind([&]<class Params>(const Params*) {
    Json schema = struct_schema<Params>();
    schema["properties"]["kind"] = {{"const", Params::kind}};
    if constexpr (requires(Params params) { params.operations; }) {
      schema["properties"]["operations"] = {
          {"type", "object"},
          {"minProperties", 1},
          {"additionalProperties", schema_reference("steps")},
          {"description", "What it does for each request class."}};
      schema["properties"]["autoscaler"] = form_schema(section_form("autoscaler"));
      schema["properties"]["vpa"] = schema_reference("manifest");
      schema["required"].push_back("operations");
    }
    const std::string name = "kind_" + std::string(Params::kind);
    defs[name] = std::move(schema);
    branches.push_back({{"if", {{"properties", {{"kind", {{"const", Params::kind}}}}}}},
                        {"then", schema_reference(name)}});
  });
  return {{"type", "object"},
          {"required", Json::array({"kind"})},
          {"properties", {{"kind", {{"enum", kind_names()}}}}},
          {"allOf", branches}};
}

Json workload_schema() {
  Json schema = struct_schema<WorkloadSpec>();
  Json trace = struct_schema<TraceSpec>();
  for (const std::string& format : enum_name_list<TraceFormat>())
    trace["properties"][format] = schema_reference("text");
  trace["properties"]["classes"] = {{"type", "object"},
                                    {"additionalProperties", schema_reference("text")}};
  schema["properties"]["arrivals"] = form_schema(section_form("arrivals"));
  schema["properties"]["trace"] = std::move(trace);
  schema["properties"]["users"] = form_schema(section_form("users"));
  schema["properties"]["mix"] = {{"type", "object"},
                                 {"minProperties", 1},
                                 {"additionalProperties", {{"type", "number"}, {"minimum", 0}}},
                                 {"description", "Request classes and their weights."}};
  Json sources = Json::array();
  for (const char* source : {"arrivals", "trace", "users"})
    sources.push_back({{"required", Json::array({source})}});
  schema["oneOf"] = std::move(sources);
  return schema;
}

Json named(Json values) {
  return {{"type", "object"}, {"additionalProperties", std::move(values)}};
}

}  // namespace

std::string scenario_schema() {
  Json defs = schema_value_definitions();
  defs["step"] = schema_of_step();
  defs["steps"] = {{"type", "array"}, {"items", schema_reference("step")}};
  defs["component"] = component_schema(defs);
  for (const char* form : {"threshold", "cron", "aws"})
    defs[form] = form_schema(section_form(form));
  Json network = struct_schema<NetworkSpec>();
  network["properties"]["zones"] = named(schema_reference("distribution"));
  Json prices = form_schema(section_form("prices"));
  prices["additionalProperties"] = {{"type", "number"}, {"minimum", 0}};
  Json properties;
  properties["$schema"] = schema_reference("text");
  properties["extends"] = {{"type", "string"},
                           {"description", "A scenario file that this one is merged over."}};
  properties["name"] = schema_reference("text");
  properties["description"] = schema_reference("text");
  properties["run"] = struct_schema<RunSettings>();
  properties["workload"] = named(workload_schema());
  properties["components"] = named(schema_reference("component"));
  properties["metrics"] = named(struct_schema<NamedMetric>());
  properties["cluster"] = struct_schema<cluster::ClusterParams>();
  properties["network"] = std::move(network);
  properties["links"] = named(struct_schema<LinkParams>());
  properties["faults"] = {{"type", "array"}, {"items", form_schema(section_form("fault"))}};
  properties["slo"] = {{"type", "array"},
                       {"items", schema_text("An objective: \"p95 < 500ms\".", "[<>]")}};
  properties["prices"] = std::move(prices);
  Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
              {"title", "tiersim scenario"},
              {"type", "object"},
              {"properties", std::move(properties)},
              {"additionalProperties", false}};
  // A file that extends another may leave out what the other one says.
  schema["anyOf"] = Json::array({{{"required", Json::array({"extends"})}},
                                 {{"required", Json::array({"run", "workload", "components"})}}});
  schema["$defs"] = std::move(defs);
  return schema.dump(2) + "\n";
}

}  // namespace tiersim::lab
