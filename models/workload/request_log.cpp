#include "models/workload/request_log.hpp"

#include <utility>

namespace tiersim {

void RequestTally::merge(const RequestTally& other) {
  offered += other.offered;
  completed += other.completed;
  failed += other.failed;
  good += other.good;
  for (std::size_t i = 0; i < outcomes.size(); ++i) outcomes[i] += other.outcomes[i];
  latency.merge(other.latency);
}

RequestLog::RequestLog(std::size_t workloads, std::vector<Duration> good_within,
                       TimePoint measured_from)
    : classes_(good_within.size()),
      good_within_(std::move(good_within)),
      measured_from_(measured_from),
      tallies_(workloads * classes_) {}

void RequestLog::ended(const Request& request, Outcome outcome, Duration latency) {
  --in_flight_;
  const bool completed = !outcome.failed();
  const double latency_s = to_seconds(latency);
  if (completed) {
    ++window_.completed;
    window_.latency.record(latency_s);
  } else {
    ++window_.failed;
  }
  if (!counts(request)) return;
  RequestTally& tally = tally_of(request);
  ++tally.outcomes[static_cast<std::size_t>(outcome.kind)];
  if (!completed) {
    ++tally.failed;
    return;
  }
  ++tally.completed;
  tally.latency.record(latency_s);
  if (latency <= good_within_[request.operation]) ++tally.good;
}

}  // namespace tiersim
