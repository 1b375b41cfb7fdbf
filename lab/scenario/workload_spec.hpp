#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "lab/importing/read_counts.hpp"
#include "sim/chance/distribution.hpp"
#include "sim/description/description.hpp"
#include "sim/time.hpp"

namespace tiersim::lab {

/// A value at an instant; between two points it changes linearly, before the first and after the
/// last it stays.
template <class Value>
struct Point {
  Duration at{};
  Value value{};

  friend bool operator==(const Point&, const Point&) = default;
};

enum class ArrivalKind { Poisson, Renewal, Uniform, Modulated };

constexpr auto enum_names(ArrivalKind) {
  return std::array{EnumName<ArrivalKind>{ArrivalKind::Poisson, "poisson",
                                          "Independent arrivals at the rate, which may change."},
                    EnumName<ArrivalKind>{ArrivalKind::Renewal, "renewal",
                                          "Interarrival times drawn from `interarrival`."},
                    EnumName<ArrivalKind>{ArrivalKind::Uniform, "uniform",
                                          "Evenly spaced at the rate, as a load generator sends."},
                    EnumName<ArrivalKind>{ArrivalKind::Modulated, "modulated",
                                          "Poisson at a rate that changes at random, as `states` "
                                          "say: calm and rush."}};
}

/// One state of a modulated process.
struct ArrivalState {
  Rate rate;
  Duration stay{};

  static void describe(auto& field, auto& p) {
    field("rate", p.rate, required(non_negative), "Arrivals per second in this state.");
    field("stay", p.stay, required(positive), "Mean of the exponential time it lasts.");
  }

  friend bool operator==(const ArrivalState&, const ArrivalState&) = default;
};

/// Open arrivals: nobody waits for an answer before the next request.
struct ArrivalsSpec {
  ArrivalKind process = ArrivalKind::Poisson;
  std::vector<Point<Rate>> rate;  ///< One point: constant. Empty for renewal and modulated.
  std::optional<Distribution> interarrival;  ///< For renewal only.
  std::vector<ArrivalState> states;          ///< For modulated only; gone round in order.
};

enum class TraceFormat { Counts, Timestamps, AccessLog };

constexpr auto enum_names(TraceFormat) {
  return std::array{
      EnumName<TraceFormat>{TraceFormat::Counts, "counts",
                            "A CSV file with a number of requests for each interval."},
      EnumName<TraceFormat>{TraceFormat::Timestamps, "timestamps",
                            "A CSV file with the instant of each request."},
      EnumName<TraceFormat>{TraceFormat::AccessLog, "access_log",
                            "An access log in common or combined format."}};
}

enum class TracePlacement { Poisson, Uniform, Batch };

constexpr auto enum_names(TracePlacement) {
  return std::array{EnumName<TracePlacement>{TracePlacement::Poisson, "poisson",
                                             "A Poisson process at each interval's rate."},
                    EnumName<TracePlacement>{TracePlacement::Uniform, "uniform",
                                             "Each interval's requests spread evenly over it."},
                    EnumName<TracePlacement>{TracePlacement::Batch, "batch",
                                             "Each interval's requests together at its start."}};
}

constexpr auto enum_names(Fill) {
  return std::array{
      EnumName<Fill>{Fill::absent, "absent",
                     "It stays absent: nothing arrives, and the report says how often."},
      EnumName<Fill>{Fill::zero, "zero", "No requests."},
      EnumName<Fill>{Fill::previous, "previous", "The last sample before it."},
      EnumName<Fill>{Fill::linear, "linear", "On the line between the samples around it."}};
}

/// Arrivals from a recorded trace. Paths are relative to the file that names them; .gz and .zst are
/// unpacked.
struct TraceSpec {
  TraceFormat format = TraceFormat::Counts;
  std::string file;  ///< As resolved against the file that names it.
  TracePlacement process = TracePlacement::Poisson;
  std::optional<Duration> interval;
  Fill fill = Fill::absent;
  double speed = 1;
  double rate_scale = 1;
  std::string time_column;
  std::string count_column;
  std::string class_column;
  std::vector<std::pair<std::string, std::string>>
      classes;  ///< Of an access log: path prefix to request class.
  std::optional<Duration> from;
  std::optional<Duration> to;

  static void describe(auto& field, auto& p) {
    field("process", p.process, any_value,
          "How the requests of an interval of counts are placed in it.");
    field("interval", p.interval, positive,
          "Length of an interval of counts; from the time column if absent.");
    field("fill", p.fill, any_value, "What takes the place of an absent sample of counts.");
    field("speed", p.speed, positive,
          "Plays the trace this many times as fast; the rate rises with it.");
    field("rate_scale", p.rate_scale, positive, "Multiplies the number of requests of counts.");
    field("time_column", p.time_column, any_value,
          "Name or number of the column that holds the time; found if absent.");
    field("count_column", p.count_column, any_value,
          "Name or number of the column that holds the requests; found if absent.");
    field("class_column", p.class_column, any_value,
          "Name or number of the column that holds the request class; none if absent.");
    field("from", p.from, non_negative,
          "Start of the window that is played, since the start of the trace.");
    field("to", p.to, positive, "End of the window that is played, since the start of the trace.");
  }

  static void check(auto& refuse, const auto& p) {
    const auto only = [&](bool given, const char* name, const char* wanted) {
      if (given) refuse(name, std::string("applies to ") + wanted + " only", "take it away");
    };
    const bool counts = p.format == TraceFormat::Counts;
    const bool timestamps = p.format == TraceFormat::Timestamps;
    only(!counts && p.interval.has_value(), "interval", "counts");
    only(!counts && p.fill != Fill::absent, "fill", "counts");
    only(!counts && p.rate_scale != 1, "rate_scale", "counts");
    only(!counts && !p.count_column.empty(), "count_column", "counts");
    only(!timestamps && !p.class_column.empty(), "class_column", "timestamps");
    if (p.from && p.to && *p.from >= *p.to)
      refuse("to", "is not after \"from\"", "the window would be empty");
  }
};

/// Closed users: each thinks, sends, waits for the answer, and thinks again.
struct UsersSpec {
  std::vector<Point<std::int64_t>> stages;  ///< Users at an instant; one point: constant.
  Distribution think = Distribution::deterministic(Duration{});
};

/// A source of requests.
struct WorkloadSpec {
  std::string name;
  Reference to;
  std::variant<ArrivalsSpec, TraceSpec, UsersSpec> source;
  std::vector<std::pair<std::string, double>>
      mix;  ///< Class and weight, in the order of the file; never empty after reading.
  std::optional<Duration> timeout;  ///< The client gives up; absent: never.
  std::string zone;                 ///< Where the clients are; empty: next to what they call.

  static void describe(auto& field, auto& p) {
    field("to", p.to, required, "The component that receives the requests.");
    field("timeout", p.timeout, positive, "The client gives up after this time; never if absent.");
    field("zone", p.zone, any_value, "The zone the clients are in; none if absent.");
  }
};

}  // namespace tiersim::lab
