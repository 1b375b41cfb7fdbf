#pragma once
#include <vector>

#include "models/edge/nginx/peer.hpp"
#include "tests/components/component_cases.hpp"

namespace tiersim::vectors {

/// The peers of a case.
[[nodiscard]] std::vector<nginx::ServerParams> servers_of(const Json& given);

[[nodiscard]] Json nginx_passive_health(const Json& given, const Json& expect);

}  // namespace tiersim::vectors
