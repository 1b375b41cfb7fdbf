#include "lab/scenario/traces.hpp"

#include <fmt/format.h>

#include "lab/importing/read_access_log.hpp"
#include "lab/importing/read_counts.hpp"
#include "lab/importing/read_timestamps.hpp"

namespace tiersim::lab {

namespace {

template <class Value>
bool take_faults(const Imported<Value>& imported, const Scenario& scenario,
                 const std::string& workload, Traces& traces) {
  for (const Diagnostic& found : imported.faults.items()) {
    Diagnostic fault =
        scenario.fault_at("/workload/" + workload + "/trace", found.message, found.cure);
    fault.severity = found.severity;
    traces.faults.add(std::move(fault));
  }
  return imported.ok();
}

std::string rows_text(const ImportReport& report) {
  return fmt::format("{:.0f} requests over {:.0f} s, {} rejected, {} absent", report.total,
                     to_seconds(report.length), report.rejected, report.absent);
}

std::optional<LoadedTrace> load_counts(const Scenario& scenario, const WorkloadSpec& workload,
                                       const TraceSpec& spec, Traces& traces) {
  const Imported<CountTrace> imported = read_counts(spec.file, {.time_column = spec.time_column,
                                                                .count_column = spec.count_column,
                                                                .interval = spec.interval,
                                                                .from = spec.from,
                                                                .to = spec.to});
  if (!take_faults(imported, scenario, workload.name, traces)) return std::nullopt;
  LoadedTrace trace;
  trace.data = std::make_shared<const CountTrace>(imported.value);
  trace.summary = rows_text(imported.report);
  trace.requests = imported.value.total() * spec.rate_scale;
  trace.length = from_seconds(to_seconds(imported.value.length()) / spec.speed);
  return trace;
}

std::optional<LoadedTrace> load_timestamps(const Scenario& scenario, const WorkloadSpec& workload,
                                           const TraceSpec& spec, Traces& traces) {
  const Imported<ClassedTimestamps> imported =
      read_timestamps(spec.file, {.time_column = spec.time_column,
                                  .class_column = spec.class_column,
                                  .from = spec.from,
                                  .to = spec.to});
  if (!take_faults(imported, scenario, workload.name, traces)) return std::nullopt;
  LoadedTrace trace;
  trace.class_names = imported.value.class_names;
  trace.data = std::make_shared<const TimestampTrace>(imported.value.trace);
  trace.summary = rows_text(imported.report);
  trace.requests = imported.report.total * spec.rate_scale;
  trace.length = from_seconds(to_seconds(imported.report.length) / spec.speed);
  return trace;
}

std::optional<LoadedTrace> load_access_log(const Scenario& scenario, const WorkloadSpec& workload,
                                           const TraceSpec& spec, Traces& traces) {
  // The spreading of whole-second stamps belongs to the trace, not to a replication: all of them
  // play the same log.
  const RunKey key{static_cast<std::uint64_t>(scenario.run.seed), 0};
  const Imported<AccessLog> imported = read_access_log(
      spec.file, {.from = spec.from, .to = spec.to}, Stream::named(key, workload.name, "spread"));
  if (!take_faults(imported, scenario, workload.name, traces)) return std::nullopt;
  LoadedTrace trace;
  TimestampTrace times{imported.value.times, {}};
  if (!spec.classes.empty()) {
    // Requests that no prefix names are of the first class of the mix.
    trace.class_names.push_back(workload.mix.front().first);
    std::vector<std::pair<std::string, ClassId>> prefixes;
    for (const auto& [prefix, name] : spec.classes) {
      trace.class_names.push_back(name);
      prefixes.emplace_back(prefix, static_cast<ClassId>(trace.class_names.size() - 1));
    }
    times.classes = classes_by_prefix(imported.value, prefixes, 0);
  }
  trace.data = std::make_shared<const TimestampTrace>(std::move(times));
  trace.summary = rows_text(imported.report);
  trace.requests = imported.report.total * spec.rate_scale;
  trace.length = from_seconds(to_seconds(imported.report.length) / spec.speed);
  return trace;
}

}  // namespace

Traces load_traces(const Scenario& scenario) {
  Traces traces;
  for (const WorkloadSpec& workload : scenario.workloads) {
    const auto* spec = std::get_if<TraceSpec>(&workload.source);
    if (spec == nullptr) continue;
    std::optional<LoadedTrace> trace;
    switch (spec->format) {
      case TraceFormat::Counts:
        trace = load_counts(scenario, workload, *spec, traces);
        break;
      case TraceFormat::Timestamps:
        trace = load_timestamps(scenario, workload, *spec, traces);
        break;
      case TraceFormat::AccessLog:
        trace = load_access_log(scenario, workload, *spec, traces);
        break;
    }
    if (trace) traces.by_workload.emplace(workload.name, std::move(*trace));
  }
  return traces;
}

}  // namespace tiersim::lab
