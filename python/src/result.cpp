#include <sstream>

#include <pybind11/stl.h>

#include "lab/report/format.hpp"
#include "lab/report/html.hpp"
#include "lab/report/junit.hpp"
#include "lab/report/markdown.hpp"
#include "lab/report/sentences.hpp"
#include "lab/report/terminal.hpp"
#include "lab/result/comparison.hpp"
#include "lab/result/metric.hpp"
#include "lab/result/result_csv.hpp"
#include "lab/result/result_json.hpp"
#include "python/src/bindings.hpp"
#include "python/src/to_python.hpp"

namespace tiersim::python {

namespace {

std::string series_csv(const lab::Result& result) {
  std::ostringstream out;
  lab::write_series_csv(out, result.series);
  return out.str();
}

std::string timeline_csv(const lab::Result& result) {
  std::ostringstream out;
  lab::write_timeline_csv(out, result.timeline, result.decisions);
  return out.str();
}

py::dict difference(const lab::Difference& found) {
  py::dict item;
  item["metric"] = found.metric;
  item["unit"] = found.unit;
  item["base"] = found.base;
  item["variant"] = found.variant;
  item["difference"] = found.difference;
  item["low"] = found.low;
  item["high"] = found.high;
  item["change"] = lab::to_string(found.change);
  return item;
}

/// Results of what-ifs often share their scenario's name, so that the caller may name them anew:
/// base, then variants.
lab::Comparison compare(const lab::Result& base, const std::vector<lab::Result>& variants,
                        const std::vector<std::string>& metrics,
                        const std::vector<std::string>& names) {
  lab::Comparison comparison = lab::compare(base, variants, metrics);
  if (!names.empty()) {
    comparison.base_name = names.at(0);
    for (std::size_t i = 0; i < comparison.variants.size(); ++i)
      comparison.variants[i].name = names.at(i + 1);
  }
  return comparison;
}

py::list variants(const lab::Comparison& comparison) {
  py::list list;
  for (const lab::ComparedVariant& variant : comparison.variants) {
    py::list differences;
    for (const lab::Difference& found : variant.differences) differences.append(difference(found));
    py::dict item;
    item["name"] = variant.name;
    item["hash"] = variant.hash;
    item["verdict"] = lab::to_string(variant.verdict);
    item["paired"] = variant.paired;
    item["differences"] = differences;
    list.append(item);
  }
  return list;
}

void bind_format(py::module_& module) {
  module.def("format_value", &lab::format_value, py::arg("value"), py::arg("unit"),
             py::arg("currency"));
  module.def("format_interval", &lab::format_interval, py::arg("low"), py::arg("high"),
             py::arg("unit"), py::arg("currency"));
  module.def("format_clock", &lab::format_clock, py::arg("time_s"));
  module.def("metric_unit", &lab::metric_unit, py::arg("metric"));
  module.def("metric_label", &lab::metric_label, py::arg("metric"));
}

}  // namespace

void bind_result(py::module_& module) {
  py::class_<lab::Result>(module, "Result")
      .def("fields", [](const lab::Result& result) { return value_to_python(result); })
      .def("to_json", [](const lab::Result& result) { return lab::to_json(result); })
      .def("html_report", &lab::html_report)
      .def(
          "terminal_summary",
          [](const lab::Result& result, std::size_t width, std::size_t height) {
            return lab::terminal_summary(result, {.width = width, .height = height});
          },
          py::arg("width"), py::arg("height"))
      .def("markdown_summary", &lab::markdown_summary)
      .def("junit_xml", &lab::junit_xml)
      .def("series_csv", series_csv)
      .def("timeline_csv", timeline_csv)
      .def("one_sentence", &lab::one_sentence)
      .def("run_line", &lab::run_line);
  module.def(
      "from_json", [](const std::string& text) { return lab::from_json(text); }, py::arg("text"));

  py::class_<lab::Comparison>(module, "Comparison")
      .def_readonly("base_name", &lab::Comparison::base_name)
      .def_property_readonly(
          "base_verdict", [](const lab::Comparison& c) { return lab::to_string(c.base_verdict); })
      .def_readonly("confidence_level", &lab::Comparison::confidence_level)
      .def_readonly("currency", &lab::Comparison::currency)
      .def("variants", variants)
      .def("to_json", [](const lab::Comparison& comparison) { return lab::to_json(comparison); })
      .def(
          "terminal_comparison",
          [](const lab::Comparison& comparison, std::size_t width, std::size_t height) {
            return lab::terminal_comparison(comparison, {.width = width, .height = height});
          },
          py::arg("width"), py::arg("height"))
      .def("markdown_comparison", &lab::markdown_comparison);
  module.def("compare", compare, py::arg("base"), py::arg("variants"), py::arg("metrics"),
             py::arg("names"));
  bind_format(module);
}

}  // namespace tiersim::python
