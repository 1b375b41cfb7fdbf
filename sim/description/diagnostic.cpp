#include "sim/description/diagnostic.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace tiersim {

void Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::Error) ++errors_;
  items_.push_back(std::move(diagnostic));
}

void Diagnostics::add(const Diagnostics& others) {
  for (const Diagnostic& item : others.items_) add(item);
}

void Diagnostics::sort() {
  std::map<std::string, std::size_t> file_order;
  for (const Diagnostic& item : items_) file_order.emplace(item.place.file, file_order.size());
  const auto key = [&](const Diagnostic& item) {
    return std::tuple(file_order.at(item.place.file), item.place.line, item.place.column);
  };
  std::stable_sort(items_.begin(), items_.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
}

}  // namespace tiersim
