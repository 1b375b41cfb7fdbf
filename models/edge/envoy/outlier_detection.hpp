#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/time.hpp"

namespace tiersim::envoy {

/// How the share of ejected hosts is capped: as today, or as older releases did it.
enum class EjectionCap : std::uint8_t {
  strict,  ///< the host that would go counts: 10 % never ejects one of nine
  legacy   ///< only those that are out count: one may always go
};

/// `outlierDetection` with the defaults of Istio.
struct OutlierParams {
  int consecutive_5xx = 5;      ///< 0: off
  int consecutive_gateway = 0;  ///< of 502, 503 and 504; 0: off
  Duration interval = 10s;      ///< of the sweeps that take hosts back
  Duration base_ejection_time = 30s;
  Duration max_ejection_time = 300s;
  int max_ejection_percent = 10;
  EjectionCap cap = EjectionCap::strict;
  bool always_eject_one_host = false;
};

/// What an answer leads to.
struct OutlierAction {
  bool ejected = false;      ///< false: the cap forbids it
  std::string_view counter;  ///< "5xx", "gateway"
};

/// Passive health of the hosts behind one proxy: ejects who fails several times in a row, and takes
/// it back at a sweep. All state is this proxy's own. Source: envoy
/// source/common/upstream/outlier_detection_impl.cc.
class OutlierDetection {
 public:
  OutlierDetection(const OutlierParams& params, std::size_t hosts)
      : params_(params), hosts_(hosts) {}

  [[nodiscard]] bool is_ejected(std::size_t host) const { return hosts_[host].ejected; }

  [[nodiscard]] std::size_t ejected() const { return ejected_; }

  /// An answer's status; a refused connection counts as 503, a time-out as 504.
  std::optional<OutlierAction> note(std::size_t host, int status, TimePoint now);

  /// To be called every interval: those who are taken back, in their order.
  std::vector<std::size_t> sweep(TimePoint now);

 private:
  struct Host {
    int failures_5xx = 0;
    int failures_gateway = 0;
    bool ejected = false;
    int multiplier = 0;
    TimePoint ejected_at{};
    std::optional<TimePoint> returned_at{};
  };

  [[nodiscard]] bool may_eject() const;
  OutlierAction eject(Host& host, std::string_view counter, TimePoint now);

  OutlierParams params_;
  std::vector<Host> hosts_;
  std::size_t ejected_ = 0;
};

}  // namespace tiersim::envoy
