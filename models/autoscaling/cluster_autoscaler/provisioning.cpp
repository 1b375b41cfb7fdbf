#include "models/autoscaling/cluster_autoscaler/provisioning.hpp"

#include <algorithm>

namespace tiersim::cluster_autoscaler {

void Provisioning::requested(TimePoint now, std::int32_t count) {
  if (count > 0) requests_.push_back({now, count});
}

std::int32_t Provisioning::upcoming() const {
  std::int32_t sum = 0;
  for (const Request& request : requests_) sum += request.count;
  return sum;
}

std::int32_t Provisioning::give_up(TimePoint now, const Options& options) {
  std::int32_t lost = 0;
  for (const Request& request : requests_) {
    if (now - request.at > options.max_node_provision_time) lost += request.count;
  }
  std::erase_if(requests_, [&](const Request& request) {
    return now - request.at > options.max_node_provision_time;
  });
  return lost;
}

std::int32_t Provisioning::observe(TimePoint now, std::int32_t target, std::int32_t registered,
                                   const Options& options) {
  const std::int32_t missing = std::max(0, target - registered);
  const bool waited = !requests_.empty();
  std::int32_t served = upcoming() - missing;
  if (served < 0) requested(now, -served);  // somebody else raised the target
  while (served > 0) {
    Request& oldest = requests_.front();
    const std::int32_t part = std::min(served, oldest.count);
    oldest.count -= part;
    served -= part;
    if (oldest.count == 0) requests_.erase(requests_.begin());
  }
  if (waited && requests_.empty()) {
    backoff_until_.reset();
    last_backoff_ = {};
  }
  const std::int32_t lost = give_up(now, options);
  if (lost > 0) {
    last_backoff_ = std::clamp(2 * last_backoff_, options.initial_node_group_backoff_duration,
                               options.max_node_group_backoff_duration);
    backoff_until_ = now + last_backoff_;
  }
  return lost;
}

}  // namespace tiersim::cluster_autoscaler
