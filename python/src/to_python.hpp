#pragma once
// A result as Python's own types. The field lists of lab/result say the names, so that a new field
// needs no line here.
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include "lab/result/result_fields.hpp"

namespace tiersim::python {

namespace py = pybind11;

template <class T>
py::object value_to_python(const T& value);

template <class T>
py::object to_python(const std::optional<T>& value) {
  return value ? value_to_python(*value) : py::none();
}

template <class T>
py::object to_python(const std::map<std::string, T>& values) {
  py::dict dict;
  for (const auto& [name, value] : values) dict[py::str(name)] = value_to_python(value);
  return dict;
}

template <class T>
py::object to_python(const std::vector<T>& values) {
  py::list list;
  for (const T& value : values) list.append(value_to_python(value));
  return list;
}

/// Numbers in a row are an array of float64.
inline py::object to_python(const std::vector<double>& values) {
  return py::array_t<double>(static_cast<py::ssize_t>(values.size()), values.data());
}

inline py::object to_python(const lab::Interval& interval) {
  return py::make_tuple(interval.low, interval.high);
}

inline py::object to_python(lab::Verdict verdict) {
  return py::str(lab::to_string(verdict));
}

/// Makes a dict of a struct with a field list.
class DictMaker {
 public:
  template <class T>
  void operator()(const char* name, const T& value) {
    dict_[name] = value_to_python(value);
  }

  [[nodiscard]] py::dict take() { return std::move(dict_); }

 private:
  py::dict dict_;
};

template <class T>
py::object value_to_python(const T& value) {
  if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
    return py::cast(value);
  } else if constexpr (requires { to_python(value); }) {
    return to_python(value);
  } else {
    DictMaker maker;
    lab::fields(maker, value);
    return maker.take();
  }
}

}  // namespace tiersim::python
