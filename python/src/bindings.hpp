#pragma once
// What the files of the module tiersim._core share. The package tiersim (../tiersim) is what people
// see: it names, documents and types everything; here is only what needs C++.
#include <memory>
#include <string>

#include <pybind11/pybind11.h>

#include "lab/result/result.hpp"
#include "lab/scenario/scenario.hpp"
#include "lab/scenario/topology.hpp"
#include "lab/scenario/traces.hpp"
#include "sim/description/diagnostic.hpp"

namespace tiersim::python {

namespace py = pybind11;

/// A scenario that was read, with its traces and its survey. Nothing changes after `prepare`.
class LoadedScenario {
 public:
  LoadedScenario(lab::Scenario scenario, std::map<std::string, std::string> texts,
                 Diagnostics warnings)
      : scenario_(std::move(scenario)), texts_(std::move(texts)), warnings_(std::move(warnings)) {}

  /// Reads the traces and walks the graph of calls, the first time. Call it with the GIL held (it
  /// lets go of it meanwhile); raises ScenarioError in Python on a trace that cannot be read or
  /// calls that never end.
  void prepare();

  [[nodiscard]] const lab::Scenario& scenario() const { return scenario_; }

  [[nodiscard]] const Diagnostics& warnings() const { return warnings_; }

  [[nodiscard]] const lab::Traces& traces() const { return *traces_; }  ///< After `prepare`.

  [[nodiscard]] const lab::Survey& survey() const { return survey_; }  ///< After `prepare`.

 private:
  lab::Scenario scenario_;
  std::map<std::string, std::string> texts_;
  Diagnostics warnings_;
  std::unique_ptr<lab::Traces> traces_;
  lab::Survey survey_;
};

/// "0.1.0", and the commit that the module was built from ("unknown" outside a repository).
[[nodiscard]] std::string version_number();
[[nodiscard]] std::string version_commit();

/// Raises tiersim.ScenarioError with the rendered text and a dict for each diagnostic.
[[noreturn]] void raise_scenario_error(const std::string& rendered, const Diagnostics& diagnostics);

/// A list of dicts: severity, message, file, line, column, length, pointer, cure.
[[nodiscard]] py::list to_python(const Diagnostics& diagnostics);

void bind_errors(py::module_& module);
void bind_scenario(py::module_& module);
void bind_run(py::module_& module);
void bind_result(py::module_& module);

}  // namespace tiersim::python
