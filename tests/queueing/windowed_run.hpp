#pragma once
#include "sim/kernel/process.hpp"
#include "tests/queueing/observation.hpp"

namespace tiersim::queueing {

/// A run of which some customers are measured, and the span in which they arrive. It goes on with
/// arrivals until all of them have left, so that none is cut off.
class WindowedRun {
 public:
  WindowedRun(const WindowedRun&) = delete;
  WindowedRun& operator=(const WindowedRun&) = delete;

 protected:
  WindowedRun(const Json& one_case, TimeUnit unit, const Run& run, std::uint64_t warm_up)
      : case_(one_case), unit_(unit), key_(run.key), window_(warm_up, run.customers) {}

  virtual ~WindowedRun() = default;

  /// Notes the next arrival, before it changes anything; says whether the customer is measured.
  bool count_arrival() {
    switch (window_.arrive()) {
      case Window::Edge::begins:
        began_ = simulation_.now();
        begin_window();
        break;
      case Window::Edge::ends:
        span_ = to_seconds(simulation_.now() - began_);
        end_window();
        break;
      case Window::Edge::none:
        break;
    }
    if (window_.is_complete()) simulation_.stop();
    return window_.measures_last();
  }

  /// Poisson arrivals, at a rate of the case, until all customers measured have left. The process
  /// of one is `customer(measured)`.
  template <class Customer>
  void play_poisson(double rate, Customer customer) {
    ProcessScope scope(simulation_);
    const auto arrive = [&] {
      const bool measured = count_arrival();
      scope.start(customer(measured));
    };
    const Arrivals arrivals(simulation_, unit_.exponential(rate),
                            Stream::named(key_, "arrivals", "gap"), arrive);
    simulation_.run_to_exhaustion();
  }

  /// A customer measured leaves.
  void count_departure() {
    window_.leave();
    if (window_.is_complete()) simulation_.stop();
  }

  virtual void begin_window() = 0;
  virtual void end_window() = 0;

  /// Length of the window in seconds of the case.
  [[nodiscard]] double case_seconds() const { return unit_.seconds(from_seconds(1)) * span_; }

  const Json& case_;
  TimeUnit unit_;
  RunKey key_;
  Simulation simulation_;
  double span_ = 0;  ///< of the window, simulated seconds

 private:
  Window window_;
  TimePoint began_{};
};

}  // namespace tiersim::queueing
