#pragma once
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/chance/distribution.hpp"
#include "sim/description/description.hpp"
#include "sim/time.hpp"

namespace tiersim::lab {

/// A value at an instant; between two points it changes linearly, before the first and after the last it stays.
template <class Value>
struct Point {
  Duration at{};
  Value value{};

  friend bool operator==(const Point&, const Point&) = default;
};

enum class ArrivalProcess { Poisson, Renewal, Uniform };

constexpr auto enum_names(ArrivalProcess) {
  return std::array{
      EnumName<ArrivalProcess>{ArrivalProcess::Poisson, "poisson", "Independent arrivals at the rate, which may change."},
      EnumName<ArrivalProcess>{ArrivalProcess::Renewal, "renewal", "Interarrival times drawn from `interarrival`."},
      EnumName<ArrivalProcess>{ArrivalProcess::Uniform, "uniform", "Evenly spaced at the rate, as a load generator sends."}};
}

/// Open arrivals: nobody waits for an answer before the next request.
struct ArrivalsSpec {
  ArrivalProcess process = ArrivalProcess::Poisson;
  std::vector<Point<Rate>> rate;               ///< One point: constant. Empty for renewal.
  std::optional<Distribution> interarrival;    ///< For renewal only.
};

enum class TraceFormat { Counts, Timestamps, AccessLog };

constexpr auto enum_names(TraceFormat) {
  return std::array{
      EnumName<TraceFormat>{TraceFormat::Counts, "counts", "A CSV file with a number of requests for each interval."},
      EnumName<TraceFormat>{TraceFormat::Timestamps, "timestamps", "A CSV file with the instant of each request."},
      EnumName<TraceFormat>{TraceFormat::AccessLog, "access_log", "An access log in common or combined format."}};
}

enum class TraceProcess { Poisson, Uniform, Batch };

constexpr auto enum_names(TraceProcess) {
  return std::array{
      EnumName<TraceProcess>{TraceProcess::Poisson, "poisson", "A Poisson process at each interval's rate."},
      EnumName<TraceProcess>{TraceProcess::Uniform, "uniform", "Each interval's requests spread evenly over it."},
      EnumName<TraceProcess>{TraceProcess::Batch, "batch", "Each interval's requests together at its start."}};
}

/// Arrivals from a recorded trace. Paths are relative to the file that names them; .gz and .zst are unpacked.
struct TraceSpec {
  TraceFormat format = TraceFormat::Counts;
  std::string file;                            ///< As resolved against the scenario file.
  std::optional<Duration> interval;            ///< Of counts without a time column.
  TraceProcess process = TraceProcess::Poisson;
  double speed = 1;
  double rate_scale = 1;
  std::string time_column;
  std::string count_column;
  std::string class_column;
  std::optional<Duration> from;
  std::optional<Duration> to;

  static void describe(auto& field, auto& p) {
    field("interval", p.interval, positive, "Length of one interval of counts; from the time column if absent.");
    field("process", p.process, any_value, "How the requests of an interval are placed in it.");
    field("speed", p.speed, positive, "Plays the trace this many times as fast; the rate rises with it.");
    field("rate_scale", p.rate_scale, positive, "Multiplies the number of requests.");
    field("time_column", p.time_column, any_value, "Column that holds the time; found by its name if absent.");
    field("count_column", p.count_column, any_value, "Column that holds the number of requests; found if absent.");
    field("class_column", p.class_column, any_value, "Column that holds the request class; none if absent.");
    field("from", p.from, non_negative, "Start of the window that is played, since the start of the trace.");
    field("to", p.to, positive, "End of the window that is played, since the start of the trace.");
  }
  static void check(auto& refuse, const auto& p) {
    if (p.from && p.to && *p.from >= *p.to) refuse("to", "is not after from", "the window would be empty");
  }
};

/// Closed users: each thinks, sends, waits for the answer, and thinks again.
struct UsersSpec {
  std::vector<Point<double>> stages;           ///< Users at an instant; one point: constant.
  Distribution think = Distribution::deterministic(Duration{});
};

/// A source of requests.
struct WorkloadSpec {
  std::string name;
  Reference to;
  std::variant<ArrivalsSpec, TraceSpec, UsersSpec> source;
  std::vector<std::pair<std::string, double>> mix;   ///< Class and weight, in the order of the file; empty: one class.
  std::optional<Duration> timeout;                   ///< The client gives up; absent: never.
  std::string zone;                                  ///< Where the clients are; empty: next to what they call.

  static void describe(auto& field, auto& p) {
    field("to", p.to, required, "The component that receives the requests.");
    field("timeout", p.timeout, positive, "The client gives up after this time; never if absent.");
    field("zone", p.zone, any_value, "The zone the clients are in; none if absent.");
  }
};

}  // namespace tiersim::lab
