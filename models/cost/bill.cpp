#include "models/cost/bill.hpp"

namespace tiersim {

std::vector<BillItem> make_bill(const std::vector<std::pair<std::string, double>>& prices,
                                const std::vector<ComponentReport>& reports) {
  std::vector<BillItem> bill;
  for (const auto& [name, price] : prices) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string::npos) continue;
    const std::string component = name.substr(0, dot);
    const std::string unit = name.substr(dot + 1);
    for (const ComponentReport& report : reports) {
      if (report.path != component) continue;
      const auto quantity = report.quantities.find(unit);
      if (quantity == report.quantities.end()) continue;
      bill.push_back({name, quantity->second, unit, price, quantity->second * price});
    }
  }
  for (const ComponentReport& report : reports) {
    for (const PricedQuantity& used : report.priced) {
      bill.push_back({report.path + "." + used.name, used.quantity, used.unit, used.price,
                      used.quantity * used.price});
    }
  }
  return bill;
}

}  // namespace tiersim
