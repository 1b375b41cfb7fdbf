#include "lab/scenario/schema_definitions.hpp"

#include <map>
#include <string>

#include "lab/scenario/read_steps.hpp"
#include "lab/scenario/values.hpp"
#include "lab/scenario/workload_spec.hpp"

namespace tiersim::lab {

namespace {

using Json = nlohmann::ordered_json;

Json points_of(std::string_view definition, bool or_single) {
  const Json points{
      {"type", "array"},
      {"minItems", 1},
      {"items",
       {{"type", "array"},
        {"prefixItems", Json::array({schema_reference("duration"), schema_reference(definition)})},
        {"minItems", 2},
        {"maxItems", 2}}}};
  return or_single ? Json{{"anyOf", Json::array({schema_reference(definition), points})}} : points;
}

/// What stands behind a verb of a step.
Json step_value(std::string_view verb) {
  const Json branch = schema_reference("steps");
  if (verb == "cpu" || verb == "wait") return schema_reference("distribution");
  if (verb == "parallel") return {{"type", "array"}, {"items", branch}, {"minItems", 2}};
  if (verb == "choose") {
    return {{"type", "array"},
            {"minItems", 1},
            {"items",
             {{"type", "array"},
              {"prefixItems", Json::array({{{"type", "number"}, {"minimum", 0}}, branch})},
              {"minItems", 2},
              {"maxItems", 2}}}};
  }
  if (verb == "repeat") return {{"type", "integer"}, {"minimum", 1}};
  return schema_reference("component_name");
}

Json step_key(std::string_view key) {
  static const std::map<std::string, std::string, std::less<>> definitions{
      {"operation", "text"},  {"read", "distribution"}, {"write", "distribution"},
      {"key", "key_chooser"}, {"ttl", "duration"},      {"miss", "steps"},
      {"do", "steps"}};
  return schema_reference(definitions.find(key)->second);
}

}  // namespace

Json schema_reference(std::string_view definition) {
  return {{"$ref", "#/$defs/" + std::string(definition)}};
}

Json schema_text(std::string_view description, std::string_view pattern) {
  return {{"type", "string"}, {"description", description}, {"pattern", pattern}};
}

Json schema_value_definitions() {
  Json defs;
  defs["text"] = {{"type", "string"}};
  defs["count"] = {{"type", "integer"}, {"minimum", 0}};
  defs["positive_number"] = {{"type", "number"}, {"exclusiveMinimum", 0}};
  defs["date"] = schema_text("A date: \"2026-07-20\".", "^\\d{4}-\\d{2}-\\d{2}$");
  defs["duration"] =
      schema_text("A time: \"250ms\", \"1h30m\".",
                  "^\\s*(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?\\s*(ns|us|µs|ms|s|min|m|h)");
  defs["rate"] =
      schema_text("A rate: \"100/s\", \"6000/min\".",
                  "^\\s*(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?\\s*/\\s*(s|min|m|h)\\s*$");
  defs["bytes"] = schema_text(
      "An amount of memory: \"512Mi\".",
      "^\\s*(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?\\s*(B|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)\\s*$");
  defs["cores"] = {{"description", "An amount of CPU: \"500m\", 2."},
                   {"type", Json::array({"string", "number"})}};
  defs["ratio"] = {{"description", "A share: \"25%\", 0.25."},
                   {"type", Json::array({"string", "number"})}};
  defs["count_or_percent"] = {{"description", "A count or a percentage: 3, \"25%\"."},
                              {"type", Json::array({"string", "integer"})}};
  defs["component_name"] = {
      {"type", "string"}, {"description", "The name of a component."}, {"minLength", 1}};
  defs["key_chooser"] =
      schema_text("Which key is asked for: \"zipf(10000, 0.9)\", \"uniform(1000)\".",
                  "^\\s*(zipf|uniform)\\s*\\(");
  defs["arrival_process"] = {{"enum", enum_name_list<ArrivalKind>()}};
  defs["rate_profile"] = points_of("rate", true);
  defs["arrival_states"] = {
      {"type", "array"},
      {"minItems", 2},
      {"items",
       {{"type", "object"},
        {"properties",
         {{"rate", schema_reference("rate")}, {"stay", schema_reference("duration")}}},
        {"required", Json::array({"rate", "stay"})},
        {"additionalProperties", false}}}};
  defs["stages"] = points_of("count", true);
  defs["aws_policies"] = {{"type", "array"}, {"items", {{"type", "object"}}}};
  defs["number"] = {{"type", "number"}};
  defs["manifest"] = {{"type", Json::array({"string", "object"})}};
  defs["cron_schedules"] = {
      {"type", "array"}, {"minItems", 1}, {"items", schema_reference("cron")}};
  const Json weighted{{"type", "array"},
                      {"prefixItems", Json::array({{{"type", "number"}, {"minimum", 0}},
                                                   schema_reference("distribution")})},
                      {"minItems", 2},
                      {"maxItems", 2}};
  const Json times{{"type", "array"}, {"items", schema_reference("duration")}, {"minItems", 1}};
  const auto only = [](std::string_view key, Json value) {
    return Json{{"type", "object"},
                {"properties", {{std::string(key), std::move(value)}}},
                {"required", Json::array({key})},
                {"additionalProperties", false}};
  };
  const Json histogram{
      {"type", "object"},
      {"properties",
       {{"edges", times},
        {"counts", {{"type", "array"}, {"items", {{"type", "number"}, {"minimum", 0}}}}}}},
      {"required", Json::array({"edges", "counts"})},
      {"additionalProperties", false}};
  defs["distribution"] = {
      {"description", "A distribution: \"8ms\", " + distribution_forms() + "."},
      {"anyOf", Json::array({{{"type", "string"}},
                             only("mixture", {{"type", "array"}, {"items", weighted}}),
                             only("samples", times),
                             only("histogram", histogram)})}};
  return defs;
}

Json schema_of_step() {
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
    forms.push_back({{"type", "object"},
                     {"description", form.help},
                     {"properties", properties},
                     {"required", needed},
                     {"additionalProperties", false}});
  }
  return {{"oneOf", forms}};
}

}  // namespace tiersim::lab
