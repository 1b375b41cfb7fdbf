#pragma once
#include <optional>

namespace tiersim::theory {

/// The universal scalability law: what N users or instances achieve together,
/// X(N) = rate N / (1 + contention (N - 1) + coherency N (N - 1)). Without coherency it is Amdahl's
/// law. Sources: N. J. Gunther, "Guerrilla capacity planning", Springer, 2007; G. M. Amdahl,
/// "Validity of the single processor approach to achieving large scale computing capabilities",
/// AFIPS Spring Joint Computer Conference, 1967.
struct ScalabilityLaw {
  double rate_per_s = 1;  ///< throughput of one, > 0
  double contention = 0;  ///< share of the work that only one can do at a time, >= 0
  double coherency = 0;   ///< cost of agreement between each pair, as a share of the work, >= 0

  /// Precondition: n > 0; n need not be whole.
  [[nodiscard]] double throughput_per_s(double n) const;
  /// Throughput over that of n without any loss. Precondition as above.
  [[nodiscard]] double efficiency(double n) const;
  /// Where throughput is largest, a real number; nothing when it never falls, or never rises.
  [[nodiscard]] std::optional<double> peak() const;
  /// What throughput tends to as n grows: 0 with coherency, nothing when it grows for ever.
  [[nodiscard]] std::optional<double> limit_per_s() const;
};

/// Amdahl's speed-up of n processors, with `serial` the share of the work that cannot be divided.
/// Preconditions: 0 <= serial <= 1, n > 0.
[[nodiscard]] double amdahl_speed_up(double serial, double n);

}  // namespace tiersim::theory
