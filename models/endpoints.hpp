#pragma once
#include <cstdint>
#include <vector>

#include "models/service.hpp"

namespace tiersim {

/// One of several who serve the same: a pod of a deployment.
struct Endpoint {
  std::uint64_t number = 0;  ///< never used again for another
  Service* service = nullptr;
};

/// Who is ready, as published to balancers: late by the time that the news takes.
class EndpointSet {
 public:
  [[nodiscard]] const std::vector<Endpoint>& endpoints() const { return endpoints_; }

  /// Changes with every change of the set.
  [[nodiscard]] std::uint64_t version() const { return version_; }

  void add(Endpoint endpoint) {
    endpoints_.push_back(endpoint);
    ++version_;
  }

  void remove(std::uint64_t number) {
    if (std::erase_if(endpoints_, [number](const Endpoint& e) { return e.number == number; }) > 0)
      ++version_;
  }

 private:
  std::vector<Endpoint> endpoints_;
  std::uint64_t version_ = 1;
};

}  // namespace tiersim
