#pragma once
#include <vector>

#include "models/component.hpp"
#include "models/queueing/station_params.hpp"
#include "sim/kernel/abortable.hpp"
#include "sim/kernel/station.hpp"

namespace tiersim {

/// A station of queueing theory as a tier: c servers behind one waiting line, then perhaps a
/// further service.
///
/// Series: utilization, waiting. Counters: balked, reneged (count).
class StationService final : public Component {
 public:
  using Params = StationParams;

  /// `next` may be null.
  StationService(const Params& params, Context context, Service* next);

  Task<Outcome> serve(Request request) override;
  void begin_measuring() override;
  void report(std::vector<ComponentReport>& reports) override;
  void sample(Gauges& gauges) override;
  void publish(std::string_view metric, std::vector<PublishedValue>& series) override;
  bool strike(Strike what, std::string_view member, double factor) override;

 private:
  /// Books how a visit to the station ended, and returns whether it was served.
  bool record(const Request& request, const Station::Result& result, Duration served);

  Params params_;
  Service* next_;
  Stream discipline_;
  Station station_;
  VisitGroup visits_;
  std::uint32_t draw_;
  std::uint64_t balked_ = 0;
  std::uint64_t reneged_ = 0;
  double busy_before_ = 0.0;
  double busy_at_sample_ = 0.0;
  TimePoint measuring_since_{};
  TimePoint sampled_at_{};
  bool down_ = false;
};

}  // namespace tiersim
