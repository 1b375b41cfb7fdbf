#include <algorithm>
#include <array>

#include "lab/scenario/read_sections.hpp"
#include "lab/scenario/section_forms.hpp"
#include "lab/scenario/value_scan.hpp"

namespace tiersim::lab {

namespace {

constexpr std::string_view points_cure = R"(write [["0s", first], ["1m", second]])";

/// Reads one value, or a list of [time, value] with times that do not decrease.
template <class Value>
void read_points(Reader& reader, const Slot& slot, std::vector<Point<Value>>& out) {
  const Node& node = *slot.node;
  if (!node.is_list()) {
    Value value{};
    read_field(reader, slot, value);
    out.push_back({Duration{}, value});
    return;
  }
  if (node.items.empty())
    return reader.fault(node, "\"" + slot.name + "\" is empty", std::string(points_cure));
  for (const Node& item : node.items) {
    if (!item.is_list() || item.items.size() != 2) {
      reader.fault(item,
                   "a point of \"" + slot.name + "\" is a time and a value, not " + in_words(item),
                   std::string(points_cure));
      continue;
    }
    Point<Value> point;
    const Slot at = slot_at(item.items[0], slot.name, "Instant of this point.", non_negative);
    Slot value = slot_at(item.items[1], slot.name, slot.help, slot.bounds);
    read_field(reader, at, point.at);
    read_field(reader, value, point.value);
    if (!out.empty() && point.at < out.back().at) {
      reader.fault(
          item.items[0],
          "the points of \"" + slot.name + "\" go back in time, to " + write_text(point.at),
          "put them in order; two points at one instant are a step");
    }
    out.push_back(point);
  }
}

/// Reads one source of requests; the reader has found exactly one.
class SourceReader {
 public:
  SourceReader(ReadingContext& context, const Slot& slot)
      : context_(context), reader_(context.reader), slot_(slot) {}

  [[nodiscard]] ArrivalsSpec arrivals() {
    ArrivalsSpec spec;
    if (!open()) return spec;
    read_field(reader_, key("process", any_value), spec.process);
    const Slot rate = key("rate", within(0, 1e8));
    const Slot interarrival = key("interarrival", any_value);
    const Slot states = key("states", any_value);
    const bool renewal = spec.process == ArrivalKind::Renewal;
    const bool modulated = spec.process == ArrivalKind::Modulated;
    const Slot& needed = renewal ? interarrival : modulated ? states : rate;
    if (&needed != &rate) refuse_beside(rate, spec.process, needed, "");
    if (!renewal) refuse_beside(interarrival, spec.process, needed, "renewal");
    if (!modulated) refuse_beside(states, spec.process, needed, "modulated");
    if (needed.node == nullptr) {
      missing(reader_, needed,
              renewal     ? wanted_text<Distribution>()
              : modulated ? R"([{ "rate": "20/s", "stay": "50s" }, …])"
                          : wanted_text<Rate>());
    } else if (renewal) {
      read_field(reader_, interarrival, spec.interarrival);
    } else if (modulated) {
      read_states(states, spec.states);
    } else {
      read_points(reader_, rate, spec.rate);
    }
    return spec;
  }

  [[nodiscard]] TraceSpec trace() {
    TraceSpec spec;
    if (!reader_.expect_map(*slot_.node, slot_.name)) return spec;
    const Node* file = nullptr;
    for (const std::string& name : enum_name_list<TraceFormat>()) {
      const Node* found = slot_.node->find(name);
      if (found == nullptr) continue;
      if (file != nullptr) {
        reader_.fault(*found, "a trace has one source, and \"" + name + "\" is a second one",
                      "keep one of them");
        return spec;
      }
      file = found;
      spec.format = enum_from_name<TraceFormat>(name).value();
    }
    ExtraKeys extra{enum_name_list<TraceFormat>()};
    extra.names.emplace_back("classes");
    read_struct(reader_, slot_, "a trace", spec, extra);
    const std::string formats = joined(enum_name_list<TraceFormat>());
    const bool mistyped =
        std::any_of(extra.names.begin(), extra.names.end(),
                    [&](const std::string& name) { return reader_.is_mistyped(slot_.node, name); });
    if (file == nullptr && !mistyped) {
      reader_.fault(*slot_.node, "a trace needs a file",
                    "add one of " + formats + ": \"requests.csv\"");
    } else if (file != nullptr && (!file->is_string() || file->text.empty())) {
      reader_.fault(*file, "a trace is named by its file, not by " + in_words(*file),
                    "write \"requests.csv\"");
    } else if (file != nullptr) {
      spec.file = context_.path_from(*file);
      reader_.note(slot_at(*file, "file", "The recorded trace."), spec.file, "");
    }
    read_classes(spec);
    return spec;
  }

  [[nodiscard]] UsersSpec users() {
    UsersSpec spec;
    if (!open()) return spec;
    const Slot count = key("count", within(0, 10'000'000));
    const Slot stages = key("stages", within(0, 10'000'000));
    if ((count.node == nullptr) == (stages.node == nullptr)) {
      reader_.fault(*slot_.node,
                    count.node == nullptr ? "\"users\" needs \"count\" or \"stages\""
                                          : "\"users\" has both \"count\" and \"stages\"",
                    count.node == nullptr ? "add \"count\": 100" : "keep one of them");
    } else {
      read_points(reader_, count.node != nullptr ? count : stages, spec.stages);
    }
    read_field(reader_, key("think", required), spec.think);
    return spec;
  }

 private:
  /// Says that a key does not go with a process, and which would take it, if any.
  void refuse_beside(const Slot& refused, ArrivalKind process, const Slot& needed,
                     std::string_view taker) {
    if (refused.node == nullptr) return;
    std::string cure = "write \"" + needed.name + "\"";
    cure += taker.empty() ? " instead" : ", or take the process \"" + std::string(taker) + "\"";
    reader_.fault(*refused.node,
                  "\"" + refused.name + "\" does not go with the process " +
                      FieldType<ArrivalKind>::text(process),
                  cure);
  }

  void read_states(const Slot& slot, std::vector<ArrivalState>& out) {
    const std::size_t faults_before = reader_.faults();
    read_field(reader_, slot, out);
    if (reader_.faults() != faults_before) return;
    if (out.size() < 2) {
      reader_.fault(*slot.node, "one state is no change of rate",
                    R"(add a second one, or take the process "poisson")");
    } else if (std::ranges::none_of(
                   out, [](const ArrivalState& state) { return state.rate.per_s > 0; })) {
      reader_.fault(*slot.node, "no state of \"states\" has a rate above 0",
                    R"(write a rate such as "100/s" in one of them)");
    }
  }

  bool open() {
    if (!reader_.expect_map(*slot_.node, slot_.name)) return false;
    const std::vector<std::string> known = section_form(slot_.name).key_names();
    for (const Member& member : slot_.node->members) {
      const bool is_known = std::find(known.begin(), known.end(), member.key) != known.end();
      if (!is_known) reader_.unknown_key(*slot_.node, member, "\"" + slot_.name + "\"", known);
    }
    return true;
  }

  [[nodiscard]] Slot key(std::string_view name, const Bounds& bounds) const {
    return slot_of(slot_.node, slot_, "\"" + slot_.name + "\"", name, bounds,
                   section_form(slot_.name).help_of(name));
  }

  void read_classes(TraceSpec& spec) {
    const Node* classes = slot_.node->find("classes");
    if (classes == nullptr) return;
    if (spec.format != TraceFormat::AccessLog) {
      return reader_.fault(*classes, "\"classes\" applies to access_log only", "take it away");
    }
    if (!reader_.expect_map(*classes, "classes")) return;
    for (const Member& member : classes->members) {
      auto& [prefix, name] = spec.classes.emplace_back(member.key, "");
      read_field(reader_,
                 slot_at(member.value, prefix, "Request class of the paths that begin so."), name);
    }
  }

  ReadingContext& context_;
  Reader& reader_;
  const Slot& slot_;
};

constexpr std::array<std::string_view, 3> source_names{"arrivals", "trace", "users"};

void read_source(ReadingContext& context, const Slot& workload, const std::string& owner,
                 WorkloadSpec& out) {
  Reader& reader = context.reader;
  std::string_view found;
  for (const std::string_view name : source_names) {
    const Node* node = workload.node->find(name);
    if (node == nullptr) continue;
    if (!found.empty()) {
      reader.fault(*node,
                   "a workload has one source of requests, and \"" + std::string(name) +
                       "\" is a second one",
                   "keep \"" + std::string(found) + "\" or this, or make two workloads");
      return;
    }
    found = name;
  }
  if (found.empty()) {
    const bool mistyped =
        std::any_of(source_names.begin(), source_names.end(),
                    [&](std::string_view name) { return reader.is_mistyped(workload.node, name); });
    if (mistyped) return;
    reader.fault(*workload.node, "a workload needs one of \"arrivals\", \"trace\" or \"users\"",
                 R"(add "arrivals": { "rate": "100/s" })");
    return;
  }
  const Slot slot = slot_of(workload.node, workload, owner, found, any_value, {});
  SourceReader source(context, slot);
  if (found == "arrivals")
    out.source = source.arrivals();
  else if (found == "trace")
    out.source = source.trace();
  else
    out.source = source.users();
}

void read_mix(Reader& reader, const Slot& slot, WorkloadSpec& out) {
  if (slot.node == nullptr || !reader.expect_map(*slot.node, slot.name)) return;
  double total = 0;
  for (const Member& member : slot.node->members) {
    check_name(reader, *slot.node, member, "a request class");
    auto& [name, weight] = out.mix.emplace_back(member.key, 0.0);
    read_field(reader, slot_at(member.value, name, "Weight of this request class.", non_negative),
               weight);
    total += weight;
  }
  if (total <= 0) {
    reader.fault(*slot.node, "the weights of \"mix\" are all 0",
                 R"(write { "list": 0.8, "order": 0.2 })");
  }
}

}  // namespace

void read_workloads(ReadingContext& context, const Node& section, std::vector<WorkloadSpec>& out) {
  Reader& reader = context.reader;
  if (!reader.expect_map(section, "workload")) return;
  if (section.members.empty()) {
    reader.fault(section, "a scenario needs a workload",
                 R"(write { "shoppers": { "to": "edge", … } })");
  }
  for (const Member& member : section.members) {
    check_name(reader, section, member, "a workload");
    if (!reader.expect_map(member.value, member.key)) continue;
    WorkloadSpec spec;
    spec.name = member.key;
    reader.set_user(member.key);
    const Slot slot = slot_at(member.value, member.key);
    read_struct(reader, slot, "a workload", spec, {{"arrivals", "trace", "users", "mix"}});
    read_source(context, slot, "a workload", spec);
    read_mix(reader,
             slot_of(slot.node, slot, "a workload", "mix", any_value,
                     "Request classes and their weights."),
             spec);
    out.push_back(std::move(spec));
  }
}

}  // namespace tiersim::lab
