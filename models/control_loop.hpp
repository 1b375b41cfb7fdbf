#pragma once

namespace tiersim {

/// Something that wakes by itself, looks and acts: an autoscaler, a recommender, a scraper of
/// metrics. It sees what is published, as late as it would in life, and ends when it is destroyed.
class ControlLoop {
 public:
  ControlLoop() = default;
  ControlLoop(const ControlLoop&) = delete;
  ControlLoop& operator=(const ControlLoop&) = delete;
  virtual ~ControlLoop() = default;

  /// To be called once, when the run starts.
  virtual void start() = 0;
};

}  // namespace tiersim
