#include "python/src/bindings.hpp"

PYBIND11_MODULE(_core, module) {
  module.doc() = "The simulator behind tiersim; use the package, not this module.";
  module.attr("__version__") = tiersim::python::version_number();
  tiersim::python::bind_errors(module);
  tiersim::python::bind_scenario(module);
  tiersim::python::bind_result(module);
  tiersim::python::bind_run(module);
}
