#include "models/edge/envoy/outlier_detection.hpp"

#include <algorithm>

namespace tiersim::envoy {

bool OutlierDetection::may_eject() const {
  if (params_.always_eject_one_host && ejected_ == 0) return true;
  const std::size_t percent = static_cast<std::size_t>(params_.max_ejection_percent);
  if (params_.cap == EjectionCap::legacy) return 100 * ejected_ < percent * hosts_.size();
  return 100 * (ejected_ + 1) <= percent * hosts_.size();
}

OutlierAction OutlierDetection::eject(Host& host, std::string_view counter, TimePoint now) {
  if (!may_eject()) return {.ejected = false, .counter = counter};
  host.ejected = true;
  host.ejected_at = now;
  ++host.multiplier;
  ++ejected_;
  return {.ejected = true, .counter = counter};
}

std::optional<OutlierAction> OutlierDetection::note(std::size_t number, int status, TimePoint now) {
  Host& host = hosts_[number];
  if (status < 500) {
    host.failures_5xx = host.failures_gateway = 0;
    return std::nullopt;
  }
  const bool is_gateway = status >= 502 && status <= 504;
  host.failures_gateway = is_gateway ? host.failures_gateway + 1 : 0;
  ++host.failures_5xx;
  // A counter acts when it reaches its threshold, and never when it is beyond it already.
  std::optional<OutlierAction> action;
  if (is_gateway && host.failures_gateway == params_.consecutive_gateway) {
    host.failures_gateway = 0;
    if (!host.ejected) action = eject(host, "gateway", now);
  }
  if (host.failures_5xx == params_.consecutive_5xx) {
    host.failures_5xx = 0;
    if (!host.ejected) action = eject(host, "5xx", now);
  }
  return action;
}

std::vector<std::size_t> OutlierDetection::sweep(TimePoint now) {
  std::vector<std::size_t> returned;
  for (std::size_t i = 0; i < hosts_.size(); ++i) {
    Host& host = hosts_[i];
    if (host.ejected) {
      const Duration time =
          std::min(params_.base_ejection_time * host.multiplier, params_.max_ejection_time);
      if (now < host.ejected_at + time) continue;
      host.ejected = false;
      host.returned_at = now;
      host.failures_5xx = host.failures_gateway = 0;
      --ejected_;
      returned.push_back(i);
    } else if (host.returned_at && now >= *host.returned_at + params_.interval) {
      host.multiplier = std::max(0, host.multiplier - 1);
    }
  }
  return returned;
}

}  // namespace tiersim::envoy
