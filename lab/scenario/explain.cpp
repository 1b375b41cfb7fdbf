#include "lab/scenario/explain.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "lab/scenario/catalogue_names.hpp"
#include "lab/scenario/field_type.hpp"
#include "lab/scenario/read_steps.hpp"
#include "lab/scenario/scenario.hpp"
#include "lab/scenario/section_forms.hpp"
#include "lab/scenario/value_scan.hpp"
#include "sim/description/nearest_name.hpp"

namespace tiersim::lab {

namespace {

struct Row {
  std::string name;
  std::string type;
  std::string value;  ///< The default: "required", "none" or the value.
  std::string bound;
  std::string help;
};

struct Topic {
  std::string name;
  bool is_kind = false;
  std::string help;
  std::vector<Row> rows;
};

template <class Value>
std::string type_words(const Value*) {
  if constexpr (NamedEnum<Value>)
    return wanted_text<Value>();
  else
    return std::string(FieldType<Value>::phrase);
}

template <Described Struct>
void collect_rows(const std::string& prefix, const Struct& defaults, std::vector<Row>& rows);

template <Scalar Value>
void add_rows(Row row, const Value& value, const Bounds& bounds, std::vector<Row>& rows) {
  row.type = type_words(static_cast<const Value*>(nullptr));
  if (row.value.empty()) row.value = bounds.required ? "required" : FieldType<Value>::text(value);
  if constexpr (Bounded<Value>) row.bound = bound_text<Value>(bounds);
  rows.push_back(std::move(row));
}

template <Described Struct>
void add_rows(Row row, const Struct& value, const Bounds& bounds, std::vector<Row>& rows) {
  row.type = "an object";
  if (row.value.empty() && bounds.required) row.value = "required";
  const std::string prefix = row.name + ".";
  rows.push_back(std::move(row));
  collect_rows(prefix, value, rows);
}

template <class Value>
void add_rows(Row row, const std::optional<Value>& value, const Bounds& bounds,
              std::vector<Row>& rows) {
  row.value = "none";
  add_rows(std::move(row), value.value_or(Value{}), bounds, rows);
}

template <class Value>
void add_rows(Row row, const std::vector<Value>&, const Bounds& bounds, std::vector<Row>& rows) {
  if constexpr (Scalar<Value>)
    row.type = "a list, each " + type_words(static_cast<const Value*>(nullptr));
  else
    row.type = "a list of objects";
  row.value = bounds.required ? "required" : "none";
  const std::string prefix = row.name + "[].";
  rows.push_back(std::move(row));
  if constexpr (Described<Value>) collect_rows(prefix, Value{}, rows);
}

template <Described Struct>
void collect_rows(const std::string& prefix, const Struct& defaults, std::vector<Row>& rows) {
  visit_fields(defaults, [&](std::string_view name, const auto& value, const Bounds& bounds,
                             std::string_view help) {
    add_rows(Row{prefix + std::string(name), {}, {}, {}, std::string(help)}, value, bounds, rows);
  });
}

template <Described Struct>
Topic topic_of(std::string name, std::string help) {
  Topic topic{std::move(name), false, std::move(help), {}};
  collect_rows("", Struct{}, topic.rows);
  return topic;
}

const std::map<std::string, std::string, std::less<>>& kind_help() {
  static const std::map<std::string, std::string, std::less<>> help{
      {"load_balancer", "Sends each request to one of the ready backends."},
      {"deployment", "Pods that run operations, with CPU, slots, probes and an autoscaler."},
      {"station", "Equal servers behind one waiting line."},
      {"connection_pool", "Connections to a database; a query waits for a free one."},
      {"postgres", "A primary and its read replicas."},
      {"cache", "Keys that are looked up and stored, with a time to live."}};
  return help;
}

void add_form(const SectionForm& form, std::vector<Row>& rows, const std::string& prefix = "") {
  for (const KeyForm& key : form.keys) {
    rows.push_back({prefix + std::string(key.name), std::string(key.type),
                    key.required ? "required" : std::string(key.fallback), "",
                    std::string(key.help)});
  }
}

Topic step_topic() {
  Topic topic{"step", false, "What a pod does for a request; an operation is a list of steps.", {}};
  for (const StepForm& form : step_forms()) {
    topic.rows.push_back(
        {std::string(form.verb), std::string(form.value), "none", "", std::string(form.help)});
    for (const auto& [key, help] : form.keys) {
      topic.rows.push_back({std::string(form.verb) + "." + key, "", "", "", help});
    }
  }
  return topic;
}

std::vector<Topic> topics() {
  std::vector<Topic> all;
  for_each_kind([&]<class Params>(const Params*) {
    const std::string name(Params::kind);
    const auto help = kind_help().find(name);
    Topic topic = topic_of<Params>(name, help == kind_help().end() ? "" : help->second);
    topic.is_kind = true;
    if constexpr (requires(Params params) { params.operations; }) {
      topic.rows.push_back({"operations", "an object, each a list of steps", "required", "",
                            "What it does for each request class; see step."});
      topic.rows.push_back({"autoscaler", "an object", "none", "", "Changes the number of pods."});
      add_form(section_form("autoscaler"), topic.rows, "autoscaler.");
      topic.rows.push_back({"vpa", "a file, a manifest or its spec", "none", "",
                            "VerticalPodAutoscaler with updateMode Off: recommends requests."});
    }
    all.push_back(std::move(topic));
  });
  all.push_back(topic_of<RunSettings>("run", "How long, how often and from which seed."));
  Topic workload =
      topic_of<WorkloadSpec>("workload", "A source of requests: one of arrivals, trace, users.");
  workload.rows.push_back({"mix", "an object, each a weight", "none", "",
                           "Request classes; a lone operation's name if absent."});
  all.push_back(std::move(workload));
  for (const SectionForm& form : section_forms()) {
    Topic topic{std::string(form.name), false, std::string(form.help), {}};
    add_form(form, topic.rows);
    all.push_back(std::move(topic));
  }
  Topic trace = topic_of<TraceSpec>("trace", "Arrivals from a recorded trace.");
  for (const auto& format : enum_names(TraceFormat{})) {
    trace.rows.push_back(
        {std::string(format.name), "a file", "none", "", std::string(format.help)});
  }
  trace.rows.push_back({"classes", "an object, each a class", "none", "",
                        "Of an access log: path prefix to request class."});
  all.push_back(std::move(trace));
  all.push_back(step_topic());
  all.push_back(topic_of<cluster::ClusterParams>(
      "cluster", "The nodes that pods run on, and who makes and removes them."));
  Topic network = topic_of<NetworkSpec>("network", "Time on the wire by zone.");
  network.rows.push_back({"zones", "an object, each a distribution", "none", "",
                          "\"a->b\": exceptions, both ways unless the reverse is named too."});
  all.push_back(std::move(network));
  all.push_back(topic_of<NamedMetric>(
      "metric", "What a name of the section metrics stands for, for autoscalers."));
  all.push_back(topic_of<LinkParams>(
      "link", "What wraps the calls from one component to another: \"api->pool\"."));
  return all;
}

std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
  }));
}

/// Columns as wide as their widest cell; a cell that would widen its column beyond reason breaks
/// the line instead.
std::string table(const std::vector<Row>& rows) {
  constexpr std::size_t widest = 32;
  constexpr std::size_t columns = 4;
  std::vector<std::vector<std::string>> cells{{"parameter", "type", "default", "bound", "meaning"}};
  for (const Row& row : rows) cells.push_back({row.name, row.type, row.value, row.bound, row.help});
  std::vector<std::size_t> width(columns, 0);
  for (const auto& line : cells) {
    for (std::size_t i = 0; i < columns; ++i) {
      width[i] = std::max(width[i], i == 1 ? std::min(letters(line[i]), widest) : letters(line[i]));
    }
  }
  std::string out;
  for (const auto& line : cells) {
    std::string text;
    for (std::size_t i = 0; i < columns; ++i) {
      const std::size_t used = letters(line[i]);
      text += line[i];
      if (used > width[i]) {
        std::size_t indent = 0;
        for (std::size_t j = 0; j <= i; ++j) indent += width[j] + 2;
        text += "\n" + std::string(indent, ' ');
      } else {
        text += std::string(width[i] - used + 2, ' ');
      }
    }
    text += line[columns];
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + "\n";
  }
  return out;
}

}  // namespace

std::string explain_all() {
  std::string out;
  for (const bool kinds : {true, false}) {
    out += kinds ? "kinds of components:\n" : "\nsections:\n";
    for (const Topic& topic : topics()) {
      if (topic.is_kind != kinds) continue;
      constexpr std::size_t name_width = 18;
      out += "  " + topic.name +
             std::string(name_width - std::min(name_width - 1, topic.name.size()), ' ') +
             topic.help + "\n";
    }
  }
  return out;
}

Parsed<std::string> explain(std::string_view path) {
  const std::size_t dot = path.find('.');
  const std::string_view wanted = path.substr(0, dot);
  std::vector<std::string> names;
  for (const Topic& topic : topics()) {
    if (topic.name != wanted) {
      names.push_back(topic.name);
      continue;
    }
    std::string heading = topic.name;
    if (!topic.help.empty()) heading += ": " + topic.help;
    if (dot == std::string_view::npos) return heading + "\n\n" + table(topic.rows);
    const std::string part(path.substr(dot + 1));
    std::vector<Row> rows;
    std::vector<std::string> known;
    for (const Row& row : topic.rows) {
      known.push_back(row.name);
      if (row.name == part || row.name.starts_with(part + ".") || row.name.starts_with(part + "["))
        rows.push_back(row);
    }
    if (!rows.empty()) return heading + "\n\n" + table(rows);
    const std::string hint = did_you_mean(part, known);
    return Complaint{topic.name + " has no parameter " + quote(part),
                     hint.empty() ? "tiersim explain " + topic.name + " lists them" : hint};
  }
  const std::string hint = did_you_mean(wanted, names);
  return Complaint{"there is nothing called " + quote(wanted),
                   hint.empty() ? "tiersim explain lists what there is" : hint};
}

}  // namespace tiersim::lab
