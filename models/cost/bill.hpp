#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "models/component.hpp"

namespace tiersim {

/// One line of a bill.
struct BillItem {
  std::string name;  ///< "api.cpu_hour"
  double quantity = 0;
  std::string unit;   ///< "cpu_hour"
  double price = 0;   ///< per unit
  double amount = 0;  ///< quantity × price
};

/// What the house used, at a table of prices: "<component>.<quantity>" to an amount per unit.
/// Quantities are what each kind reports: pod_hour, cpu_hour, memory_gib_hour of a deployment,
/// instance_hour of a database or a cache, server_hour of a station. Items stand in the order of
/// the prices; one without a quantity in the house is left out. What components know the price of
/// themselves (the nodes of a cluster) follows, as "<component>.<name>".
[[nodiscard]] std::vector<BillItem> make_bill(
    const std::vector<std::pair<std::string, double>>& prices,
    const std::vector<ComponentReport>& reports);

}  // namespace tiersim
