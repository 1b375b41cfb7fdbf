// Errors of the simulator as exceptions of tiersim.errors, which says what each means.
#include <exception>

#include "lab/result/result_json.hpp"
#include "python/src/bindings.hpp"
#include "sim/assert.hpp"
#include "sim/kernel/simulation.hpp"

namespace tiersim::python {

namespace {

py::object error_class(const char* name) {
  return py::module_::import("tiersim.errors").attr(name);
}

void raise(const char* name, const char* what) {
  py::set_error(error_class(name), what);
}

void translate(std::exception_ptr thrown) {
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const lab::ResultFormatError& error) {
    raise("ResultFormatError", error.what());
  } catch (const RunError& error) {
    raise("RunError", error.what());
  } catch (const InternalError& error) {
    raise("InternalError", error.what());
  }
}

}  // namespace

void raise_scenario_error(const std::string& rendered, const Diagnostics& diagnostics) {
  const py::object kind = error_class("ScenarioError");
  const py::object error = kind(py::str(rendered), to_python(diagnostics));
  PyErr_SetObject(kind.ptr(), error.ptr());
  throw py::error_already_set();
}

py::list to_python(const Diagnostics& diagnostics) {
  py::list list;
  for (const Diagnostic& found : diagnostics.items()) {
    py::dict item;
    item["severity"] = found.severity == Severity::Error ? "error" : "warning";
    item["message"] = found.message;
    item["file"] = found.place.file;
    item["line"] = found.place.line;
    item["column"] = found.place.column;
    item["length"] = found.place.length;
    item["pointer"] = found.pointer;
    item["cure"] = found.cure;
    list.append(item);
  }
  return list;
}

void bind_errors(py::module_&) {
  py::register_local_exception_translator(translate);
}

}  // namespace tiersim::python
