#include "sim/description/diagnostic.hpp"

#include <algorithm>
#include <map>
#include <string_view>
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
  std::map<std::string_view, std::size_t> file_order;
  std::vector<std::tuple<std::size_t, int, int, std::size_t>> keys;  // the last is the old place
  keys.reserve(items_.size());
  for (const Diagnostic& item : items_) {
    const std::size_t file = file_order.emplace(item.place.file, file_order.size()).first->second;
    keys.emplace_back(file, item.place.line, item.place.column, keys.size());
  }
  std::sort(keys.begin(), keys.end());
  std::vector<Diagnostic> sorted;
  sorted.reserve(items_.size());
  for (const auto& key : keys) sorted.push_back(std::move(items_[std::get<3>(key)]));
  items_ = std::move(sorted);
}

}  // namespace tiersim
