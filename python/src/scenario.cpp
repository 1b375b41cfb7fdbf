#include <filesystem>

#include <pybind11/stl.h>

#include "lab/scenario/reading.hpp"
#include "python/src/bindings.hpp"
#include "sim/description/nearest_name.hpp"

namespace tiersim::python {

namespace {

/// Texts that exist in memory only stand before the files of the disk. `read` looks a file up under
/// its normal path.
lab::FileReader reader_over(const std::map<std::string, std::string>& texts) {
  std::map<std::string, std::string> by_path;
  for (const auto& [path, text] : texts) {
    by_path.emplace(std::filesystem::path(path).lexically_normal().generic_string(), text);
  }
  return [by_path = std::move(by_path)](const std::string& path) -> std::optional<std::string> {
    if (const auto found = by_path.find(path); found != by_path.end()) return found->second;
    return lab::read_file(path);
  };
}

std::shared_ptr<LoadedScenario> read(const std::string& path, const std::vector<std::string>& sets,
                                     const std::map<std::string, std::string>& texts) {
  lab::Reading reading;
  {
    const py::gil_scoped_release others_may_run;
    reading = lab::read_scenario(path, sets, reader_over(texts));
  }
  if (!reading.scenario) raise_scenario_error(lab::render(reading), reading.diagnostics);
  return std::make_shared<LoadedScenario>(std::move(*reading.scenario), std::move(reading.texts),
                                          reading.diagnostics);
}

py::dict parameter(const lab::AssumedValue& value) {
  py::dict item;
  item["pointer"] = value.pointer;
  item["value"] = value.value;
  item["unit"] = value.unit;
  item["is_default"] = value.is_default;
  item["help"] = value.help;
  return item;
}

py::list tiers(const lab::Survey& survey) {
  py::list list;
  for (const lab::TierLoad& tier : survey.tiers) {
    py::dict item;
    item["path"] = tier.path;
    item["kind"] = tier.kind;
    item["calls_per_s"] = tier.calls_per_s;
    item["offered"] = tier.offered;
    item["capacity"] = tier.capacity;
    item["capacity_text"] = tier.capacity_text;
    item["utilization"] = tier.utilization();
    list.append(item);
  }
  return list;
}

py::list edges(const lab::Survey& survey) {
  py::list list;
  for (const lab::CallEdge& edge : survey.edges) {
    py::dict item;
    item["caller"] = edge.from;
    item["callee"] = edge.to;
    item["calls_per_s"] = edge.calls_per_s;
    item["label"] = edge.label;
    list.append(item);
  }
  return list;
}

py::list budgets(const lab::Survey& survey) {
  py::list list;
  for (const lab::ConnectionBudget& budget : survey.budgets) {
    py::list claims;
    for (const auto& claim : budget.claims) {
      py::dict item;
      item["pool"] = claim.pool;
      item["formula"] = claim.formula;
      item["connections"] = claim.connections;
      item["in_rollout"] = claim.in_rollout;
      claims.append(item);
    }
    py::dict item;
    item["database"] = budget.database;
    item["usable"] = budget.usable;
    item["total"] = budget.total();
    item["total_in_rollout"] = budget.total_in_rollout();
    item["claims"] = claims;
    list.append(item);
  }
  return list;
}

py::dict survey(LoadedScenario& loaded) {
  loaded.prepare();
  const lab::Survey& found = loaded.survey();
  py::dict result;
  result["tiers"] = tiers(found);
  result["edges"] = edges(found);
  result["single_points"] = py::cast(found.single_points);
  result["budgets"] = budgets(found);
  result["findings"] = to_python(found.findings);
  result["text"] = lab::survey_text(found);
  return result;
}

py::dict kinds(const LoadedScenario& loaded) {
  py::dict result;
  for (const lab::ComponentSpec& component : loaded.scenario().components) {
    result[py::str(component.name)] = std::string(component.kind());
  }
  return result;
}

py::list parameters(const LoadedScenario& loaded) {
  py::list list;
  for (const lab::AssumedValue& value : loaded.scenario().assumptions)
    list.append(parameter(value));
  return list;
}

}  // namespace

void LoadedScenario::prepare() {
  if (traces_) return;
  std::unique_ptr<lab::Traces> traces;
  lab::Survey survey;
  {
    const py::gil_scoped_release others_may_run;
    traces = std::make_unique<lab::Traces>(lab::load_traces(scenario_));
    if (!traces->faults.has_errors()) survey = lab::survey(scenario_, *traces);
  }
  const Diagnostics& found = traces->faults.has_errors() ? traces->faults : survey.findings;
  if (found.has_errors()) raise_scenario_error(lab::render({std::nullopt, found, texts_}), found);
  if (traces_) return;  // another thread was faster
  survey_ = std::move(survey);
  traces_ = std::move(traces);
}

void bind_scenario(py::module_& module) {
  py::class_<LoadedScenario, std::shared_ptr<LoadedScenario>>(module, "LoadedScenario")
      .def_property_readonly("name", [](const LoadedScenario& s) { return s.scenario().name; })
      .def_property_readonly("description",
                             [](const LoadedScenario& s) { return s.scenario().description; })
      .def_property_readonly("hash", [](const LoadedScenario& s) { return s.scenario().hash; })
      .def_property_readonly("seed", [](const LoadedScenario& s) { return s.scenario().run.seed; })
      .def_property_readonly("replications",
                             [](const LoadedScenario& s) { return s.scenario().run.replications; })
      .def_property_readonly(
          "duration_s",
          [](const LoadedScenario& s) { return to_seconds(s.scenario().run.duration); })
      .def_property_readonly(
          "warm_up_s", [](const LoadedScenario& s) { return to_seconds(s.scenario().run.warm_up); })
      .def_property_readonly("warnings",
                             [](const LoadedScenario& s) { return to_python(s.warnings()); })
      .def("kinds", kinds)
      .def("parameters", parameters)
      .def("survey", survey);
  module.def("read", read, py::arg("path"), py::arg("sets"), py::arg("texts"));
  module.def(
      "did_you_mean",
      [](const std::string& written, const std::vector<std::string>& names) {
        return did_you_mean(written, names);
      },
      py::arg("written"), py::arg("names"));
}

}  // namespace tiersim::python
