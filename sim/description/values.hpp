#pragma once
#include <cstdint>
#include <string>

namespace tiersim {

/// Events per second. In files "100/s", "6000/min" or "3600/h".
struct Rate {
  double per_s = 0;

  friend bool operator==(const Rate&, const Rate&) = default;
};

/// An amount of memory or data. In files a Kubernetes quantity: "512Mi", "1Gi", "2G".
struct Bytes {
  std::int64_t count = 0;

  friend bool operator==(const Bytes&, const Bytes&) = default;
};

/// An amount of processor. In files a Kubernetes quantity: "500m", "2".
struct Cores {
  double count = 0;

  friend bool operator==(const Cores&, const Cores&) = default;
};

/// A share of a whole, 1 being all of it. In files 0.25 or "25%".
struct Ratio {
  double value = 0;

  friend bool operator==(const Ratio&, const Ratio&) = default;
};

/// The name of another component of the scenario. Reading refuses a name that no component has.
struct Reference {
  std::string name;

  friend bool operator==(const Reference&, const Reference&) = default;
};

/// Which key a request asks for: one of `keys`, drawn by Zipf's law. In files "zipf(10000, 0.9)" or
/// "uniform(1000)".
struct KeyChooser {
  std::int64_t keys = 1;
  double exponent = 0;  ///< Of Zipf's law; 0 makes all keys equally likely.

  friend bool operator==(const KeyChooser&, const KeyChooser&) = default;
};

}  // namespace tiersim
